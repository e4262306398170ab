public import Database
public import Records

/// A place in the chain of deeds.
public struct AuditMark: Sendable, Equatable {
  /// How many links there were.
  public var number: Int
  /// The hash of the last one; empty where there was none.
  public var hash: String

  /// Describes a place.
  public init(number: Int, hash: String) {
    self.number = number
    self.hash = hash
  }
}

/// What the chain of deeds says about their rows.
public struct AuditVerdict: Sendable, Equatable {
  /// The first thing that is not as it was written.
  public enum Fault: Sendable, Equatable {
    /// This deed's row, or what the chain says of it, was changed.
    case changed(deed: Int)
    /// This deed's row is gone.
    case removed(deed: Int)
    /// This deed was written by nobody who keeps the chain.
    case added(deed: Int)
    /// The chain's link of this number is gone.
    case unlinked(number: Int)
    /// The chain does not end where it should: its last links are gone, or its end was moved.
    case cutOff(after: Int)
    /// Somebody kept this mark, and the chain has another one there, or none.
    case otherMark(AuditMark)
  }

  /// How many links were checked.
  public var links = 0
  /// Deeds from before there was a chain, of which it says nothing.
  public var unlinked = 0
  /// Where the chain begins: what came before was old, and is forgotten.
  public var anchor: AuditMark
  /// Where it ends; who keeps this elsewhere can tell later that all of it was made anew.
  public var end: AuditMark
  /// The first fault; `nil` when there is none.
  public var fault: Fault?
}

extension FloorStore {
  /// Checks the deeds against their chain.
  ///
  /// It tells rows that were changed, removed or added by somebody who did not make the rest of the
  /// chain anew. Who did that is found by a mark that was kept elsewhere.
  ///
  /// - Parameter kept: A mark of before; it must be in the chain.
  /// - Returns: The verdict, with the first fault in the order of the chain.
  /// - Throws: ``DatabaseError``.
  public func verifyDeeds(against kept: AuditMark? = nil) throws(DatabaseError) -> AuditVerdict {
    // One state of the file, whatever is written meanwhile.
    try connection.run("BEGIN")
    defer { _ = try? connection.run("COMMIT") }
    let (anchor, end) = try chainEnds()
    var verdict = AuditVerdict(anchor: anchor, end: end)
    let firstLinked =
      try connection.first("SELECT min(deed) FROM deed_link") { $0.optionalInteger(0) } ?? nil
    // Where old deeds went, those from before the chain went first.
    let firstKnown = anchor.number > 0 ? 0 : firstLinked
    verdict.unlinked =
      try connection.first(
        "SELECT count(*) FROM deed WHERE id < ?",
        [.integer(firstKnown ?? .max)]
      ) { $0.integer(0) } ?? 0
    let last = try followChain(&verdict, kept)
    guard verdict.fault == nil else { return verdict }
    if last != end {
      verdict.fault = .cutOff(after: last.number)
    } else if let stray = try strayDeed(from: firstKnown) {
      verdict.fault = stray
    }
    return verdict
  }

  /// Follows the chain to its end, or to its first fault.
  private func followChain(
    _ verdict: inout AuditVerdict,
    _ kept: AuditMark?
  ) throws(DatabaseError) -> AuditMark {
    var last = verdict.anchor
    var fault: AuditVerdict.Fault?
    var links = 0
    func isOther(_ mark: AuditMark) -> Bool { kept?.number == mark.number && kept != mark }
    if isOther(last) { fault = kept.map { .otherMark($0) } }
    try connection.each(
      "SELECT number, deed, word, at, hash FROM deed_link ORDER BY number"
    ) { (row) throws(DatabaseError) in
      guard fault == nil else { return .stop }
      let (number, id) = (row.integer(0), row.integer(1))
      guard number == last.number + 1 else {
        fault = .unlinked(number: last.number + 1)
        return .stop
      }
      guard let deed = try deed(id) else {
        fault = .removed(deed: id)
        return .stop
      }
      let link = DeedLink.Word(rawValue: row.text(2)).map {
        DeedLink(number: number, deed: id, word: $0, at: Timestamp(microseconds: row.integer(3)))
      }
      let mark = AuditMark(number: number, hash: row.text(4))
      guard link?.hash(of: deed, after: last.hash) == mark.hash else {
        fault = .changed(deed: id)
        return .stop
      }
      links += 1
      last = mark
      if isOther(mark) { fault = kept.map { .otherMark($0) } }
      return .next
    }
    if fault == nil, let kept, kept.number > last.number { fault = .otherMark(kept) }
    verdict.links = links
    verdict.fault = fault
    return last
  }

