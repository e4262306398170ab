public import Database

extension Store {
  /// Books an appointment, unless all places at its time are taken.
  ///
  /// In one statement, so that two callers at once never get the same place. A call that took one
  /// in this book already, and is led through its flow once more, gives that one up.
  ///
  /// - Returns: Whether it was booked.
  public func book(_ appointment: Appointment, places: Int) throws(DatabaseError) -> Bool {
    let isBooked =
      try connection.run(
        """
        INSERT INTO appointment (
          book, start, seconds, node, uniqueid, caller_raw, caller, at, state, changed, changed_by
        )
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'booked', ?8, '' WHERE ?9 > (
          SELECT count(*) FROM appointment WHERE book = ?1 AND start < ?2 + ?3 * 1000000
            AND start + seconds * 1000000 > ?2 AND state = 'booked'
            AND NOT (uniqueid = ?5 AND node = ?4)
        )
        """,
        [
          .text(appointment.book), .integer(appointment.start.microseconds),
          .integer(appointment.length.milliseconds / 1_000), .text(appointment.call.node),
          .text(appointment.call.uniqueid), .text(appointment.caller.raw),
          .text(appointment.caller.normalised), .integer(appointment.at.microseconds),
          .integer(places),
        ]
      ) > 0
    guard isBooked else { return false }
    try connection.run(
      """
      UPDATE appointment SET state = 'cancelled', changed = ? WHERE uniqueid = ? AND node = ?
      AND book = ? AND state = 'booked' AND id < ?
      """,
      [
        .integer(appointment.at.microseconds), .text(appointment.call.uniqueid),
        .text(appointment.call.node), .text(appointment.book), .integer(connection.lastKey),
      ]
    )
    return true
  }

  /// When appointments of a book begin and end that hold, from a moment on.
  public func taken(
    in book: String,
    from moment: Timestamp
  ) throws(DatabaseError) -> [Range<Timestamp>] {
    try connection.all(
      """
      SELECT start, seconds FROM appointment
      WHERE book = ? AND state = 'booked' AND start + seconds * 1000000 > ? ORDER BY start
      """,
      [.text(book), .integer(moment.microseconds)]
    ) { row in
      let start = Timestamp(microseconds: row.integer(0))
      return start..<Timestamp(microseconds: row.integer(0) + row.integer(1) * 1_000_000)
    }
  }

  /// Appointments by when they begin: of a book, or all; from a moment on.
  public func appointments(
    in book: String? = nil,
    from moment: Timestamp,
    limit: Int
  ) throws(DatabaseError) -> [Appointment] {
    try connection.all(
      """
      SELECT id, book, start, seconds, node, uniqueid, caller_raw, at, state, caller
      FROM appointment
      WHERE (?1 IS NULL OR book = ?1) AND start >= ?2 AND state = 'booked'
      ORDER BY start, id LIMIT ?3
      """,
      [.text(book), .integer(moment.microseconds), .integer(limit)],
      read: appointment
    )
  }

  /// The appointments that were taken in a call.
  public func appointments(of call: CallKey) throws(DatabaseError) -> [Appointment] {
    try connection.all(
      """
      SELECT id, book, start, seconds, node, uniqueid, caller_raw, at, state, caller
      FROM appointment
      WHERE uniqueid = ? AND node = ? ORDER BY id
      """,
      [.text(call.uniqueid), .text(call.node)],
      read: appointment
    )
  }

  /// Gives an appointment up.
  ///
  /// - Returns: Whether it held.
  public func cancel(
    appointment id: Int,
    by author: String,
    at moment: Timestamp
  ) throws(DatabaseError) -> Bool {
    try connection.run(
      """
      UPDATE appointment SET state = 'cancelled', changed = ?, changed_by = ?
      WHERE id = ? AND state = 'booked'
      """,
      [.integer(moment.microseconds), .text(author), .integer(id)]
    ) > 0
  }

  private func appointment(_ row: Row) -> Appointment {
    var appointment = Appointment(
      in: row.text(1),
      start: Timestamp(microseconds: row.integer(2)),
      length: .seconds(row.integer(3)),
      of: CallKey(node: row.text(4), uniqueid: row.text(5)),
      for: PhoneNumber(raw: row.text(6), normalised: row.optionalText(9)),
      at: Timestamp(microseconds: row.integer(7))
    )
    appointment.id = row.integer(0)
    appointment.state = Appointment.State(rawValue: row.text(8)) ?? .booked
    return appointment
  }
}
