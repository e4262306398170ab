/// Writes a table of separated values that spreadsheets take for text, and nothing else.
public struct CSVWriter {
  /// What was written: UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// Begins a table; Excel reads it as UTF-8 only with a byte order mark.
  public init(marked: Bool) {
    if marked { bytes += [0xEF, 0xBB, 0xBF] }
  }

  /// One cell.
  public enum Cell: Equatable, Sendable {
    /// A text, whoever wrote it.
    case text(String)
    /// A number of ours, as it is written: less than nothing is no formula.
    case number(String)
  }

  /// Writes a line of texts.
  public mutating func append(_ cells: [String]) {
    append(cells.map { .text($0) })
  }

  /// Writes a line.
  public mutating func append(_ cells: [Cell]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      switch cell {
      case .text(let text): append(text)
      case .number(let number): bytes += number.utf8
      }
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  private mutating func append(_ cell: String) {
    let isFormula = Formula.isLike(cell.utf8)
    let isQuoted =
      isFormula || cell.utf8.first == UInt8(ascii: " ")
      || cell.utf8.last == UInt8(ascii: " ")
      || cell.utf8.contains { byte in
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "\t"),
          UInt8(ascii: "\n"), UInt8(ascii: "\r"):
          true
        default: false
        }
      }
    guard isQuoted else {
      bytes += cell.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

/// What a spreadsheet would calculate, and an apostrophe keeps it from.
///
/// An apostrophe in front of such a text is ours: it is taken off when the text comes back.
public enum Formula {
  /// Whether a text, after any apostrophes, begins as a formula does.
  static func isLike(_ text: some Sequence<UInt8>) -> Bool {
    var start: [UInt8] = []
    for byte in text {
      if start.isEmpty, byte == UInt8(ascii: "'") { continue }
      start.append(byte)
      if start.count == 3 { break }
    }
    switch start.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"),
      UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      return true
    case 0xEF:
      // Their wide forms.
      return [[0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0]]
        .contains(start)
    default: return false
    }
  }

  /// The text without the apostrophe that makes a formula a text.
  public static func text(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    cell.first == UInt8(ascii: "'") && isLike(cell) ? cell.dropFirst() : cell
  }
}
