import AGI
import Records

extension Session {
  /// Plays prompts one after the other; a file that is missing is logged and left out.
  ///
  /// - Parameters:
  ///   - prompts: What is played.
  ///   - keys: The keys that cut it.
  ///   - isSecret: Whether the key that does is the first of a secret.
  /// - Returns: Whether a key cut them.
  /// - Throws: `AGIError` with code `hangup` when the caller left.
  @discardableResult
  func play(
    _ prompts: [PromptName],
    cutBy keys: DigitSet = [],
    isSecret: Bool = false
  ) throws(AGIError) -> Bool {
    for prompt in prompts {
      do {
        let file = [Prompt.file(prompt.path)]
        if isSecret {
          if try call.playBeforeSecret(file, cutBy: keys) { return true }
        } else if try call.play(file, cutBy: keys) != nil {
          return true
        }
      } catch {
        guard error.code == .missingFile else { throw error }
        log.say("there is no sound file \(prompt.path)")
        missing.append(prompt)
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
