public import Database

// MARK: - In a call

extension Store {
  /// Keeps whether a caller was invited.
  ///
  /// It is decided once a call and survey: who comes here again, after a disturbance, gets the first
  /// decision, and what was answered already.
  ///
  /// - Returns: The row's key, whether the caller is not invited, and the answers.
  public func invite(
    _ invitation: SurveyInvitation,
    of call: CallKey
  ) throws(DatabaseError) -> Invited {
    let isNew =
      try connection.run(
        """
        INSERT INTO survey_invitation (
          node, uniqueid, at, revision, survey, queue, agent, interface, language, caller, linkedid,
          way, skipped
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (uniqueid, node, survey) DO NOTHING
        """,
        [
          .text(call.node), .text(call.uniqueid), .integer(invitation.at.microseconds),
          .integer(invitation.revision), .text(invitation.survey), .text(invitation.queue),
          .text(invitation.agent), .text(invitation.interface), .text(invitation.language),
          .text(invitation.caller), .text(invitation.linkedID), .text(invitation.way.rawValue),
          .text(invitation.skip?.rawValue ?? ""),
        ]
      ) > 0
    if isNew {
      return Invited(id: Int(connection.lastKey), skip: invitation.skip, answers: [], isNew: true)
    }
    let first = try connection.first(
      "SELECT id, skipped FROM survey_invitation WHERE node = ? AND uniqueid = ? AND survey = ?",
      [.text(call.node), .text(call.uniqueid), .text(invitation.survey)]
    ) { (id: $0.integer(0), skip: Self.skip($0.text(1))) }
    guard let first else { return Invited(id: 0, skip: .left, answers: [], isNew: false) }
    return Invited(
      id: first.id,
      skip: first.skip,
      answers: try answers(to: first.id),
      isNew: false
    )
  }

  /// What was decided of a caller.
  public struct Invited: Equatable, Sendable {
    /// The row's key.
    public var id: Int
    /// Why the caller is not invited; `nil` for who is.
    public var skip: SurveyInvitation.Skip?
    /// What was answered already.
    public var answers: [SurveyAnswer]
    /// Whether it was decided now.
    public var isNew: Bool
  }

  /// Whether a number was invited to any survey since a moment, in another call than this.
  public func wasInvited(
    _ caller: String,
    since moment: Timestamp,
    otherThan call: CallKey
  ) throws(DatabaseError) -> Bool {
    try connection.first(
      """
      SELECT 1 FROM survey_invitation
      WHERE caller = ? AND at >= ? AND skipped = '' AND NOT (uniqueid = ? AND node = ?) LIMIT 1
      """,
      [.text(caller), .integer(moment.microseconds), .text(call.uniqueid), .text(call.node)]
    ) { _ in true } ?? false
  }

  /// Keeps an answer at once, so that a hangup later cannot take it back.
  public func record(_ answer: SurveyAnswer, to invitation: Int) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO survey_answer (
        invitation, question, at, answer, meaning, kind, satisfied, file, milliseconds
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (invitation, question) DO NOTHING
      """,
      [
        .integer(invitation), .text(answer.question), .integer(answer.at.microseconds),
        .text(answer.answer), .text(answer.meaning), .text(answer.kind.rawValue),
        .integer(answer.isSatisfied.map { $0 ? 1 : 0 }), .text(answer.comment?.file ?? ""),
        .integer(answer.comment?.milliseconds),
      ]
    )
  }

  /// The reason that a column holds; empty is none.
  static func skip(_ text: String) -> SurveyInvitation.Skip? {
    text.isEmpty ? nil : SurveyInvitation.Skip(rawValue: text)
  }

  func answers(to invitation: Int) throws(DatabaseError) -> [SurveyAnswer] {
    try connection.all(
      """
      SELECT question, at, answer, meaning, kind, satisfied, file, milliseconds
      FROM survey_answer WHERE invitation = ? ORDER BY at
      """,
      [.integer(invitation)]
    ) { Self.answer($0, from: 0) }
  }

  /// The answer in eight columns of a row.
  static func answer(_ row: Row, from first: Int32) -> SurveyAnswer {
    let file = row.text(first + 6)
    return SurveyAnswer(
      question: row.text(first),
      at: Timestamp(microseconds: row.integer(first + 1)),
      answer: row.text(first + 2),
      meaning: row.text(first + 3),
      // What a newer program stored is an answer all the same.
      kind: SurveyQuestion.Kind(rawValue: row.text(first + 4)) ?? .choice,
      isSatisfied: row.optionalInteger(first + 5).map { $0 != 0 },
      comment: file.isEmpty
        ? nil
        : SurveyAnswer.Comment(file: file, milliseconds: row.optionalInteger(first + 7) ?? 0)
    )
  }
}
