/// One line of a table: its cells.
public struct Record: Sendable {
  /// The line of the file where it begins, or the row of the sheet; from 1.
  public internal(set) var line = 0
  /// Where it begins, for ``Sheet/seek(_:line:)``.
  public internal(set) var position = 0

  /// All cells, one after the other.
  var bytes: [UInt8] = []
  /// Where each cell ends.
  var ends: [Int] = []

  /// A record to read into.
  public init() {}

  /// How many cells it has.
  public var count: Int { ends.count }

  /// A cell's text without blanks around it; empty where there is no such cell.
  public func text(_ cell: Int) -> String {
    String(decoding: utf8(cell), as: UTF8.self)
  }

  /// A cell's text without blanks around it, as UTF-8.
  public func utf8(_ cell: Int) -> ArraySlice<UInt8> {
    guard cell < ends.count else { return [] }
    var text = bytes[(cell == 0 ? 0 : ends[cell - 1])..<ends[cell]]
    while let blank = Self.blank(text.first, text.prefix(3)) { text = text.dropFirst(blank) }
    while let blank = Self.blank(text.last, text.suffix(3)) { text = text.dropLast(blank) }
    return text
  }

  /// The length of the blank at an edge; nothing when there is none.
  private static func blank(_ edge: UInt8?, _ three: ArraySlice<UInt8>) -> Int? {
    switch edge {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): return 1
    case 0xC2 where three.starts(with: [0xC2, 0xA0]): return 2
    case 0xA0 where three.suffix(2).elementsEqual([0xC2, 0xA0]): return 2
    case 0xE3, 0x80: return three.elementsEqual([0xE3, 0x80, 0x80]) ? 3 : nil
    default: return nil
    }
  }

  mutating func begin(line: Int, position: Int) {
    (self.line, self.position) = (line, position)
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  mutating func endCell() {
    ends.append(bytes.count)
  }

  /// Whether no cell holds anything.
  var isBlank: Bool { bytes.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
}
