public import Database
public import Records

/// The floor's own file beside the store: every line of every queue_log, each once.
///
/// It is a file of its own because every table of the store costs every call. Whoever keeps it makes
/// it by `StoreFiles` and migrates it to `Schema.floor` first. Like its connection it belongs to one
/// thread.
public final class FloorStore {
  let connection: Connection
  /// The lease under which is written; `nil` where nobody leads, as in a file that is thrown away.
  let term: Int?

  /// The shape that this program needs at least.
  public static let neededSchema = 3

  /// Opens the file, which was made and migrated before.
  ///
  /// - Parameters:
  ///   - location: Where the store is.
  ///   - options: How the file is opened.
  ///   - term: Writes only as long as this is the lease's term; `nil` is for whoever writes alone.
  /// - Throws: ``DatabaseError``; code `schema` when its shape does not suit this program.
  public convenience init(
    at location: StoreLocation,
    _ options: Connection.Options,
    term: Int? = nil
  ) throws(DatabaseError) {
    try self.init(Connection(path: location.floorFile, options), term: term)
  }

  /// Uses a connection that is open already.
  ///
  /// - Parameters:
  ///   - connection: The connection.
  ///   - term: Writes only as long as this is the lease's term; `nil` is for whoever writes alone.
  /// - Throws: ``DatabaseError``; code `schema` when its shape does not suit this program.
  public init(_ connection: Connection, term: Int? = nil) throws(DatabaseError) {
    self.connection = connection
    self.term = term
    guard let stamp = try connection.schemaStamp(), stamp.number >= Self.neededSchema else {
      throw DatabaseError(
        .schema,
        doing: "checking the floor's shape",
        cause: "it was not migrated yet"
      )
    }
    try stamp.checkServes()
  }

  /// Does `work` in one transaction, if the lease is still that of this writer.
  ///
  /// Everything that is written goes through here.
  ///
  /// - Throws: ``DatabaseError``; code `deposed` when another one leads by now.
  @discardableResult
  func write<Result>(
    _ work: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    try connection.transaction { () throws(DatabaseError) in
      try checkTerm()
      return try work()
    }
  }

  private func checkTerm() throws(DatabaseError) {
    guard let term else { return }
    let isOurs = try connection.first("SELECT term = ? FROM lease", [.integer(term)]) {
      $0.integer(0) == 1
    }
    guard isOurs == true else {
      throw DatabaseError(
        .deposed,
        doing: "writing to the floor's file",
        cause: "another daemon leads on this store by now"
      )
    }
  }
}

// MARK: - Keeping

extension FloorStore {
  /// How far each queue_log of a node was read, as `QueueLogFollower` wants to know it.
  public func positions(of node: String) throws(DatabaseError) -> [QueueLogPosition] {
    try connection.all(
      """
      SELECT device, inode, head, begun, length, mark FROM log_file WHERE node = ? ORDER BY id
      """,
      [.text(node)]
    ) { row in
      QueueLogPosition(
        file: QueueLogFileID(
          device: UInt64(bitPattern: Int64(row.integer(0))),
          inode: UInt64(bitPattern: Int64(row.integer(1))),
          head: UInt64(bitPattern: Int64(row.integer(2)))
        ),
        begun: Timestamp(microseconds: row.integer(3)),
        offset: row.integer(4),
        mark: UInt64(bitPattern: Int64(row.integer(5)))
      )
    }
  }

  /// Keeps a batch and how far the file was read by it, both or neither.
  ///
  /// - Throws: ``DatabaseError``; code `followed` when it does not go on where the last one ended:
  ///   somebody else follows the same log into this file.
  public func append(_ batch: QueueLogBatch, of node: String) throws(DatabaseError) {
    try write { () throws(DatabaseError) in
      let file = try batch.start == 0 ? add(batch, node) : advance(batch, node)
      for entry in batch.entries { try insert(entry, file) }
    }
  }

  private func add(_ batch: QueueLogBatch, _ node: String) throws(DatabaseError) -> Int {
    let position = batch.position
    let added = try connection.run(
      """
      INSERT INTO log_file (node, device, inode, head, begun, follows_gap, length, mark)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (node, device, inode, head) DO NOTHING
      """,
      [.text(node)] + position.file.values + [
        .integer(position.begun.microseconds), .integer(batch.followsGap ? 1 : 0),
        .integer(position.offset), position.mark.value,
      ]
    )
    guard added == 1 else { throw Self.followed }
    return Int(connection.lastKey)
  }