  /// A deed, or an outcome, that the chain knows nothing of.
  private func strayDeed(from first: Int?) throws(DatabaseError) -> AuditVerdict.Fault? {
    guard let first else { return nil }
    let added = try connection.first(
      """
      SELECT id FROM deed WHERE id >= ?
      AND id NOT IN (SELECT deed FROM deed_link WHERE word = 'asked') ORDER BY id LIMIT 1
      """,
      [.integer(first)]
    ) { $0.integer(0) }
    if let added { return .added(deed: added) }
    let told = try connection.first(
      """
      SELECT id FROM deed WHERE id >= ? AND outcome IS NOT NULL
      AND id NOT IN (SELECT deed FROM deed_link WHERE word = 'outcome') ORDER BY id LIMIT 1
      """,
      [.integer(first)]
    ) { $0.integer(0) }
    return told.map { .changed(deed: $0) }
  }
}

// MARK: - What is old

extension FloorStore {
  /// Forgets old deeds and attempts, a few at a time; the chain goes on from where it begins then.
  ///
  /// Deeds go from the first one on, and none before those ahead of it; the last one stays, so that no
  /// number is given twice. An attempt goes when it is settled and old.
  ///
  /// - Parameters:
  ///   - moment: What was asked for before it is old.
  ///   - now: The moment that it is now; a time that has not come yet says nothing of an age.
  ///   - limit: The most of each in one transaction.
  /// - Returns: How many rows were forgotten; 0 when there are no more.
  /// - Throws: ``DatabaseError``.
  @discardableResult
  public func forgetDeeds(
    before moment: Timestamp,
    asOf now: Timestamp,
    atMost limit: Int
  ) throws(DatabaseError) -> Int {
    try write { () throws(DatabaseError) in
      let attempts = try connection.run(
        """
        DELETE FROM attempt WHERE channel IN (
          SELECT channel FROM attempt WHERE outcome IS NOT NULL AND at < ? LIMIT ?
        )
        """,
        [.integer(moment.microseconds), .integer(limit)]
      )
      guard let last = try lastOldDeed(before: moment, asOf: now, atMost: limit) else {
        return attempts
      }
      // One of two that were under way together may be settled behind the beginning of the next.
      let cut = try chainCut(at: last)
      if cut.number > 0 {
        try connection.run("DELETE FROM deed_link WHERE number <= ?", [.integer(cut.number)])
        try connection.run(
          "UPDATE deed_chain SET number = ?, hash = ? WHERE place = 'anchor'",
          [.integer(cut.number), .text(cut.hash)]
        )
      }
      let deeds = try connection.run(
        """
        DELETE FROM deed WHERE id <= ? AND id NOT IN (SELECT deed FROM deed_link)
        """,
        [.integer(last)]
      )
      return attempts + deeds
    }
  }

  /// The last deed of those that stand before the first young one; never the last of all.
  private func lastOldDeed(
    before moment: Timestamp,
    asOf now: Timestamp,
    atMost limit: Int
  ) throws(DatabaseError) -> Int? {
    try connection.first(
      """
      SELECT max(id) FROM (
        SELECT id FROM deed
        WHERE id < ifnull((SELECT min(id) FROM deed WHERE at BETWEEN ?1 AND ?2), 1 << 62)
        AND id < (SELECT max(id) FROM deed) ORDER BY id LIMIT ?3
      )
      """,
      [.integer(moment.microseconds), .integer(now.microseconds), .integer(limit)]
    ) { $0.optionalInteger(0) } ?? nil
  }

  /// The last link before the first one of a deed that stays.
  private func chainCut(at last: Int) throws(DatabaseError) -> AuditMark {
    var cut = try chainEnds().end.number
    var next = try firstLink(ofDeedsAfter: last)
    while let first = next, first <= cut {
      cut = first - 1
      // A deed with a link behind the cut stays, and so do its links before it.
      next =
        try connection.first(
          """
          SELECT min(number) FROM deed_link WHERE number <= ?1
          AND deed IN (SELECT deed FROM deed_link WHERE number > ?1)
          """,
          [.integer(cut)]
        ) { $0.optionalInteger(0) } ?? nil
    }
    return try connection.first(
      "SELECT number, hash FROM deed_link WHERE number = ?",
      [.integer(cut)]
    ) { AuditMark(number: $0.integer(0), hash: $0.text(1)) } ?? AuditMark(number: 0, hash: "")
  }

  private func firstLink(ofDeedsAfter last: Int) throws(DatabaseError) -> Int? {
    try connection.first(
      "SELECT min(number) FROM deed_link WHERE deed > ?",
      [.integer(last)]
    ) { $0.optionalInteger(0) } ?? nil
  }
}
