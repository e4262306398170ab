/// A number as it is written: a sign, whole digits, and decimals that are kept digit by digit.
public struct WrittenNumber: Equatable, Sendable {
  /// Whether it is below zero.
  public var isNegative: Bool
  /// What stands before the point.
  public var whole: Int
  /// What stands behind the point, digit by digit.
  public var decimals: [Int]

  /// A whole number.
  public init(_ number: Int) {
    isNegative = number < 0
    whole = Int(clamping: number.magnitude)
    decimals = []
  }

  /// Reads `12`, `-12.50` or `1,234.5`; `nil` when it is no number, or a longer one than anybody
  /// could follow.
  public init?(_ text: String) {
    var rest = text.utf8[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    whole = 0
    decimals = []
    var digits = 0
    var isPastPoint = false
    for byte in rest {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int(byte - UInt8(ascii: "0"))
        digits += 1
        guard digits <= 24 else { return nil }
        if isPastPoint {
          decimals.append(digit)
        } else {
          guard whole <= Self.largest / 10 else { return nil }
          whole = whole * 10 + digit
        }
      case UInt8(ascii: "."):
        guard !isPastPoint, digits > 0 else { return nil }
        isPastPoint = true
      case UInt8(ascii: ","):
        guard !isPastPoint, digits > 0 else { return nil }
      default:
        return nil
      }
    }
    guard digits > 0, !isPastPoint || !decimals.isEmpty else { return nil }
    if whole == 0, decimals.allSatisfy({ $0 == 0 }) { isNegative = false }
  }

  /// Sixteen digits: thousands of trillions.
  private static let largest = 9_999_999_999_999_999

  /// The hundredths behind the point; `nil` when it says more than hundredths.
  var hundredths: Int? {
    guard decimals.dropFirst(2).allSatisfy({ $0 == 0 }) else { return nil }
    return (decimals.first ?? 0) * 10 + (decimals.count > 1 ? decimals[1] : 0)
  }
}
