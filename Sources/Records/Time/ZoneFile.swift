/// What a file of the tz database says (TZif, RFC 8536), versions 1 to 4.
struct ZoneFile {
  var changes: [(from: Int, offset: Int)] = []
  var first = 0
  var rule: ZoneRule?

  init?(_ bytes: [UInt8]) {
    guard let old = Header(bytes, at: 0) else { return nil }
    guard old.version > 0 else {
      self.init(bytes, old, at: Header.size, timeSize: 4)
      return
    }
    // From version 2 on the same data follows again with longer times, and then a rule for later.
    let second = Header.size + old.length(timeSize: 4)
    guard let header = Header(bytes, at: second) else { return nil }
    self.init(bytes, header, at: second + Header.size, timeSize: 8)
    let footer = bytes.dropFirst(second + Header.size + header.length(timeSize: 8))
    guard footer.first == UInt8(ascii: "\n") else { return nil }
    let text = footer.dropFirst().prefix { $0 != UInt8(ascii: "\n") }
    if !text.isEmpty {
      guard let rule = ZoneRule(text) else { return nil }
      self.rule = rule
    }
  }

  private init?(_ bytes: [UInt8], _ header: Header, at start: Int, timeSize: Int) {
    guard header.types > 0, start + header.length(timeSize: timeSize) <= bytes.count else {
      return nil
    }
    let indices = start + header.times * timeSize
    let types = indices + header.times
    func offset(ofType index: Int) -> Int? {
      index < header.types ? bigEndian(bytes, at: types + index * 6, size: 4) : nil
    }
    guard let first = offset(ofType: 0) else { return nil }
    self.first = first
    changes.reserveCapacity(header.times)
    for index in 0..<header.times {
      guard let offset = offset(ofType: Int(bytes[indices + index])) else { return nil }
      let from = bigEndian(bytes, at: start + index * timeSize, size: timeSize)
      changes.append((from, offset))
    }
  }

  private struct Header {
    static let size = 44

    var version: UInt8
    var times: Int
    var types: Int
    private var leaps: Int
    private var characters: Int
    private var standards: Int
    private var universals: Int

    init?(_ bytes: [UInt8], at start: Int) {
      guard bytes.count >= start + Self.size, bytes[start..<start + 4].elementsEqual("TZif".utf8)
      else { return nil }
      version = bytes[start + 4]
      func count(_ index: Int) -> Int { bigEndian(bytes, at: start + 20 + index * 4, size: 4) }
      (universals, standards, leaps) = (count(0), count(1), count(2))
      (times, types, characters) = (count(3), count(4), count(5))
      let counts = [universals, standards, leaps, times, types, characters]
      guard counts.allSatisfy({ (0...100_000).contains($0) }) else { return nil }
    }

    func length(timeSize: Int) -> Int {
      times * (timeSize + 1) + types * 6 + characters + leaps * (timeSize + 4) + standards
        + universals
    }
  }
}

/// A signed number of `size` bytes, the greatest first.
private func bigEndian(_ bytes: [UInt8], at start: Int, size: Int) -> Int {
  var number = Int(Int8(bitPattern: bytes[start]))
  for byte in bytes[start + 1..<start + size] { number = number << 8 | Int(byte) }
  return number
}
