import Records

/// Texts character by character, alike in every language.
enum SpelledOut {
  /// The sound files; what cannot be said, such as a blank or a dash, is left out.
  static func names(_ text: String) -> [String] {
    text.utf8.compactMap { byte in
      let character = Character(UnicodeScalar(byte))
      return switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): "digits/\(character)"
      case UInt8(ascii: "a")...UInt8(ascii: "z"): "letters/\(character)"
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        "letters/\(Character(UnicodeScalar(byte | 0x20)))"
      case UInt8(ascii: "*"): "digits/star"
      case UInt8(ascii: "#"): "digits/pound"
      case UInt8(ascii: "+"): "letters/plus"
      case UInt8(ascii: "."): "letters/dot"
      default: nil
      }
    }
  }

  /// Every sound file that a text could need.
  static let vocabulary = names("0123456789abcdefghijklmnopqrstuvwxyz*#+.")
}

extension CivilTime {
  /// The sound file of the day of the week, which Asterisk counts from Sunday.
  var weekdayName: String { "digits/day-\((weekday + 1) % 7)" }
}