  private func advance(_ batch: QueueLogBatch, _ node: String) throws(DatabaseError) -> Int {
    let file = try connection.first(
      """
      UPDATE log_file SET length = ?, mark = ?
      WHERE node = ? AND device = ? AND inode = ? AND head = ? AND length = ? RETURNING id
      """,
      [.integer(batch.position.offset), batch.position.mark.value, .text(node)]
        + batch.position.file.values + [.integer(batch.start)]
    ) { $0.integer(0) }
    guard let file else { throw Self.followed }
    return file
  }

  private static var followed: DatabaseError {
    DatabaseError(
      .followed,
      doing: "keeping lines of a queue_log",
      cause: "they do not follow what was kept last: does another program follow this log?"
    )
  }

  private func insert(_ entry: QueueLogBatch.Entry, _ file: Int) throws(DatabaseError) {
    let values: [Value] =
      switch entry.content {
      case .line(let line):
        [
          .integer(line.at.microseconds), .text(line.callID), .text(line.queue),
          .text(line.agent), .text(line.name), .text(line.data),
        ]
      case .malformed(let line):
        [.null, .text(""), .text(""), .text(""), .text(line.reason.rawValue), .text(line.text)]
      }
    try connection.run(
      """
      INSERT INTO fact (file, position, at, callid, queue, agent, event, data)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [.integer(file), .integer(entry.offset)] + values
    )
  }
}

// MARK: - Reading

extension FloorStore {
  /// Reads what was kept of a node, in the order of its log.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - span: Leaves out what Asterisk wrote before and after it; `nil` leaves out nothing.
  ///   - body: Is given one fact after the other.
  /// - Throws: ``DatabaseError``, also what `body` throws.
  public func facts(
    of node: String,
    in span: Range<Timestamp>? = nil,
    _ body: (Fact) throws(DatabaseError) -> Void
  ) throws(DatabaseError) {
    let files = try connection.all(
      "SELECT id, follows_gap FROM log_file WHERE node = ? ORDER BY id",
      [.text(node)]
    ) { (id: $0.integer(0), followsGap: $0.integer(1) != 0) }
    for file in files {
      guard let places = try places(span, in: file.id) else { continue }
      if file.followsGap { try body(.gap) }
      try connection.each(
        """
        SELECT at, callid, queue, agent, event, data FROM fact
        WHERE file = ? AND position BETWEEN ? AND ? ORDER BY position
        """,
        [.integer(file.id), .integer(places.lowerBound), .integer(places.upperBound)]
      ) { (row) throws(DatabaseError) in
        try body(Self.fact(row))
        return .next
      }
    }
  }

  /// Where the lines of a span stand in a file; what is no line has no time of its own.
  private func places(
    _ span: Range<Timestamp>?,
    in file: Int
  ) throws(DatabaseError) -> ClosedRange<Int>? {
    guard let span else { return 0...Int.max }
    let found = try connection.first(
      "SELECT min(position), max(position) FROM fact WHERE file = ? AND at >= ? AND at < ?",
      [
        .integer(file), .integer(span.lowerBound.microseconds),
        .integer(span.upperBound.microseconds),
      ]
    ) { ($0.optionalInteger(0), $0.optionalInteger(1)) }
    guard case (let first?, let last?)? = found else { return nil }
    return first...last
  }

  private static func fact(_ row: Row) -> Fact {
    guard let at = row.optionalInteger(0) else {
      let reason = MalformedLine.Reason(rawValue: row.text(4)) ?? .event
      return .malformed(MalformedLine(reason: reason, text: row.text(5)))
    }
    return .line(
      QueueLogLine(
        at: Timestamp(microseconds: at),
        callID: row.text(1),
        queue: row.text(2),
        agent: row.text(3),
        name: row.text(4),
        data: row.text(5)
      )
    )
  }
}

extension DatabaseError.Code {
  /// Lines of a queue_log do not follow those that were kept.
  public static let followed = DatabaseError.Code(rawValue: "followed")
  /// Who writes led once, and another one does by now.
  public static let deposed = DatabaseError.Code(rawValue: "deposed")
}

extension QueueLogFileID {
  fileprivate var values: [Value] { [device.value, inode.value, head.value] }
}

extension UInt64 {
  /// SQLite's numbers have a sign.
  fileprivate var value: Value { .integer(Int64(bitPattern: self)) }
}
