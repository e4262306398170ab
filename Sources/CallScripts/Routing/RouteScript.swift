import AGI
import Database
import Records

/// `agi-route`: decides where a call goes.
///
/// `agi-route,overflow` decides where a call goes that a queue let go, `agi-route,dial,NUMBER,AREA`
/// what a trunk in an area is sent for a number.
struct RouteScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-route"

  var location = StoreLocation.find()

  /// Decides, tells the dialplan, and keeps why.
  mutating func run(_ call: Call) throws {
    let arguments = call.environment.arguments
    try Session.conduct(call, as: Self.name, at: location, isAtOnce: true) { session in
      switch arguments.first {
      case "overflow": try session.overflow()
      case "dial" where arguments.count == 3:
        try session.digits(for: arguments[1], onTrunkIn: arguments[2])
      default: try session.route()
      }
    }
  }
}

extension Session {
  fileprivate func route() throws -> NextStep {
    let now = Timestamp.now()
    let facts = try CallFacts(self, at: now)
    var routing = Routing()
    var target = routing.consider(emergency: try switches(at: now).emergency)
    var rule = "emergency"
    if target == nil {
      var failure: (any Error)?
      try revision.eachRule { next in
        do {
          guard let found = try routing.consider(next, facts) else { return .next }
          (target, rule) = (found, next.name)
        } catch {
          failure = error
        }
        return .stop
      }
      if let failure { throw failure }
    }
    guard let target else {
      throw DatabaseError(
        .configuration,
        doing: "routing by revision \(revision.number)",
        cause: "no rule is for this call, and there is no default"
      )
    }
    var decision = RouteDecision(
      at: now,
      revision: revision.number,
      caller: facts.caller,
      dialled: facts.dialled,
      rule: rule,
      target: target,
      priority: routing.priority,
      reasons: routing.reasons
    )
    decision.settings = routing.choice
    keep { store throws(DatabaseError) in try store.record(decision, of: key) }
    return try tell(decision, routing.data)
  }

  /// What the dialplan does then; what nobody said is not sent, since every variable costs time.
  private func tell(
    _ decision: RouteDecision,
    _ data: [(name: String, value: String)]
  ) throws -> NextStep {
    var step = try next(decision.target)
      .with("SWB_PRIORITY", decision.priority.map { String($0) } ?? "")
      .with("SWB_RULE", decision.rule)
    if let penalties = decision.settings.penalties {
      step = step.with("SWB_MIN_PENALTY", String(penalties.lowest))
        .with("SWB_MAX_PENALTY", String(penalties.highest))
    }
    if let agent = decision.settings.agent {
      step = step.with("SWB_AGENT_FIRST", agent)
        .with("SWB_AGENT_RING", String((decision.settings.ring ?? Routing.ring).components.seconds))
    }
    for (name, value) in data { step = step.with("SWB_DATA_" + name, value) }
    return step
  }
}
