/// Whether the events of queues come, judged by who waits there by the lists.
///
/// Asterisk tells nobody what it does not send them. A list may overtake the event of a caller, so one
/// change of which nothing was heard is none yet; a list in which nothing changed tells nothing.
struct QueueHearing: Sendable {
  private var hasHeard = false
  /// Who waited when the lists were looked at last.
  private var waiting: Set<String>?
  /// How often that changed, and nothing was heard.
  private var unheard = 0
  /// Whether it was told that nothing is heard.
  private var isTold = false

  /// How many changes are no chance.
  private static let proof = 2

  /// Looks at who waits.
  ///
  /// - Returns: Whether callers come and go, and nothing is heard of it.
  mutating func look(at now: Set<String>) -> Bool {
    if !hasHeard, let waiting, waiting != now { unheard += 1 }
    waiting = now
    guard unheard >= Self.proof else { return false }
    isTold = true
    return true
  }

  /// An event of a queue comes.
  ///
  /// - Returns: Whether it was told that none do.
  mutating func hear() -> Bool {
    defer { isTold = false }
    hasHeard = true
    unheard = 0
    return isTold
  }

  /// Callers may have come and gone while nothing could be heard or asked: who waited is no measure.
  mutating func forget() {
    waiting = nil
    unheard = 0
  }
}
