import Database
import Glibc
import Logging
import Operations
import Records

/// Follows queue_logs into the floor's file, a batch at a time.
///
/// Whatever fails is tried again: the file is opened anew, and each log is read on from what was kept.
/// So a full disk, a lock or a kill costs time and no line. It belongs to one thread.
final class HistoryRecorder {
  /// A queue_log, and how far we are with it.
  private struct Log {
    let node: String
    let path: String
    var follower: QueueLogFollower?
    /// Names that were told as no queue_log.
    var ignored: [String] = []
    /// Compressed files that were told as broken off.
    var damaged: Set<String> = []
    var trouble = Trouble()
    /// Lines since the last time that nothing more was there; `nil` once that was told.
    var lines: Int? = 0
  }

  /// How many old lines go in one transaction.
  private static let portion = 1_000
  /// How long after nothing old is left it is looked again.
  private static let pause = Duration.seconds(3_600)

  private let open: () throws(DatabaseError) -> FloorStore
  private let kept: Int
  private let wall: () -> Timestamp
  private let meters: Meters
  private let log: Logger
  private var logs: [Log] = []
  private var store: FloorStore?
  private var trouble = Trouble()
  private var nextForgetting: ContinuousClock.Instant?
  private var clock = SteadyClock()

  /// Prepares to follow.
  ///
  /// - Parameters:
  ///   - keepDays: How many days a line is kept.
  ///   - wall: The wall clock.
  ///   - meters: Counts lines, and what goes wrong.
  ///   - log: Where is told what happens.
  ///   - open: Opens the floor's file.
  init(
    keepDays: Int,
    wall: @escaping () -> Timestamp = Timestamp.now,
    meters: Meters = Meters(),
    log: Logger,
    open: @escaping () throws(DatabaseError) -> FloorStore
  ) {
    kept = keepDays * 86_400
    self.wall = wall
    self.meters = meters
    self.log = log
    self.open = open
  }

  /// Follows these Asterisks from now on; those without a `queueLog` are left out.
  func follow(_ servers: [ServerSettings]) {
    let wanted = servers.compactMap { server in
      server.queueLog.map { Log(node: server.name, path: $0) }
    }
    guard !wanted.elementsEqual(logs, by: { $0.node == $1.node && $0.path == $1.path }) else {
      return
    }
    logs = wanted.map { log in
      logs.first { $0.node == log.node && $0.path == log.path } ?? log
    }
    for log in logs { meters.follow(log.path, of: log.node) }
  }

  /// Keeps what there is, a batch of each log.
  ///
  /// - Returns: Whether there may be more at once.
  func step(at now: ContinuousClock.Instant = .now) -> Bool {
    let moment = clock.look(wall: wall(), monotonic: now)
    do throws(DatabaseError) {
      let store = try opened()
      var isMore = false
      for place in logs.indices where try keep(&logs[place], in: store, now) { isMore = true }
      if !isMore, let moment { try forget(in: store, asOf: moment, now) }
      if trouble.ends() { log.notice("floor.sqlite: the history goes on where it stopped") }
      return isMore
    } catch {
      meters.failed("floor", error.code.rawValue)
      for log in logs { fails(log) }
      tell(error, now)
      store = nil
      for place in logs.indices { logs[place].follower = nil }
      return false
    }
  }

  private func opened() throws(DatabaseError) -> FloorStore {
    if let store { return store }
    let store = try open()
    self.store = store
    return store
  }

  private func tell(_ error: DatabaseError, _ now: ContinuousClock.Instant) {
    guard trouble.persists(error.code.rawValue, at: now) else { return }
    log.error(
      """
      floor.sqlite: \(error): the history stops here, and goes on by itself; \
      nothing is lost while queue_log and its rotated files stay
      """
    )
  }

  // MARK: One log

