import Configuration
import Records

/// What became of a call that somebody tried.
struct TrialReport: Report {
  /// What happened, in order.
  var events: [Event]
  /// Whether the events were not told yet.
  var isShown: Bool
  var steps: [IVRStep]
  var words: PromptWords
  var status: String
  var variables: [String: String]
  var error: String?

  struct Event: Encodable, Equatable {
    enum Kind: String, Encodable {
      case heard, pressed, silent, hungUp, executed, speaks, recorded
    }

    var kind: Kind
    var what: String
    var text: String?
    var cutBy: String?
    var sound: SoundFolder.State?

    init(kind: Kind, what: String) {
      self.kind = kind
      self.what = what
    }
  }

  var isGood: Bool { error == nil && status != "DEFAULT" && status != "FAILURE" }

  /// Where the call goes; `nil` when it ended.
  private var target: String? {
    guard status == "SUCCESS" else { return nil }
    return steps.last { $0.targetText != nil }?.targetText
  }

  func text(in world: World) -> String {
    var lines = steps.map { step in
      let event = world.text(Phrases.event(step))
      return words.explain("    \(step.flow) \(step.node): \(event)")
    }
    if !lines.isEmpty { lines.insert(world.text(Phrases.trialSteps), at: 0) }
    let end = Phrases.trialEnd(status, target: target, error: error ?? variables["SWB_ERROR"])
    lines.append(words.explain(world.text(end)))
    return lines.map(\.printable).joined(separator: "\n")
  }
}

extension TrialReport {
  private enum Keys: String, CodingKey {
    case events, steps, status, target, variables, error
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(events, forKey: .events)
    try container.encode(steps.map(Step.init), forKey: .steps)
    try container.encode(status, forKey: .status)
    try container.encodeIfPresent(target, forKey: .target)
    try container.encode(variables, forKey: .variables)
    try container.encodeIfPresent(error, forKey: .error)
  }

  private struct Step: Encodable {
    var flow: String
    var node: String
    var event: String
    var keys: String
    var target: String?

    init(_ step: IVRStep) {
      flow = step.flow
      node = step.node
      event = step.event.rawValue
      keys = step.keys
      target = step.targetText
    }
  }
}
