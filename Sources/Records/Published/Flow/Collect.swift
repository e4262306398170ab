/// Digits that are asked for, examined, and kept in a variable.
public struct Collect: Equatable, Sendable {
  /// What is asked, and how often.
  public var question: KeyQuestion
  /// The variable that keeps the digits.
  public var variable: String
  /// How many digits there are; `#` ends them earlier.
  public var length: ClosedRange<Int>
  /// The longest wait between two digits.
  public var pause: Duration = .seconds(3)
  /// What the digits must be; all of it.
  public var tests: [Test] = []
  /// Whether nobody may see the digits: a recording is stopped meanwhile, and rows leave them out.
  public var isMasked = false
  /// How the caller is asked whether the digits are right.
  public var confirmation: Confirmation?
  /// What follows.
  public var next: Target
  /// What follows after the last attempt.
  public var otherwise: Target

  /// Describes what is collected.
  public init(
    _ question: KeyQuestion,
    into variable: String,
    length: ClosedRange<Int>,
    next: Target,
    otherwise: Target
  ) {
    self.question = question
    self.variable = variable
    self.length = length
    self.next = next
    self.otherwise = otherwise
  }

  /// What digits must be.
  public enum Test: Equatable, Sendable {
    /// One of these patterns fits: `X` any digit, `Z` 1 to 9, `N` 2 to 9, `[1-5]`, and at the end
    /// `.` for one digit or more.
    case patterns([String])
    /// The last digit is the check digit of the others, as with payment cards.
    case luhn
    /// A date, four digits `MMDD` or eight digits `YYYYMMDD`.
    case date(When)
    /// The number of somebody in the directory.
    case contact
    /// A key of a family in AstDB.
    case astDB(family: String)
  }

  /// Which dates will do.
  public enum When: String, CaseIterable, Sendable {
    /// Any that there is.
    case any
    /// Today or later.
    case future
    /// Today or earlier.
    case past
  }

  /// The question whether the digits are right: 1 says yes, 2 asks for them again.
  public struct Confirmation: Equatable, Sendable {
    /// What is played before the digits.
    public var before: [PromptName]
    /// What is played after them.
    public var after: [PromptName]

    /// Describes a confirmation.
    public init(before: [PromptName] = [], after: [PromptName]) {
      self.before = before
      self.after = after
    }
  }
}

extension Collect.Test: LosslessStringConvertible {
  /// Reads the form that ``description`` writes.
  public init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("pattern", 2...): self = .patterns(Array(words.dropFirst()))
    case ("luhn", 1): self = .luhn
    case ("date", 2):
      guard let when = Collect.When(rawValue: words[1]) else { return nil }
      self = .date(when)
    case ("contact", 1): self = .contact
    case ("astdb", 2): self = .astDB(family: words[1])
    default: return nil
    }
  }

  /// The test in words.
  public var description: String {
    switch self {
    case .patterns(let patterns): "pattern " + patterns.joined(separator: " ")
    case .luhn: "luhn"
    case .date(let when): "date \(when.rawValue)"
    case .contact: "contact"
    case .astDB(let family): "astdb \(family)"
    }
  }
}

extension Collect {
  func append(to flat: inout FlatText) {
    question.append(to: &flat) { _ in }
    flat.append("into", variable)
    flat.append(length: length)
    flat.append("pause", pause.milliseconds)
    for test in tests { flat.append("test", test) }
    if isMasked { flat.append("masked", "yes") }
    if let confirmation {
      flat.append(prompts: confirmation.before, as: "confirm-before")
      flat.append(prompts: confirmation.after, as: "confirm-after")
    }
    flat.append("next", next)
    flat.append("otherwise", otherwise)
  }

  init?(_ flat: FlatText) {
    guard let question = KeyQuestion(flat), let variable = flat["into"], let length = flat.length,
      let pause = flat.duration("pause"), let next = flat.target("next"),
      let otherwise = flat.target("otherwise")
    else { return nil }
    self.init(question, into: variable, length: length, next: next, otherwise: otherwise)
    self.pause = pause
    for line in flat.all("test") {
      guard let test = Test(line) else { return nil }
      tests.append(test)
    }
    isMasked = flat["masked"] != nil
    let after = flat.prompts("confirm-after")
    if !after.isEmpty {
      confirmation = Confirmation(before: flat.prompts("confirm-before"), after: after)
    }
  }
}
