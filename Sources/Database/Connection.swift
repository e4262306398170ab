import CSQLite

/// One connection to one SQLite file.
///
/// It belongs to the thread that opened it. Each call opens its own, as each AGI program does.
/// Statements are literals of the source code and values are bound, so no value can become SQL.
public final class Connection {
  let handle: OpaquePointer
  let budget: BusyBudget
  /// Why nothing can be written through this connection, when it only reads.
  private let whyReadOnly: DatabaseError.Code?
  /// Prepared statements that wait for their next use, each leading to the next: a call has a
  /// handful, and a dictionary would cost it more than it saves.
  private var idle: Statement?

  /// Opens the file at `path`.
  ///
  /// - Throws: ``DatabaseError`` with code `missing`, `denied`, `corrupt` or another.
  public init(path: String, _ options: Options) throws(DatabaseError) {
    budget = BusyBudget(options.busyBudget)
    do {
      handle = try Self.open(path, options, budget)
      whyReadOnly = nil
    } catch {
      let error = error.butNotMissing(path)
      guard options.readsWhatItCannotWrite else { throw error }
      handle = try Self.openForReading(path, options, budget, after: error)
      whyReadOnly = error.code
    }
  }

  deinit {
    if SQLiteSetup.isOneCall {
      idle.map { _ = Unmanaged.passRetained($0) }
    } else {
      idle = nil
      sqlite3_close_v2(handle)
    }
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
  @inlinable
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
  @inlinable
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
    while try step(statement) {
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

  private func step(_ statement: Statement) throws(DatabaseError) -> Bool {
    do {
      return try statement.step()
    } catch  where error.code == .readOnly {
      throw DatabaseError(whyReadOnly ?? .readOnly, doing: error.doing, cause: error.cause)
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
}
