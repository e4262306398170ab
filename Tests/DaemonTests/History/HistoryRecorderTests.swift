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
    open: (() throws(DatabaseError) -> FloorStore)? = nil
  ) -> HistoryRecorder {
    let location = scratch.location
    let server = ServerSettings(name: node, manager: "", secrets: "", queueLog: log)
    return HistoryRecorder([server], keepDays: keepDays, log: told.logger) {
      () throws(DatabaseError) in
      if let open { return try open() }
      return try FloorStore(
        StoreFiles.openFloor(folder: location.folder, file: location.floorFile, .call)
      )
    }
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
    let recorder = recorder { () throws(DatabaseError) in
      let connection = try StoreFiles.openFloor(
        folder: location.folder,
        file: location.floorFile,
        .call
      )
      if isFull.withLock({ $0 }) { try connection.first("PRAGMA max_page_count = 60") { _ in } }
      return try FloorStore(connection)
    }
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
      let recorder = recorder(keepDays: 10)
      run(recorder)
      for _ in 1...5 { run(recorder) }
    }
    #expect(try kept() == (1...3).map { line($0, at: new) })
    let store = try FloorStore(scratch.migratedFloor())
    #expect(try store.positions(of: node).count == 1)
    #expect(try store.nodes() == [node])
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
