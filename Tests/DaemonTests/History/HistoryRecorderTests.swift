import Database
import Foundation
import Logging
import Operations
import Records
import Schema
import Scratch
import Synchronization
import Testing

@testable import Daemon

/// The history is kept through whatever happens to the log and to the file, and what is wrong is told once.
@Suite struct HistoryRecorderTests {
  private let scratch: Scratch
  private let told = Told()
  private let node = "lab"

  init() throws {
    scratch = try Scratch()
  }

  private var log: String { scratch.folder + "/queue_log" }

  private func recorder(
    keepDays: Int = 36_500,
    wall: @escaping () -> Timestamp = Timestamp.now,
    meters: Meters = Meters(),
    open: (() throws(DatabaseError) -> FloorStore)? = nil
  ) -> HistoryRecorder {
    let location = scratch.location
    let recorder = HistoryRecorder(
      keepDays: keepDays,
      wall: wall,
      meters: meters,
      log: told.logger
    ) {
      () throws(DatabaseError) in
      if let open { return try open() }
      return try FloorStore(
        StoreFiles.openFloor(folder: location.folder, file: location.floorFile, .call)
      )
    }
    recorder.follow([server(node, log)])
    return recorder
  }

  private func server(_ name: String, _ log: String?) -> ServerSettings {
    ServerSettings(name: name, manager: "", secrets: "", queueLog: log)
  }

  private func line(_ number: Int, at seconds: Int = 1_795_300_000) -> String {
    "\(seconds + number)|lab-\(number)|sales|NONE|ENTERQUEUE||1380013|1\n"
  }

  private func append(_ text: String) throws {
    if !FileManager.default.fileExists(atPath: log) { try Data().write(to: URL(filePath: log)) }
    let handle = try FileHandle(forWritingTo: URL(filePath: log))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }

  private func kept() throws -> [String] {
    var lines: [String] = []
    try FloorStore(scratch.migratedFloor()).facts(of: node) { fact in
      if case .line(let line) = fact { lines.append(line.description + "\n") }
    }
    return lines
  }

  /// Does all that there is to do at a moment.
  private func run(_ recorder: HistoryRecorder, after seconds: Int = 0) {
    while recorder.step(at: told.start + .seconds(seconds)) {}
  }

  @Test func whatIsWrittenIsKept() throws {
    try append(line(1) + line(2))
    let recorder = recorder()
    run(recorder)
    #expect(told.lines == ["info: lab: \(log) is kept, 2 lines since the last time"])
    try append(line(3))
    run(recorder, after: 1)
    run(self.recorder())
    #expect(try kept() == [line(1), line(2), line(3)])
  }

  @Test func whichLogsAreFollowedMayChange() throws {
    try append(line(1))
    let recorder = recorder()
    run(recorder)
    recorder.follow([server("mute", nil)])
    try append(line(2))
    run(recorder)
    #expect(try kept() == [line(1)])
    recorder.follow([server("mute", nil), server(node, log), server("other", log)])
    run(recorder)
    #expect(try kept() == [line(1), line(2)])
    #expect(try FloorStore(scratch.migratedFloor()).nodes() == [node, "other"])
  }

