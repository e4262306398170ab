/// The form of everything that is read in a call: lines of `key=value`.
///
/// Decoding it costs a microsecond, and `sqlite3` shows it to a person as it is. In values a line
/// feed is written `\n` and a backslash `\\`.
public struct FlatText: Equatable, Sendable {
  /// The lines, in order.
  ///
  /// A key may come more than once.
  public private(set) var lines: [(key: String, value: String)] = []

  /// A text without lines.
  public init() {}

  /// Reads lines; what has no `=` is a key with an empty value.
  public init(decoding text: String) {
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      let end = line.firstIndex(of: UInt8(ascii: "=")) ?? line.endIndex
      let value = end == line.endIndex ? line[end...] : line[line.index(after: end)...]
      lines.append((String(Substring(line[..<end])), Self.unescaped(value)))
    }
  }

  /// Adds a line.
  ///
  /// A key must not hold `=` or a line feed.
  public mutating func append(_ key: String, _ value: String) {
    lines.append((key, value))
  }

  /// Adds a line, if there is a value.
  public mutating func append(_ key: String, _ value: (some LosslessStringConvertible)?) {
    if let value { lines.append((key, value.description)) }
  }

  /// The first value of a key.
  public subscript(key: String) -> String? {
    lines.first { $0.key == key }?.value
  }

  /// All values of a key.
  public func all(_ key: String) -> [String] {
    lines.compactMap { $0.key == key ? $0.value : nil }
  }

  /// The text that ``init(decoding:)`` reads.
  public var encoded: String {
    var text = ""
    for line in lines {
      text += "\(line.key)=\(Self.escaped(line.value))\n"
    }
    return text
  }

  /// Whether both have the same lines.
  public static func == (left: FlatText, right: FlatText) -> Bool {
    left.lines.elementsEqual(right.lines, by: ==)
  }

  private static func escaped(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "\n") })
    else { return value }
    var bytes: [UInt8] = []
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += "\\\\".utf8
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescaped(_ value: Substring.UTF8View) -> String {
    guard value.contains(UInt8(ascii: "\\")) else { return String(Substring(value)) }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in value {
      if isEscaped {
        bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
