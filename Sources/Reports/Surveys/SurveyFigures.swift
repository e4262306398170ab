/// What a survey says of one agent, queue, day, question or survey.
public struct SurveyFigures: Equatable, Sendable {
  /// What the figures are of; by question the survey and the question.
  public var name: [String]
  /// Calls in which an agent spoke with the caller.
  public var answered = 0
  /// Callers who were invited.
  public var invited = 0
  /// Callers who were not invited, by reason; `none` when no survey was due.
  public var notInvited: [String: Int] = [:]
  /// Invited callers who answered at least once; by question, who answered that one.
  public var participants = 0
  /// Answers of satisfied callers, of all answers to questions that ask for satisfaction.
  public var satisfaction = Proportion()
  /// Answers from 0 to 10.
  public var promoters = NetPromoterScore()
  /// Recorded comments.
  public var comments = 0
  /// How often each answer was given, by question and meaning.
  public var answers: [String: [String: Int]] = [:]

  /// Figures of nothing yet.
  public init(name: [String]) {
    self.name = name
  }

  /// 推评率: invited of answered.
  public var invitation: Proportion { Proportion(invited, of: answered) }
  /// 参评率: participants of invited.
  public var participation: Proportion { Proportion(participants, of: invited) }

  /// By what figures are put together.
  public enum Grouping: String, CaseIterable, Sendable {
    /// Survey by survey.
    case survey
    /// Question by question.
    case question
    /// Agent by agent.
    case agent
    /// Queue by queue.
    case queue
    /// Day by day, as the reader's calendar has them.
    case day
  }
}
