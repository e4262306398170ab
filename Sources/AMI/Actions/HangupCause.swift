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

  /// The number, and what it means where that is known here.
  public var words: String {
    Self.meanings[rawValue].map { "\($0) (\(description))" } ?? description
  }

  private static let meanings = [
    0: "no word of why", 1: "there is no such number", 2: "no route there", 3: "no route there",
    16: "hung up", 17: "busy", 18: "the phone does not answer", 19: "it rang unanswered",
    20: "the phone is not registered", 21: "rejected", 27: "the other side is out of order",
    28: "the number is not whole", 34: "the network is full", 38: "the network is out of order",
    41: "a passing failure of the network", 42: "the switch is overloaded",
    58: "nothing to carry it is free", 127: "no word of why",
  ]
}