  private func keep(
    _ log: inout Log,
    in store: FloorStore,
    _ now: ContinuousClock.Instant
  ) throws(DatabaseError) -> Bool {
    let follower = try follower(of: &log, in: store)
    let batch: QueueLogBatch?
    do {
      batch = try follower.next()
    } catch {
      fails(log)
      tell("\(error)", of: &log, now)
      return false
    }
    guard let batch else {
      rest(&log, follower, now)
      return false
    }
    try store.keepReserve()
    try store.append(batch, of: log.node)
    notice(batch, of: &log)
    return true
  }

  private func follower(
    of log: inout Log,
    in store: FloorStore
  ) throws(DatabaseError) -> QueueLogFollower {
    if let follower = log.follower { return follower }
    let positions = try store.positions(of: log.node)
    meters.change(log: log.node) { $0.position = positions.last }
    let follower = QueueLogFollower(path: log.path, known: positions)
    log.follower = follower
    return follower
  }

  /// Nothing more is there.
  private func rest(
    _ log: inout Log,
    _ follower: QueueLogFollower,
    _ now: ContinuousClock.Instant
  ) {
    guard access(log.path, F_OK) == 0 || errno != ENOENT && errno != ENOTDIR else {
      let words = """
        there is no \(log.path): is queue_log right in switchboard.yaml, and does Asterisk write it \
        (queue_log = yes in logger.conf)?
        """
      fails(log)
      return tell(words, of: &log, now)
    }
    meters.change(log: log.node) { $0.isInTrouble = false }
    if log.trouble.ends() { self.log.notice("\(log.node): \(log.path) is read again") }
    if log.ignored != follower.ignored {
      log.ignored = follower.ignored
      if !log.ignored.isEmpty {
        let names = log.ignored.joined(separator: " ")
        self.log.notice("\(log.node): beside queue_log, and no queue_log or unreadable: \(names)")
      }
    }
    for path in follower.damaged where log.damaged.insert(path).inserted {
      self.log.error(
        "\(log.node): \(path) breaks off: what it had beyond is lost to the history, and reports say so"
      )
    }
    if let lines = log.lines {
      log.lines = nil
      self.log.info("\(log.node): \(log.path) is kept, \(lines) lines since the last time")
    }
  }

  private func notice(_ batch: QueueLogBatch, of log: inout Log) {
    if log.trouble.ends() { self.log.notice("\(log.node): \(log.path) is read again") }
    log.lines = log.lines.map { $0 + batch.entries.count }
    if batch.followsGap {
      self.log.warning(
        """
        \(log.node): lines of \(log.path) are lost: a file of it was gone before its end was read; \
        what was open then has an unknown end
        """
      )
    }
    let strange = batch.entries.count { entry in
      if case .malformed = entry.content { true } else { false }
    }
    meters.change(log: log.node) { counted in
      counted.lines += batch.entries.count - strange
      counted.refused += strange
      counted.position = batch.position
      counted.isInTrouble = false
    }
    if strange > 0 {
      self.log.warning("\(log.node): \(strange) lines of \(log.path) are none of Asterisk's")
    }
  }

  private func tell(_ words: String, of log: inout Log, _ now: ContinuousClock.Instant) {
    guard log.trouble.persists(words, at: now) else { return }
    self.log.error("\(log.node): \(words)")
  }

  private func fails(_ log: Log) {
    let now = wall()
    meters.change(log: log.node) { log in
      log.errors += 1
      log.lastError = now
      log.isInTrouble = true
    }
  }

  // MARK: What is old

  /// A few old rows at a time, so that nobody waits.
  private func forget(
    in store: FloorStore,
    asOf moment: Timestamp,
    _ now: ContinuousClock.Instant
  ) throws(DatabaseError) {
    if let nextForgetting, now < nextForgetting { return }
    let limit = Timestamp(seconds: moment.seconds - kept)
    let lines = try store.forget(before: limit, asOf: moment, atMost: Self.portion)
    let deeds = try store.forgetDeeds(before: limit, asOf: moment, atMost: Self.portion)
    if lines + deeds == 0 { nextForgetting = now + Self.pause }
  }
}
