import Records
import Testing

@testable import Operations

/// Which file is next, for each thing that can lie in the folder.
@Suite struct ReadingPlanTests {
  private func file(
    _ name: String,
    begun: Int,
    head: UInt64? = nil,
    modified: Int = 0,
    isLive: Bool = false
  ) -> LogFile {
    LogFile(
      path: name,
      device: 1,
      inode: UInt64(name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }.magnitude),
      head: head ?? UInt64(begun),
      begun: Timestamp(seconds: begun),
      modified: modified,
      isLive: isLive
    )
  }

  private func position(_ file: LogFile, mark: UInt64 = 1) -> QueueLogPosition {
    QueueLogPosition(file: file.id, begun: file.begun, offset: 100, mark: mark)
  }

  /// What is next, when these files hold what was read last, and these are copies.
  private func next(
    _ files: [LogFile],
    known: [QueueLogPosition] = [],
    isUnfinished: Bool = false,
    holding: Set<String> = [],
    copies: Set<String> = []
  ) throws -> ReadingPlan.Step {
    try ReadingPlan(files: files, known: known, isUnfinished: isUnfinished).next(
      holds: { file, _ in holding.contains(file.path) },
      includes: { _, smaller in copies.contains(smaller.path) }
    )
  }

  private var old: LogFile { file("queue_log.1", begun: 10) }
  private var live: LogFile { file("queue_log", begun: 20, isLive: true) }

  @Test func nothingThere() throws {
    #expect(try next([]) == .wait)
  }

  @Test func theOldestFirstAndTheLiveOneLast() throws {
    #expect(try next([live, old]) == .begin(old, afterGap: false))
    // Though the clock was set back.
    let early = file("queue_log", begun: 5, isLive: true)
    #expect(try next([early, old]) == .begin(old, afterGap: false))
  }

  @Test func ofTwoThatBeganInOneSecondTheOneThatEndedFirst() throws {
    let first = file("queue_log.2", begun: 10, head: 1, modified: 1)
    let second = file("queue_log.1", begun: 10, head: 2, modified: 2)
    #expect(try next([second, first]) == .begin(first, afterGap: false))
  }

  @Test func whatWasBeingReadGoesOnFirst() throws {
    let step = try next(
      [live, old],
      known: [position(old)],
      isUnfinished: true,
      holding: ["queue_log.1"]
    )
    #expect(step == .resume(old))
  }

  @Test func itsOwnFileBeforeACopy() throws {
    let copy = file("queue_log.0", begun: 10)
    let step = try next(
      [copy, old],
      known: [position(old)],
      isUnfinished: true,
      holding: ["queue_log.0", "queue_log.1"]
    )
    #expect(step == .resume(old))
  }

  @Test func whatIsGoneIsAGap() throws {
    let step = try next([live], known: [position(old)], isUnfinished: true)
    #expect(step == .begin(live, afterGap: true))
    #expect(try next([], known: [position(old)], isUnfinished: true) == .wait)
  }

  @Test func whatWasReadIsNotReadAgain() throws {
    let step = try next([old], known: [position(old)], holding: ["queue_log.1"])
    #expect(step == .wait)
    #expect(
      try next([live, old], known: [position(old)], holding: ["queue_log.1"])
        == .begin(live, afterGap: false)
    )
  }

  @Test func whatIsOlderThanWhatWasReadStaysUnread() throws {
    let older = file("queue_log.2", begun: 1)
    #expect(try next([older], known: [position(old)]) == .wait)
  }

  @Test func aCopyIsSkippedAndTheLiveOneIsNone() throws {
    let copy = file("queue_log.bak", begun: 20)
    let step = try next([copy, live], copies: ["queue_log.bak", "queue_log"])
    #expect(step == .begin(live, afterGap: false))
  }
}
