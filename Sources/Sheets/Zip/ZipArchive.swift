/// The parts of a ZIP archive that is whole in memory.
///
/// Only what a workbook needs: stored and deflated parts, without a password.
struct ZipArchive {
  private let bytes: [UInt8]
  private let entries: [String: Entry]

  private struct Entry {
    var method: Int
    var checksum: UInt32
    var compressed: Int
    /// Where its own header begins.
    var header: Int
  }

  /// Reads the list of parts.
  init(_ bytes: [UInt8]) throws(SheetError) {
    self.bytes = bytes
    entries = try Self.entries(bytes)
  }

  /// Whether there is such a part.
  func has(_ name: String) -> Bool { entries[name] != nil }

  /// A part's content.
  ///
  /// An archive may say that a part is small, and be a bomb: it is inflated as far as `limit`.
  func part(_ name: String, limit: Int) throws(SheetError) -> [UInt8] {
    let damaged = SheetError(.damaged, name)
    guard let entry = entries[name], Self.number(bytes, entry.header, 4) == 0x0403_4B50,
      let nameLength = Self.number(bytes, entry.header + 26, 2),
      let extraLength = Self.number(bytes, entry.header + 28, 2)
    else { throw damaged }
    let start = entry.header + 30 + nameLength + extraLength
    guard start + entry.compressed <= bytes.count else { throw damaged }
    let body = bytes[start..<start + entry.compressed]
    switch entry.method {
    case 0:
      guard body.count <= limit else { throw SheetError(.tooLarge, name) }
      guard Inflation.checksum(Array(body)) == entry.checksum else { throw damaged }
      return Array(body)
    case 8:
      switch Inflation.inflate(body, limit: limit) {
      case .whole(let part):
        guard Inflation.checksum(part) == entry.checksum else { throw damaged }
        return part
      case .tooLarge: throw SheetError(.tooLarge, name)
      case .damaged: throw damaged
      }
    default: throw damaged
    }
  }

  /// The central directory at the file's end lists the parts.
  private static func entries(_ bytes: [UInt8]) throws(SheetError) -> [String: Entry] {
    let damaged = SheetError(.damaged, "ZIP")
    // Behind the end record there may be a comment of at most 65,535 bytes.
    let earliest = max(0, bytes.count - 22 - 0xFFFF)
    let latest = bytes.count - 22
    guard latest >= 0,
      let end = stride(from: latest, through: earliest, by: -1).first(where: {
        number(bytes, $0, 4) == 0x0605_4B50
      }),
      let count = number(bytes, end + 10, 2), var place = number(bytes, end + 16, 4)
    else { throw damaged }
    var entries: [String: Entry] = [:]
    for _ in 0..<count {
      guard number(bytes, place, 4) == 0x0201_4B50,
        let flags = number(bytes, place + 8, 2), flags & 1 == 0,
        let method = number(bytes, place + 10, 2),
        let checksum = number(bytes, place + 16, 4),
        let compressed = number(bytes, place + 20, 4),
        let nameLength = number(bytes, place + 28, 2),
        let extraLength = number(bytes, place + 30, 2),
        let commentLength = number(bytes, place + 32, 2),
        let header = number(bytes, place + 42, 4),
        place + 46 + nameLength <= bytes.count
      else { throw damaged }
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self)
      let entry = Entry(
        method: method,
        checksum: UInt32(checksum),
        compressed: compressed,
        header: header
      )
      // Which of two would be read is anybody's guess.
      guard entries.updateValue(entry, forKey: name) == nil else { throw damaged }
      place += 46 + nameLength + extraLength + commentLength
    }
    return entries
  }

  private static func number(_ bytes: [UInt8], _ place: Int, _ length: Int) -> Int? {
    guard place >= 0, place + length <= bytes.count else { return nil }
    return bytes[place..<place + length].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
