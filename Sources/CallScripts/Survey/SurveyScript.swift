import AGI
import Database
import Records

/// `agi-survey SURVEY`: asks a caller about the call that has just ended.
struct SurveyScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-survey"

  var location = StoreLocation.find()

  /// Asks question after question, and keeps each answer at once.
  mutating func run(_ call: Call) throws {
    guard let name = call.environment.arguments.first, !name.isEmpty else {
      throw AGIError(
        AGIError.Code(rawValue: "noSurvey"),
        doing: Self.name,
        reason: "write AGI(agi-survey,SURVEY) in the dialplan"
      )
    }
    try Session.conduct(call, as: Self.name, at: location) { session in
      if try session.hasSpokenWithAgent() {
        try session.ask(session.revision.survey(name))
      }
      return try NextStep(.hangup)
    }
  }
}

extension Session {
  /// Whether there is a call with an agent to be asked about.
  ///
  /// A queue that the caller left by waiting too long, or in which nobody was, says so. Who comes
  /// from a menu or a transfer was in no queue.
  fileprivate func hasSpokenWithAgent() throws -> Bool {
    let status = try call.get("QUEUESTATUS") ?? ""
    return status.isEmpty || status == "CONTINUE"
  }

  fileprivate func ask(_ survey: Survey) throws {
    let invitation = SurveyInvitation(
      at: .now(),
      revision: revision.number,
      survey: survey.name,
      queue: try call.get("SWB_QUEUE") ?? "",
      agent: try call.get("MEMBERNAME") ?? "",
      interface: try call.get("MEMBERINTERFACE") ?? "",
      language: call.environment.language
    )
    // A survey whose answers cannot be kept is not asked.
    let invited = try store.invite(invitation, of: key)
    var isComplete = false
    for question in survey.questions where !invited.answered.contains(question.name) {
      isComplete = try ask(question, invited.id)
      if !isComplete { break }
    }
    if isComplete, let thanks = survey.thanks { try play([thanks]) }
  }

  /// Asks one question.
  ///
  /// - Returns: Whether it was answered.
  private func ask(_ question: SurveyQuestion, _ invitation: Int) throws -> Bool {
    guard let given = try ask(question.question, answer: question.meaning(of:)) else {
      return false
    }
    let answer = SurveyAnswer(
      question: question.name,
      at: .now(),
      answer: String(given.key),
      meaning: given.answer
    )
    try store.record(answer, to: invitation)
    return true
  }
}
