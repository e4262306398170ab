import AGI
import Records

/// What a caller did instead of answering.
enum Miss {
  /// Pressed a key that is no answer.
  case wrong(Character)
  /// Pressed none.
  case silence
}

extension Session {
  /// Asks until a key answers, or the attempts are used up.
  ///
  /// - Parameters:
  ///   - question: What is asked, and how often.
  ///   - answer: What a key means; `nil` when it is no answer.
  ///   - onMiss: Is told of each attempt that is no answer, before the caller is.
  /// - Returns: The key and what it means; `nil` when the attempts are used up.
  /// - Throws: `AGIError` with code `hangup` when the caller left.
  func ask<Answer>(
    _ question: KeyQuestion,
    answer: (Character) -> Answer?,
    onMiss: (Miss) -> Void = { _ in }
  ) throws(AGIError) -> (key: Character, answer: Answer)? {
    var comment: [PromptName] = []
    var left = question.attempts
    repeat {
      let key = try key(after: comment + question.prompts, wait: question.wait)
      if let key, let answer = answer(key) { return (key, answer) }
      let miss = key.map { Miss.wrong($0) } ?? .silence
      onMiss(miss)
      comment = question.comment(on: miss)
      left -= 1
    } while left > 0
    try play(comment)
    return nil
  }
}

extension KeyQuestion {
  fileprivate func comment(on miss: Miss) -> [PromptName] {
    let comment =
      switch miss {
      case .wrong: wrong
      case .silence: silence
      }
    return comment.map { [$0] } ?? []
  }
}
