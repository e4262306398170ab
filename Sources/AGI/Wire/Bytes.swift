/// The bytes of AGI that have a name.
enum Byte {
  static let null = UInt8(ascii: "\0")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let hash = UInt8(ascii: "#")
  static let comma = UInt8(ascii: ",")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let colon = UInt8(ascii: ":")
  static let equals = UInt8(ascii: "=")
  static let backslash = UInt8(ascii: "\\")
  static let open = UInt8(ascii: "(")
  static let close = UInt8(ascii: ")")
}

extension UInt8 {
  /// The capital of an ASCII letter; anything else as it is.
  var uppercased: UInt8 {
    self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") ? self - 32 : self
  }
}

extension Collection<UInt8> {
  /// The bytes as text; what is not UTF-8 becomes U+FFFD.
  var text: String { String(decoding: self, as: UTF8.self) }

  func starts(withText prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { starts(with: $0) }
  }

  /// Where `pattern` begins for the first time.
  func firstRange(ofText pattern: StaticString) -> Range<Index>? {
    pattern.withUTF8Buffer { pattern in
      var start = startIndex
      while start != endIndex {
        let rest = self[start...]
        if rest.starts(with: pattern) {
          return start..<(index(start, offsetBy: pattern.count))
        }
        formIndex(after: &start)
      }
      return nil
    }
  }

  func hasAny(of patterns: StaticString...) -> Bool {
    patterns.contains { firstRange(ofText: $0) != nil }
  }

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
