import Glibc
import Synchronization

/// How often somebody was refused: whoever may do nothing must not fill the audit, nor keep others waiting.
final class Refusals: Sendable {
  private struct Minute {
    var begin: ContinuousClock.Instant
    var count = 0
  }

  private let minutes = Mutex<[uid_t: Minute]>([:])

  /// How many of one user's are written down in a minute.
  static let most = 20

  /// Whether another one is written down; it is counted.
  func isWrittenDown(_ user: uid_t, at now: ContinuousClock.Instant = .now) -> Bool {
    minutes.withLock { minutes in
      minutes = minutes.filter { now - $0.value.begin < .seconds(60) }
      minutes[user, default: Minute(begin: now)].count += 1
      return (minutes[user]?.count ?? 0) <= Self.most
    }
  }
}
