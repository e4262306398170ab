/// A pattern of digits, as dialplans write them: `X` any digit, `Z` 1 to 9, `N` 2 to 9, `[13-5]` one
/// of these, and at the end `.` for one digit or more and `!` for any number of them.
struct DialPattern {
  private let pattern: [UInt8]

  init(_ text: String) {
    pattern = Array(text.utf8)
  }

  /// Whether digits fit, from the first to the last.
  func fits(_ digits: String) -> Bool {
    var rest = pattern[...]
    var left = Array(digits.utf8)[...]
    while let sign = rest.popFirst() {
      switch sign {
      case UInt8(ascii: "."): return !left.isEmpty
      case UInt8(ascii: "!"): return true
      case UInt8(ascii: "["):
        let end = rest.firstIndex(of: UInt8(ascii: "]")) ?? rest.endIndex
        guard let digit = left.popFirst(), Self.holds(rest[..<end], digit) else { return false }
        rest = end == rest.endIndex ? rest[end...] : rest[(end + 1)...]
      default:
        guard let digit = left.popFirst(), Self.stands(sign, for: digit) else { return false }
      }
    }
    return left.isEmpty
  }

  private static func stands(_ sign: UInt8, for digit: UInt8) -> Bool {
    let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit)
    switch sign {
    case UInt8(ascii: "X"), UInt8(ascii: "x"): return isDigit
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): return isDigit && digit > UInt8(ascii: "0")
    case UInt8(ascii: "N"), UInt8(ascii: "n"): return isDigit && digit > UInt8(ascii: "1")
    default: return sign == digit
    }
  }

  private static func holds(_ set: ArraySlice<UInt8>, _ digit: UInt8) -> Bool {
    var rest = set
    while let first = rest.popFirst() {
      if rest.count > 1, rest.first == UInt8(ascii: "-") {
        let last = rest[rest.startIndex + 1]
        rest = rest.dropFirst(2)
        if first <= digit, digit <= last { return true }
      } else if first == digit {
        return true
      }
    }
    return false
  }
}

/// The check digit of payment cards and of others (Luhn).
enum CheckDigit {
  /// Whether the last digit suits the others.
  static func isRight(_ digits: String) -> Bool {
    guard digits.utf8.count > 1 else { return false }
    var sum = 0
    for (place, byte) in digits.utf8.reversed().enumerated() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return false }
      let digit = Int(byte - UInt8(ascii: "0"))
      let doubled = digit * 2
      sum += place % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }
}
