/// Why a channel went away (Q.850), as `Hangup` says it.
public struct HangupCause: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The number in `Cause`.
  public let rawValue: Int

  /// Makes a cause of its number.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// Asterisk does not say; a channel that we hung up ourselves, or one that never was.
  public static let unknown = HangupCause(rawValue: 0)
  /// There is no such number.
  public static let unallocated = HangupCause(rawValue: 1)
  /// Somebody hung up.
  public static let normalClearing = HangupCause(rawValue: 16)
  /// The line is busy.
  public static let busy = HangupCause(rawValue: 17)
  /// The phone does not answer at all.
  public static let noResponse = HangupCause(rawValue: 18)
  /// It rang, and nobody answered.
  public static let noAnswer = HangupCause(rawValue: 19)
  /// The phone is not there.
  public static let absent = HangupCause(rawValue: 20)
  /// The call was rejected.
  public static let rejected = HangupCause(rawValue: 21)
  /// The number is not a whole one.
  public static let invalidNumber = HangupCause(rawValue: 28)
  /// The network is full.
  public static let congestion = HangupCause(rawValue: 34)
  /// The network is out of order.
  public static let outOfOrder = HangupCause(rawValue: 38)

  /// The number.
  public var description: String { "cause \(rawValue)" }
}
