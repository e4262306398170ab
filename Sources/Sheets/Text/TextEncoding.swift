/// How a text file writes characters as bytes.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// What everybody should write.
  case utf8 = "utf-8"
  /// What Chinese Windows and Excel write; GBK is a part of it.
  case gb18030
  /// What Excel calls Unicode text.
  case utf16 = "utf-16"

  /// The encoding that a person calls `name`.
  public init?(named name: String) {
    switch name.lowercased() {
    case "utf-8", "utf8": self = .utf8
    case "gb18030", "gbk", "gb2312", "cp936": self = .gb18030
    case "utf-16", "utf16": self = .utf16
    default: return nil
    }
  }
}

/// A text file's content, as UTF-8.
struct DecodedText {
  /// The text, without a byte order mark.
  var bytes: [UInt8]
  /// How it was written.
  var encoding: TextEncoding

  /// Decodes a file.
  ///
  /// A byte order mark tells the encoding. Without one it is UTF-8, if it can be: no other text
  /// looks like that. Else it is GB18030, unless half of the lines with more than ASCII are UTF-8:
  /// then the others are a slip, and read as GB18030 the good ones would be rubbish.
  ///
  /// - Throws: ``SheetError`` with code `encoding` and the line that is in no such encoding.
  init(_ file: [UInt8], as chosen: TextEncoding?) throws(SheetError) {
    let mark = Self.mark(of: file)
    switch chosen ?? mark {
    case .utf8:
      self.init(bytes: mark == .utf8 ? Array(file.dropFirst(3)) : file, encoding: .utf8)
      try checkUTF8()
    case .utf16:
      self.init(bytes: try Self.decodeUTF16(file), encoding: .utf16)
    case .gb18030:
      self.init(bytes: try Self.decodeGB18030(file), encoding: .gb18030)
    case nil:
      if Self.isUTF8(file) {
        self.init(bytes: file, encoding: .utf8)
      } else {
        let mixed = Self.linesOfUTF8(file)
        guard mixed.good < mixed.bad else {
          throw SheetError(.encoding, line: mixed.firstBad, TextEncoding.utf8.rawValue)
        }
        self.init(bytes: try Self.decodeGB18030(file), encoding: .gb18030)
      }
    }
  }

  private init(bytes: [UInt8], encoding: TextEncoding) {
    (self.bytes, self.encoding) = (bytes, encoding)
  }

  private static func mark(of file: [UInt8]) -> TextEncoding? {
    if file.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if file.starts(with: [0xFF, 0xFE]) || file.starts(with: [0xFE, 0xFF]) { return .utf16 }
    return nil
  }

  private static func isUTF8(_ bytes: some Collection<UInt8>) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  private func checkUTF8() throws(SheetError) {
    guard !Self.isUTF8(bytes) else { return }
    throw SheetError(
      .encoding,
      line: Self.linesOfUTF8(bytes).firstBad,
      TextEncoding.utf8.rawValue
    )
  }

  /// How many lines with more than ASCII are UTF-8, how many are not, and the first of those.
  private static func linesOfUTF8(_ bytes: [UInt8]) -> (good: Int, bad: Int, firstBad: Int?) {
    var found: (good: Int, bad: Int, firstBad: Int?) = (0, 0, nil)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where line.contains(where: { $0 >= 0x80 }) {
      if isUTF8(line) {
        found.good += 1
      } else {
        found.bad += 1
        found.firstBad = found.firstBad ?? index + 1
      }
    }
    return found
  }

  private static func decodeGB18030(_ file: [UInt8]) throws(SheetError) -> [UInt8] {
    // It has a mark of its own.
    let body = file.starts(with: [0x84, 0x31, 0x95, 0x33]) ? Array(file.dropFirst(4)) : file
    var position = 0
    if let text = GB18030().decode(body, position: &position) { return text }
    let line = body[..<position].count { $0 == UInt8(ascii: "\n") } + 1
    throw SheetError(.encoding, line: line, TextEncoding.gb18030.rawValue)
  }

  private static func decodeUTF16(_ file: [UInt8]) throws(SheetError) -> [UInt8] {
    let isBigEndian = file.starts(with: [0xFE, 0xFF])
    let body = mark(of: file) == .utf16 ? file[2...] : file[...]
    let (high, low) = isBigEndian ? (0, 1) : (1, 0)
    var units: [UInt16] = []
    units.reserveCapacity(body.count / 2)
    for index in stride(from: body.startIndex, to: body.endIndex - 1, by: 2) {
      units.append(UInt16(body[index + high]) << 8 | UInt16(body[index + low]))
    }
    guard body.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
      throw SheetError(.encoding, TextEncoding.utf16.rawValue)
    }
    return Array(text.utf8)
  }
}
