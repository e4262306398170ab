/// The form of everything that is read in a call: lines of `key=value`.
///
/// It is searched as it lies there, without being taken apart: a row is short, and a call asks a
/// few of its lines. `sqlite3` shows it to a person as it is. In values a line feed is written `\n`
/// and a backslash `\\`.
public struct FlatText: Equatable, Sendable {
  /// The lines as they are stored.
  public private(set) var encoded: String

  /// A text without lines.
  public init() {
    encoded = ""
  }

  /// Reads lines that were stored.
  public init(decoding text: String) {
    encoded = text
  }

  /// Adds a line.
  ///
  /// A key must not hold `=` or a line feed; it may come more than once.
  public mutating func append(_ key: String, _ value: String) {
    encoded += key
    encoded += "="
    encoded += Self.escaped(value)
    encoded += "\n"
  }

  /// Adds a line, if there is a value.
  public mutating func append(_ key: String, _ value: (some LosslessStringConvertible)?) {
    if let value { append(key, value.description) }
  }

  /// The first value of a key.
  public subscript(key: String) -> String? {
    var found: String?
    eachLine { line, value in
      guard line.elementsEqual(key.utf8) else { return true }
      found = Self.unescaped(value)
      return false
    }
    return found
  }

  /// All values of a key.
  public func all(_ key: String) -> [String] {
    var found: [String] = []
    eachLine { line, value in
      if line.elementsEqual(key.utf8) { found.append(Self.unescaped(value)) }
      return true
    }
    return found
  }

  /// All keys with their values, in order.
  public var lines: [(key: String, value: String)] {
    var found: [(key: String, value: String)] = []
    eachLine { line, value in
      found.append((String(Substring(line)), Self.unescaped(value)))
      return true
    }
    return found
  }

  /// Goes through the lines until `body` has enough.
  ///
  /// What has no `=` is a key with an empty value.
  private func eachLine(
    _ body: (_ key: Substring.UTF8View, _ value: Substring.UTF8View) -> Bool
  ) {
    var rest = encoded.utf8[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
      let line = rest[..<end]
      rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
      let sign = line.firstIndex(of: UInt8(ascii: "=")) ?? line.endIndex
      let value = sign == line.endIndex ? line[sign...] : line[line.index(after: sign)...]
      guard body(line[..<sign], value) else { return }
    }
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
