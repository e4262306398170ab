/// G.711 A-law.
enum ALaw {
  static func encode(_ sample: Int16) -> UInt8 {
    let magnitude = (sample < 0 ? -(Int(sample) + 1) : Int(sample)) >> 4
    let segment = max(0, Int.bitWidth - magnitude.leadingZeroBitCount - 4)
    let mantissa = (magnitude >> max(0, segment - 1)) & 0x0F
    let code = UInt8(min(segment, 7) << 4 | mantissa)
    return code ^ (sample < 0 ? 0x55 : 0xD5)
  }

  static func decode(_ byte: UInt8) -> Int16 { samples[Int(byte)] }

  private static let samples: [Int16] = (0...255).map { byte in
    let code = UInt8(byte) ^ 0x55
    let segment = Int(code >> 4) & 0x07
    let low = Int(code & 0x0F) << 4 | 0x08
    let magnitude = segment == 0 ? low : (low | 0x100) << (segment - 1)
    return Int16(code & 0x80 == 0 ? -magnitude : magnitude)
  }
}
