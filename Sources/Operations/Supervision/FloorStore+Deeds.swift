public import Database
public import Records

/// What somebody asked of the daemon.
public struct Deed: Sendable, Equatable {
  /// When.
  public var at: Timestamp
  /// Who, as the kernel says: the user's number and name.
  public var uid: Int
  /// The user's name.
  public var author: String
  /// What was asked for.
  public var command: String
  /// Its details, `name=value`, numbers masked.
  public var details: String
  /// What came of it; `nil` when that is not known yet.
  public var outcome: String?

  /// Describes one.
  public init(at: Timestamp, uid: Int, author: String, command: String, details: String) {
    self.at = at
    self.uid = uid
    self.author = author
    self.command = command
    self.details = details
  }
}

extension FloorStore {
  /// Writes down what somebody asks for, before it is done.
  ///
  /// - Returns: Its number, for ``settle(deed:outcome:)``.
  public func begin(_ deed: Deed) throws(DatabaseError) -> Int {
    let id = try connection.first(
      """
      INSERT INTO deed (at, uid, author, command, details) VALUES (?, ?, ?, ?, ?) RETURNING id
      """,
      [
        .integer(deed.at.microseconds), .integer(deed.uid), .text(deed.author),
        .text(deed.command), .text(deed.details),
      ]
    ) { $0.integer(0) }
    return id ?? 0
  }

  /// Writes down what came of it.
  public func settle(deed id: Int, outcome: String) throws(DatabaseError) {
    try connection.run("UPDATE deed SET outcome = ? WHERE id = ?", [.text(outcome), .integer(id)])
  }

  /// The latest deeds, the latest first.
  public func deeds(limit: Int) throws(DatabaseError) -> [Deed] {
    try connection.all(
      "SELECT at, uid, author, command, details, outcome FROM deed ORDER BY id DESC LIMIT ?",
      [.integer(limit)]
    ) { row in
      var deed = Deed(
        at: Timestamp(microseconds: row.integer(0)),
        uid: row.integer(1),
        author: row.text(2),
        command: row.text(3),
        details: row.text(4)
      )
      deed.outcome = row.optionalText(5)
      return deed
    }
  }
}
