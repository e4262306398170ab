import AGI
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

extension Session {
  /// Plays prompts one after the other; a file that is missing is logged and left out.
  ///
  /// - Returns: Whether a key cut them.
  @discardableResult
  func play(_ prompts: [PromptName], cutBy keys: DigitSet = []) throws(AGIError) -> Bool {
    for prompt in prompts {
      do {
        if try call.play([.file(prompt.path)], cutBy: keys) != nil { return true }
      } catch {
        guard error.code == .missingFile else { throw error }
        log.say("there is no sound file \(prompt.path)")
      }
    }
    return false
  }

  /// Plays prompts, which any key cuts, and waits for one key.
  func key(after prompts: [PromptName], wait: Duration) throws(AGIError) -> Character? {
    try play(prompts, cutBy: .keypad)
    let rules = EntryRules(
      length: 1...1,
      allowed: .keypad,
      terminators: [],
      firstDigit: wait,
      attempts: 1
    )
    return try call.ask([], for: rules).digits?.first
  }
}
