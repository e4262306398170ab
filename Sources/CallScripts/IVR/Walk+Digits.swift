import AGI
import Records

/// How many digits are asked for, and who may see them.
struct DigitRules {
  var length: ClosedRange<Int>
  var pause: Duration
  var isSecret: Bool

  init(_ length: ClosedRange<Int>, pause: Duration = .seconds(3), isSecret: Bool) {
    self.length = length
    self.pause = pause
    self.isSecret = isSecret
  }
}

/// What is said of digits.
enum DigitVerdict {
  case accepted
  /// They will not do, and the caller is told.
  case again
  /// They are asked for once more, without a word.
  case silently
  /// There is no use in asking again.
  case enough
}

/// What came of a question for digits.
enum DigitOutcome {
  case digits(String)
  /// The caller pressed 0 alone.
  case person(Target)
  case none
}

extension Walk {
  /// Asks for digits until some are accepted, or the attempts are used up.
  ///
  /// A 0 alone asks for a person, where an answer has more digits than one.
  ///
  /// - Parameters:
  ///   - question: What is asked, and how often.
  ///   - rules: How many digits, and who may see them.
  ///   - judge: Says of digits of the right length whether they will do, and keeps why not.
  /// - Returns: The digits, a wish for a person, or neither.
  /// - Throws: `AGIError` with code `hangup` when the caller left.
  func ask(
    _ question: KeyQuestion,
    by rules: DigitRules,
    judge: (String) throws -> DigitVerdict
  ) throws -> DigitOutcome {
    var comment: [PromptName] = []
    for attempt in 1...max(1, question.attempts) {
      let prompts = comment + question.prompts
      let digits = try session.digits(after: prompts, by: rules, wait: question.wait)
      keepMissing()
      comment = []
      if let digits {
        if digits == "0", rules.length.lowerBound > 1, let person { return .person(person) }
        var verdict = DigitVerdict.again
        if rules.length.contains(digits.utf8.count), !digits.utf8.contains(UInt8(ascii: "*")) {
          verdict = try judge(digits)
        } else {
          keep(.wrong, rules.isSecret ? "" : digits)
        }
        switch verdict {
        case .accepted: return .digits(digits)
        case .again: comment = question.wrong.map { [$0] } ?? []
        case .silently: break
        case .enough: return .none
        }
      } else {
        keep(.silence)
        comment = question.silence.map { [$0] } ?? []
      }
      if attempt >= question.attempts { try session.play(comment) }
    }
    keepMissing()
    return .none
  }
}

extension Session {
  /// Plays prompts, which any key cuts, and collects digits; `nil` when none came.
  fileprivate func digits(
    after prompts: [PromptName],
    by rules: DigitRules,
    wait: Duration
  ) throws -> String? {
    let entry = EntryRules(
      length: 0...rules.length.upperBound,
      allowed: DigitSet.keypad.subtracting("#"),
      firstDigit: wait,
      betweenDigits: rules.pause,
      attempts: 1
    )
    try play(prompts, cutBy: .keypad, isSecret: rules.isSecret)
    guard rules.isSecret else { return try call.ask([], for: entry).digits }
    return try call.askSecret([], for: entry)?.reveal()
  }
}
