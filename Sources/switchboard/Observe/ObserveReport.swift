import Configuration
import Control
import Daemon
import Operations
import Records
import Reports

/// What is true on an Asterisk that somebody else runs.
struct ObserveReport: Report {
  var floor: FloorReport
  /// Why the floor is not seen; `nil` when it is.
  var trouble: String?
  /// Why there is nothing of the past; `nil` when there is.
  var pastTrouble: String?
  var queues: QueueFiguresReport
  var agents: AgentFiguresReport
  /// Since when Asterisk's own counters count, as far as the log tells.
  var since: Timestamp?
  var differences: [Difference]
  var lost: LostCallers

  /// A queue's own figure beside the true one.
  struct Difference {
    var counters: FloorWatch.Counters
    /// Of the same time, against the same target.
    var figures: QueueFigures

    /// What the log says of the same figure.
    var isSame: Bool {
      guard let own = counters.performance, let rate = figures.answeredOnly.rate else {
        return false
      }
      // Asterisk tells one place behind the point.
      return abs(own - rate * 100) < 0.06
    }
  }

  /// How many lost callers a person is shown.
  private static let shown = 20

  var isGood: Bool { trouble == nil }

  func text(in world: World) -> String { text(in: world, anewEvery: nil) }

  /// The board first: where there is little room, it is what one sees.
  ///
  /// The figures of the past are made anew after each `pause`; once without one.
  func text(in world: World, anewEvery pause: Duration?) -> String {
    var parts: [String] = []
    if let trouble { parts.append(world.text(Phrases.watched(trouble))) }
    if trouble == nil {
      parts.append(FloorPart(part: "queues", report: floor).text(in: world))
      parts.append(FloorPart(part: "agents", report: floor).text(in: world))
    }
    if let pastTrouble {
      parts.append(world.text(Phrases.noPast(pastTrouble)))
    } else {
      parts += pastTexts(in: world, anewEvery: pause)
    }
    return parts.joined(separator: "\n\n")
  }

  private func pastTexts(in world: World, anewEvery pause: Duration?) -> [String] {
    let title = Phrases.pastTitle(
      world.local(queues.span.upperBound),
      everySeconds: pause.map { Int($0.components.seconds) }
    )
    var parts = [world.text(title) + "\n" + queues.text(in: world), agents.text(in: world)]
    if !differences.isEmpty { parts.append(differencesText(in: world)) }
    return parts + [lostText(in: world)]
  }

  /// Looks at the floor again; whether more than time has passed there.
  mutating func look(at watch: FloorWatch, _ now: Timestamp) -> Bool {
    let before = (floor.aged(to: now), trouble)
    floor = watch.report(at: now)
    // What was not seen at first may be seen by now.
    if watch.isSettled, watch.trouble == nil { trouble = nil }
    return before != (floor, trouble)
  }

  // MARK: Asterisk's own figure

  private func differencesText(in world: World) -> String {
    let rows = differences.map { difference in
      [
        difference.counters.queue, "\(difference.counters.target) s",
        difference.counters.performance.map { "\(decimal($0, places: 1)) %" } ?? "-",
        difference.figures.serviceLevel.percent,
        difference.reasons.map { world.text($0) }.joined(separator: "; "),
      ]
    }
    return [
      world.text(Phrases.differencesTitle),
      world.text(Phrases.differenceSince(since.map { world.local($0) })),
      Table(Phrases.differencesHead, world.language, rows).text,
    ].joined(separator: "\n")
  }

  // MARK: Who was not called back

  private func lostText(in world: World) -> String {
    let callers = lost.callers
    var lines = [world.text(Phrases.lostTitle(callers.count))]
    if !callers.isEmpty {
      let rows = callers.prefix(Self.shown).map { caller in
        [
          caller.number, caller.queue, world.local(caller.at), caller.wait?.clock ?? "-",
          "\(caller.times)",
        ]
      }
      lines.append(Table(Phrases.lostHead, world.language, rows).text)
    }
    if callers.count > Self.shown {
      lines.append(world.text(Phrases.moreOfThem(callers.count - Self.shown)))
    }
    lines.append(world.text(Phrases.lostNote(withoutNumber: lost.withoutNumber)))
    return lines.joined(separator: "\n")
  }
}

extension ObserveReport.Difference {
  /// Why the two differ.
  var reasons: [Words] {
    var reasons: [Words] = []
    if !isSame {
      reasons.append(Phrases.otherCounters(figures.answeredOnly.percent))
    }
    let gaveUp = figures.abandoned.count - figures.shortAbandons
    if gaveUp > 0 { reasons.append(Phrases.hidesAbandons(gaveUp)) }
    let letGo = figures.left + figures.converted
    if letGo > 0 { reasons.append(Phrases.hidesLetGo(letGo)) }
    if counters.target == 0 { reasons.append(Phrases.noServiceLevel) }
    return reasons.isEmpty ? [Phrases.sameFigures] : reasons
  }
}

// MARK: - JSON

/// The names that scripts read. They stay.
extension ObserveReport: Encodable {
  private enum Keys: String, CodingKey {
    case floor, trouble, pastTrouble, queues, agents, asteriskSince, differences, lostCallers
    case lostWithoutNumber
  }

  private struct Row: Encodable {
    var queue: String
    var targetSeconds: Int
    var servicelevelPerf: Double?
    var answeredOnly: QueueFiguresRow.Share
    var serviceLevel: QueueFiguresRow.Share
    var isSame: Bool
    var why: [String]

    init(_ difference: Difference) {
      queue = difference.counters.queue
      targetSeconds = difference.counters.target
      servicelevelPerf = difference.counters.performance
      answeredOnly = .init(difference.figures.answeredOnly)
      serviceLevel = .init(difference.figures.serviceLevel)
      isSame = difference.isSame
      why = difference.reasons.map(\.english)
    }
  }

  private struct Caller: Encodable {
    var number: String
    var queue: String
    var at: String
    var waitSeconds: Double?
    var times: Int

    init(_ caller: LostCallers.Caller) {
      number = caller.number
      queue = caller.queue
      at = caller.at.description
      waitSeconds = caller.wait?.inSeconds
      times = caller.times
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(floor, forKey: .floor)
    try container.encodeIfPresent(trouble, forKey: .trouble)
    try container.encodeIfPresent(pastTrouble, forKey: .pastTrouble)
    try container.encode(queues, forKey: .queues)
    try container.encode(agents, forKey: .agents)
    try container.encodeIfPresent(since?.description, forKey: .asteriskSince)
    try container.encode(differences.map(Row.init), forKey: .differences)
    try container.encode(lost.callers.map(Caller.init), forKey: .lostCallers)
    try container.encode(lost.withoutNumber, forKey: .lostWithoutNumber)
  }
}
