import CSQLite

/// One connection to one SQLite file.
///
/// It belongs to the thread that opened it. Each call opens its own, as each AGI program does.
/// Statements are literals of the source code and values are bound, so no value can become SQL.
public final class Connection {
  private let handle: OpaquePointer
  private let budget: BusyBudget
  /// Prepared statements that wait for their next use, each leading to the next: a call has a
  /// handful, and a dictionary would cost it more than it saves.
  private var idle: Statement?

  /// Opens the file at `path`.
  ///
  /// - Throws: ``DatabaseError`` with code `missing`, `denied`, `corrupt` or another.
  public init(path: String, _ options: Options) throws(DatabaseError) {
    let access =
      options.creates ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE
    var opened: OpaquePointer?
    let result = sqlite3_open_v2(path, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
    guard result == SQLITE_OK, let opened else {
      let error = DatabaseError(result, doing: "opening \(path)", on: opened)
      sqlite3_close_v2(opened)
      throw error
    }
    handle = opened
    budget = BusyBudget(options.busyBudget)
    sqlite3_extended_result_codes(handle, 1)
    budget.attach(to: handle)
    sqlite3_wal_autocheckpoint(handle, Int32(options.longestLog))
    if !options.checkpointsOnClose { switchboard_sqlite3_no_checkpoint_on_close(handle) }
    do {
      try setDurability(options.durability)
    } catch {
      // The first statement is where SQLite really looks at the file.
      throw DatabaseError(error.code, doing: "opening \(path)", cause: error.cause)
    }
  }

  deinit {
    idle = nil
    sqlite3_close_v2(handle)
  }
}

// MARK: - Statements

extension Connection {
  /// Runs a statement that returns no rows.
  ///
  /// - Returns: How many rows it changed.
  @discardableResult
  public func run(_ sql: StaticString, _ values: [Value] = []) throws(DatabaseError) -> Int {
    try each(sql, values) { _ in .stop }
    return Int(sqlite3_changes64(handle))
  }

  /// Reads the first row that a query finds.
  ///
  /// - Returns: What `read` made of it, or `nil` when there is none.
  public func first<Result>(
    _ sql: StaticString,
    _ values: [Value] = [],
    read: (Row) throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result? {
    var found: Result?
    try each(sql, values) { (row) throws(DatabaseError) in
      found = try read(row)
      return .stop
    }
    return found
  }

  /// Reads all rows that a query finds.
  public func all<Result>(
    _ sql: StaticString,
    _ values: [Value] = [],
    read: (Row) throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> [Result] {
    var found: [Result] = []
    try each(sql, values) { (row) throws(DatabaseError) in
      found.append(try read(row))
      return .next
    }
    return found
  }

  /// Reads row after row, and no more of them than `read` asks for.
  public func each(
    _ sql: StaticString,
    _ values: [Value] = [],
    read: (Row) throws(DatabaseError) -> Reading
  ) throws(DatabaseError) {
    let statement = try take(sql)
    defer { putBack(statement) }
    try statement.bind(values)
    while try statement.step() {
      if try read(Row(statement: statement.handle)) == .stop { return }
    }
  }

  /// Whether ``each(_:_:read:)`` goes on.
  public enum Reading: Sendable {
    /// The next row.
    case next
    /// Enough.
    case stop
  }

  /// The key that the last inserted row got.
  public var lastKey: Int64 { sqlite3_last_insert_rowid(handle) }

  /// Runs several statements of the source code, without values.
  public func execute(script: StaticString) throws(DatabaseError) {
    let text = UnsafeRawPointer(script.utf8Start).assumingMemoryBound(to: CChar.self)
    let result = sqlite3_exec(handle, text, nil, nil, nil)
    guard result == SQLITE_OK else {
      throw DatabaseError(result, doing: Statement.summary(of: script), on: handle)
    }
  }

  /// A statement is prepared once; while it is being read, a second use gets a twin of it.
  private func take(_ sql: StaticString) throws(DatabaseError) -> Statement {
    var before: Statement?
    var candidate = idle
    while let statement = candidate {
      if statement.sql.utf8Start == sql.utf8Start {
        if let before { before.next = statement.next } else { idle = statement.next }
        statement.next = nil
        return statement
      }
      (before, candidate) = (statement, statement.next)
    }
    return try Statement(sql, on: handle)
  }

  private func putBack(_ statement: Statement) {
    statement.reset()
    statement.next = idle
    idle = statement
  }
}

// MARK: - Transactions

extension Connection {
  /// Does `work` in one transaction that may write: all of it happens, or nothing.
  ///
  /// The write lock is taken at the start, so that what `work` reads is still so when it writes.
  @discardableResult
  public func transaction<Result>(
    _ work: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    try run("BEGIN IMMEDIATE")
    do {
      let result = try work()
      try run("COMMIT")
      return result
    } catch {
      // What failed may have rolled back already; the first error is the one to tell.
      if sqlite3_get_autocommit(handle) == 0 { _ = try? run("ROLLBACK") }
      throw error
    }
  }

  /// Says what a power cut may cost from the next transaction on.
  public func setDurability(_ durability: Durability) throws(DatabaseError) {
    switch durability {
    case .normal: try run("PRAGMA synchronous = NORMAL")
    case .full: try run("PRAGMA synchronous = FULL")
    }
  }
}
