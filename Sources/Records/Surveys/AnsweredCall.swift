public import Database

/// A call in which an agent spoke with the caller.
public struct AnsweredCall: Equatable, Sendable {
  /// When the call came.
  public var at: Timestamp
  /// The queue.
  public var queue: String
  /// The agent who spoke last.
  public var agent: String
  /// Whether the caller hung up first.
  public var hungUpFirst: Bool

  /// Describes a call.
  public init(at moment: Timestamp, queue: String, agent: String, hungUpFirst: Bool) {
    at = moment
    self.queue = queue
    self.agent = agent
    self.hungUpFirst = hungUpFirst
  }
}

extension Store {
  /// Goes through the answered calls of a time of which no survey knows.
  public func eachAnsweredCallWithoutSurvey(
    from: Timestamp,
    before end: Timestamp,
    _ body: (AnsweredCall) -> Void
  ) throws(DatabaseError) {
    try connection.each(
      """
      SELECT begun, queue, agent, dropped FROM call
      WHERE begun >= ? AND begun < ? AND agent <> '' AND NOT EXISTS (
        SELECT 1 FROM survey_invitation i WHERE i.uniqueid = call.uniqueid AND i.node = call.node
      )
      """,
      [.integer(from.microseconds), .integer(end.microseconds)]
    ) { row in
      body(
        AnsweredCall(
          at: Timestamp(microseconds: row.integer(0)),
          queue: row.text(1),
          agent: row.text(2),
          hungUpFirst: row.integer(3) != 0
        )
      )
      return .next
    }
  }
}
