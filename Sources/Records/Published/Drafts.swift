import Database

/// Revisions that are being written.
///
/// A draft has rows in `published` and none in `revision`, and no call reads it: a call begins with
/// the live revision. The write lock is never held for more than a batch.
struct Drafts {
  /// How many rows one transaction writes or removes.
  static let batch = 1_000

  let connection: Connection
  /// Is done between two transactions, for others to write.
  let giveWay: () -> Void

  /// Reserves a number.
  func begin() throws(DatabaseError) -> Int {
    try connection.transaction { () throws(DatabaseError) in
      try connection.run("INSERT INTO revision (published, author) VALUES (0, '')")
      let number = Int(connection.lastKey)
      // Its number is never given again.
      try connection.run("DELETE FROM revision WHERE number = ?", [.integer(number)])
      return number
    }
  }

  /// Writes a draft's rows.
  func append(_ rows: [PublishedRow], to number: Int) throws(DatabaseError) {
    var left = rows[...]
    while !left.isEmpty {
      try connection.transaction { () throws(DatabaseError) in
        for row in left.prefix(Self.batch) { try append(row, to: number) }
      }
      left = left.dropFirst(Self.batch)
      guard !left.isEmpty else { return }
      try connection.keepLogShort()
      try connection.keepReserve()
      giveWay()
    }
  }

  private func append(_ row: PublishedRow, to number: Int) throws(DatabaseError) {
    try connection.run(
      "INSERT INTO published (revision, kind, name, part, body) VALUES (?, ?, ?, ?, ?)",
      [
        .integer(number), .text(row.kind.rawValue), .text(row.name), .text(row.part),
        .text(row.body),
      ]
    )
  }

  /// Makes a draft the revision that new calls begin with.
  func goLive(_ number: Int, author: String, at moment: Timestamp) throws(DatabaseError) {
    try connection.transaction { () throws(DatabaseError) in
      try connection.run(
        "INSERT INTO revision (number, published, author) VALUES (?, ?, ?)",
        [.integer(number), .integer(moment.microseconds), .text(author)]
      )
      try setLive(number, author: author, at: moment)
    }
  }

  /// Makes a revision that was published before the one that new calls begin with.
  func setLive(_ number: Int, author: String, at moment: Timestamp) throws(DatabaseError) {
    try connection.run(
      "INSERT INTO went_live (revision, at, author) VALUES (?, ?, ?)",
      [.integer(number), .integer(moment.microseconds), .text(author)]
    )
  }

  /// Removes what others left who were killed.
  ///
  /// Whoever calls this is alone, so no draft is being written.
  func removeAbandoned() throws(DatabaseError) {
    let abandoned = try connection.all(
      """
      WITH RECURSIVE said (number) AS (
        SELECT min(revision) FROM published
        UNION ALL
        SELECT (SELECT min(revision) FROM published WHERE revision > said.number) FROM said
        WHERE said.number IS NOT NULL
      )
      SELECT number FROM said WHERE number NOT IN (SELECT number FROM revision)
      """
    ) { $0.integer(0) }
    for number in abandoned { try remove(number) }
  }

  /// Removes a draft.
  func remove(_ number: Int) throws(DatabaseError) {
    while try removeBatch(of: number) == Self.batch {
      try connection.keepLogShort()
      giveWay()
    }
  }

  private func removeBatch(of number: Int) throws(DatabaseError) -> Int {
    try connection.run(
      """
      DELETE FROM published WHERE revision = ?1 AND (kind, name, part) IN (
        SELECT kind, name, part FROM published WHERE revision = ?1 LIMIT ?2
      )
      """,
      [.integer(number), .integer(Self.batch)]
    )
  }
}
