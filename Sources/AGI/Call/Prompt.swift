/// Something the caller hears: a sound file, or a value spoken in the channel's language.
///
/// A string literal is a file: `["you-have", .number(3), "messages"]`.
public enum Prompt: Sendable, Equatable {
  /// A sound file by its name without extension, looked for in the channel's language.
  case file(String)
  /// Digits one by one; text, so that `007` keeps its zeros. `*` and `#` are spoken too.
  case digits(String)
  /// A number. Some languages ask for a gender (`m`, `f`, `n`, `c`).
  case number(Int, gender: String? = nil)
  /// Letters and digits one by one.
  case letters(String)
  /// Letters by the phonetic alphabet.
  case phonetic(String)
  /// A date in the channel's time zone, by Unix time in seconds.
  case date(Int)
  /// A time of day in the channel's time zone, by Unix time in seconds.
  case time(Int)
  /// A date and time, by Unix time in seconds, with Asterisk's format (see voicemail.conf; `nil` is
  /// the language's own) and an IANA time zone.
  case dateTime(Int, format: String? = nil, zone: String? = nil)
  /// An amount of money.
  case money(Money)
}

extension Prompt: ExpressibleByStringLiteral {
  /// A sound file.
  public init(stringLiteral name: String) {
    self = .file(name)
  }
}

/// An amount of money and the sound files that name its currency.
///
/// Asterisk's own files know dollars alone; with others, name yours.
public struct Money: Sendable, Equatable {
  /// The amount in hundredths: cents, 分.
  public var hundredths: Int
  /// The file that is played after the whole units.
  public var unit: String
  /// The file between units and hundredths.
  public var conjunction: String
  /// The file after the hundredths; `nil` says "twelve dollars and fifty".
  public var hundredthUnit: String?

  /// An amount.
  public init(
    hundredths: Int,
    unit: String = "digits/dollars",
    conjunction: String = "vm-and",
    hundredthUnit: String? = nil
  ) {
    self.hundredths = hundredths
    self.unit = unit
    self.conjunction = conjunction
    self.hundredthUnit = hundredthUnit
  }

  /// What is played, one after the other.
  var prompts: [Prompt] {
    let (units, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    var prompts: [Prompt] = hundredths < 0 ? ["digits/minus"] : []
    prompts += [.number(Int(units)), .file(unit)]
    if rest > 0 {
      prompts += [.file(conjunction), .number(Int(rest))]
      if let hundredthUnit { prompts.append(.file(hundredthUnit)) }
    }
    return prompts
  }
}
