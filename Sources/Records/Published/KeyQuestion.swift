/// What a caller is asked that one key answers: a menu's choice, a survey's question.
///
/// What the keys mean is the asker's: a generic type would cost each call 100,000 instructions.
public struct KeyQuestion: Equatable, Sendable {
  /// What is played; a key may be pressed at any moment.
  public var prompts: [PromptName]
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
    attempts: Int,
    wait: Duration = .seconds(5),
    wrong: PromptName? = nil,
    silence: PromptName? = nil
  ) {
    self.prompts = prompts
    self.attempts = attempts
    self.wait = wait
    self.wrong = wrong
    self.silence = silence
  }
}

extension KeyQuestion {
  /// Adds the lines in which it is published, `keys` among them.
  func append(to flat: inout FlatText, keys: (inout FlatText) -> Void) {
    flat.append(prompts: prompts)
    keys(&flat)
    flat.append("attempts", attempts)
    flat.append("wait", wait.milliseconds)
    flat.append("wrong", wrong)
    flat.append("silence", silence)
  }

  /// Reads these lines; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let attempts = flat["attempts"].flatMap(Int.init),
      let wait = flat["wait"].flatMap(Int.init)
    else { return nil }
    self.init(
      flat.prompts,
      attempts: attempts,
      wait: .milliseconds(wait),
      wrong: flat["wrong"].map(PromptName.init),
      silence: flat["silence"].map(PromptName.init)
    )
  }
}
