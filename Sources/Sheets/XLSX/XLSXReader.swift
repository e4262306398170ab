/// Reads one sheet of an Excel workbook: the cells' values, as Excel calculated them last.
///
/// Formulas and macros are not looked at.
struct XLSXReader {
  /// The sheet's name.
  let name: String
  private let workbook: Workbook
  private var scanner: XMLScanner
  private var row = 0

  /// How many columns are read; Excel has no more.
  private static let columns = 16_384
  /// How many rows Excel has.
  private static let rows = 1_048_576

  /// Opens the sheet of that name, or the first.
  init(_ bytes: [UInt8], sheet: String?) throws(SheetError) {
    let archive = try ZipArchive(bytes)
    workbook = try Workbook(archive)
    guard let chosen = workbook.sheets.first(where: { sheet == nil || $0.name == sheet }) else {
      throw SheetError(.noSheet, workbook.sheets.map(\.name).joined(separator: ", "))
    }
    name = chosen.name
    scanner = XMLScanner(try archive.part(chosen.part, limit: Workbook.limit))
  }

  mutating func seek(_ position: Int, line: Int) {
    (scanner.position, row) = (position, line - 1)
  }

  /// Reads the next row that holds anything.
  ///
  /// - Returns: Whether there was one.
  mutating func next(into record: inout Record) throws(SheetError) -> Bool {
    while true {
      let position = scanner.position
      guard let piece = try scanner.next() else { return false }
      guard case .start(let name, let attributes, let isEmpty) = piece, scanner.isName(name, "row")
      else { continue }
      row = scanner.attribute("r", of: attributes).flatMap { Int(scanner.string($0)) } ?? row + 1
      guard (1...Self.rows).contains(row) else { throw SheetError(.damaged, self.name) }
      record.begin(line: row, position: position)
      if !isEmpty { try readCells(into: &record) }
      if !record.isBlank { return true }
    }
  }

  private mutating func readCells(into record: inout Record) throws(SheetError) {
    while let piece = try scanner.next() {
      switch piece {
      case .start(let name, let attributes, let isEmpty):
        guard scanner.isName(name, "c") else { continue }
        let column = scanner.attribute("r", of: attributes).map(columnNumber) ?? record.count
        guard column < Self.columns, column >= record.count else {
          throw SheetError(.damaged, line: row, reference(in: attributes))
        }
        while record.count < column { record.endCell() }
        if !isEmpty { try readValue(of: attributes, into: &record) }
        record.endCell()
      case .end(let name):
        if scanner.isName(name, "row") { return }
      case .text: break
      }
    }
    throw SheetError(.damaged, line: row, name)
  }

  private func reference(in attributes: Range<Int>) -> String {
    scanner.attribute("r", of: attributes).map(scanner.string) ?? ""
  }

  /// `C7` is in column 2.
  private func columnNumber(_ reference: Range<Int>) -> Int {
    var column = 0
    for byte in scanner.bytes[reference] {
      guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte), column <= Self.columns
      else { break }
      column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
    }
    return column - 1 >= 0 ? column - 1 : Self.columns
  }

  private mutating func readValue(
    of attributes: Range<Int>,
    into record: inout Record
  ) throws(SheetError) {
    let type = scanner.attribute("t", of: attributes)
    let style = scanner.attribute("s", of: attributes).flatMap { Int(scanner.string($0)) }
    let isPlain = type.map { scanner.isName($0, "str") || scanner.isName($0, "inlineStr") } ?? false
    var value: [UInt8] = []
    var (isValue, isPhonetic) = (false, false)
    reading: while let piece = try scanner.next() {
      switch piece {
      case .start(let name, _, let isEmpty):
        if scanner.isName(name, "v") || scanner.isName(name, "t") { isValue = !isEmpty }
        if scanner.isName(name, "rPh") { isPhonetic = !isEmpty }
      case .end(let name):
        if scanner.isName(name, "c") { break reading }
        if scanner.isName(name, "v") || scanner.isName(name, "t") { isValue = false }
        if scanner.isName(name, "rPh") { isPhonetic = false }
      case .text(let range, let isRaw):
        if isValue, !isPhonetic { scanner.appendText(range, isRaw: isRaw, to: &value) }
      }
    }
    if isPlain {
      record.bytes += value
    } else if let type, scanner.isName(type, "s") {
      let number = Int(String(decoding: value, as: UTF8.self))
      guard let text = number.flatMap({ workbook.strings[$0] }) else {
        throw SheetError(.damaged, line: row, reference(in: attributes))
      }
      record.bytes += text
    } else if type.map({ scanner.isName($0, "n") }) ?? true {
      let written = String(decoding: value, as: UTF8.self)
      let isDate = style.map { workbook.isDate.indices.contains($0) && workbook.isDate[$0] }
      record.bytes +=
        (isDate == true
        ? CellNumber.date(written, beginsIn1904: workbook.beginsIn1904) : CellNumber.text(written))
        .utf8
    } else {
      record.bytes += value
    }
  }
}
