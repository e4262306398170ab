import Database
import Records

/// The decision where a call goes: rule after rule, with a reason for each.
struct Routing {
  /// What became of the rules so far.
  private(set) var reasons: [RouteDecision.Reason] = []

  /// What rules ask about a call.
  struct Facts {
    var caller: PhoneNumber
    var dialled: PhoneNumber
    /// Whether a number is on a list.
    var isListed: (_ number: String, _ list: String) throws(DatabaseError) -> Bool
    /// Whether it is open now.
    var isOpen: (_ hours: String) throws(DatabaseError) -> Bool
  }

  /// Tries one rule.
  ///
  /// - Returns: Where the call goes, when the rule wins.
  mutating func consider(
    _ rule: RoutingRule,
    _ facts: Facts
  ) throws(DatabaseError) -> Target? {
    if let verdict = try obstacle(to: rule, facts) { return settle(rule, verdict, nil) }
    guard let hours = rule.hours, try !facts.isOpen(hours) else {
      return settle(rule, .won, rule.target)
    }
    guard let closed = rule.closed else { return settle(rule, .closed(hours), nil) }
    return settle(rule, .wonClosed(hours), closed)
  }

  /// Why the rule is not for this call.
  private func obstacle(
    to rule: RoutingRule,
    _ facts: Facts
  ) throws(DatabaseError) -> RouteDecision.Verdict? {
    switch rule.condition {
    case .always:
      return nil
    case .dialled(let number):
      return facts.dialled.normalised == number ? nil : .otherNumber(number)
    case .listed(let list):
      guard let caller = facts.caller.normalised else { return .withheld(list) }
      return try facts.isListed(caller, list) ? nil : .notListed(list)
    }
  }

  private mutating func settle(
    _ rule: RoutingRule,
    _ verdict: RouteDecision.Verdict,
    _ target: Target?
  ) -> Target? {
    reasons.append(RouteDecision.Reason(rule: rule.name, verdict))
    return target
  }
}
