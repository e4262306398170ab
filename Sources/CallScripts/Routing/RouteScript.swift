import AGI
import Database
import Records

/// `agi-route`: decides where a call goes.
struct RouteScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-route"

  var location = StoreLocation.find()

  /// Decides, tells the dialplan, and keeps why.
  mutating func run(_ call: Call) throws {
    try Session.conduct(call, as: Self.name, at: location, isAtOnce: true) { session in
      let decision = try session.route()
      session.keep { store throws(DatabaseError) in try store.record(decision, of: session.key) }
      return try session.next(decision.target)
        .with("SWB_PRIORITY", decision.priority.map { String($0) } ?? "")
        .with("SWB_RULE", decision.rule)
    }
  }
}

extension Session {
  fileprivate func route() throws(DatabaseError) -> RouteDecision {
    let now = Timestamp.now()
    let revision = revision
    let facts = Routing.Facts(
      caller: PhoneNumber(call.environment["callerid"] ?? ""),
      dialled: PhoneNumber(call.environment.dialledNumber ?? call.environment.dialplanExtension),
      isListed: { number, list throws(DatabaseError) in
        try revision.isListed(number, on: list)
      },
      isOpen: { hours throws(DatabaseError) in try revision.hours(hours).isOpen(at: now) }
    )
    var routing = Routing()
    var decision: RouteDecision?
    try revision.eachRule { rule throws(DatabaseError) in
      guard let target = try routing.consider(rule, facts) else { return .next }
      decision = RouteDecision(
        at: now,
        revision: revision.number,
        caller: facts.caller,
        dialled: facts.dialled,
        rule: rule.name,
        target: target,
        priority: rule.priority,
        reasons: routing.reasons
      )
      return .stop
    }
    guard let decision else {
      throw DatabaseError(
        .configuration,
        doing: "routing by revision \(revision.number)",
        cause: "no rule is for this call, and there is no default"
      )
    }
    return decision
  }

  /// The next step to a target; a queue brings its survey with it.
  func next(_ target: Target) throws(DatabaseError) -> NextStep {
    guard case .queue(let queue) = target else { return try NextStep(target) }
    return try NextStep(target, survey: revision.queue(queue).survey)
  }
}
