import AGI
import Records

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
