public import Database

extension Store {
  /// Keeps a message.
  ///
  /// One that is kept already stays as it is.
  public func keep(_ message: Message) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO message (
        node, uniqueid, at, mailbox, caller_raw, caller, file, milliseconds, state, changed,
        changed_by
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'new', ?3, '')
      ON CONFLICT (uniqueid, node, file) DO NOTHING
      """,
      [
        .text(message.call.node), .text(message.call.uniqueid), .integer(message.at.microseconds),
        .text(message.mailbox), .text(message.caller.raw), .text(message.caller.normalised),
        .text(message.file), .integer(message.length.milliseconds),
      ]
    )
  }

  /// Messages, the latest first: those of a mailbox, or all; in a state, or in each.
  public func messages(
    for mailbox: String? = nil,
    in state: Message.State? = nil,
    limit: Int
  ) throws(DatabaseError) -> [Message] {
    try connection.all(
      """
      SELECT id, node, uniqueid, at, mailbox, caller_raw, file, milliseconds, state, changed,
        changed_by, caller
      FROM message WHERE (?1 IS NULL OR mailbox = ?1) AND (?2 IS NULL OR state = ?2)
      ORDER BY id DESC LIMIT ?3
      """,
      [.text(mailbox), .text(state?.rawValue), .integer(limit)],
      read: message
    )
  }

  /// One message; `nil` when there is none of that number.
  public func message(_ id: Int) throws(DatabaseError) -> Message? {
    try connection.first(
      """
      SELECT id, node, uniqueid, at, mailbox, caller_raw, file, milliseconds, state, changed,
        changed_by, caller
      FROM message WHERE id = ?
      """,
      [.integer(id)],
      read: message
    )
  }

  /// The messages of a call, in order.
  public func messages(of call: CallKey) throws(DatabaseError) -> [Message] {
    try connection.all(
      """
      SELECT id, node, uniqueid, at, mailbox, caller_raw, file, milliseconds, state, changed,
        changed_by, caller
      FROM message WHERE uniqueid = ? AND node = ? ORDER BY id
      """,
      [.text(call.uniqueid), .text(call.node)],
      read: message
    )
  }

  /// Says what became of a message.
  ///
  /// - Returns: Whether there is one of that number.
  public func change(
    message id: Int,
    to state: Message.State,
    by author: String,
    at moment: Timestamp
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      "UPDATE message SET state = ?, changed = ?, changed_by = ? WHERE id = ?",
      [.text(state.rawValue), .integer(moment.microseconds), .text(author), .integer(id)]
    ) > 0
  }

  private func message(_ row: Row) -> Message {
    var message = Message(
      of: CallKey(node: row.text(1), uniqueid: row.text(2)),
      at: Timestamp(microseconds: row.integer(3)),
      for: row.text(4),
      from: PhoneNumber(raw: row.text(5), normalised: row.optionalText(11)),
      file: row.text(6),
      length: .milliseconds(row.integer(7))
    )
    message.id = row.integer(0)
    message.state = Message.State(rawValue: row.text(8)) ?? .new
    message.changed = Timestamp(microseconds: row.integer(9))
    message.changedBy = row.text(10)
    return message
  }
}
