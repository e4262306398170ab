public import Database
public import Records

/// A call that the daemon placed.
public struct Attempt: Sendable, Equatable {
  /// The Asterisk.
  public var node: String
  /// When it was asked for.
  public var at: Timestamp
  /// The deed that asked for it; `nil` where that was not kept.
  public var deed: Int?
  /// Who asked for it.
  public var author: String
  /// What is called, and for whom.
  public var call: CallbackCall
  /// What came of it: `answered`, `busy`, `no-answer`, `rejected ...`, `lost`; `nil` while it is open.
  public var outcome: String?
  /// When that was known.
  public var settled: Timestamp?

  /// Describes one.
  public init(
    node: String,
    at: Timestamp,
    deed: Int? = nil,
    author: String,
    call: CallbackCall
  ) {
    self.node = node
    self.at = at
    self.deed = deed
    self.author = author
    self.call = call
  }
}

extension FloorStore {
  /// Writes an attempt down before Asterisk is asked for it.
  public func begin(_ attempt: Attempt) throws(DatabaseError) {
    try write { () throws(DatabaseError) in
      try connection.run(
        """
        INSERT INTO attempt (channel, node, at, number, queue, first, author, deed, term)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .text(attempt.call.channelId), .text(attempt.node), .integer(attempt.at.microseconds),
          .text(attempt.call.number), .text(attempt.call.queue),
          .text(attempt.call.order.rawValue), .text(attempt.author),
          attempt.deed.map { .integer($0) } ?? .null, .integer(term ?? 0),
        ]
      )
    }
  }

  /// Writes down what came of one.
  ///
  /// - Returns: Whether that was not known before.
  @discardableResult
  public func settle(
    attempt channelId: String,
    outcome: String,
    at now: Timestamp
  ) throws(DatabaseError) -> Bool {
    try write { () throws(DatabaseError) in
      try connection.run(
        "UPDATE attempt SET outcome = ?, settled = ? WHERE channel = ? AND outcome IS NULL",
        [.text(outcome), .integer(now.microseconds), .text(channelId)]
      ) > 0
    }
  }

  /// Attempts at an Asterisk whose outcome nobody wrote down: they go on, or whoever made them was killed.
  public func openAttempts(of node: String) throws(DatabaseError) -> [Attempt] {
    try connection.all(
      """
      SELECT channel, node, at, number, queue, first, author, outcome, deed, settled FROM attempt
      WHERE outcome IS NULL AND node = ? ORDER BY deed, at
      """,
      [.text(node)],
      read: Attempt.init
    )
  }

  /// The latest attempts, the latest first.
  public func attempts(limit: Int) throws(DatabaseError) -> [Attempt] {
    try connection.all(
      """
      SELECT channel, node, at, number, queue, first, author, outcome, deed, settled FROM attempt
      ORDER BY deed DESC, at DESC LIMIT ?
      """,
      [.integer(limit)],
      read: Attempt.init
    )
  }
}

extension FloorStore {
  /// The attempts that a deed asked for.
  public func attempts(ofDeed id: Int) throws(DatabaseError) -> [Attempt] {
    try connection.all(
      """
      SELECT channel, node, at, number, queue, first, author, outcome, deed, settled FROM attempt
      WHERE deed = ? ORDER BY channel
      """,
      [.integer(id)],
      read: Attempt.init
    )
  }
}

extension Attempt {
  fileprivate init(_ row: Row) {
    self.init(
      node: row.text(1),
      at: Timestamp(microseconds: row.integer(2)),
      author: row.text(6),
      call: CallbackCall(
        number: row.text(3),
        queue: row.text(4),
        order: CallbackCall.Order(rawValue: row.text(5)) ?? .customerFirst,
        channelId: row.text(0)
      )
    )
    outcome = row.optionalText(7)
    deed = row.optionalInteger(8)
    settled = row.optionalInteger(9).map { Timestamp(microseconds: $0) }
  }
}