  @Test func aMissingLogIsToldOnceAndWhenItIsThere() throws {
    let recorder = recorder()
    for second in 0...5 { run(recorder, after: second) }
    #expect(told.lines.count == 1)
    #expect(
      told.lines.last?.hasPrefix("error: lab: there is no \(log): is queue_log right") == true
    )
    try append(line(1))
    run(recorder, after: 6)
    #expect(
      told.lines.dropFirst() == [
        "notice: lab: \(log) is read again",
        "info: lab: \(log) is kept, 1 lines since the last time",
      ]
    )
    #expect(try kept() == [line(1)])
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func anUnreadableLogSaysWhatToDo() throws {
    try append(line(1))
    chmod(log, 0)
    let recorder = recorder()
    for second in 0...5 { run(recorder, after: second) }
    #expect(told.lines.count == 1)
    #expect(told.lines.last?.contains("is this user in the group") == true)
    chmod(log, 0o600)
    run(recorder, after: 6)
    #expect(try kept() == [line(1)])
  }

  @Test func aLogThatIsAFolderIsTold() throws {
    try FileManager.default.createDirectory(atPath: log, withIntermediateDirectories: true)
    let recorder = recorder()
    for second in 0...5 { run(recorder, after: second) }
    #expect(told.lines.count == 1)
    #expect(told.lines.last?.hasPrefix("error: lab: cannot read \(log): ") == true)
  }

  @Test func aRotationTellsNothing() throws {
    try append(line(1))
    let recorder = recorder()
    run(recorder)
    try FileManager.default.moveItem(atPath: log, toPath: log + ".0")
    run(recorder, after: 1)
    try append(line(2))
    run(recorder, after: 4)
    #expect(told.lines.count == 1)
    #expect(try kept() == [line(1), line(2)])
  }

  @Test func aGapIsTold() throws {
    try append(line(1))
    run(recorder())
    try append(line(2))
    try FileManager.default.removeItem(atPath: log)
    try append(line(3))
    run(recorder())
    #expect(told.lines.contains { $0.hasPrefix("warning: lab: lines of \(log) are lost") })
    #expect(try kept() == [line(1), line(3)])
  }

  // MARK: The file

  @Test func aLockedFloorIsWaitedFor() throws {
    try append(line(1))
    let recorder = recorder()
    run(recorder)
    let other = try scratch.migratedFloor()
    try other.run("BEGIN IMMEDIATE")
    try append(line(2))
    for second in 1...4 { run(recorder, after: second) }
    #expect(told.lines.count == 2)
    #expect(told.lines.last?.hasPrefix("error: floor.sqlite: busy: ") == true)
    try other.run("ROLLBACK")
    run(recorder, after: 5)
    #expect(told.lines.last == "notice: floor.sqlite: the history goes on where it stopped")
    #expect(try kept() == [line(1), line(2)])
  }

  @Test func aFullDiskLosesNothing() throws {
    let isFull = Mutex(true)
    let all = (1...5_000).map { line($0) }
    try append(all.joined())
    let location = scratch.location
    let floor = { () throws(DatabaseError) -> FloorStore in
      let connection = try StoreFiles.openFloor(
        folder: location.folder,
        file: location.floorFile,
        .call
      )
      if isFull.withLock({ $0 }) { try connection.first("PRAGMA max_page_count = 60") { _ in } }
      return try FloorStore(connection)
    }
    let recorder = recorder(open: floor)
    for second in 0...5 { run(recorder, after: second) }
    #expect(told.lines.count == 1)
    #expect(told.lines.last?.hasPrefix("error: floor.sqlite: full: ") == true)
    isFull.withLock { $0 = false }
    run(recorder, after: 6)
    #expect(told.lines.dropFirst().first?.hasPrefix("notice: ") == true)
    #expect(try kept() == all)
  }

  // MARK: What is old

  @Test func oldLinesGoAndAreNotReadAgain() throws {
    let now = Timestamp.now().seconds
    let old = now - 11 * 86_400
    let new = now - 9 * 86_400
    try append((1...2_500).map { line($0, at: old) }.joined() + "nonsense\n")
    try append((1...3).map { line($0, at: new) }.joined())
    for _ in 1...2 {
      var passed = 0
      let recorder = recorder(keepDays: 10, wall: { Timestamp(seconds: now + passed) })
      run(recorder)
      #expect(try kept().count >= 3)
      passed = Self.proof
      for _ in 1...5 { run(recorder, after: passed) }
    }
    #expect(try kept() == (1...3).map { line($0, at: new) })
    let store = try FloorStore(scratch.migratedFloor())
    #expect(try store.positions(of: node).count == 1)
    #expect(try store.nodes() == [node])
  }

  // MARK: A clock that is set

  /// How long a clock must go evenly, in seconds.
  private static let proof = Int(SteadyClock.proof / .seconds(1))
  private static let day = 86_400
  private static let now = 1_800_000_000

  /// Lets the clocks go on hour by hour; the wall clock is ahead by what `isAhead` says of the hour.
  private func run(keepDays: Int, hours: Int, isAhead: (Int) -> Int) {
    var wall = 0
    let recorder = recorder(keepDays: keepDays, wall: { Timestamp(seconds: wall) })
    for hour in 0...hours {
      wall = Self.now + hour * 3_600 + isAhead(hour)
      for _ in 1...3 { run(recorder, after: hour * 3_600) }
    }
  }

  @Test func aClockThatJumpsAheadAndBackForgetsNothing() throws {
    let lines = (0..<20).map { line($0, at: Self.now - $0 * Self.day) }
    try append(lines.joined())
    run(keepDays: 30, hours: 100) { hour in (20..<31).contains(hour) ? 400 * Self.day : 0 }
    #expect(try kept() == lines)
  }

  /// Also when calls went on meanwhile, and their lines are from a time that has not come yet.
  @Test func linesOfAWrongTimeStayWithThoseAroundThem() throws {
    let old = line(1, at: Self.now - 40 * Self.day)
    let ahead = line(2, at: Self.now + 400 * Self.day)
    let behind = line(3, at: Self.now - 400 * Self.day)
    let young = line(4, at: Self.now - 1 * Self.day)
    try append(young + ahead + behind + old)
    run(keepDays: 30, hours: 24) { _ in 0 }
    #expect(try kept() == [young, ahead, behind, old])
  }

  @Test func linesFromAWrongTimeGoWithTheOldOnes() throws {
    let old = (1...3).map { line($0, at: Self.now - (50 - $0) * Self.day) }
    let ahead = line(9, at: Self.now + 400 * Self.day)
    let young = line(4, at: Self.now - 1 * Self.day)
    try append(old[0] + ahead + old[1] + old[2] + young)
    run(keepDays: 30, hours: 24) { _ in 0 }
    #expect(try kept() == [young])
  }

  /// A line written while the clock was behind is no older than the file before it.
  @Test func aClockThatIsBehindMakesNoLineOld() throws {
    let before = line(1, at: Self.now - Self.day)
    let behind = line(2, at: Self.now - 4_000 * Self.day)
    try append(before)
    run(recorder())
    try FileManager.default.moveItem(atPath: log, toPath: log + ".0")
    try append(behind)
    run(keepDays: 30, hours: 24) { _ in 0 }
    #expect(try kept() == [before, behind])
  }

  /// Nothing new has come for months: what is old goes all the same.
  @Test func aCentreThatIsClosedForgetsToo() throws {
    try append((0..<3).map { line($0, at: Self.now - 100 * Self.day) }.joined())
    run(keepDays: 30, hours: 11) { _ in 0 }
    #expect(try kept().count == 3)
    run(keepDays: 30, hours: 13) { _ in 0 }
    #expect(try kept() == [])
  }

  @Test func deedsAreForgottenWithTheLines() throws {
    let store = try FloorStore(scratch.migratedFloor())
    for age in [90, 80, 1] {
      let at = Timestamp(seconds: Self.now - age * Self.day)
      let id = try store.begin(
        Deed(at: at, uid: 0, author: "root", role: nil, command: "pause", details: "agent=\(age)")
      )
      try store.settle(deed: id, outcome: "done", at: at)
    }
    try append(line(1, at: Self.now))
    run(keepDays: 30, hours: 13) { _ in 0 }
    #expect(try store.deeds(limit: 10).map(\.details) == ["agent=1"])
    #expect(try store.verifyDeeds().fault == nil)
  }

  // MARK: What is counted

  @Test func linesAndTroublesAreCounted() throws {
    let meters = Meters()
    try append(line(1) + "nonsense\n" + line(2))
    let recorder = recorder(meters: meters)
    run(recorder)
    var log = try #require(meters.counts.logs[node])
    #expect(log.lines == 2 && log.refused == 1 && log.errors == 0 && !log.isInTrouble)
    try FileManager.default.removeItem(atPath: self.log)
    run(recorder, after: 1)
    log = try #require(meters.counts.logs[node])
    #expect(log.errors == 1 && log.isInTrouble && log.lastError != nil)
    try append(line(1) + "nonsense\n" + line(2) + line(3))
    run(recorder, after: 2)
    #expect(meters.counts.logs[node]?.isInTrouble == false)
  }
}

/// What was told to a log.
private final class Told: Sendable {
  let start = ContinuousClock.now
  private let all = Mutex<[String]>([])

  var lines: [String] { all.withLock { $0 } }

  var logger: Logger {
    Logger(label: "test") { [self] _ in Handler { line in self.all.withLock { $0.append(line) } } }
  }

  private struct Handler: LogHandler {
    let tell: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(_ tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { tell("\(event.level): \(event.message)") }
  }
}
