import Testing

@testable import Sheets

@Suite struct CSVTests {
  private func cells(
    _ text: String,
    _ choice: Sheet.Choice = Sheet.Choice()
  ) throws -> [[String]] {
    try Self.cells(Array(text.utf8), choice)
  }

  static func cells(
    _ bytes: [UInt8],
    _ choice: Sheet.Choice = Sheet.Choice()
  ) throws -> [[String]] {
    var sheet = try Sheet(bytes, choice)
    var record = Record()
    var lines: [[String]] = []
    while try sheet.next(into: &record) { lines.append((0..<record.count).map { record.text($0) }) }
    return lines
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a;b,c;d\n1;2;3\n", [["a", "b,c", "d"], ["1", "2", "3"]]),
    ("a\tb,c\td\n", [["a", "b,c", "d"]]),
    ("\"a,b\",c\n", [["a,b", "c"]]),
    ("\"a\"\"b\",\"\"\n", [["a\"b", ""]]),
    ("\"line\r\nbreak\",c\n", [["line\r\nbreak", "c"]]),
    ("\n \na,,\n\n", [["a", "", ""]]),
    (" a ,\u{A0}b\u{3000}\n", [["a", "b"]]),
    ("5\" pipe,b\n", [["5\" pipe", "b"]]),
    ("\"a\" b,c\n", [["a b", "c"]]),
    ("", []),
  ])
  func cellsAreReadAsSpreadsheetsWriteThem(text: String, cells: [[String]]) throws {
    #expect(try self.cells(text) == cells)
  }

  @Test func theSeparatorCanBeChosen() throws {
    #expect(try cells("a,b;c\n", Sheet.Choice(separator: ";")) == [["a,b", "c"]])
  }

  @Test func aLineIsNumberedAsAnEditorDoes() throws {
    var sheet = try Sheet(Array("a,b\n\n\"1\n2\r\n3\",x\r\nz,\n".utf8))
    var record = Record()
    var lines: [Int] = []
    var positions: [Int] = []
    while try sheet.next(into: &record) {
      lines.append(record.line)
      positions.append(record.position)
    }
    #expect(lines == [1, 3, 6])
    for (line, position) in zip(lines, positions).reversed() {
      sheet.seek(position, line: line)
      #expect(try sheet.next(into: &record))
      #expect(record.line == line)
    }
    #expect(record.text(1) == "b")
  }

  @Test func anOpenQuoteIsToldWhereItOpens() {
    #expect(throws: SheetError(.openQuote, line: 2)) { try cells("a\n\"b\nc\nd") }
  }

  /// Nothing that is a prefix of a file may trap.
  @Test func everyTruncationIsReadOrRefused() {
    let bytes = Array("号码,\"姓\"\"名\"\r\n1,\"a\nb\"\n".utf8)
    for end in bytes.indices {
      #expect(throws: Never.self) {
        do throws(any Error) { _ = try Self.cells(Array(bytes[..<end])) } catch is SheetError {}
      }
    }
  }

  // MARK: Encodings

  private static let chinese = "号码,姓名\n1,张三\n"
  /// The same in GB18030.
  private static let inGB18030: [UInt8] = [
    0xBA, 0xC5, 0xC2, 0xEB, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x0A,
    0x31, 0x2C, 0xD5, 0xC5, 0xC8, 0xFD, 0x0A,
  ]

  @Test func theEncodingIsSeen() throws {
    let expected = [["号码", "姓名"], ["1", "张三"]]
    let utf8 = Array(Self.chinese.utf8)
    let utf16 = Array(Self.chinese.utf16)
    let files: [(bytes: [UInt8], encoding: TextEncoding)] = [
      (utf8, .utf8), ([0xEF, 0xBB, 0xBF] + utf8, .utf8), (Self.inGB18030, .gb18030),
      ([0x84, 0x31, 0x95, 0x33] + Self.inGB18030, .gb18030),
      ([0xFF, 0xFE] + utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, .utf16),
      ([0xFE, 0xFF] + utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, .utf16),
    ]
    for (bytes, encoding) in files {
      #expect(try Self.cells(bytes) == expected)
      #expect(try Sheet(bytes).form == .csv(encoding, separator: ","))
    }
  }

  /// One line that somebody added on another machine is told, and garbles nothing.
  @Test func aStrayLineInAnotherEncodingIsTold() throws {
    let bad = Array("number,name\n139,".utf8) + [0xC0, 0xEE] + Array("\n138,王芳\n".utf8)
    for bytes in [bad, bad + Array("137,李强\n".utf8)] {
      #expect(throws: SheetError(.encoding, line: 2, "utf-8")) { try Self.cells(bytes) }
    }
    // A word of GB18030 may look like UTF-8; among others it does not count.
    let chance: [UInt8] = [0xC3, 0xA9, 0x0A]
    let good = try Self.cells(Self.inGB18030 + [0x0A] + chance + Self.inGB18030)
    #expect(good.contains(["茅"]))
  }

  @Test func theEncodingCanBeChosen() throws {
    // "é" in UTF-8 is two other characters in GB18030: 茅.
    #expect(try Self.cells([0xC3, 0xA9], Sheet.Choice(encoding: .gb18030)) == [["茅"]])
    #expect(throws: SheetError(.encoding, line: 1, "utf-8")) {
      try Self.cells(Self.inGB18030, Sheet.Choice(encoding: .utf8))
    }
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0x62, 0x0A, 0xFF], 3), ([0x81], 1), ([0x81, 0x20], 1),
      ([0x61, 0x0A, 0x81, 0x30], 2),
      ([0xFE, 0x39, 0xFE, 0x39], 1), ([0x84, 0x31, 0xA5, 0x30], 1), ([0x81, 0x30, 0x7F, 0x30], 1),
    ] as [([UInt8], Int)]
  )
  func whatIsNoTextIsToldByItsLine(bytes: [UInt8], line: Int) {
    #expect(throws: SheetError(.encoding, line: line, "gb18030")) { try Self.cells(bytes) }
  }

  @Test(
    arguments: [
      ([0x81, 0x30, 0x81, 0x30], "\u{80}"), ([0x84, 0x31, 0xA4, 0x37], "\u{FFFD}"),
      ([0x84, 0x31, 0xA4, 0x39], "\u{FFFF}"), ([0x90, 0x30, 0x81, 0x30], "\u{10000}"),
      ([0xE3, 0x32, 0x9A, 0x35], "\u{10FFFF}"), ([0x82, 0x35, 0x8F, 0x33], "\u{9FA6}"),
      ([0xFE, 0x9F], "\u{4DAE}"), ([0xFE, 0x51], "\u{20087}"), ([0xA8, 0xBC], "\u{1E3F}"),
      ([0x81, 0x36, 0xA4, 0x37], "\u{200B}"), ([0x80], nil), ([0xA2, 0xE3], "€"),
      ([0x95, 0x34, 0xB2, 0x35], "\u{20BB7}"),
    ] as [([UInt8], String?)]
  )
  func theWholeRangeOfGB18030IsRead(bytes: [UInt8], character: String?) {
    var position = 0
    let text = GB18030().decode(bytes, position: &position)
    #expect(text == character.map { Array($0.utf8) })
  }

  /// Every character has one form of two or four bytes, and comes back from it.
  @Test func noFormIsMissing() {
    let table = GB18030()
    // Not strings: some of them are equal by Unicode's rules.
    var found: Set<UInt32> = []
    var position = 0
    func decode(_ bytes: [UInt8]) {
      if let text = table.decode(bytes, position: &position) {
        found.formUnion(String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value))
      }
    }
    for first in UInt8(0x81)...0xFE {
      for second in UInt8(0x40)...0xFE where second != 0x7F { decode([first, second]) }
    }
    #expect(found.count == 126 * 190)
    for first in UInt8(0x81)...0x84 {
      for second in UInt8(0x30)...0x39 {
        for third in UInt8(0x81)...0xFE {
          for fourth in UInt8(0x30)...0x39 { decode([first, second, third, fourth]) }
        }
      }
    }
    // All of the first plane but ASCII and surrogates; 25 are there by their new and old forms.
    let missing = (0x80...0xFFFF).filter { code in
      !(0xD800...0xDFFF).contains(code) && !found.contains(UInt32(code))
    }
    #expect(missing.allSatisfy { (0xE78D...0xE864).contains($0) })
    #expect(missing.count == 25)
  }
}

@Suite struct CSVWriterTests {
  @Test(arguments: [
    "=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "''=1", "'x", "x", "",
    "=cmd|' /C calc'!A0", "a,b", "a;b", "a\"b", "a\nb", "+86 138 0000 0666", "\nx",
    "=HYPERLINK(\"x\",1)", "张三",
  ])
  func whatIsWrittenComesBackAndIsNoFormula(text: String) throws {
    var writer = CSVWriter(marked: true)
    writer.append(["x", text])
    let written = String(decoding: writer.bytes.dropFirst(3), as: UTF8.self)
    #expect(writer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    // What a spreadsheet would see in the cell.
    let cell = written.dropFirst(2).drop { $0 == "\"" }
    #expect(!["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"].contains(cell.first))
    var sheet = try Sheet(writer.bytes)
    var record = Record()
    #expect(try sheet.next(into: &record))
    #expect(String(decoding: Formula.text(record.utf8(1)), as: UTF8.self) == text)
  }

  @Test func numbersOfOursStayNumbers() {
    var writer = CSVWriter(marked: false)
    writer.append([.text("-3"), .number("-3"), .number("")])
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\"'-3\",-3,\r\n")
  }
}
