/// How much Asterisk, and we, accept.
public struct Limits: Sendable, Equatable {
  /// The longest command line in bytes, without its newline.
  ///
  /// Asterisk reads what is beyond as a second command, and each later reply is off by one.
  public var line: Int
  /// The most words in a line; at 128 quoted ones Asterisk 16.28 and 22.10 overrun their stack.
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
  /// Its buffers are 2,048 bytes (16) and 8,192 bytes (22), a NUL and the newline among them. A
  /// version between, or unknown, gets the lower.
  public init(asteriskVersion version: String) {
    let major = version.utf8.prefix { $0 >= Byte.zero && $0 <= Byte.nine }.decimal ?? 0
    self.init(line: major >= 22 ? 8190 : 2046)
  }
}
