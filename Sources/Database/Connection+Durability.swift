extension Connection {
  /// Does `work` so that what it commits is on the disk when it is done, whatever the connection's
  /// own durability.
  ///
  /// For what somebody was promised. Not within a transaction: there SQLite would not heed it.
  @discardableResult
  public func durably<Result>(
    _ work: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    let own = try first("PRAGMA synchronous") { $0.integer(0) } ?? 1
    guard own < 2 else { return try work() }
    try run("PRAGMA synchronous = FULL")
    defer { _ = try? run("PRAGMA synchronous = NORMAL") }
    return try work()
  }
}
