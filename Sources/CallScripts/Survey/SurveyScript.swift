import AGI
import Database
import Records

/// `agi-survey SURVEY`: asks a caller about the call that has just ended.
struct SurveyScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-survey"

  var location = StoreLocation.find()

  private(set) var interview: Interview?

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
      // Who spoke with nobody is asked nothing.
      if let talk = try session.conversation() {
        let survey = try session.revision.survey(name)
        let invited = try session.invite(to: survey, about: talk)
        if invited.skip == nil {
          let interview = Interview(survey, invited, session)
          self.interview = interview
          try interview.conduct()
        } else {
          try session.play([PromptName("goodbye")])
        }
      }
      return try NextStep(.hangup)
    }
  }

  /// Keeps what was said until the caller hung up.
  mutating func ended(_ call: DeadCall) throws {
    if call.end == .hangup { try interview?.keepBrokenComment(call) }
  }
}
