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

  /// Describes what is known.
  public init(id: Int, call: CallKey, invitation: SurveyInvitation, answers: [SurveyAnswer]) {
    self.id = id
    self.call = call
    self.invitation = invitation
    self.answers = answers
  }
}

extension Store {
  /// The latest invitations, the last one first.
  ///
  /// - Parameters:
  ///   - survey: One survey; all without it.
  ///   - skipped: Whether callers who were not invited are listed too.
  ///   - limit: How many at most.
  /// - Returns: The invitations with their answers.
  /// - Throws: ``DatabaseError`` when the store cannot be read.
  public func surveys(
    named survey: String? = nil,
    skipped: Bool = false,
    limit: Int
  ) throws(DatabaseError) -> [SurveyRecord] {
    try connection.all(
      """
      SELECT id, node, uniqueid, at, revision, survey, queue, agent, interface, language,
        caller, linkedid, way, skipped
      FROM survey_invitation WHERE (?1 IS NULL OR survey = ?1) AND (?2 OR skipped = '')
      ORDER BY id DESC LIMIT ?3
      """,
      [.text(survey), .integer(skipped ? 1 : 0), .integer(limit)],
      read: surveyRecord
    )
  }

  /// The invitations of one call, and why there was none.
  ///
  /// Those of the customer whom an agent called have the agent's call as their linked id.
  public func surveys(of call: CallKey) throws(DatabaseError) -> [SurveyRecord] {
    try connection.all(
      """
      SELECT id, node, uniqueid, at, revision, survey, queue, agent, interface, language,
        caller, linkedid, way, skipped
      FROM survey_invitation WHERE node = ?1 AND uniqueid = ?2
      UNION
      SELECT id, node, uniqueid, at, revision, survey, queue, agent, interface, language,
        caller, linkedid, way, skipped
      FROM survey_invitation WHERE node = ?1 AND linkedid = ?2 AND linkedid <> ''
      ORDER BY id
      """,
      [.text(call.node), .text(call.uniqueid)],
      read: surveyRecord
    )
  }

  /// Goes through all invitations of a time, with their answers, the first one first.
  ///
  /// - Parameters:
  ///   - survey: One survey; all without it.
  ///   - from: The first moment.
  ///   - end: The first moment that is not meant.
  ///   - body: Is given row after row, so that a year of them needs no memory.
  /// - Throws: ``DatabaseError`` when the store cannot be read.
  public func eachSurvey(
    named survey: String? = nil,
    from: Timestamp,
    before end: Timestamp,
    _ body: (SurveyRecord) -> Void
  ) throws(DatabaseError) {
    var record: SurveyRecord?
    try connection.each(
      """
      SELECT i.id, i.node, i.uniqueid, i.at, i.revision, i.survey, i.queue, i.agent, i.interface,
        i.language, i.caller, i.linkedid, i.way, i.skipped, a.question, a.at, a.answer, a.meaning,
        a.kind, a.satisfied, a.file, a.milliseconds
      FROM survey_invitation i LEFT JOIN survey_answer a ON a.invitation = i.id
      WHERE i.at >= ? AND i.at < ? AND (?3 IS NULL OR i.survey = ?3) ORDER BY i.at, i.id, a.at
      """,
      [.integer(from.microseconds), .integer(end.microseconds), .text(survey)]
    ) { row in
      if record?.id != row.integer(0) {
        if let record { body(record) }
        record = Self.surveyRecord(row)
      }
      if !row.text(14).isEmpty { record?.answers.append(Self.answer(row, from: 14)) }
      return .next
    }
    if let record { body(record) }
  }

  private func surveyRecord(_ row: Row) throws(DatabaseError) -> SurveyRecord {
    var record = Self.surveyRecord(row)
    record.answers = try answers(to: record.id)
    return record
  }

  private static func surveyRecord(_ row: Row) -> SurveyRecord {
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
        language: row.text(9),
        caller: row.optionalText(10),
        linkedID: row.text(11),
        way: SurveyInvitation.Way(rawValue: row.text(12)),
        skip: skip(row.text(13))
      ),
      answers: []
    )
  }
}
