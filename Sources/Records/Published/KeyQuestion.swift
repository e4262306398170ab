/// What a caller is asked that one key answers: a menu's choice, a survey's question.
///
/// The type asks nothing of its answers: looking up a conformance costs each call much at its start.
public struct KeyQuestion<Answer> {
  /// What is played; a key may be pressed at any moment.
  public var prompts: [PromptName]
  /// What each key means.
  public var keys: [Key]
  /// How often it is asked at most.
  public var attempts: Int
  /// How long a key is waited for after the prompts.
  public var wait: Duration
  /// Played after a key that is no answer.
  public var wrong: PromptName?
  /// Played when no key came.
  public var silence: PromptName?

  /// Describes a question.
  public init(
    _ prompts: [PromptName],
    keys: [Key],
    attempts: Int,
    wait: Duration = .seconds(5),
    wrong: PromptName? = nil,
    silence: PromptName? = nil
  ) {
    self.prompts = prompts
    self.keys = keys
    self.attempts = attempts
    self.wait = wait
    self.wrong = wrong
    self.silence = silence
  }

  /// A key and what it means.
  public struct Key {
    /// The key.
    public var key: Character
    /// What it means.
    public var answer: Answer

    /// Describes a key.
    public init(_ key: Character, _ answer: Answer) {
      self.key = key
      self.answer = answer
    }
  }

  /// What a key means; `nil` when it is no answer.
  public func answer(by key: Character) -> Answer? {
    keys.first { $0.key == key }?.answer
  }
}

extension KeyQuestion: Equatable where Answer: Equatable {}
extension KeyQuestion.Key: Equatable where Answer: Equatable {}
extension KeyQuestion: Sendable where Answer: Sendable {}
extension KeyQuestion.Key: Sendable where Answer: Sendable {}

extension KeyQuestion where Answer: LosslessStringConvertible {
  /// Adds the lines in which it is published, one of them named `line` for each key.
  func append(to flat: inout FlatText, keysAs line: String) {
    flat.append(prompts: prompts)
    for key in keys { flat.append(line, "\(key.key) \(key.answer)") }
    flat.append("attempts", attempts)
    flat.append("wait", wait.milliseconds)
    flat.append("wrong", wrong)
    flat.append("silence", silence)
  }

  /// Reads these lines; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText, keysAs line: String) {
    guard let attempts = flat["attempts"].flatMap(Int.init),
      let wait = flat["wait"].flatMap(Int.init)
    else { return nil }
    self.init(
      flat.prompts,
      keys: [],
      attempts: attempts,
      wait: .milliseconds(wait),
      wrong: flat["wrong"].map(PromptName.init),
      silence: flat["silence"].map(PromptName.init)
    )
    for value in flat.all(line) {
      guard let key = value.first, let answer = Answer(String(value.dropFirst(2))) else {
        return nil
      }
      keys.append(Key(key, answer))
    }
  }
}
