import ArgumentParser
import Records

/// Finds calls by who called and when: the way to a uniqueid.
struct Calls: Command {
  static let configuration = CommandConfiguration(
    abstract: "List calls with their uniqueids, the latest first; or those that are going on.",
    discussion: """
      Past calls are read in the store; what is going on is asked of the daemon, with --now or --follow.
      """
  )

  @Flag(help: "The calls that are going on.")
  var now = false

  @Option(help: "Only calls from this number.")
  var caller: String?

  @Option(help: "Only calls from that moment on: 2026-10-01, 2026-10-01T09:00, or 09:00 today.")
  var from: String?

  @Option(help: "Only calls before that moment.")
  var to: String?

  @Option(help: "Only calls that were sent to this queue, or waited in it.")
  var queue: String?

  @OptionGroup var latest: Latest
  @OptionGroup var look: FloorLook
  @OptionGroup var daemon: DaemonOption

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> CallsAnswer {
    guard now || look.follow else { return .past(try past(in: world)) }
    guard caller == nil, from == nil, to == nil, queue == nil else { throw Phrases.liveFilter }
    return .now(try daemon.floor("calls", look, isJSON: form.json, in: world))
  }

  private func past(in world: World) throws -> CallList {
    let limit = try latest.checked()
    // Moments are on the centre's clock.
    let store = try store.open(in: world)
    let plan = try store.numberPlan()
    let filter = CallFilter(
      caller: caller.map { PhoneNumber($0, plan: plan) },
      from: try from.map { try moment($0, in: world) },
      to: try to.map { try moment($0, in: world) },
      queue: queue
    )
    let calls = try store.calls(filter, limit: limit)
    return CallList(calls: calls.map(CallList.Entry.init))
  }

  private func moment(_ text: String, in world: World) throws -> Timestamp {
    guard let moment = Moment.at(text, in: world) else { throw Phrases.noTime(text) }
    return moment
  }
}

/// Calls of the past, or of now.
enum CallsAnswer: Report {
  case past(CallList)
  case now(FloorPart)

  private var report: any Report {
    switch self {
    case .past(let list): list
    case .now(let part): part
    }
  }

  func text(in world: World) -> String { report.text(in: world) }

  func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }
}

/// Calls, each with what decided where it went.
struct CallList: Report {
  var calls: [Entry]

  struct Entry {
    var call: CallKey
    var decision: RouteDecision
  }

  func text(in world: World) -> String {
    guard !calls.isEmpty else { return world.text(Phrases.noCalls) }
    let rows = calls.map { entry in
      let decision = entry.decision
      return [
        world.local(decision.at), decision.caller.normalised ?? world.text(Phrases.withheld),
        decision.dialled.raw, decision.targetText, decision.rule, entry.call.uniqueid,
      ]
    }
    return Table(Phrases.callHead, world.language, rows).text
  }
}

extension CallList.Entry: Encodable {
  private enum Keys: String, CodingKey {
    case at, node, uniqueid, callerRaw, caller, dialled, rule, target
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(decision.at.precise, forKey: .at)
    try container.encode(call.node, forKey: .node)
    try container.encode(call.uniqueid, forKey: .uniqueid)
    try container.encode(decision.caller.raw, forKey: .callerRaw)
    try container.encodeIfPresent(decision.caller.normalised, forKey: .caller)
    try container.encode(decision.dialled.raw, forKey: .dialled)
    try container.encode(decision.rule, forKey: .rule)
    try container.encode(decision.targetText, forKey: .target)
  }
}
