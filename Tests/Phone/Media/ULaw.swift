/// G.711 u-law.
enum ULaw {
  static let silence: UInt8 = 0xFF

  static func encode(_ sample: Int16) -> UInt8 {
    let magnitude = min(abs(Int(sample)), 32_635) + 132
    let exponent = 7 - (UInt8(magnitude >> 7)).leadingZeroBitCount
    let segment = max(exponent, 0)
    let mantissa = (magnitude >> (segment + 3)) & 0x0F
    return ~UInt8((sample < 0 ? 0x80 : 0) | segment << 4 | mantissa)
  }

  static func decode(_ byte: UInt8) -> Int16 { samples[Int(byte)] }

  private static let samples: [Int16] = (0...255).map { byte in
    let value = ~UInt8(byte)
    let magnitude = ((Int(value & 0x0F) << 3) + 132) << Int((value >> 4) & 0x07) - 132
    return Int16(value & 0x80 == 0 ? magnitude : -magnitude)
  }
}
