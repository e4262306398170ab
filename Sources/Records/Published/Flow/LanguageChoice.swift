/// The language in which the caller goes on, chosen by one key.
public struct LanguageChoice: Equatable, Sendable {
  /// What is asked.
  public var question: KeyQuestion
  /// The language of each key.
  public var keys: [Key]
  /// What follows.
  public var next: Target
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
  }
}
