import AGI
import AGITesting
import CallScripts
import Configuration
import Records

/// A caller whom somebody plays at a terminal, in a flow that `agi-ivr` itself runs.
final class Trial: LiveCaller {
  /// What is known beside the store.
  struct Facts {
    /// The revision of the call; `nil` is the live one.
    var revision: Int?
    var language: String
    var texts: [PromptText]
    var sounds: SoundFolder?
    var command: PromptCommand
  }

  /// What a caller does when something is awaited.
  enum Action: Equatable {
    case press(String)
    case stayQuiet
    case hangUp
  }

  private let store: StoreOption
  private let facts: Facts
  private let words: PromptWords
  private let world: World
  private let isQuiet: Bool
  /// What is left to do; `nil` asks the person at the terminal.
  private var script: [Action]?
  private var events: [TrialReport.Event] = []
  private var language: String

  /// More flows than any caller is sent through: the dialplan's own bound.
  private static let longestWay = 100

  init(store: StoreOption, facts: Facts, script: [Action]?, in world: World, isQuiet: Bool) {
    self.store = store
    self.facts = facts
    self.script = script
    self.world = world
    self.isQuiet = isQuiet
    words = PromptWords(facts.texts)
    language = facts.language
  }

  func run(_ flow: String, caller number: String, dialled: String) throws -> TrialReport {
    let location = try store.location(in: world)
    var caller = ScriptedCaller()
    caller.number = number
    caller.dialled = dialled
    caller.language = facts.language
    caller.isAnswered = true
    caller.variables["SYSTEMNAME"] = "try"
    if let revision = facts.revision { caller.variables["SWB_REVISION"] = String(revision) }
    caller.arguments = [flow]
    var call: ScriptedCall
    var left = Self.longestWay
    repeat {
      var script = Program.flow(at: location)
      call = caller.call(&script, live: self)
      caller.variables = call.variables
      caller.database = call.database
      caller.language = language
      // As the dialplan goes on.
      caller.arguments = [call.variables["SWB_FLOW"] ?? "", call.variables["SWB_NODE"] ?? ""]
        .filter { !$0.isEmpty }
      left -= 1
    } while call.status == "SUCCESS" && call.variables["SWB_ACTION"] == "flow" && left > 0
    // The caller's steps of before the trial are not in a copy under this name.
    let steps = try store.open(in: world).steps(
      of: CallKey(node: "try", uniqueid: "1700000000.1")
    )
    return TrialReport(
      events: events,
      isShown: isQuiet,
      steps: steps,
      words: words,
      status: call.status ?? "",
      variables: call.variables.filter { $0.key.hasPrefix("SWB_") },
      error: call.error.map { "\($0)" }
    )
  }

  // MARK: - The caller

  func happened(_ event: LiveEvent) {
    switch event {
    case .heard(let heard):
      var entry = TrialReport.Event(kind: .heard, what: "\(heard.prompt)")
      if case .file(let path) = heard.prompt {
        entry.what = path
        entry.text = words.text(of: path, in: language)
        entry.sound = sound(of: path, text: entry.text)
      }
      if case .cut(let key) = heard.end { entry.cutBy = key.description }
      tell(entry)
    // Variables are told at the end.
    case .speaks(let language):
      self.language = language
      tell(TrialReport.Event(kind: .speaks, what: language))
    case .executed(let application) where application.hasPrefix("MSet("):
      break
    case .executed(let application):
      tell(TrialReport.Event(kind: .executed, what: application))
    case .recorded(let file):
      tell(TrialReport.Event(kind: .recorded, what: file))
    }
  }

  private func sound(of path: String, text: String?) -> SoundFolder.State? {
    let voice = PromptName(path).voice
    let language = voice?.language ?? language
    let key = text.map { facts.command.key(of: $0, in: language) }
    return facts.sounds?.state(of: voice?.prompt.path ?? path, in: language, key: key)
  }

  func isAsked() -> Step {
    while true {
      let action: Action
      if script != nil {
        action = script?.isEmpty == false ? script?.removeFirst() ?? .hangUp : .stayQuiet
      } else {
        if !isQuiet { world.say(Phrases.keysPlease) }
        guard let line = world.input() else { return step(.hangUp) }
        guard let typed = Self.action(line) else {
          world.say(Phrases.noKeys(line))
          continue
        }
        action = typed
      }
      return step(action)
    }
  }

  private func step(_ action: Action) -> Step {
    switch action {
    case .press(let keys):
      tell(TrialReport.Event(kind: .pressed, what: keys))
      return .press(keys)
    case .stayQuiet:
      tell(TrialReport.Event(kind: .silent, what: ""))
      return .stayQuiet
    case .hangUp:
      tell(TrialReport.Event(kind: .hungUp, what: ""))
      return .hangUp
    }
  }

  private func tell(_ event: TrialReport.Event) {
    events.append(event)
    guard !isQuiet else { return }
    // Who has closed the output sees nothing; the call goes on to its end.
    try? world.output(world.text(Phrases.trial(event)).printable)
  }

  // MARK: - What is typed

  /// What `--keys` says.
  static func actions(_ text: String) throws -> [Action] {
    guard !text.isEmpty else { return [] }
    return try text.split(separator: ",", omittingEmptySubsequences: false).map {
      guard let action = action(String($0)) else { throw Phrases.badKeys(String($0)) }
      return action
    }
  }

  private static func action(_ text: String) -> Action? {
    switch text.trimmingBlanks {
    case "", "-": .stayQuiet
    case "h", "hangup": .hangUp
    case let keys where keys.count <= 100 && keys.allSatisfy({ "0123456789*#".contains($0) }):
      .press(keys)
    default: nil
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
