/// A key of the phone: `0` to `9`, `*`, `#`, or `A` to `D`.
public struct Digit: Hashable, Sendable, CustomStringConvertible {
  /// The key in ASCII.
  public let ascii: UInt8

  /// The key of an ASCII byte, or `nil` when there is no such key; letters may be small.
  public init?(ascii: UInt8) {
    let upper = ascii >= UInt8(ascii: "a") && ascii <= UInt8(ascii: "d") ? ascii - 32 : ascii
    guard Digit.bit(of: upper) != nil else { return nil }
    self.ascii = upper
  }

  /// The key of a character, or `nil` when there is no such key.
  public init?(_ character: Character) {
    guard let ascii = character.asciiValue else { return nil }
    self.init(ascii: ascii)
  }

  /// The key as text.
  public var description: String { String(UnicodeScalar(ascii)) }

  static func bit(of ascii: UInt8) -> UInt16? {
    switch ascii {
    case Byte.zero...Byte.nine: 1 << UInt16(ascii - Byte.zero)
    case UInt8(ascii: "*"): 1 << 10
    case Byte.hash: 1 << 11
    case UInt8(ascii: "A")...UInt8(ascii: "D"): 1 << UInt16(12 + ascii - UInt8(ascii: "A"))
    default: nil
    }
  }
}

extension Digit: ExpressibleByExtendedGraphemeClusterLiteral {
  /// Traps on a literal that is no key: that is a mistake in the source.
  public init(extendedGraphemeClusterLiteral character: Character) {
    guard let digit = Digit(character) else {
      preconditionFailure("'\(character)' is no key of a phone: use 0-9, *, # or A-D")
    }
    self = digit
  }
}

/// A set of keys, written as text: `"123"`, `"0123456789*#"`.
public struct DigitSet: OptionSet, Sendable, Hashable {
  /// A bit a key: 0 to 9, `*`, `#`, A to D.
  public let rawValue: UInt16

  /// Makes a set of its bits.
  public init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// The set of one key.
  public init(_ digit: Digit) {
    rawValue = Digit.bit(of: digit.ascii) ?? 0
  }

  /// The keys in a text, or `nil` when a character is no key.
  public init?(_ text: some StringProtocol) {
    var bits: UInt16 = 0
    for byte in text.utf8 {
      guard let digit = Digit(ascii: byte), let bit = Digit.bit(of: digit.ascii) else {
        return nil
      }
      bits |= bit
    }
    rawValue = bits
  }

  /// 0 to 9.
  public static let decimal = DigitSet(rawValue: 0x3FF)
  /// The twelve keys that every phone has.
  public static let keypad = DigitSet(rawValue: 0xFFF)

  /// Whether the key is in the set.
  public func contains(_ digit: Digit) -> Bool {
    isSuperset(of: DigitSet(digit))
  }

  /// The keys in order, as Asterisk wants its escape digits.
  public var text: String {
    var text = ""
    for byte in "0123456789*#ABCD".utf8 where rawValue & (Digit.bit(of: byte) ?? 0) != 0 {
      text.unicodeScalars.append(UnicodeScalar(byte))
    }
    return text
  }
}

extension DigitSet: ExpressibleByStringLiteral {
  /// Traps on a literal with a character that is no key: that is a mistake in the source.
  public init(stringLiteral text: String) {
    guard let set = DigitSet(text) else {
      preconditionFailure("\"\(text)\" has a character that is no key: use 0-9, *, # or A-D")
    }
    self = set
  }
}
