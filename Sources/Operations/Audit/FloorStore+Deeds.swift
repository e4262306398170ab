public import Database
public import Records

extension FloorStore {
  // MARK: Writing

  /// Writes down what somebody asks for, before it is done.
  ///
  /// - Returns: Its number, for ``settle(deed:outcome:at:)``.
  public func begin(_ deed: Deed) throws(DatabaseError) -> Int {
    try write { () throws(DatabaseError) in
      var deed = deed
      deed.id =
        try connection.first(
          """
          INSERT INTO deed (at, uid, author, role, command, details, term)
          VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
          """,
          [
            .integer(deed.at.microseconds), .integer(deed.uid), .text(deed.author),
            deed.role.map { .text($0) } ?? .null, .text(deed.command), .text(deed.details),
            .integer(term ?? 0),
          ]
        ) { $0.integer(0) } ?? 0
      try link(.asked, deed, at: deed.at)
      return deed.id
    }
  }

  /// Writes down what came of it; once, whatever is said later.
  public func settle(
    deed id: Int,
    outcome: String,
    at now: Timestamp
  ) throws(DatabaseError) {
    try write { () throws(DatabaseError) in
      let changed = try connection.run(
        "UPDATE deed SET outcome = ? WHERE id = ? AND outcome IS NULL",
        [.text(outcome), .integer(id)]
      )
      guard changed == 1, let deed = try deed(id) else { return }
      try link(.outcome, deed, at: now)
    }
  }

  /// Adds a link to the chain's end.
  private func link(
    _ word: DeedLink.Word,
    _ deed: Deed,
    at now: Timestamp
  ) throws(DatabaseError) {
    let end = try chainEnds().end
    let link = DeedLink(number: end.number + 1, deed: deed.id, word: word, at: now)
    let hash = link.hash(of: deed, after: end.hash)
    try connection.run(
      "INSERT INTO deed_link (number, deed, word, at, hash) VALUES (?, ?, ?, ?, ?)",
      [
        .integer(link.number), .integer(link.deed), .text(word.rawValue),
        .integer(now.microseconds), .text(hash),
      ]
    )
    try connection.run(
      "UPDATE deed_chain SET number = ?, hash = ? WHERE place = 'end'",
      [.integer(link.number), .text(hash)]
    )
  }

  // MARK: Reading

  /// The latest deeds, the latest first.
  ///
  /// - Parameters:
  ///   - since: Leaves out what was asked for before.
  ///   - who: The only user who counts, by name or number; `nil` is all.
  ///   - limit: How many at most.
  /// - Returns: The deeds.
  /// - Throws: ``DatabaseError``.
  public func deeds(
    since: Timestamp = Timestamp(microseconds: .min),
    of who: String? = nil,
    limit: Int
  ) throws(DatabaseError) -> [Deed] {
    try connection.all(
      """
      SELECT id, at, uid, author, role, command, details, outcome FROM deed
      WHERE at >= ?1 AND (?2 IS NULL OR author = ?2 OR CAST(uid AS TEXT) = ?2)
      ORDER BY id DESC LIMIT ?3
      """,
      [.integer(since.microseconds), who.map { .text($0) } ?? .null, .integer(limit)],
      read: Deed.init
    )
  }

  func deed(_ id: Int) throws(DatabaseError) -> Deed? {
    try connection.first(
      """
      SELECT id, at, uid, author, role, command, details, outcome FROM deed WHERE id = ?
      """,
      [.integer(id)],
      read: Deed.init
    )
  }

  /// Where the chain begins by now (the link before its first one), and where it ends.
  func chainEnds() throws(DatabaseError) -> (anchor: AuditMark, end: AuditMark) {
    func mark(_ place: StaticString) throws(DatabaseError) -> AuditMark {
      try connection.first(place) { AuditMark(number: $0.integer(0), hash: $0.text(1)) }
        ?? AuditMark(number: 0, hash: "")
    }
    return (
      try mark("SELECT number, hash FROM deed_chain WHERE place = 'anchor'"),
      try mark("SELECT number, hash FROM deed_chain WHERE place = 'end'")
    )
  }
}

extension Deed {
  fileprivate init(_ row: Row) {
    self.init(
      at: Timestamp(microseconds: row.integer(1)),
      uid: row.integer(2),
      author: row.text(3),
      role: row.optionalText(4),
      command: row.text(5),
      details: row.text(6)
    )
    id = row.integer(0)
    outcome = row.optionalText(7)
  }
}
