public import Database

/// A revision and what became of it.
public struct RevisionEntry: Equatable, Sendable {
  /// What it is.
  public var head: RevisionHead
  /// Whether new calls begin with it.
  public var isLive: Bool
  /// When it went live last, and who did that.
  public var wentLive: (at: Timestamp, author: String)?

  /// Whether two entries say the same.
  public static func == (left: RevisionEntry, right: RevisionEntry) -> Bool {
    left.head == right.head && left.isLive == right.isLive
      && left.wentLive?.at == right.wentLive?.at && left.wentLive?.author == right.wentLive?.author
  }
}

/// One thing that two revisions say differently.
public struct RevisionChange: Equatable, Sendable {
  /// What is said there: a rule, a queue, an agent.
  public var kind: String
  /// Its name.
  public var name: String
  /// Its part, such as a flow's node.
  public var part: String
  /// What the first says, as lines of `key=value`; `nil` when it does not have it.
  public var old: FlatText?
  /// What the second says.
  public var new: FlatText?
}

extension Store {
  /// All revisions, the latest first.
  public func revisions(limit: Int) throws(DatabaseError) -> [RevisionEntry] {
    try connection.all(
      """
      SELECT revision.number, revision.published, revision.author,
        went_live.id = (SELECT max(id) FROM went_live), went_live.at, went_live.author
      FROM revision LEFT JOIN went_live ON went_live.id =
        (SELECT max(id) FROM went_live WHERE went_live.revision = revision.number)
      ORDER BY revision.number DESC LIMIT ?
      """,
      [.integer(limit)]
    ) { row in
      RevisionEntry(
        head: RevisionHead(
          number: row.integer(0),
          published: Timestamp(microseconds: row.integer(1)),
          author: row.text(2)
        ),
        isLive: row.integer(3) == 1,
        wentLive: row.optionalInteger(4).map { (Timestamp(microseconds: $0), row.text(5)) }
      )
    }
  }

  /// Whether a revision of that number was published.
  public func hasRevision(_ number: Int) throws(DatabaseError) -> Bool {
    try connection.first("SELECT 1 FROM revision WHERE number = ?", [.integer(number)]) { _ in
      true
    } ?? false
  }

  /// Makes an earlier revision live again; `prepare` is done before, and when it throws, nothing
  /// happened.
  public func rollBack(
    to number: Int,
    author: String,
    at moment: Timestamp,
    prepare: () throws -> Void = {}
  ) throws {
    var trouble: (any Error)?
    try connection.alone { () throws(DatabaseError) in
      guard try hasRevision(number) else {
        throw DatabaseError(
          .configuration,
          doing: "going back to revision \(number)",
          cause: "there is none"
        )
      }
      do { try prepare() } catch { trouble = error }
      guard trouble == nil, try liveNumber() != number else { return }
      let drafts = Drafts(connection: connection, giveWay: {})
      try connection.transaction { () throws(DatabaseError) in
        try drafts.setLive(number, author: author, at: moment)
      }
    }
    if let trouble { throw trouble }
  }

  /// What differs between two revisions.
  public func changes(from old: Int, to new: Int) throws(DatabaseError) -> [RevisionChange] {
    Self.changes(from: try rows(of: old), to: try rows(of: new))
  }

  /// What publishing a configuration would change; `nil` is the empty beginning.
  public func changes(
    from old: Int?,
    to new: PublishedConfiguration
  ) throws(DatabaseError) -> [RevisionChange] {
    let rows = new.rows.map { (SaidPlace($0.kind.rawValue, $0.name, $0.part), $0.body) }
    return Self.changes(
      from: try old.map { number throws(DatabaseError) in try self.rows(of: number) } ?? [:],
      to: Dictionary(rows) { first, _ in first }
    )
  }

  /// Where something is said.
  private struct SaidPlace: Hashable {
    var kind: String
    var name: String
    var part: String

    init(_ kind: String, _ name: String, _ part: String) {
      self.kind = kind
      self.name = name
      self.part = part
    }
  }

  private func rows(of revision: Int) throws(DatabaseError) -> [SaidPlace: String] {
    var rows: [SaidPlace: String] = [:]
    try connection.each(
      "SELECT kind, name, part, body FROM published WHERE revision = ?",
      [.integer(revision)]
    ) { row in
      rows[SaidPlace(row.text(0), row.text(1), row.text(2))] = row.text(3)
      return .next
    }
    return rows
  }

  private static func changes(
    from old: [SaidPlace: String],
    to new: [SaidPlace: String]
  ) -> [RevisionChange] {
    let places = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    return places.sorted { ($0.kind, $0.name, $0.part) < ($1.kind, $1.name, $1.part) }.map {
      RevisionChange(
        kind: $0.kind,
        name: $0.name,
        part: $0.part,
        old: old[$0].map(FlatText.init(decoding:)),
        new: new[$0].map(FlatText.init(decoding:))
      )
    }
  }
}

extension Revision {
  /// The part of a revision that Asterisk's files are made of.
  ///
  /// Queues, agents, trunks, settings, servers, roles and the numbers forwarded to; the rest is left
  /// empty.
  public func centre() throws(DatabaseError) -> PublishedConfiguration {
    var centre = PublishedConfiguration()
    try eachRow { (kind, name, flat) throws(DatabaseError) in
      switch kind {
      case .queue: centre.queues.append(QueueSettings(name: name, flat))
      case .ringing:
        centre.ringing.append(try readable(QueueRinging(queue: name, flat), kind, name))
      case .agent:
        centre.agents.append(try readable(AgentSettings(number: name, flat), kind, name))
      case .trunk: centre.trunks.append(try readable(TrunkSettings(name: name, flat), kind, name))
      case .forward: centre.forwards.append(name)
      case .settings: centre.settings = Settings(flat)
      case .server:
        centre.servers.append(try readable(ServerSettings(name: name, flat), kind, name))
      case .role: centre.roles.append(try readable(RoleSettings(name: name, flat), kind, name))
      default: return
      }
    }
    return centre
  }

  private func readable<Value>(
    _ value: Value?,
    _ kind: PublishedRow.Kind,
    _ name: String
  ) throws(DatabaseError) -> Value {
    guard let value else { throw unreadable(kind, name) }
    return value
  }

  private func eachRow(
    _ body: (PublishedRow.Kind, String, FlatText) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    try connection.each(
      """
      SELECT kind, name, body FROM published WHERE revision = ?
      AND kind IN ('queue', 'ringing', 'agent', 'trunk', 'forward', 'settings', 'server', 'role')
      ORDER BY kind, part, name
      """,
      [.integer(number)]
    ) { (row) throws(DatabaseError) in
      if let kind = PublishedRow.Kind(rawValue: row.text(0)) {
        try body(kind, row.text(1), FlatText(decoding: row.text(2)))
      }
      return .next
    }
  }
}
