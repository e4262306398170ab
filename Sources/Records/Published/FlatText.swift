import Glibc

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
    withBytes(of: key) { text, key in
      var lines = Lines(text)
      return lines.next(of: key).map(Self.unescaped)
    }
  }

  /// All values of a key.
  public func all(_ key: String) -> [String] {
    withBytes(of: key) { text, key in
      var found: [String] = []
      var lines = Lines(text)
      while let value = lines.next(of: key) { found.append(Self.unescaped(value)) }
      return found
    }
  }

  /// All keys with their values, in order.
  public var lines: [(key: String, value: String)] {
    withBytes(of: "") { text, _ in
      var found: [(key: String, value: String)] = []
      var lines = Lines(text)
      while let line = lines.next() {
        found.append((String(decoding: line.key, as: UTF8.self), Self.unescaped(line.value)))
      }
      return found
    }
  }

  private func withBytes<Result>(
    of key: String,
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var (encoded, key) = (encoded, key)
    return encoded.withUTF8 { text in key.withUTF8 { body(text, $0) } }
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

  private static func unescaped(_ value: UnsafeBufferPointer<UInt8>) -> String {
    guard value.contains(UInt8(ascii: "\\")) else { return String(decoding: value, as: UTF8.self) }
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

/// Goes through lines, on the bytes as they lie there.
///
/// What has no `=` is a key with an empty value.
private struct Lines {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private var rest: Bytes

  init(_ text: Bytes) {
    rest = text
  }

  mutating func next() -> (key: Bytes, value: Bytes)? {
    guard let line = nextLine() else { return nil }
    let sign = Self.place(of: "=", in: line)
    return (Bytes(rebasing: line[..<sign]), Bytes(rebasing: line[min(sign + 1, line.count)...]))
  }

  /// The value of the next line that has this key.
  mutating func next(of key: Bytes) -> Bytes? {
    while let line = nextLine() {
      guard Self.begins(line, with: key) else { continue }
      if line.count == key.count { return Bytes(rebasing: line[key.count...]) }
      if line[key.count] == UInt8(ascii: "=") { return Bytes(rebasing: line[(key.count + 1)...]) }
    }
    return nil
  }

  private mutating func nextLine() -> Bytes? {
    guard !rest.isEmpty else { return nil }
    let end = Self.place(of: "\n", in: rest)
    defer { rest = Bytes(rebasing: rest[min(end + 1, rest.count)...]) }
    return Bytes(rebasing: rest[..<end])
  }

  private static func begins(_ line: Bytes, with key: Bytes) -> Bool {
    guard line.count >= key.count, let line = line.baseAddress, let start = key.baseAddress else {
      return key.isEmpty
    }
    return memcmp(line, start, key.count) == 0
  }

  /// Where a byte is for the first time; the end where it is not.
  private static func place(of byte: Unicode.Scalar, in text: Bytes) -> Int {
    guard let start = text.baseAddress, let found = memchr(start, Int32(byte.value), text.count)
    else { return text.count }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }
}
