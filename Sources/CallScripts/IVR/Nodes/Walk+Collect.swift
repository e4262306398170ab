import AGI
import Records

extension Walk {
  /// Digits that are asked for, examined, and kept in a variable.
  func enter(_ collect: Collect) throws -> Target {
    let secret = collect.isMasked
    if secret { try session.pauseRecording() }
    let target = try askForDigits(collect)
    if secret { try session.resumeRecording(on: session.call) }
    return target
  }

  private func askForDigits(_ collect: Collect) throws -> Target {
    let rules = DigitRules(collect.length, pause: collect.pause, isSecret: collect.isMasked)
    let outcome = try ask(collect.question, by: rules) { digits in
      guard try session.passes(digits, collect.tests) else {
        keep(.wrong, collect.isMasked ? "" : digits)
        return .again
      }
      guard let confirmation = collect.confirmation else { return .accepted }
      switch try confirm(digits, confirmation, collect.question) {
      case true?: return .accepted
      case false?:
        keep(.corrected, collect.isMasked ? "" : digits)
        return .silently
      case nil:
        keep(.silence)
        return .silently
      }
    }
    switch outcome {
    case .digits(let digits):
      try session.set(collect.variable, to: digits, isSecret: collect.isMasked)
      keep(.entered, collect.isMasked ? "" : digits, target: collect.next)
      return collect.next
    case .person(let person): return toPerson(person)
    case .none: return otherwise(collect.otherwise)
    }
  }

  /// Whether the caller says that the digits are right; `nil` when nothing is said.
  private func confirm(
    _ digits: String,
    _ confirmation: Collect.Confirmation,
    _ manner: KeyQuestion
  ) throws -> Bool? {
    var question = manner
    question.prompts =
      confirmation.before + Spoken.digits(digits).prompts(in: session.language)
      + confirmation.after
    question.attempts = 2
    return try session.ask(question) { $0 == "1" ? true : $0 == "2" ? false : nil }?.answer
  }
}

extension Session {
  /// Whether digits are what they must be.
  fileprivate func passes(_ digits: String, _ tests: [Collect.Test]) throws -> Bool {
    for test in tests {
      let passes =
        switch test {
        case .patterns(let patterns): patterns.contains { DialPattern($0).fits(digits) }
        case .luhn: CheckDigit.isRight(digits)
        case .date(let when): try date(digits, is: when)
        case .contact: try contact(digits) != nil
        case .astDB(let family): try databaseValue(family, digits) != nil
        }
      guard passes else { return false }
    }
    return true
  }

  private func date(_ digits: String, is when: Collect.When) throws -> Bool {
    let today = try localTime(.now())
    guard let date = KeyedDate(digits, today: today, when) else { return false }
    switch when {
    case .any: return true
    case .future: return date.day >= today.dateNumber
    case .past: return date.day <= today.dateNumber
    }
  }
}
