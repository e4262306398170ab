/// When actions in flight run out of time, the soonest first.
///
/// Deadlines mostly come in their order, so adding one costs next to nothing. An action that was answered
/// leaves its deadline behind, which says nothing when it comes.
struct Deadlines: Sendable {
  private var entries: [(at: Duration, token: Session.Token)] = []
  private var passed = 0

  /// The soonest, which may be that of an action that is no longer in flight.
  var first: Duration? { passed < entries.count ? entries[passed].at : nil }

  mutating func add(_ deadline: Duration, _ token: Session.Token) {
    if passed > 64, passed > entries.count / 2 {
      entries.removeSubrange(..<passed)
      passed = 0
    }
    var place = entries.count
    while place > passed, entries[place - 1].at > deadline { place -= 1 }
    entries.insert((deadline, token), at: place)
  }

  /// Takes the soonest out when it is due.
  mutating func removeFirst(until now: Duration) -> Session.Token? {
    guard passed < entries.count, entries[passed].at <= now else { return nil }
    passed += 1
    return entries[passed - 1].token
  }
}
