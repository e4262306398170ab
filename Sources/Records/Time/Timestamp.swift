import Glibc

/// A moment, in microseconds since 1970, UTC: as all moments are stored.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since 1970, UTC.
  public var microseconds: Int

  /// The moment so many microseconds after 1970 began, UTC.
  public init(microseconds: Int) {
    self.microseconds = microseconds
  }

  /// The moment so many seconds after 1970 began, UTC.
  public init(seconds: Int) {
    self.init(microseconds: seconds * 1_000_000)
  }

  /// The moment that it is now, by the wall clock.
  public static func now() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(microseconds: time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)
  }

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int { floorDivide(microseconds, 1_000_000).quotient }

  /// Microseconds since the last whole second.
  public var fraction: Int { floorDivide(microseconds, 1_000_000).remainder }

  /// Whether the left one is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension Timestamp: CustomStringConvertible {
  /// The moment in UTC: `2026-03-01T08:30:00Z`.
  public var description: String { CivilTime(seconds: seconds).description + "Z" }

  /// The moment in UTC with its microseconds: `2026-03-01T08:30:00.000123Z`.
  public var precise: String {
    let digits = String(fraction)
    let zeros = String(repeating: "0", count: 6 - digits.utf8.count)
    return "\(CivilTime(seconds: seconds)).\(zeros)\(digits)Z"
  }
}
