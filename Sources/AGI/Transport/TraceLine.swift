/// One line of the conversation with Asterisk, for a log of one's own.
public struct TraceLine: Sendable, Equatable, CustomStringConvertible {
  /// Which way a line went.
  public enum Direction: Sendable {
    /// To Asterisk.
    case sent
    /// From Asterisk.
    case received
  }

  /// Which way the line went.
  public let direction: Direction
  /// The line without its newline; `****` stands for what is secret.
  public let text: String

  init(sent line: [UInt8], by command: Command, hiding hidden: Hidden) {
    direction = .sent
    text = hidden == .arguments ? "\(command.title) ****" : line.dropLast().text
  }

  init(received bytes: [UInt8], hiding hidden: Hidden) {
    direction = .received
    text = hidden == .reply ? "200 result=****" : bytes.text
  }

  /// The line behind `>>` or `<<`.
  public var description: String {
    (direction == .sent ? ">> " : "<< ") + text
  }
}

/// What of an exchange no trace and no error may show.
enum Hidden: Sendable {
  case nothing, arguments, reply
}
