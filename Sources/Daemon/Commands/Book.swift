import Database
import Operations
import Records

/// What is written down in the floor's file: what was asked for, and which calls were placed.
///
/// Each time with a connection of its own: it happens a few times a minute, and is safe on the disk when
/// it returns. Nothing is written once another daemon leads.
actor Book {
  private let leadership: Leadership
  private let meters: Meters

  init(_ leadership: Leadership, meters: Meters) {
    self.leadership = leadership
    self.meters = meters
  }

  func begin(_ deed: Deed) throws(DatabaseError) -> Int {
    try write { (store) throws(DatabaseError) in try store.begin(deed) }
  }

  func settle(deed id: Int, outcome: String) throws(DatabaseError) {
    try write { (store) throws(DatabaseError) in
      try store.settle(deed: id, outcome: outcome, at: .now())
    }
  }

  /// Writes a call down, unless one to the same number is open at the same Asterisk: nobody is called twice
  /// since two people ask, or one asks twice.
  ///
  /// - Returns: Whether it may be placed.
  func beginUnlessOpen(_ attempt: Attempt) throws(DatabaseError) -> Bool {
    try write { (store) throws(DatabaseError) in
      guard try !store.isOpen(attempt.call.number, at: attempt.node) else { return false }
      try store.begin(attempt)
      return true
    }
  }

  func settle(attempt channelId: String, outcome: String) throws(DatabaseError) {
    meters.attempted(outcome)
    try write { (store) throws(DatabaseError) in
      try store.settle(attempt: channelId, outcome: outcome, at: .now())
    }
  }

  /// Attempts of earlier leaders, whose outcome nobody wrote down: the daemon was killed meanwhile.
  func openAttempts(of node: String) throws(DatabaseError) -> [Attempt] {
    try write { (store) throws(DatabaseError) in try store.openAttempts(of: node) }
  }

  private func write<Result>(
    _ body: (FloorStore) throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    do {
      return try body(leadership.floor(.administrator))
    } catch {
      meters.failed("floor", error.code.rawValue)
      throw error
    }
  }
}
