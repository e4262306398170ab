public import Records

/// Counts invitations and answers, one call after the other.
///
/// It needs no memory for calls, only for what it counts by.
public struct SurveyTally {
  private let grouping: SurveyFigures.Grouping
  private let day: (Timestamp) -> String
  private var groups: [[String]: SurveyFigures] = [:]
  /// Invitations by survey: the denominators of its questions.
  private var surveys: [String: SurveyFigures] = [:]

  /// Counts nothing yet.
  ///
  /// - Parameters:
  ///   - grouping: By what.
  ///   - day: The day of a moment, in the reader's zone.
  public init(by grouping: SurveyFigures.Grouping, day: @escaping (Timestamp) -> String) {
    self.grouping = grouping
    self.day = day
  }

  /// Counts a caller who was invited, or was not.
  public mutating func add(_ record: SurveyRecord) {
    let invitation = record.invitation
    guard grouping != .question else { return addByQuestion(record) }
    change(name(of: invitation)) { figures in
      figures.count(invitation)
      if !record.answers.isEmpty { figures.participants += 1 }
      for answer in record.answers { figures.count(answer) }
    }
  }

  /// Counts an answered call for which nothing is known of a survey.
  ///
  /// It belongs to an agent, a queue and a day, and to no survey.
  public mutating func add(_ call: AnsweredCall) {
    let name: String
    switch grouping {
    case .agent: name = call.agent
    case .queue: name = call.queue
    case .day: name = day(call.at)
    case .survey, .question: return
    }
    change([name]) { figures in
      figures.answered += 1
      figures.notInvited[call.hungUpFirst ? "left" : "none", default: 0] += 1
    }
  }

  /// The figures, in the order of their names.
  public var figures: [SurveyFigures] {
    groups.values.map { figures in
      guard grouping == .question, let survey = surveys[figures.name[0]] else { return figures }
      var figures = figures
      figures.answered = survey.answered
      figures.invited = survey.invited
      figures.notInvited = survey.notInvited
      return figures
    }.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private mutating func addByQuestion(_ record: SurveyRecord) {
    let survey = record.invitation.survey
    surveys[survey, default: SurveyFigures(name: [survey])].count(record.invitation)
    for answer in record.answers {
      change([survey, answer.question]) { figures in
        figures.participants += 1
        figures.count(answer)
      }
    }
  }

  private func name(of invitation: SurveyInvitation) -> [String] {
    switch grouping {
    case .survey, .question: [invitation.survey]
    case .agent: [invitation.agent]
    case .queue: [invitation.queue]
    case .day: [day(invitation.at)]
    }
  }

  private mutating func change(_ name: [String], _ body: (inout SurveyFigures) -> Void) {
    body(&groups[name, default: SurveyFigures(name: name)])
  }
}

extension SurveyFigures {
  fileprivate mutating func count(_ invitation: SurveyInvitation) {
    answered += 1
    if let skip = invitation.skip {
      notInvited[skip.rawValue, default: 0] += 1
    } else {
      invited += 1
    }
  }

  fileprivate mutating func count(_ answer: SurveyAnswer) {
    if answer.comment != nil {
      comments += 1
      return
    }
    if let isSatisfied = answer.isSatisfied {
      satisfaction.total += 1
      if isSatisfied { satisfaction.count += 1 }
    }
    if answer.kind == .nps, let score = Int(answer.answer), (0...10).contains(score) {
      promoters.add(score)
    }
    answers[answer.question, default: [:]][answer.meaning, default: 0] += 1
  }
}
