public import Database

/// A revision's head.
public struct RevisionHead: Equatable, Sendable {
  /// Its number.
  public var number: Int
  /// When it was published.
  public var published: Timestamp
  /// Who published it.
  public var author: String
}

/// What became of a publication.
public enum Publication: Equatable, Sendable {
  /// New calls begin with this revision from now on.
  case published(revision: Int)
  /// The live revision says the same already.
  case unchanged(revision: Int)
}

extension Store {
  /// Publishes a configuration: in one transaction it is there and live, or nothing happened.
  ///
  /// A revision never changes. Calls that began with an earlier one keep it.
  public func publish(
    _ configuration: PublishedConfiguration,
    author: String,
    at moment: Timestamp
  ) throws(DatabaseError) -> Publication {
    let rows = configuration.rows
    return try connection.transaction { () throws(DatabaseError) in
      if let live = try liveNumber(), try isSaid(rows, by: live) {
        return .unchanged(revision: live)
      }
      try connection.run(
        "INSERT INTO revision (published, author) VALUES (?, ?)",
        [.integer(moment.microseconds), .text(author)]
      )
      let number = Int(connection.lastKey)
      for row in rows {
        try connection.run(
          "INSERT INTO published (revision, kind, name, part, body) VALUES (?, ?, ?, ?, ?)",
          [
            .integer(number), .text(row.kind.rawValue), .text(row.name), .text(row.part),
            .text(row.body),
          ]
        )
      }
      try connection.run(
        """
        INSERT INTO live (one, revision) VALUES (1, ?)
        ON CONFLICT (one) DO UPDATE SET revision = excluded.revision
        """,
        [.integer(number)]
      )
      return .published(revision: number)
    }
  }

  /// The live revision's head; `nil` when nothing was ever published.
  public func liveHead() throws(DatabaseError) -> RevisionHead? {
    try connection.first(
      """
      SELECT number, published, author FROM revision
      WHERE number = (SELECT revision FROM live WHERE one = 1)
      """
    ) { row in
      RevisionHead(
        number: row.integer(0),
        published: Timestamp(microseconds: row.integer(1)),
        author: row.text(2)
      )
    }
  }

  /// The live revision's number; `nil` when nothing was ever published.
  func liveNumber() throws(DatabaseError) -> Int? {
    try connection.first("SELECT revision FROM live WHERE one = 1") { $0.integer(0) }
  }

  private func isSaid(
    _ rows: [PublishedRow],
    by revision: Int
  ) throws(DatabaseError) -> Bool {
    var left = Set(rows)
    var isSame = true
    try connection.each(
      "SELECT kind, name, part, body FROM published WHERE revision = ?",
      [.integer(revision)]
    ) { row in
      guard let kind = PublishedRow.Kind(rawValue: row.text(0)) else {
        isSame = false
        return .stop
      }
      var said = PublishedRow(kind, row.text(1), part: row.text(2))
      said.body = row.text(3)
      isSame = left.remove(said) != nil
      return isSame ? .next : .stop
    }
    return isSame && left.isEmpty
  }
}
