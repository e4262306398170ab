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

  /// Forgets old lines, a few at a time, from the first line of each node on.
  ///
  /// Lines go in the order in which they were read, and none before those that were read ahead of it: a
  /// line that was written while the clock was behind is as young as the ones before it. One from a
  /// time that has not come yet says nothing of its age, and goes with the old ones around it. How far
  /// each file was read is not forgotten, so nothing is read again.
  ///
  /// - Parameters:
  ///   - moment: What Asterisk wrote before it is old.
  ///   - now: The moment that it is now.
  ///   - limit: The most old lines in one transaction.
  /// - Returns: How many lines were forgotten; 0 when there are no more.
  /// - Throws: ``DatabaseError``.
  @discardableResult
  public func forget(
    before moment: Timestamp,
    asOf now: Timestamp,
    atMost limit: Int
  ) throws(DatabaseError) -> Int {
    for node in try nodes() {
      let files = try connection.all(
        "SELECT id FROM log_file WHERE node = ? ORDER BY id",
        [.text(node)]
      ) { $0.integer(0) }
      for file in files {
        let young = try firstYoung(in: file, since: moment, until: now)
        let count = try forget(before: moment, in: file, upTo: young, atMost: limit)
        if count > 0 { return count }
        if young != nil { break }
      }
    }
    return 0
  }

  /// Where the first line stands that is not old yet.
  ///
  /// By position: an index of times would be read whole.
  private func firstYoung(
    in file: Int,
    since moment: Timestamp,
    until now: Timestamp
  ) throws(DatabaseError) -> Int? {
    try connection.first(
      """
      SELECT position FROM fact WHERE file = ? AND +at >= ? AND +at <= ? ORDER BY position LIMIT 1
      """,
      [.integer(file), .integer(moment.microseconds), .integer(now.microseconds)]
    ) { $0.integer(0) }
  }

  private func forget(
    before moment: Timestamp,
    in file: Int,
    upTo young: Int?,
    atMost limit: Int
  ) throws(DatabaseError) -> Int {
    // What is no line has no time: it goes with the old ones around it.
    let last = try connection.first(
      """
      SELECT max(position) FROM (
        SELECT position FROM fact WHERE file = ? AND position < ? AND +at < ?
        ORDER BY position LIMIT ?
      )
      """,
      [
        .integer(file), .integer(young ?? .max), .integer(moment.microseconds), .integer(limit),
      ]
    ) { $0.optionalInteger(0) }
    guard case let last?? = last else { return 0 }
    return try write { () throws(DatabaseError) in
      try connection.run(
        "DELETE FROM fact WHERE file = ? AND position <= ?",
        [.integer(file), .integer(last)]
      )
    }
  }
}
