/// How much Asterisk, and we, accept.
public struct Limits: Sendable, Equatable {
  /// The longest command line in bytes, without its newline; Asterisk runs the rest as a second
  /// command.
  public var line: Int
  /// The most words in a line. At 128 quoted ones Asterisk 16.28 and 22.10 overrun their stack.
  public var words = 127
  /// The longest reply that is read.
  public var reply = 1 << 20
  /// The longest environment that is read.
  public var environment = 1 << 16

  /// Limits with a line length of one's own.
  public init(line: Int) {
    self.line = line
  }

  /// The limits of the Asterisk that calls itself `version` (`agi_version`).
  ///
  /// Measured: 2,047 bytes on 16.28, 8,191 on 22.10. A version between, or unknown, gets the lower.
  public init(asteriskVersion version: String) {
    let major = version.utf8.prefix { $0 >= Byte.zero && $0 <= Byte.nine }.decimal ?? 0
    self.init(line: major >= 22 ? 8191 : 2047)
  }
}
