public import Database

/// One call, as it stands when it is over.
public struct CallRecord: Equatable, Sendable {
  /// When the caller came.
  public var begun: Timestamp
  /// When the caller left.
  public var ended: Timestamp
  /// The caller's number.
  public var caller: PhoneNumber
  /// The number that was dialled.
  public var dialled: PhoneNumber
  /// The language that the caller was spoken to in at the end.
  public var language: String
  /// Why the channel ended, by Q.850; 16 is a normal end.
  public var cause: Int
  /// The number of the agent who spoke last with the caller; empty is nobody.
  public var agent: String
  /// The queue that the agent spoke for.
  public var queue: String
  /// Whether the caller's side ended while the agent was talking.
  public var isDropped: Bool

  /// Describes a call.
  public init(
    begun: Timestamp,
    ended: Timestamp,
    caller: PhoneNumber,
    dialled: PhoneNumber,
    language: String,
    cause: Int,
    agent: String = "",
    queue: String = "",
    isDropped: Bool = false
  ) {
    self.begun = begun
    self.ended = ended
    self.caller = caller
    self.dialled = dialled
    self.language = language
    self.cause = cause
    self.agent = agent
    self.queue = queue
    self.isDropped = isDropped
  }
}

/// The agent whom a caller spoke with last.
public struct LastAgent: Equatable, Sendable {
  /// The agent's number.
  public var agent: String
  /// The queue that the agent spoke for.
  public var queue: String
  /// When that call ended.
  public var ended: Timestamp
  /// Whether the caller's side ended while the agent was talking.
  public var isDropped: Bool

  /// Describes who it was.
  public init(agent: String, queue: String, ended: Timestamp, isDropped: Bool) {
    self.agent = agent
    self.queue = queue
    self.ended = ended
    self.isDropped = isDropped
  }
}

extension Store {
  /// Keeps how a call ended, with its visits to queues: all of it or nothing, and once.
  public func record(
    _ call: CallRecord,
    visits: [QueueVisit],
    of key: CallKey
  ) throws(DatabaseError) {
    try connection.transaction { () throws(DatabaseError) in
      try connection.run(
        """
        INSERT INTO call (
          node, uniqueid, begun, ended, caller_raw, caller, dialled, language, cause, agent, queue,
          dropped
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uniqueid, node) DO NOTHING
        """,
        [
          .text(key.node), .text(key.uniqueid), .integer(call.begun.microseconds),
          .integer(call.ended.microseconds), .text(call.caller.raw),
          .text(call.caller.normalised), .text(call.dialled.raw), .text(call.language),
          .integer(call.cause), .text(call.agent), .text(call.queue),
          .integer(call.isDropped ? 1 : 0),
        ]
      )
      for visit in visits { try record(visit, of: key) }
    }
  }

  /// How a call ended; `nil` while it goes on, or when nobody could keep it.
  public func call(_ key: CallKey) throws(DatabaseError) -> CallRecord? {
    try connection.first(
      """
      SELECT begun, ended, caller_raw, dialled, language, cause, agent, queue, dropped, caller
      FROM call WHERE uniqueid = ? AND node = ?
      """,
      [.text(key.uniqueid), .text(key.node)]
    ) { row in
      CallRecord(
        begun: Timestamp(microseconds: row.integer(0)),
        ended: Timestamp(microseconds: row.integer(1)),
        caller: PhoneNumber(raw: row.text(2), normalised: row.optionalText(9)),
        dialled: PhoneNumber(row.text(3)),
        language: row.text(4),
        cause: row.integer(5),
        agent: row.text(6),
        queue: row.text(7),
        isDropped: row.integer(8) != 0
      )
    }
  }

  /// The agent whom a caller spoke with last.
  public func lastAgent(of caller: String) throws(DatabaseError) -> LastAgent? {
    try connection.first(
      """
      SELECT agent, queue, ended, dropped FROM call WHERE caller = ? AND agent <> ''
      ORDER BY ended DESC LIMIT 1
      """,
      [.text(caller)]
    ) { row in
      LastAgent(
        agent: row.text(0),
        queue: row.text(1),
        ended: Timestamp(microseconds: row.integer(2)),
        isDropped: row.integer(3) != 0
      )
    }
  }
}
