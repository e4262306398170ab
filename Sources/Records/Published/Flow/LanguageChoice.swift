/// The language in which the caller goes on, chosen by one key.
public struct LanguageChoice: Equatable, Sendable {
  /// What is asked.
  public var question: KeyQuestion
  /// The language of each key.
  public var keys: [Key]
  /// What follows, where no place is named for the language.
  public var next: Target
  /// What follows for those who chose a language.
  public var places: [Place] = []
  /// What follows after the last attempt; the language stays as it was.
  public var otherwise: Target

  /// Describes a choice.
  public init(_ question: KeyQuestion, keys: [Key], next: Target, otherwise: Target) {
    self.question = question
    self.keys = keys
    self.next = next
    self.otherwise = otherwise
  }

  /// A key and its language.
  public struct Key: Equatable, Sendable {
    /// The key.
    public var key: Character
    /// The language, as Asterisk names it: `zh`, `en`.
    public var language: String

    /// Describes a key.
    public init(_ key: Character, _ language: String) {
      self.key = key
      self.language = language
    }
  }

  /// Where a language leads.
  public struct Place: Equatable, Sendable {
    /// The language.
    public var language: String
    /// The place.
    public var target: Target

    /// Describes where a language leads.
    public init(_ language: String, _ target: Target) {
      self.language = language
      self.target = target
    }
  }

  /// Whether a language has no place of its own.
  var isNextUsed: Bool {
    keys.contains { key in !places.contains { $0.language == key.language } }
  }

  /// What follows for those who chose a language.
  public func next(in language: String) -> Target {
    places.first { $0.language == language }?.target ?? next
  }

  /// The language of a key; `nil` when it is no answer.
  public func language(of key: Character) -> String? {
    keys.first { $0.key == key }?.language
  }
}

extension LanguageChoice {
  func append(to flat: inout FlatText) {
    question.append(to: &flat) { flat in
      for key in keys { flat.append("key", "\(key.key) \(key.language)") }
    }
    flat.append("next", next)
    for place in places { flat.append("in", "\(place.language) \(place.target)") }
    flat.append("otherwise", otherwise)
  }

  init?(_ flat: FlatText) {
    guard let question = KeyQuestion(flat), let next = flat.target("next"),
      let otherwise = flat.target("otherwise")
    else { return nil }
    self.init(question, keys: [], next: next, otherwise: otherwise)
    for line in flat.all("key") {
      guard let key = line.first else { return nil }
      keys.append(Key(key, String(line.dropFirst(2))))
    }
    for line in flat.all("in") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let target = Target(String(words[1])) else { return nil }
      places.append(Place(String(words[0]), target))
    }
  }
}
