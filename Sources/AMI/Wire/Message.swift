/// One block that Asterisk sent: a response, an event, or what is neither.
///
/// Headers keep their order, and a name may come several times (`ChanVariable`, `Output`). Nothing is
/// taken apart until it is asked for, and asking builds no more than the answer. Names are compared
/// without regard to capitals. Bytes that are not UTF-8 are kept; as text they become U+FFFD.
public struct Message: Sendable, Equatable {
  /// What the first header says.
  ///
  /// Only the first one counts: `OriginateResponse` is an event that has a `Response` header too.
  public enum Kind: Sendable, Equatable {
    /// It begins with `Event:`.
    case event
    /// It begins with `Response:`.
    case response
    /// It begins with anything else, as the tail does of an event that a caller's data broke up.
    case other
  }

  /// A header as text.
  public struct Header: Sendable, Equatable {
    /// The name, before the colon; empty for a line without one.
    public var name: String
    /// The value, without the space after the colon.
    public var value: String

    /// Makes a header.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The lines, each with its CR LF, without the empty one at the end.
  let storage: [UInt8]
  /// What the first header says.
  public let kind: Kind

  init(storage: [UInt8]) {
    self.storage = storage
    kind = storage.withUnsafeBufferPointer(Message.kind)
  }

  /// Makes a message of headers, for tests and for scripted peers.
  public init(_ headers: [Header]) {
    var lines: [UInt8] = []
    for header in headers {
      if !header.name.isEmpty { lines += Array("\(header.name): ".utf8) }
      lines += Array(header.value.utf8) + [Byte.carriageReturn, Byte.lineFeed]
    }
    self.init(storage: lines)
  }

  /// The block as it came, with the empty line at its end.
  public var bytes: [UInt8] { storage + [Byte.carriageReturn, Byte.lineFeed] }

  /// The value of the first header of that name.
  public subscript(name: String) -> String? {
    withValue(of: name) { $0.text }
  }

  /// The bytes of the first header of that name.
  public func bytes(of name: String) -> [UInt8]? {
    withValue(of: name) { Array($0) }
  }

  /// The number in the first header of that name, when it is a whole one of at most 10^12: so whoever
  /// reckons with seconds, counts or positions never reckons too high.
  public func number(_ name: String) -> Int? {
    guard let number = withValue(of: name, { $0.decimal }) ?? nil,
      (-1_000_000_000_000...1_000_000_000_000).contains(number)
    else { return nil }
    return number
  }

  /// The values of all headers of that name, in order.
  public func values(_ name: String) -> [String] {
    name.withBytes { name in
      storage.withUnsafeBufferPointer { bytes in
        var lines = Lines(bytes)
        var values: [String] = []
        while let value = lines.next(name) { values.append(lines[value].text) }
        return values
      }
    }
  }

  /// Whether the first header of that name is `value`, byte for byte.
  public func has(_ name: String, _ value: String) -> Bool {
    value.withBytes { value in
      withValue(of: name) { $0.equals(value) } ?? false
    }
  }

  /// All headers in their order.
  public var headers: [Header] {
    storage.withUnsafeBufferPointer { bytes in
      var lines = Lines(bytes)
      var headers: [Header] = []
      while let line = lines.next() {
        if let colon = bytes.first(Byte.colon, from: line.lowerBound), colon < line.upperBound {
          let value = lines.valueRange(in: line, colon: colon)
          headers.append(Header(lines[line.lowerBound..<colon].text, lines[value].text))
        } else {
          headers.append(Header("", lines[line].text))
        }
      }
      return headers
    }
  }
}

// MARK: - What a kind of message is asked for

extension Message {
  /// An event's name.
  public var event: String? { kind == .event ? self["Event"] : nil }

  /// Whether it is the event of that name.
  ///
  /// Builds nothing: for handlers that see all events.
  public func isEvent(_ name: String) -> Bool { kind == .event && has("Event", name) }

  /// Whether it is a response, and not an error.
  ///
  /// Asterisk says `Success`, `Goodbye`, `Follows` or `Pong`; a refusal is always `Error`.
  public var isSuccess: Bool { kind == .response && !has("Response", "Error") }

  /// What Asterisk says to its response.
  public var text: String { self["Message"] ?? "" }

  /// The lines that a CLI command printed.
  public var output: [String] { values("Output") }
}

// MARK: - Lines

/// The lines of a block, by their places in its bytes.
private struct Lines {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next line begins.
  var start = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// The next line without its CR LF.
  @inline(__always)
  mutating func next() -> Range<Int>? {
    var searched = start
    while let end = bytes.first(Byte.lineFeed, from: searched) {
      searched = end + 1
      // A line feed alone is part of a value.
      guard end > start, bytes[end - 1] == Byte.carriageReturn else { continue }
      defer { start = searched }
      return start..<(end - 1)
    }
    return nil
  }

  /// The value in the next line of that name.
  mutating func next(_ name: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    while start + name.count < bytes.count {
      let begin = start
      // Most lines have another name, which is seen before their end is looked for.
      let isNamed = bytes[begin + name.count] == Byte.colon && bytes.hasText(name, at: begin)
      guard let line = next() else { return nil }
      if isNamed { return valueRange(in: line, colon: begin + name.count) }
    }
    return nil
  }

  /// What stands behind a colon and the space after it.
  func valueRange(in line: Range<Int>, colon: Int) -> Range<Int> {
    let value = colon + 1
    let hasSpace = value < line.upperBound && bytes[value] == Byte.space
    return (hasSpace ? value + 1 : value)..<line.upperBound
  }

  subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }
}

extension Message {
  /// Calls `body` with the value of the first header of that name.
  @inline(__always)
  func withValue<Result>(
    of name: String,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    name.withBytes { name in
      storage.withUnsafeBufferPointer { bytes in
        var lines = Lines(bytes)
        return lines.next(name).map { body(lines[$0]) }
      }
    }
  }

  /// Calls `body` with the value of the second header, when it has that name.
  @inline(__always)
  func withSecondValue<Result>(
    named name: String,
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result? {
    name.withBytes { name in
      storage.withUnsafeBufferPointer { bytes in
        var lines = Lines(bytes)
        guard lines.next() != nil else { return nil }
        let second = lines.start
        guard let value = lines.next(name), value.lowerBound <= second + name.count + 2 else {
          return nil
        }
        return body(lines[value])
      }
    }
  }

  private static func kind(_ bytes: UnsafeBufferPointer<UInt8>) -> Kind {
    let event: StaticString = "event:"
    let response: StaticString = "response:"
    if event.withUTF8Buffer({ bytes.hasText($0, at: 0) }) { return .event }
    return response.withUTF8Buffer { bytes.hasText($0, at: 0) } ? .response : .other
  }
}

extension Message: CustomStringConvertible, CustomDebugStringConvertible {
  /// What it is, without any value that may be private.
  public var description: String {
    switch kind {
    case .event: "event \(event ?? "")"
    case .response: "response \(self["Response"] ?? "")"
    case .other: "a block of \(storage.count) bytes"
    }
  }

  /// All of it as text.
  public var debugDescription: String { storage.text }
}
