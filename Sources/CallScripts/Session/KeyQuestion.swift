import Records

/// A question that one key answers, asked a limited number of times.
struct KeyQuestion {
  var prompts: [PromptName]
  var wrong: PromptName?
  var silence: PromptName?
  var attempts: Int
  var wait: Duration

  /// What is said of one attempt.
  enum Verdict: Equatable {
    /// The key answers the question.
    case accepted
    /// It is asked again.
    case again(IVRStep.Event)
    /// That was the last attempt.
    case usedUp(IVRStep.Event)
  }

  /// Judges what was pressed.
  mutating func judge(_ key: Character?, isAnswer: (Character) -> Bool) -> Verdict {
    if let key, isAnswer(key) { return .accepted }
    attempts -= 1
    let event: IVRStep.Event = key == nil ? .silence : .wrong
    return attempts > 0 ? .again(event) : .usedUp(event)
  }

  /// What the caller is told of such an attempt.
  func comment(on event: IVRStep.Event) -> [PromptName] {
    [event == .wrong ? wrong : silence].compactMap(\.self)
  }
}
