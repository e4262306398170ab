public import Database
public import Records

extension FloorStore {
  /// The nodes of which anything was ever kept, in the order of their names.
  public func nodes() throws(DatabaseError) -> [String] {
    try connection.all("SELECT DISTINCT node FROM log_file ORDER BY node") { $0.text(0) }
  }

  /// Asks whether the disk has room for more than calls need.
  ///
  /// - Throws: ``DatabaseError`` with code `full` when it has not.
  public func keepReserve() throws(DatabaseError) {
    try connection.keepReserve()
  }

  /// Forgets old lines, a few at a time: those that stand before the first newer one of their file.
  ///
  /// How far each file was read is not forgotten, so nothing is read again.
  ///
  /// - Parameters:
  ///   - moment: What Asterisk wrote before it is old.
  ///   - limit: The most lines in one transaction.
  /// - Returns: How many lines were forgotten; 0 when there are no more.
  /// - Throws: ``DatabaseError``.
  @discardableResult
  public func forget(before moment: Timestamp, atMost limit: Int) throws(DatabaseError) -> Int {
    let files = try connection.all("SELECT id FROM log_file ORDER BY id") { $0.integer(0) }
    for file in files {
      let count = try forget(before: moment, in: file, atMost: limit)
      if count > 0 { return count }
    }
    return 0
  }

  private func forget(
    before moment: Timestamp,
    in file: Int,
    atMost limit: Int
  ) throws(DatabaseError) -> Int {
    // What is no line has no time: it goes with the old ones around it.
    var last: Int?
    try connection.each(
      "SELECT position, at FROM fact WHERE file = ? ORDER BY position LIMIT ?",
      [.integer(file), .integer(limit)]
    ) { row in
      guard let at = row.optionalInteger(1) else { return .next }
      guard at < moment.microseconds else { return .stop }
      last = row.integer(0)
      return .next
    }
    guard let last else { return 0 }
    return try connection.run(
      "DELETE FROM fact WHERE file = ? AND position <= ?",
      [.integer(file), .integer(last)]
    )
  }
}
