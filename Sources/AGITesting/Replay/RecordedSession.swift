/// A conversation with Asterisk, byte by byte, as it was recorded.
///
/// As text, one event a line: milliseconds, which way, and the bytes as a literal.
/// ```
///    0.444 >> b'NOOP\n'
///    0.450 << b'200 result=0\n'
/// 1487.933 !! 'SIGHUP'
/// ```
/// `>>` goes to Asterisk, `<<` comes from it, `!!` is a signal, `<< b'(EOF)'` its end, and `--` a
/// remark. Lines that begin with `#` are skipped.
public struct RecordedSession: Sendable, Equatable {
  /// What happened.
  public enum Event: Sendable, Equatable {
    /// The script wrote.
    case sent([UInt8])
    /// Asterisk wrote.
    case received([UInt8])
    /// Asterisk sent a signal.
    case signal(String)
    /// Asterisk closed the connection.
    case end
    /// Somebody's remark.
    case remark(String)
  }

  /// A line that is none.
  public struct Malformed: Error, CustomStringConvertible {
    /// Which line, from 1 on.
    public let line: Int
    /// What is wrong, in words.
    public var description: String { "line \(line) is no event of a recorded session" }
  }

  /// What happened, in order.
  public var events: [Event]

  /// A session of these events.
  public init(_ events: [Event] = []) {
    self.events = events
  }

  /// Reads a recorded session.
  ///
  /// - Parameter text: Its lines.
  /// - Throws: ``Malformed`` for a line that is no event.
  public init(parsing text: String) throws(Malformed) {
    events = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      guard let event = RecordedSession.event(in: line) else { throw Malformed(line: index + 1) }
      events.append(event)
    }
  }

  /// The session as text, without times.
  public var text: String {
    events.map { event in
      switch event {
      case .sent(let bytes): ">> b\(ByteLiteral.text(of: bytes))\n"
      case .received(let bytes): "<< b\(ByteLiteral.text(of: bytes))\n"
      case .signal(let name): "!! '\(name)'\n"
      case .end: "<< b'(EOF)'\n"
      case .remark(let remark): "-- b\(ByteLiteral.text(of: Array(remark.utf8)))\n"
      }
    }
    .joined()
  }

  private static func event(in line: Substring) -> Event? {
    let parts = line.drop { " 0123456789.".contains($0) }.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let bytes = ByteLiteral.bytes(of: parts[1]) else { return nil }
    return switch parts[0] {
    case ">>": .sent(bytes)
    case "<<", "<<late": bytes == Array("(EOF)".utf8) ? .end : .received(bytes)
    case "!!": .signal(String(decoding: bytes, as: UTF8.self))
    case "--": .remark(String(decoding: bytes, as: UTF8.self))
    default: nil
    }
  }
}

/// Bytes in quotes, with `\n`, `\r`, `\t`, `\\`, `\'`, `\"` and `\xNN` for what is not plain.
enum ByteLiteral {
  static func bytes(of literal: Substring) -> [UInt8]? {
    var rest = Array(literal.utf8)[...]
    if rest.first == UInt8(ascii: "b") { rest.removeFirst() }
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      rest.popLast() == quote
    else { return nil }
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): bytes.append(UInt8(ascii: "\r"))
      case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "x"):
        guard rest.count >= 2,
          let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        else { return nil }
        rest = rest.dropFirst(2)
        bytes.append(code)
      case let other?: bytes.append(other)
      case nil: return nil
      }
    }
    return bytes
  }

  static func text(of bytes: [UInt8]) -> String {
    var text = "'"
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"): text += "\\n"
      case UInt8(ascii: "\r"): text += "\\r"
      case UInt8(ascii: "\t"): text += "\\t"
      case UInt8(ascii: "\\"): text += "\\\\"
      case UInt8(ascii: "'"): text += "\\'"
      case 0x20...0x7E: text.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let hexadecimal = String(byte, radix: 16)
        text += "\\x" + (hexadecimal.count == 1 ? "0" : "") + hexadecimal
      }
    }
    return text + "'"
  }
}
