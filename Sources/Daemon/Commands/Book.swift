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
  /// Calls that are being placed, by their channels: whoever places one will say what came of it.
  private var placing: Set<String> = []
  /// What came of calls and could not be written down yet.
  private var unwritten: [String: String] = [:]
  private var doubting: [String: AsyncStream<Void>.Continuation] = [:]

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
  /// - Parameters:
  ///   - attempt: The call.
  ///   - plan: By whose rules two ways to write a number are one.
  /// - Returns: Whether it may be placed; then ``settle(_:outcome:)`` or ``doubt(_:)`` says what came of it.
  /// - Throws: ``DatabaseError`` when it cannot be written down.
  func beginUnlessOpen(_ attempt: Attempt, _ plan: NumberPlan) throws(DatabaseError) -> Bool {
    func one(_ number: String) -> String {
      PhoneNumber(written: number, plan: plan)?.normalised ?? number
    }
    let unwritten = unwritten
    let hasBegun = try write { (store) throws(DatabaseError) in
      let open = try store.openAttempts(of: attempt.node)
        .filter { unwritten[$0.call.channelId] == nil }
      guard !open.contains(where: { one($0.call.number) == one(attempt.call.number) }) else {
        return false
      }
      try store.begin(attempt)
      return true
    }
    if hasBegun { placing.insert(attempt.call.channelId) }
    return hasBegun
  }

  /// What came of a call.
  ///
  /// - Returns: Whether that was not known before.
  /// - Throws: ``DatabaseError`` when it cannot be written down, which is tried again: see ``doubts(about:)``.
  @discardableResult
  func settle(_ attempt: Attempt, outcome: String) throws(DatabaseError) -> Bool {
    let id = attempt.call.channelId
    do {
      let isNew = try write { (store) throws(DatabaseError) in
        try store.settle(attempt: id, outcome: outcome, at: .now())
      }
      placing.remove(id)
      unwritten[id] = nil
      if isNew { meters.attempted(outcome) }
      return isNew
    } catch {
      unwritten[id] = outcome
      doubt(attempt)
      throw error
    }
  }

  /// Nobody heard what came of a call, or could write it down.
  func doubt(_ attempt: Attempt) {
    placing.remove(attempt.call.channelId)
    doubting[attempt.node]?.yield()
  }

  /// When there may be calls in doubt at an Asterisk: once at the beginning, as those of a daemon that was
  /// killed, and whenever one is in doubt.
  func doubts(about node: String) -> AsyncStream<Void> {
    let (stream, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    doubting.updateValue(signal, forKey: node)?.finish()
    signal.yield()
    return stream
  }

  /// The calls in doubt, each with what is known of it.
  func inDoubt(at node: String) throws(DatabaseError) -> [(attempt: Attempt, outcome: String?)] {
    let open = try write { (store) throws(DatabaseError) in try store.openAttempts(of: node) }
    return open.filter { !placing.contains($0.call.channelId) }
      .map { ($0, unwritten[$0.call.channelId]) }
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
