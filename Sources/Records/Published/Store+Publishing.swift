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
  /// Publishes a configuration: it is there whole and live, or nothing happened.
  ///
  /// A revision never changes. Calls that began with an earlier one keep it, and however long the
  /// lists are, calls can write in between.
  public func publish(
    _ configuration: PublishedConfiguration,
    author: String,
    at moment: Timestamp
  ) throws(DatabaseError) -> Publication {
    try publish(configuration, author: author, at: moment) { self.connection.giveWay() }
  }

  /// Publishes, and does `prepare` when the revision is written and not live yet.
  ///
  /// What `prepare` makes is for the number that it is given; when it throws, nothing happened.
  /// Nobody else publishes meanwhile. When the live revision says the same, it is done for that.
  public func publish(
    _ configuration: PublishedConfiguration,
    author: String,
    at moment: Timestamp,
    prepare: (Int) throws -> Void
  ) throws -> Publication {
    var trouble: (any Error)?
    let publication = try publish(
      configuration,
      author: author,
      at: moment,
      isReady: { number in
        do {
          try prepare(number)
          return true
        } catch {
          trouble = error
          return false
        }
      },
      giveWay: { self.connection.giveWay() }
    )
    if let trouble { throw trouble }
    return publication
  }

  /// Publishes, and does `giveWay` wherever others may write.
  func publish(
    _ configuration: PublishedConfiguration,
    author: String,
    at moment: Timestamp,
    isReady: (Int) -> Bool = { _ in true },
    giveWay: @escaping () -> Void
  ) throws(DatabaseError) -> Publication {
    let rows = configuration.rows
    return try connection.alone { () throws(DatabaseError) in
      if let live = try liveNumber(), try isSaid(rows, by: live) {
        _ = isReady(live)
        return .unchanged(revision: live)
      }
      let drafts = Drafts(connection: connection, giveWay: giveWay)
      try drafts.removeAbandoned()
      let number = try drafts.begin()
      do throws(DatabaseError) {
        try drafts.append(rows, to: number)
        guard isReady(number) else {
          try drafts.remove(number)
          return .unchanged(revision: number)
        }
        try drafts.goLive(number, author: author, at: moment)
      } catch {
        // What cannot be removed now, the next publication removes.
        try? drafts.remove(number)
        throw error
      }
      return .published(revision: number)
    }
  }

  /// The live revision's head; `nil` when nothing was ever published.
  public func liveHead() throws(DatabaseError) -> RevisionHead? {
    try connection.first(
      """
      SELECT number, published, author FROM revision
      WHERE number = (SELECT revision FROM went_live ORDER BY id DESC LIMIT 1)
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
    try connection.first("SELECT revision FROM went_live ORDER BY id DESC LIMIT 1") {
      $0.integer(0)
    }
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
