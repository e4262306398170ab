import CSQLite
import Glibc

/// How long one connection may still wait for other people's locks, over its whole life.
///
/// A call must not stall: ten statements that each meet a lock wait for one budget between them, not
/// for ten. Only waiting is charged, on the monotonic clock.
final class BusyBudget {
  /// The longest sleep between two attempts.
  static let longestPause: Duration = .milliseconds(16)

  /// How long may still be waited.
  private(set) var remaining: Duration

  init(_ budget: Duration) {
    remaining = budget
  }

  /// Makes `connection` ask this budget whenever it meets a lock.
  func attach(to connection: OpaquePointer?) {
    sqlite3_busy_handler(
      connection,
      { budget, attempt in
        guard let budget else { return 0 }
        return Unmanaged<BusyBudget>.fromOpaque(budget).takeUnretainedValue().wait(attempt) ? 1 : 0
      },
      Unmanaged.passUnretained(self).toOpaque()
    )
  }

  /// Waits a little, longer at each attempt.
  ///
  /// - Returns: Whether the statement may try again.
  func wait(_ attempt: Int32) -> Bool {
    guard remaining > .zero else { return false }
    let began = Self.now()
    Self.sleep(min(remaining, Self.longestPause, .milliseconds(1 << min(attempt, 4))))
    remaining -= Self.now() - began
    return true
  }

  /// Sleeps for less than a second.
  static func sleep(_ pause: Duration) {
    var time = timespec(tv_sec: 0, tv_nsec: Int(pause.components.attoseconds / 1_000_000_000))
    nanosleep(&time, nil)
  }

  private static func now() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
