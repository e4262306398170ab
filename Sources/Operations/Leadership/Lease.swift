import Glibc
public import Records

/// Who leads on a store, and until when: one row of `floor.sqlite`.
///
/// Whoever leads makes it last again and again. Its term only grows, and whatever a leader writes is
/// refused when the row has another term by then: so one that was held up and wakes late does nothing.
public struct Lease: Sendable, Equatable {
  /// A process that leads.
  public struct Holder: Sendable, Equatable {
    /// Its number.
    public var process: Int
    /// Its machine.
    public var host: String

    /// Names one.
    public init(process: Int, host: String) {
      self.process = process
      self.host = host
    }

    /// This process.
    public static var this: Holder {
      var name = [CChar](repeating: 0, count: 256)
      gethostname(&name, name.count - 1)
      let bytes = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return Holder(process: Int(getpid()), host: String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Counts who has led, from 1.
  public var term: Int
  /// Who leads.
  public var holder: Holder
  /// Since when, by the clock on the wall.
  public var since: Timestamp
  /// Until when; moment 0 is that of a lease which was given back.
  public var end: MachineMoment

  /// How long a lease lasts unless it is made to last again.
  public static let length = Duration.seconds(10)
  /// How often it is made to last again.
  public static let renewalPause = Duration.seconds(2)

  /// Describes one.
  public init(term: Int, holder: Holder, since: Timestamp, end: MachineMoment) {
    self.term = term
    self.holder = holder
    self.since = since
    self.end = end
  }

  /// Whether nobody else may take it.
  ///
  /// - Parameters:
  ///   - now: The moment.
  ///   - isAlive: Whether its holder lives; a dead one needs no lease.
  /// - Returns: Whether it counts.
  public func counts(at now: MachineMoment, isAlive: Bool) -> Bool {
    isAlive && end.remaining(at: now) > .zero
  }

  /// Who leads, since when and until when, in words.
  public func words(at now: MachineMoment, _ wall: Timestamp = .now()) -> String {
    let (seconds, attoseconds) = end.remaining(at: now).components
    let rest = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    let until = Timestamp(microseconds: wall.microseconds + rest)
    return """
      process \(holder.process) on \(holder.host) leads on this store since \(since); its lease is \
      good until \(until), and made to last while it works
      """
  }
}
