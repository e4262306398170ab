// Telephone networks send names that are not UTF-8 (GBK, cut-off characters). A byte that has no
// place in a string is kept as a private-use character, U+F700 + byte, and written as it came.

extension String {
  /// Text from bytes that need not be UTF-8.
  public init(bytesAsTheyAre bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    if let text = String(validating: bytes, as: UTF8.self) {
      self = text
      return
    }
    var scalars = UnicodeScalarView()
    for byte in bytes {
      scalars.append(byte < 0x80 ? Unicode.Scalar(byte) : Unicode.Scalar(0xF700 + UInt32(byte))!)
    }
    self = String(scalars)
  }

  var bytesAsTheyWere: [UInt8] {
    unicodeScalars.flatMap { scalar -> [UInt8] in
      switch scalar.value {
      case 0xF780...0xF7FF: [UInt8(scalar.value - 0xF700)]
      default: Array(UTF8.encode(scalar)!)
      }
    }
  }
}
