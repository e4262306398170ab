public import Records

/// Callers who gave up, and of whom the log tells nothing more: nobody called them back, as far as it
/// says.
///
/// It does not say whom agents dialled, nor what became of callers whom a queue let go.
public struct LostCallers: Equatable, Sendable {
  /// Somebody who gave up.
  public struct Caller: Equatable, Sendable {
    /// The number, as it came.
    public var number: String
    /// The queue of the last time.
    public var queue: String
    /// The last time.
    public var at: Timestamp
    /// How long the caller had waited then; `nil` when the log does not say.
    public var wait: Duration?
    /// How often, since the caller was last answered.
    public var times: Int
  }

  /// Fewer digits are nobody's number.
  private static let fewestDigits = 3

  private var numbers: [String: Caller] = [:]
  /// How many gave up without a number that could be called.
  public private(set) var withoutNumber = 0

  /// Knows of nobody yet.
  public init() {}

  /// The callers, the last one to give up first.
  public var callers: [Caller] {
    numbers.values.sorted { ($1.at, $1.number) < ($0.at, $0.number) }
  }

  /// Takes a stay, in the order in which stays ended; those that go on last.
  mutating func add(_ stay: QueueStay) {
    let isLost = stay.end?.outcome == .abandoned
    let digits = stay.caller.count { $0.isASCII && $0.isNumber }
    guard digits >= Self.fewestDigits else {
      if isLost { withoutNumber += 1 }
      return
    }
    guard isLost, let end = stay.end else {
      // The caller came again, and did not give up.
      numbers[stay.caller] = nil
      return
    }
    let times = numbers[stay.caller]?.times ?? 0
    numbers[stay.caller] = Caller(
      number: stay.caller,
      queue: stay.queue,
      at: end.at,
      wait: end.wait,
      times: times + 1
    )
  }
}
