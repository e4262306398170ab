import AGI
import Database
import Records

/// One caller's way through the questions of a survey.
final class Interview {
  private let survey: Survey
  private let invited: Store.Invited
  private let session: Session
  /// The comment that is being recorded.
  private var comment: (question: SurveyQuestion, file: String)?

  init(_ survey: Survey, _ invited: Store.Invited, _ session: Session) {
    self.survey = survey
    self.invited = invited
    self.session = session
  }

  /// Asks what was not answered yet, from question to question as the answers lead.
  func conduct() throws {
    var next = survey.questions.first
    var hasAsked = false
    // No question comes twice, whatever is published.
    for _ in survey.questions {
      guard let question = next else { break }
      let answer: String
      if let given = invited.answers.first(where: { $0.question == question.name }) {
        answer = given.answer
      } else {
        guard let given = try ask(question) else { return }
        hasAsked = true
        answer = given
      }
      next = survey.question(after: question, answered: answer)
    }
    if hasAsked, let thanks = survey.thanks { try session.play([thanks]) }
  }

  /// Asks one question.
  ///
  /// - Returns: The answer; `nil` when the caller gave none and is asked no more.
  private func ask(_ question: SurveyQuestion) throws -> String? {
    if question.kind == .comment {
      try record(question)
      return ""
    }
    guard let given = try session.ask(question) else { return nil }
    let answer = SurveyAnswer(
      question: question.name,
      at: .now(),
      answer: given.keys,
      meaning: given.meaning,
      kind: question.kind,
      isSatisfied: question.isSatisfied(given.keys)
    )
    try session.store.record(answer, to: invited.id)
    return given.keys
  }
}

// MARK: - Comments

extension Interview {
  /// Records what the caller says, if that is anything.
  private func record(_ question: SurveyQuestion) throws {
    let call = session.call
    try session.play(question.question.prompts)
    let file =
      try call.evaluate("${ASTSPOOLDIR}") + "/switchboard/comments/\(survey.name)/"
      + "\(call.environment.uniqueID)-\(question.name).wav"
    comment = (question, file)
    // Record makes the folder, and keeps what was said until a hangup (k). Asterisk's user writes
    // the file, also when a server runs this.
    try call.exec(
      "Record",
      arguments: [
        file, String(question.pause.wholeSeconds), String(question.longest.wholeSeconds), "k",
      ]
    )
    let status = try call.get("RECORD_STATUS") ?? ""
    try keepComment(call, endedBySilence: status == "SILENCE")
    comment = nil
  }

  /// Keeps a comment that a hangup ended.
  func keepBrokenComment(_ call: DeadCall) throws {
    try keepComment(call, endedBySilence: false)
  }

  private func keepComment(_ call: AnyCall, endedBySilence: Bool) throws {
    guard let comment else { return }
    let size = try call.get("STAT(s,\(comment.file))").flatMap { Int($0) } ?? 0
    // 8,000 samples of two bytes a second, behind a header.
    let milliseconds = (max(44, size) - 44) / 16
    // Of the silence that ended it Asterisk leaves one second.
    guard milliseconds - (endedBySilence ? 1_000 : 0) >= Self.shortest else { return }
    let answer = SurveyAnswer(
      question: comment.question.name,
      at: .now(),
      answer: "",
      meaning: "",
      kind: .comment,
      comment: SurveyAnswer.Comment(file: comment.file, milliseconds: milliseconds)
    )
    try session.store.record(answer, to: invited.id)
  }

  /// Nobody says anything in less, in milliseconds.
  private static let shortest = 300
}

extension Duration {
  /// In whole seconds, rounded up.
  fileprivate var wholeSeconds: Int {
    Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0)
  }
}

// MARK: - Keys

extension Session {
  /// How long a second key is waited for, when there could be one: after the 1 of a 10.
  private static let betweenKeys = Duration.seconds(2)

  /// Asks until keys answer, or the attempts are used up.
  ///
  /// - Returns: The answer; `nil` when there is none.
  fileprivate func ask(
    _ question: SurveyQuestion
  ) throws(AGIError) -> SurveyQuestion.Answer? {
    let manner = question.question
    var comment: [PromptName] = []
    for _ in 0..<manner.attempts {
      let keys = try keys(for: question, after: comment + manner.prompts)
      if let keys, let meaning = question.meaning(of: keys) {
        return SurveyQuestion.Answer(keys, meaning)
      }
      comment = (keys == nil ? manner.silence : manner.wrong).map { [$0] } ?? []
    }
    try play(comment)
    return nil
  }

  /// One key, and the ones behind it where more could follow.
  ///
  /// `#` says that nothing does, and so does a pause.
  private func keys(
    for question: SurveyQuestion,
    after prompts: [PromptName]
  ) throws(AGIError) -> String? {
    guard let first = try key(after: prompts, wait: question.question.wait) else { return nil }
    var keys = String(first)
    while question.couldGoOn(after: keys) {
      let more = try call.getData("", timeout: Self.betweenKeys, maximum: 1).digits
      if more.isEmpty { break }
      keys += more
    }
    return keys
  }
}
