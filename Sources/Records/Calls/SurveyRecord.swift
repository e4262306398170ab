public import Database

/// One caller's invitation to a survey, with what was answered.
public struct SurveyRecord: Equatable, Sendable {
  /// The row's key.
  public var id: Int
  /// The call.
  public var call: CallKey
  /// What is known of the invitation.
  public var invitation: SurveyInvitation
  /// The answers, in the order in which they were given.
  public var answers: [SurveyAnswer]
}

/// Who was asked about whom.
public struct SurveyInvitation: Equatable, Sendable {
  /// When the caller was invited.
  public var at: Timestamp
  /// The revision that the call lives by.
  public var revision: Int
  /// The survey.
  public var survey: String
  /// The queue that the caller came from.
  public var queue: String
  /// The number of the agent who spoke with the caller.
  public var agent: String
  /// The phone that the agent used.
  public var interface: String
  /// The caller's language.
  public var language: String

  /// Describes an invitation.
  public init(
    at moment: Timestamp,
    revision: Int,
    survey: String,
    queue: String,
    agent: String,
    interface: String,
    language: String
  ) {
    at = moment
    self.revision = revision
    self.survey = survey
    self.queue = queue
    self.agent = agent
    self.interface = interface
    self.language = language
  }
}

/// One answer.
public struct SurveyAnswer: Equatable, Sendable {
  /// The question's name.
  public var question: String
  /// When it was given.
  public var at: Timestamp
  /// The keys as they were pressed.
  public var answer: String
  /// What they mean.
  public var meaning: String

  /// Describes an answer.
  public init(question: String, at moment: Timestamp, answer: String, meaning: String) {
    self.question = question
    at = moment
    self.answer = answer
    self.meaning = meaning
  }
}

// MARK: - Writing, in a call

extension Store {
  /// Keeps that a caller was invited.
  ///
  /// Who was invited already, and is asked again after a
  /// disturbance, keeps the first invitation.
  ///
  /// - Returns: The invitation's key, and the questions that were answered already.
  public func invite(
    _ invitation: SurveyInvitation,
    of call: CallKey
  ) throws(DatabaseError) -> (id: Int, answered: [String]) {
    let isNew =
      try connection.run(
        """
        INSERT INTO survey_invitation (
          node, uniqueid, at, revision, survey, queue, agent, interface, language
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (uniqueid, node, survey) DO NOTHING
        """,
        [
          .text(call.node), .text(call.uniqueid), .integer(invitation.at.microseconds),
          .integer(invitation.revision), .text(invitation.survey), .text(invitation.queue),
          .text(invitation.agent), .text(invitation.interface), .text(invitation.language),
        ]
      ) > 0
    if isNew { return (Int(connection.lastKey), []) }
    let id = try connection.first(
      "SELECT id FROM survey_invitation WHERE node = ? AND uniqueid = ? AND survey = ?",
      [.text(call.node), .text(call.uniqueid), .text(invitation.survey)]
    ) { $0.integer(0) }
    guard let id else { return (0, []) }
    return (id, try answers(to: id).map(\.question))
  }

  /// Keeps an answer at once, so that a hangup later cannot take it back.
  public func record(_ answer: SurveyAnswer, to invitation: Int) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO survey_answer (invitation, question, at, answer, meaning) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (invitation, question) DO NOTHING
      """,
      [
        .integer(invitation), .text(answer.question), .integer(answer.at.microseconds),
        .text(answer.answer), .text(answer.meaning),
      ]
    )
  }
}

// MARK: - Reading, for people

extension Store {
  /// The latest invitations, the last one first.
  public func surveys(
    named survey: String? = nil,
    limit: Int
  ) throws(DatabaseError) -> [SurveyRecord] {
    try connection.all(
      """
      SELECT id, node, uniqueid, at, revision, survey, queue, agent, interface, language
      FROM survey_invitation WHERE ?1 IS NULL OR survey = ?1 ORDER BY id DESC LIMIT ?2
      """,
      [.text(survey), .integer(limit)],
      read: surveyRecord
    )
  }

  /// The invitations of one call.
  public func surveys(of call: CallKey) throws(DatabaseError) -> [SurveyRecord] {
    try connection.all(
      """
      SELECT id, node, uniqueid, at, revision, survey, queue, agent, interface, language
      FROM survey_invitation WHERE node = ? AND uniqueid = ? ORDER BY id
      """,
      [.text(call.node), .text(call.uniqueid)],
      read: surveyRecord
    )
  }

  private func surveyRecord(_ row: Row) throws(DatabaseError) -> SurveyRecord {
    SurveyRecord(
      id: row.integer(0),
      call: CallKey(node: row.text(1), uniqueid: row.text(2)),
      invitation: SurveyInvitation(
        at: Timestamp(microseconds: row.integer(3)),
        revision: row.integer(4),
        survey: row.text(5),
        queue: row.text(6),
        agent: row.text(7),
        interface: row.text(8),
        language: row.text(9)
      ),
      answers: try answers(to: row.integer(0))
    )
  }

  private func answers(to invitation: Int) throws(DatabaseError) -> [SurveyAnswer] {
    try connection.all(
      "SELECT question, at, answer, meaning FROM survey_answer WHERE invitation = ? ORDER BY at",
      [.integer(invitation)]
    ) { row in
      SurveyAnswer(
        question: row.text(0),
        at: Timestamp(microseconds: row.integer(1)),
        answer: row.text(2),
        meaning: row.text(3)
      )
    }
  }
}
