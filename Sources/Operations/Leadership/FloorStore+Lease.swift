public import Database
public import Records

extension FloorStore {
  /// What came of asking for the lead.
  public enum Taking: Sendable, Equatable {
    /// It is ours; `after` is who had it last.
    case taken(Lease, after: Lease?)
    /// Another one has it.
    case refused(Lease)
  }

  /// Who leads, or led last; `nil` when nobody ever has.
  public func lease() throws(DatabaseError) -> Lease? {
    try connection.first("SELECT term, process, host, since, boot, ends FROM lease") { row in
      Lease(
        term: row.integer(0),
        holder: Lease.Holder(process: row.integer(1), host: row.text(2)),
        since: Timestamp(microseconds: row.integer(3)),
        end: MachineMoment(boot: row.text(4), microseconds: row.integer(5))
      )
    }
  }

  /// Takes the lead unless another one has it.
  ///
  /// - Parameters:
  ///   - holder: Who wants it.
  ///   - lock: Shows from then on that the holder lives.
  ///   - now: The moment, read before this is called: what is waited for here shortens the lease.
  ///   - since: The same by the clock on the wall.
  /// - Returns: Whose it is.
  /// - Throws: ``DatabaseError``.
  public func takeLease(
    for holder: Lease.Holder,
    _ lock: LeaderLock,
    at now: MachineMoment,
    _ since: Timestamp = .now()
  ) throws(DatabaseError) -> Taking {
    // Who only looks whether it is free needs no lock of the file.
    if let last = try lease(), try counts(last, lock, now) { return .refused(last) }
    var held: Int?
    do throws(DatabaseError) {
      return try connection.transaction { () throws(DatabaseError) in
        let last = try lease()
        if let last, try counts(last, lock, now) { return .refused(last) }
        let lease = Lease(
          term: (last?.term ?? 0) + 1,
          holder: holder,
          since: since,
          end: now + Lease.length
        )
        try lock.hold(lease.term)
        held = lease.term
        try keep(lease)
        return .taken(lease, after: last)
      }
    } catch {
      held.map(lock.letGo)
      throw error
    }
  }

  private func counts(
    _ lease: Lease,
    _ lock: LeaderLock,
    _ now: MachineMoment
  ) throws(DatabaseError) -> Bool {
    lease.counts(at: now, isAlive: try lock.isHeldElsewhere(lease.term))
  }

  private func keep(_ lease: Lease) throws(DatabaseError) {
    try connection.run(
      """
      INSERT OR REPLACE INTO lease (id, term, process, host, since, boot, ends)
      VALUES (1, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(lease.term), .integer(lease.holder.process), .text(lease.holder.host),
        .integer(lease.since.microseconds), .text(lease.end.boot),
        .integer(lease.end.microseconds),
      ]
    )
  }

  /// Makes this writer's lease last until a moment; one that ran out, and that nobody took, too.
  ///
  /// - Throws: ``DatabaseError``; code `deposed` when another one leads by now.
  public func renewLease(until end: MachineMoment) throws(DatabaseError) {
    try write { () throws(DatabaseError) in
      try connection.run(
        "UPDATE lease SET boot = ?, ends = ?",
        [.text(end.boot), .integer(end.microseconds)]
      )
    }
  }

  /// Gives this writer's lease back: another one may take it at once.
  ///
  /// - Throws: ``DatabaseError``; code `deposed` when another one leads by now.
  public func giveLeaseBack() throws(DatabaseError) {
    try write { () throws(DatabaseError) in try connection.run("UPDATE lease SET ends = 0") }
  }
}
