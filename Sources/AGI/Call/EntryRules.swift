/// How digits are collected: how many, which, how long, how often.
public struct EntryRules: Sendable {
  /// How many digits an answer has.
  ///
  /// At the upper bound it ends by itself. With 0 as the lower bound a terminator alone will do.
  public var length: ClosedRange<Int>
  /// The digits that an answer may hold.
  public var allowed: DigitSet
  /// Keys that end an answer; they are no part of it.
  public var terminators: DigitSet
  /// The longest wait for the first digit, after the prompts.
  public var firstDigit: Duration
  /// The longest wait between two digits.
  public var betweenDigits: Duration
  /// How often the caller is asked.
  public var attempts: Int
  /// What is played after an answer that does not do.
  public var invalid: [Prompt]
  /// What is played after silence.
  public var silence: [Prompt]
  /// Whether an answer of the right length will do.
  public var isValid: @Sendable (String) -> Bool

  /// Rules with the field's usual values: 5 s for the first digit, 3 s between, three attempts.
  public init(
    length: ClosedRange<Int> = 1...20,
    allowed: DigitSet = .decimal,
    terminators: DigitSet = "#",
    firstDigit: Duration = .seconds(5),
    betweenDigits: Duration = .seconds(3),
    attempts: Int = 3,
    invalid: [Prompt] = [],
    silence: [Prompt] = [],
    isValid: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.length = length
    self.allowed = allowed
    self.terminators = terminators
    self.firstDigit = firstDigit
    self.betweenDigits = betweenDigits
    self.attempts = attempts
    self.invalid = invalid
    self.silence = silence
    self.isValid = isValid
  }

  /// Rules for exactly `count` digits.
  public static func digits(_ count: Int) -> EntryRules {
    EntryRules(length: count...count)
  }

  /// All keys that mean something: they cut the question.
  var keys: DigitSet { DigitSet.keypad.union(allowed).union(terminators) }

  /// What is said of an answer.
  func judge(_ collected: CollectedDigits) -> Entry {
    let digits = collected.digits
    if digits.isEmpty, collected.timedOut { return .silence }
    let isKnown = DigitSet(digits).map { allowed.isSuperset(of: $0) } ?? false
    return isKnown && length.contains(digits.utf8.count) && isValid(digits)
      ? .digits(digits) : .invalid(digits)
  }
}

/// What the caller answered.
public enum Entry: Sendable, Equatable {
  /// An answer that will do.
  case digits(String)
  /// The last attempt's answer will not do.
  case invalid(String)
  /// Nothing was pressed at the last attempt.
  case silence

  /// The answer, if there is one that will do.
  public var digits: String? {
    if case .digits(let digits) = self { digits } else { nil }
  }
}
