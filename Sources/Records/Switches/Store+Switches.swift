public import Database

// MARK: - Switching

extension Store {
  /// Switches something, and keeps who did.
  public func turn(
    on change: LiveSwitch,
    via way: SwitchAudit.Way,
    phone: String = ""
  ) throws(DatabaseError) {
    try connection.transaction { () throws(DatabaseError) in
      try connection.run(
        """
        INSERT INTO live_switch (kind, name, value, until, author, at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (kind, name) DO UPDATE SET value = excluded.value, until = excluded.until,
          author = excluded.author, at = excluded.at
        """,
        [
          .text(change.kind.rawValue), .text(change.name), .text(change.value),
          .integer(change.until?.microseconds), .text(change.author),
          .integer(change.at.microseconds),
        ]
      )
      try record(
        SwitchAudit(
          at: change.at,
          author: change.author,
          via: way,
          phone: phone,
          kind: change.kind.rawValue,
          name: change.name,
          value: change.value,
          until: change.until
        )
      )
    }
  }

  /// Takes a switch back, and keeps who did.
  ///
  /// - Returns: Whether it was on.
  @discardableResult
  public func turnOff(
    _ kind: LiveSwitch.Kind,
    name: String = "",
    author: String,
    via way: SwitchAudit.Way,
    phone: String = "",
    at moment: Timestamp
  ) throws(DatabaseError) -> Bool {
    try connection.transaction { () throws(DatabaseError) in
      let count = try connection.run(
        "DELETE FROM live_switch WHERE kind = ? AND name = ?",
        [.text(kind.rawValue), .text(name)]
      )
      try record(
        SwitchAudit(
          at: moment,
          author: author,
          via: way,
          phone: phone,
          kind: kind.rawValue,
          name: name
        )
      )
      return count > 0
    }
  }

  /// Keeps a line of the audit.
  public func record(_ audit: SwitchAudit) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO switch_audit (at, author, via, phone, kind, name, value, until)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(audit.at.microseconds), .text(audit.author), .text(audit.via.rawValue),
        .text(audit.phone), .text(audit.kind), .text(audit.name), .text(audit.value),
        .integer(audit.until?.microseconds),
      ]
    )
  }
}

// MARK: - What holds, and who did it

extension Store {
  /// What is switched at a moment.
  public func switches(at moment: Timestamp) throws(DatabaseError) -> LiveSwitches {
    var found: [LiveSwitch] = []
    try connection.each(
      """
      SELECT kind, name, value, until, author, at FROM live_switch WHERE until IS NULL OR until > ?
      """,
      [.integer(moment.microseconds)]
    ) { row in
      if let kind = LiveSwitch.Kind(rawValue: row.text(0)) {
        found.append(
          LiveSwitch(
            kind,
            name: row.text(1),
            value: row.text(2),
            until: row.optionalInteger(3).map { Timestamp(microseconds: $0) },
            author: row.text(4),
            at: Timestamp(microseconds: row.integer(5))
          )
        )
      }
      return .next
    }
    return LiveSwitches(found)
  }

  /// The latest lines of the audit, the last one first.
  public func switchAudit(limit: Int) throws(DatabaseError) -> [SwitchAudit] {
    try connection.all(
      """
      SELECT at, author, via, phone, kind, name, value, until FROM switch_audit
      ORDER BY id DESC LIMIT ?
      """,
      [.integer(limit)]
    ) { row in
      SwitchAudit(
        at: Timestamp(microseconds: row.integer(0)),
        author: row.text(1),
        via: SwitchAudit.Way(rawValue: row.text(2)) ?? .command,
        phone: row.text(3),
        kind: row.text(4),
        name: row.text(5),
        value: row.text(6),
        until: row.optionalInteger(7).map { Timestamp(microseconds: $0) }
      )
    }
  }
}
