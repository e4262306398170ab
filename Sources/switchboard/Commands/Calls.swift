import ArgumentParser
import Records

/// Finds calls by who called and when: the way to a uniqueid.
struct Calls: Command {
  static let configuration = CommandConfiguration(
    abstract: "List calls with their uniqueids, the latest first."
  )

  @Option(help: "Only calls from this number.")
  var caller: String?

  @Option(help: "How many at most.")
  var limit = 50

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> CallList {
    guard limit > 0 else { throw Phrases.noLimit(limit) }
    let calls = try store.open(in: world).calls(from: caller.map { PhoneNumber($0) }, limit: limit)
    return CallList(calls: calls.map(CallList.Entry.init))
  }
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
