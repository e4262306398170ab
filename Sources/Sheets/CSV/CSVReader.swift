/// Reads a table of separated values: RFC 4180, and what spreadsheets make of it.
struct CSVReader {
  let bytes: [UInt8]
  let separator: UInt8
  private var position = 0
  private var line = 1

  /// Reads UTF-8; without a separator it takes what divides the first line most often.
  init(_ bytes: [UInt8], separator: UInt8?) {
    self.bytes = bytes
    self.separator = separator ?? Self.guess(bytes)
  }

  /// Goes to where a record begins.
  mutating func seek(_ position: Int, line: Int) {
    (self.position, self.line) = (position, line)
  }

  /// Reads the next record that holds anything.
  ///
  /// - Returns: Whether there was one.
  mutating func next(into record: inout Record) throws(SheetError) -> Bool {
    repeat {
      guard position < bytes.count else { return false }
      record.begin(line: line, position: position)
      guard read(into: &record) else { throw SheetError(.openQuote, line: record.line) }
    } while record.isBlank
    return true
  }

  /// - Returns: Whether every quote is closed.
  private mutating func read(into record: inout Record) -> Bool {
    var (index, line) = (position, line)
    let isClosed = bytes.withUnsafeBufferPointer { bytes in
      while true {
        if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
          guard Self.readQuoted(bytes, &index, &line, &record) else { return false }
        }
        let start = index
        while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
        record.bytes.append(contentsOf: bytes[start..<index])
        record.endCell()
        guard index < bytes.count, bytes[index] == separator else { break }
        index += 1
      }
      if index < bytes.count {
        line += 1
        let isPair =
          bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
          && bytes[index + 1] == UInt8(ascii: "\n")
        index += isPair ? 2 : 1
      }
      return true
    }
    (position, self.line) = (index, line)
    return isClosed
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  /// Reads from a quote to the one that closes it; what follows that belongs to the cell as well.
  private static func readQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ index: inout Int,
    _ line: inout Int,
    _ record: inout Record
  ) -> Bool {
    index += 1
    var start = index
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        record.bytes.append(contentsOf: bytes[start..<index])
        index += 1
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return true }
        start = index
      case UInt8(ascii: "\n"): line += 1
      case UInt8(ascii: "\r") where index + 1 >= bytes.count || bytes[index + 1] != 10: line += 1
      default: break
      }
      index += 1
    }
    return false
  }

  private static func guess(_ bytes: [UInt8]) -> UInt8 {
    var isQuoted = false
    var counts: [(separator: UInt8, count: Int)] = [
      (UInt8(ascii: ","), 0), (UInt8(ascii: ";"), 0), (UInt8(ascii: "\t"), 0),
    ]
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if let place = counts.firstIndex(where: { $0.separator == byte }) { counts[place].count += 1 }
    }
    // The first of those that are as many.
    return counts.reduce(counts[0]) { $1.count > $0.count ? $1 : $0 }.separator
  }
}
