/// The encoding of texts that Chinese Windows writes; GBK and GB 2312 are parts of it.
struct GB18030 {
  /// The characters of the two-byte forms.
  private let pairs: [UInt32]
  /// The characters of the four-byte forms below U+10000: all that have no shorter form, in order.
  private let quads: [UInt16]

  init() {
    var pairs: [UInt32] = []
    pairs.reserveCapacity(126 * 190)
    var isPair = [Bool](repeating: false, count: 0x10000)
    let digits = UnsafeBufferPointer(
      start: Self.twoByteForms.utf8Start,
      count: Self.twoByteForms.utf8CodeUnitCount
    )
    for start in stride(from: 0, to: digits.count, by: 4) {
      let character = digits[start..<start + 4].reduce(UInt32(0)) { value, digit in
        value << 4 | UInt32(digit < UInt8(ascii: "a") ? digit - 48 : digit - 87)
      }
      isPair[Int(character)] = true
      pairs.append(Self.successors[character] ?? character)
    }
    self.pairs = pairs
    quads = (0x80...0xFFFF).filter { !isPair[$0] && !(0xD800...0xDFFF).contains($0) }
      .map(UInt16.init)
  }

  /// Where Unicode had no character at first, it has one since.
  private static let successors: [UInt32: UInt32] = [
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14,
    0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19,
    0xE7C7: 0x1E3F, 0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4,
    0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8,
    0xE83B: 0x2298F, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
  ]

  /// The text as UTF-8.
  ///
  /// - Returns: `nil` when it is not GB18030; `position` is then where it is not.
  func decode(_ bytes: [UInt8], position: inout Int) -> [UInt8]? {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 2)
    let isWhole = bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let first = bytes[index]
        if first < 0x80 {
          text.append(first)
          index += 1
        } else if let (character, length) = character(bytes, index) {
          Self.append(character, to: &text)
          index += length
        } else {
          position = index
          return false
        }
      }
      return true
    }
    return isWhole ? text : nil
  }

  private func character(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ index: Int
  ) -> (character: UInt32, length: Int)? {
    guard (0x81...0xFE).contains(bytes[index]), index + 1 < bytes.count else { return nil }
    let lead = Int(bytes[index]) - 0x81
    let second = bytes[index + 1]
    if (0x40...0xFE).contains(second), second != 0x7F {
      return (pairs[lead * 190 + Int(second) - (second > 0x7F ? 0x41 : 0x40)], 2)
    }
    guard (0x30...0x39).contains(second), index + 3 < bytes.count,
      (0x81...0xFE).contains(bytes[index + 2]), (0x30...0x39).contains(bytes[index + 3])
    else { return nil }
    let place =
      ((lead * 10 + Int(second) - 0x30) * 126 + Int(bytes[index + 2]) - 0x81) * 10
      + Int(bytes[index + 3]) - 0x30
    if place < quads.count { return (UInt32(quads[place]), 4) }
    guard (189_000..<189_000 + 0x10_0000).contains(place) else { return nil }
    return (UInt32(place - 189_000 + 0x1_0000), 4)
  }

  private static func append(_ character: UInt32, to text: inout [UInt8]) {
    switch character {
    case ..<0x80:
      text.append(UInt8(character))
    case ..<0x800:
      text.append(UInt8(0xC0 | character >> 6))
      text.append(UInt8(0x80 | character & 0x3F))
    case ..<0x1_0000:
      text.append(UInt8(0xE0 | character >> 12))
      text.append(UInt8(0x80 | character >> 6 & 0x3F))
      text.append(UInt8(0x80 | character & 0x3F))
    default:
      text.append(UInt8(0xF0 | character >> 18))
      text.append(UInt8(0x80 | character >> 12 & 0x3F))
      text.append(UInt8(0x80 | character >> 6 & 0x3F))
      text.append(UInt8(0x80 | character & 0x3F))
    }
  }
}
