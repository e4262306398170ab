/// Goes through the XML of a workbook: elements, attributes, text, and nothing that could grow.
///
/// A document type is refused: with it come entities that a bomb is made of.
struct XMLScanner {
  let bytes: [UInt8]
  /// Where the next piece begins.
  var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A piece of a document; names come without their prefix.
  enum Piece: Equatable {
    /// An element begins; an empty one ends there too.
    case start(Range<Int>, attributes: Range<Int>, isEmpty: Bool)
    case end(Range<Int>)
    case text(Range<Int>, isRaw: Bool)
  }

  /// The next piece; `nil` at the end.
  mutating func next() throws(SheetError) -> Piece? {
    while position < bytes.count {
      if bytes[position] != UInt8(ascii: "<") {
        let end = find(UInt8(ascii: "<"), from: position) ?? bytes.count
        defer { position = end }
        return .text(position..<end, isRaw: false)
      }
      if starts("<!--") {
        try skip(past: "-->")
      } else if starts("<![CDATA[") {
        let start = position + 9
        try skip(past: "]]>")
        return .text(start..<position - 3, isRaw: true)
      } else if starts("<?") {
        try skip(past: "?>")
      } else if starts("<!") {
        throw SheetError(.damaged, "DOCTYPE")
      } else {
        return try element()
      }
    }
    return nil
  }

  private mutating func element() throws(SheetError) -> Piece {
    let isEnd = position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "/")
    let start = position + (isEnd ? 2 : 1)
    guard let close = closing(from: start) else { throw SheetError(.damaged, "XML") }
    position = close + 1
    let isEmpty = bytes[close - 1] == UInt8(ascii: "/")
    let last = isEmpty ? close - 1 : close
    var end = start
    var name = start
    while end < last, !Self.isBlank(bytes[end]) {
      if bytes[end] == UInt8(ascii: ":") { name = end + 1 }
      end += 1
    }
    return isEnd
      ? .end(name..<end) : .start(name..<end, attributes: end..<max(end, last), isEmpty: isEmpty)
  }

  /// The `>` of an element, which a quoted value may hold too.
  private func closing(from start: Int) -> Int? {
    var quote: UInt8?
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Whether a name is this one.
  func isName(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    for (offset, index) in range.enumerated() where bytes[index] != name.utf8Start[offset] {
      return false
    }
    return true
  }

  /// An attribute's value.
  func attribute(_ name: StaticString, of attributes: Range<Int>) -> Range<Int>? {
    var index = attributes.lowerBound
    while index < attributes.upperBound {
      while index < attributes.upperBound, Self.isBlank(bytes[index]) { index += 1 }
      var nameStart = index
      while index < attributes.upperBound, bytes[index] != UInt8(ascii: "=") {
        if bytes[index] == UInt8(ascii: ":") { nameStart = index + 1 }
        index += 1
      }
      let nameEnd = index
      index += 1
      guard index < attributes.upperBound else { return nil }
      let quote = bytes[index]
      guard let end = find(quote, from: index + 1), end < attributes.upperBound else { return nil }
      if isName(nameStart..<nameEnd, name) { return index + 1..<end }
      index = end + 1
    }
    return nil
  }

  /// A text with its entities as characters, such as `&amp;` and `&#10;`.
  func appendText(_ range: Range<Int>, isRaw: Bool, to text: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if !isRaw, byte == UInt8(ascii: "&"), let end = find(UInt8(ascii: ";"), from: index),
        end < range.upperBound, end - index < 12,
        let character = Self.character(bytes[(index + 1)..<end])
      {
        text.append(contentsOf: Array(String(character).utf8))
        index = end + 1
      } else {
        text.append(byte)
        index += 1
      }
    }
  }

  /// An attribute's value or a text, as a string.
  func string(_ range: Range<Int>) -> String {
    var text: [UInt8] = []
    appendText(range, isRaw: false, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static func character(_ entity: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let name = String(decoding: entity, as: UTF8.self)
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let isHexadecimal = name.dropFirst().hasPrefix("x")
      let code = UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
      return code.flatMap(Unicode.Scalar.init)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      var index = start
      while index < bytes.count {
        if bytes[index] == byte { return index }
        index += 1
      }
      return nil
    }
  }

  private func starts(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for offset in 0..<length where bytes[position + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  private mutating func skip(past text: StaticString) throws(SheetError) {
    while !starts(text) {
      position += 1
      guard position < bytes.count else { throw SheetError(.damaged, "XML") }
    }
    position += text.utf8CodeUnitCount
  }
}
