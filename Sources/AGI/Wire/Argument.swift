/// One argument of a command, as bytes: Asterisk's own values need not be UTF-8.
///
/// Write text, a number or bytes:
/// ```swift
/// try call.command([.text("GET"), .text("VARIABLE"), "EXTEN"])
/// ```
public struct Argument: Sendable, Equatable {
  /// The value before any quoting.
  public let bytes: [UInt8]

  /// An argument of raw bytes.
  public init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// An argument of text.
  public static func text(_ text: some StringProtocol) -> Argument {
    Argument(bytes: text.utf8)
  }

  /// An argument of a number.
  public static func number(_ number: some BinaryInteger) -> Argument {
    .text(String(number))
  }

  /// A duration in whole milliseconds, rounded up; `nil` is Asterisk's -1, without limit.
  static func milliseconds(_ duration: Duration?) -> Argument {
    guard let duration else { return .number(-1) }
    return .number(duration.wholeMilliseconds)
  }
}

extension Argument: ExpressibleByStringLiteral {
  /// An argument of text.
  public init(stringLiteral text: String) {
    self.init(bytes: text.utf8)
  }
}

extension Duration {
  /// Rounded up, at least 0, at most what Asterisk's `int` holds.
  var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let attosecondsInMillisecond: Int64 = 1_000_000_000_000_000
    let rounded = (attoseconds + attosecondsInMillisecond - 1) / attosecondsInMillisecond
    return Int(seconds * 1000 + rounded)
  }
}
