public import Database

/// A caller who was promised to be called back.
public struct Callback: Equatable, Sendable {
  /// When it was promised.
  public var promised: Timestamp
  /// The queue whose agents call.
  public var queue: String
  /// The number to call, in its one form.
  public var number: String
  /// Whether the caller called from that number; otherwise it was keyed in.
  public var isOwnNumber: Bool
  /// The caller's language.
  public var language: String
  /// The revision that the call lives by.
  public var revision: Int

  /// Describes a promise.
  public init(
    promised: Timestamp,
    queue: String,
    number: String,
    isOwnNumber: Bool,
    language: String,
    revision: Int
  ) {
    self.promised = promised
    self.queue = queue
    self.number = number
    self.isOwnNumber = isOwnNumber
    self.language = language
    self.revision = revision
  }

  /// What became of a promise.
  public enum State: Equatable, Sendable {
    /// The caller waits.
    case open
    /// The caller was called, or needs no call any more.
    case done(at: Timestamp, by: String, note: String)
    /// What a newer program stored.
    case other(String)
  }
}

/// A promise as it is kept.
public struct CallbackRecord: Equatable, Sendable {
  /// The row's key: people name a promise by it.
  public var id: Int
  /// The call in which it was made.
  public var call: CallKey
  /// What was promised.
  public var callback: Callback
  /// What became of it.
  public var state: Callback.State
}

// MARK: - In a call

extension Store {
  /// Keeps a promise, so that a power cut cannot take it back once this returns.
  ///
  /// A number that waits in this queue already goes on waiting at its first place.
  public func promise(_ callback: Callback, in call: CallKey) throws(DatabaseError) {
    try connection.durably { () throws(DatabaseError) in
      try connection.run(
        """
        INSERT INTO callback (
          node, uniqueid, promised, queue, number, is_own, language, revision, state
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')
        ON CONFLICT (queue, number) WHERE state = 'open' DO NOTHING
        """,
        [
          .text(call.node), .text(call.uniqueid), .integer(callback.promised.microseconds),
          .text(callback.queue), .text(callback.number), .integer(callback.isOwnNumber ? 1 : 0),
          .text(callback.language), .integer(callback.revision),
        ]
      )
    }
  }
}

// MARK: - For people

extension Store {
  /// Promises, those that wait longest first; with those that are done the latest first.
  public func callbacks(
    of queue: String? = nil,
    withDone: Bool = false,
    limit: Int
  ) throws(DatabaseError) -> [CallbackRecord] {
    if withDone {
      return try connection.all(
        """
        SELECT id, node, uniqueid, promised, queue, number, is_own, language, revision, state, ended,
          ended_by, note
        FROM callback WHERE ?1 IS NULL OR queue = ?1 ORDER BY id DESC LIMIT ?2
        """,
        [.text(queue), .integer(limit)],
        read: Self.callbackRecord
      )
    }
    return try connection.all(
      """
      SELECT id, node, uniqueid, promised, queue, number, is_own, language, revision, state, ended,
        ended_by, note
      FROM callback WHERE state = 'open' AND (?1 IS NULL OR queue = ?1) ORDER BY id LIMIT ?2
      """,
      [.text(queue), .integer(limit)],
      read: Self.callbackRecord
    )
  }

  /// In which calls callers were promised a callback since a moment, and by which queues.
  public func promises(since begin: Timestamp) throws(DatabaseError) -> [CallKey: Set<String>] {
    let rows = try connection.all(
      "SELECT node, uniqueid, queue FROM callback WHERE promised >= ?",
      [.integer(begin.microseconds)]
    ) { (CallKey(node: $0.text(0), uniqueid: $0.text(1)), Set([$0.text(2)])) }
    return Dictionary(rows) { $0.union($1) }
  }

  /// The promises that were made in a call.
  public func callbacks(of call: CallKey) throws(DatabaseError) -> [CallbackRecord] {
    try connection.all(
      """
      SELECT id, node, uniqueid, promised, queue, number, is_own, language, revision, state, ended,
        ended_by, note
      FROM callback WHERE uniqueid = ? AND node = ? ORDER BY id
      """,
      [.text(call.uniqueid), .text(call.node)],
      read: Self.callbackRecord
    )
  }

  /// One promise; `nil` when there is none of that key.
  public func callback(_ id: Int) throws(DatabaseError) -> CallbackRecord? {
    try connection.first(
      """
      SELECT id, node, uniqueid, promised, queue, number, is_own, language, revision, state, ended,
        ended_by, note
      FROM callback WHERE id = ?
      """,
      [.integer(id)],
      read: Self.callbackRecord
    )
  }

  /// Ends a promise.
  ///
  /// - Returns: Whether it was open.
  public func endCallback(
    _ id: Int,
    by author: String,
    at moment: Timestamp,
    note: String = ""
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      """
      UPDATE callback SET state = 'done', ended = ?, ended_by = ?, note = ?
      WHERE id = ? AND state = 'open'
      """,
      [.integer(moment.microseconds), .text(author), .text(note), .integer(id)]
    ) > 0
  }

  private static func callbackRecord(_ row: Row) -> CallbackRecord {
    let state: Callback.State =
      switch row.text(9) {
      case "open": .open
      case "done":
        .done(
          at: Timestamp(microseconds: row.optionalInteger(10) ?? 0),
          by: row.text(11),
          note: row.text(12)
        )
      case let other: .other(other)
      }
    return CallbackRecord(
      id: row.integer(0),
      call: CallKey(node: row.text(1), uniqueid: row.text(2)),
      callback: Callback(
        promised: Timestamp(microseconds: row.integer(3)),
        queue: row.text(4),
        number: row.text(5),
        isOwnNumber: row.integer(6) != 0,
        language: row.text(7),
        revision: row.integer(8)
      ),
      state: state
    )
  }
}
