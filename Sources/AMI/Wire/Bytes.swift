import Glibc

/// The bytes of AMI that have a name.
enum Byte {
  static let null = UInt8(ascii: "\0")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let comma = UInt8(ascii: ",")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let colon = UInt8(ascii: ":")
}

extension UInt8 {
  /// The small letter of an ASCII capital; anything else as it is.
  var lowercased: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self + 32 : self
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where `byte` is, at `place` or behind it.
  func first(_ byte: UInt8, from place: Int) -> Int? {
    guard let start = baseAddress, place < count,
      let found = memchr(start + place, Int32(byte), count - place)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(start)
  }

  /// Whether both hold the same bytes.
  func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard let start = baseAddress, let otherStart = other.baseAddress else { return true }
    return memcmp(start, otherStart, count) == 0
  }

  /// Whether the bytes at `place` are `text`, capital or small letters alike.
  func hasText(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    guard place + text.count <= count else { return false }
    for index in 0..<text.count where self[place + index] != text[index] {
      guard self[place + index].lowercased == text[index].lowercased else { return false }
    }
    return true
  }
}

extension String {
  /// Calls `body` with the bytes of this text in one piece.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
    return Array(utf8).withUnsafeBufferPointer(body)
  }
}

extension Collection<UInt8> {
  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// The decimal number that these bytes are, with an optional minus.
  var decimal: Int? {
    var value = 0
    var digits = 0
    var negative = false
    for byte in self {
      if digits == 0, !negative, byte == Byte.minus {
        negative = true
        continue
      }
      guard byte >= Byte.zero, byte <= Byte.nine else { return nil }
      let (product, tooBig) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = product.addingReportingOverflow(Int(byte - Byte.zero))
      if tooBig || overflow { return nil }
      value = sum
      digits += 1
    }
    guard digits > 0 else { return nil }
    return negative ? -value : value
  }
}
