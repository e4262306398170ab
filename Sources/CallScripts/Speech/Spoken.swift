public import Records

/// Something with a value that a caller is told: a number, an amount, a date, a time.
///
/// Asterisk's own `SAY` commands say Chinese numbers nearly right and Chinese dates wrong, so the
/// sound files are put together here, for Mandarin and for English.
public enum Spoken: Equatable, Sendable {
  /// Character by character: an agent's number, a phone number, a case number.
  case digits(String)
  /// A number.
  case number(WrittenNumber)
  /// An amount of money: 元, 角 and 分.
  case money(WrittenNumber)
  /// A date, with its day of the week or without.
  case date(CivilTime, withWeekday: Bool = true)
  /// A time of day, to the minute.
  case time(CivilTime)
  /// A date with its day of the week, and a time of day.
  case dateTime(CivilTime)
  /// How long something takes.
  case duration(seconds: Int)
}

extension Spoken {
  /// The sound files that say it, in order.
  ///
  /// - Parameter language: The channel's language. Every `zh` is Mandarin; what has no rules of its
  ///   own here is put together as in English.
  /// - Returns: Their names.
  public func prompts(in language: String) -> [PromptName] {
    let names =
      language.utf8.starts(with: "zh".utf8)
      ? MandarinWords.saying(self) : EnglishWords.saying(self)
    return names.map { PromptName($0) }
  }
}

// MARK: - Reading

extension Spoken {
  /// What kind of value a text holds, by the words that the YAML uses.
  public enum Kind: String, CaseIterable, Sendable {
    /// Said character by character.
    case digits
    /// `-12.5`, `1,234`.
    case number
    /// `12.50`.
    case money
    /// `2026-11-22`, `2026/11/22`, `20261122`.
    case date
    /// `14:30`, `14:30:05`, `1430`.
    case time
    /// A date and a time with a blank or a `T` between them, or twelve digits.
    case dateTime = "date-time"
    /// Seconds.
    case duration
  }

  /// Reads a value from the text that holds it; `nil` when it cannot be said as that.
  public init?(_ kind: Kind, _ text: String) {
    switch kind {
    case .digits:
      guard text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
      self = .digits(text)
    case .number:
      guard let number = WrittenNumber(text) else { return nil }
      self = .number(number)
    case .money:
      guard let number = WrittenNumber(text) else { return nil }
      self = .money(number)
    case .date:
      guard let fields = Self.fields(text, [4, 2, 2]), let date = Self.moment(fields) else {
        return nil
      }
      self = .date(date)
    case .time:
      guard let fields = Self.fields(text, [2, 2]) ?? Self.fields(text, [2, 2, 2]),
        let time = Self.moment([1970, 1, 1] + fields)
      else { return nil }
      self = .time(time)
    case .dateTime:
      guard
        let fields = Self.fields(text, [4, 2, 2, 2, 2]) ?? Self.fields(text, [4, 2, 2, 2, 2, 2]),
        let moment = Self.moment(fields)
      else { return nil }
      self = .dateTime(moment)
    case .duration:
      guard let seconds = Int(text), seconds >= 0 else { return nil }
      self = .duration(seconds: seconds)
    }
  }

  private static func moment(_ fields: [Int]) -> CivilTime? {
    CivilTime(
      year: fields[0],
      month: fields[1],
      day: fields[2],
      hour: fields.count > 3 ? fields[3] : 0,
      minute: fields.count > 4 ? fields[4] : 0,
      second: fields.count > 5 ? fields[5] : 0
    )
  }

  /// Numbers with signs between them, or digits alone that are as many as the widths say.
  private static func fields(_ text: String, _ widths: [Int]) -> [Int]? {
    var fields: [Int] = []
    var digits = 0
    var isOpen = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isOpen, digits < widths[fields.count - 1] {
          digits += 1
          fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int(byte - 0x30)
        } else {
          guard fields.count < widths.count else { return nil }
          // A field that is full is followed by the next one, sign or not.
          fields.append(Int(byte - 0x30))
          (digits, isOpen) = (1, true)
        }
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: " "),
        UInt8(ascii: "T"):
        guard isOpen else { return nil }
        isOpen = false
      default:
        return nil
      }
    }
    return fields.count == widths.count && isOpen ? fields : nil
  }
}
