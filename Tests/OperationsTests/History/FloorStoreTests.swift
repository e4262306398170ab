import Database
import Foundation
import Operations
import Programs
import Records
import Reports
import Schema
import Scratch
import Testing

/// Every line of every log is kept once, whatever happens meanwhile.
@Suite struct FloorStoreTests {
  private let log: LogOnDisk
  private let node = "lab"

  init() throws {
    log = try LogOnDisk()
  }

  private func open() throws -> FloorStore { try FloorStore(log.scratch.migratedFloor()) }

  private func kept(_ store: FloorStore) throws -> [String] {
    var lines: [String] = []
    try store.facts(of: node) { fact in
      switch fact {
      case .line(let line): lines.append(line.description)
      case .malformed(let line): lines.append("\(line.reason): \(line.text)")
      case .gap: lines.append("gap")
      }
    }
    return lines
  }

  /// Reads all that there is now into the store.
  private func follow(_ store: FloorStore) throws {
    let follower = QueueLogFollower(path: log.path, known: try store.positions(of: node))
    while let batch = try follower.next() { try store.append(batch, of: node) }
  }

  @Test func whatWasReadIsKept() throws {
    let store = try open()
    try log.open()
    try log.append("nonsense\n")
    try log.write(2)
    try follow(store)
    try log.rename(to: "queue_log.0")
    try log.open()
    try log.write(2)
    try follow(store)
    #expect(try kept(store) == ["columns: nonsense"] + log.written)
    let positions = try store.positions(of: node)
    #expect(positions.count == 2)
    #expect(try store.positions(of: "another").isEmpty)
    // The same log of another node is another log.
    let follower = QueueLogFollower(path: log.path)
    while let batch = try follower.next() { try store.append(batch, of: "another") }
    #expect(try kept(store).count == 5)
  }

  @Test func aBatchIsKeptOnceOrNotAtAll() throws {
    let store = try open()
    try log.open()
    try log.write(3_000)
    let follower = QueueLogFollower(path: log.path)
    let first = try #require(try follower.next())
    let second = try #require(try follower.next())
    let third = try #require(try follower.next())
    try store.append(first, of: node)
    for wrong in [first, third] {
      let error = #expect(throws: DatabaseError.self) { try store.append(wrong, of: node) }
      #expect(error?.code == .followed)
    }
    try store.append(second, of: node)
    #expect(try kept(store) == first.lines + second.lines)
  }

  @Test func aGapIsKept() throws {
    let store = try open()
    try log.open()
    try log.write(2)
    try follow(store)
    try log.write(1)
    try log.remove("queue_log")
    try log.open()
    try log.write(1)
    try follow(store)
    #expect(try kept(store) == [log.written[0], log.written[1], "gap", log.written[3]])
  }

  @Test func whatIsNotWholeIsKnown() throws {
    let store = try open()
    func lacks(_ first: Int, _ last: Int) throws -> [Lack] {
      // Lines are a second apart, from here on.
      let start = 1_795_300_000
      return try store.lacks(
        of: node,
        in: Timestamp(seconds: start + first)..<Timestamp(seconds: start + last),
        queueLog: log.path
      )
    }
    try log.open()
    try log.write(2)
    try follow(store)
    #expect(try lacks(0, 100) == [])
    try log.write(1)
    try log.remove("queue_log")
    try log.open()
    try log.write(1)
    try follow(store)
    let lost = Lack.lost(
      node: node,
      from: Timestamp(seconds: 1_795_300_002),
      to: Timestamp(seconds: 1_795_300_004)
    )
    #expect(try lacks(0, 100) == [lost])
    #expect(try lacks(3, 4) == [lost])
    #expect(try lacks(0, 2) == [])
    #expect(try lacks(5, 100) == [])
    // Nobody has followed it for an hour.
    try log.write(2)
    let length = log.written.suffix(2).reduce(0) { $0 + $1.utf8.count + 1 }
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3_600)],
      ofItemAtPath: log.path
    )
    #expect(try lacks(5, 100) == [.unread(node: node, bytes: length)])
    try follow(store)
    #expect(try lacks(5, 100) == [])
  }

  @Test func aFloorThatWasNotMigratedSaysSo() throws {
    try StoreFiles.create(
      folder: log.scratch.location.folder,
      file: log.scratch.location.floorFile
    )
    let error = #expect(throws: DatabaseError.self) {
      try FloorStore(at: log.scratch.location, .administrator)
    }
    #expect(error?.code == .schema)
  }

  @Test func theFloorIsTheGroups() throws {
    try log.scratch.migratedFloor()
    let file = log.scratch.location.floorFile
    let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
    #expect(rights as? Int == 0o660)
  }

  /// Killed at any moment, again and again, while lines come and files are rotated.
  @Test(arguments: 1...3)
  func killedAtAnyMoment(seed: UInt64) throws {
    var dice = Dice(seed)
    try log.open()
    var files = 0
    for _ in 0..<15 {
      try log.write(Int.random(in: 0...2_000, using: &dice))
      let recorder = try startRecorder()
      try log.write(Int.random(in: 0...50, using: &dice))
      if Bool.random(using: &dice) {
        try log.rename(to: "queue_log.\(files)")
        if Bool.random(using: &dice) { try log.write(10) }
        try log.open()
        if Bool.random(using: &dice), files > 0 { try log.compress("queue_log.\(files - 1)") }
        files += 1
      }
      // Anywhere from before its first statement to well beyond its last.
      usleep(UInt32.random(in: 0...60_000, using: &dice))
      recorder.signal(SIGKILL)
      recorder.wait()
    }
    let recorder = try startRecorder()
    #expect(try recorder.line() == "ready")
    recorder.signal(SIGKILL)
    recorder.wait()
    #expect(try kept(try open()) == log.written)
  }

  /// The file's log of changes cut off anywhere, as a crash of the machine may leave it.
  @Test func cutOffAnywhere() throws {
    var dice = Dice(7)
    let store = try open()
    try log.open()
    try log.write(6_000)
    try follow(store)
    let folder = log.scratch.location.folder
    let changes = try Data(contentsOf: URL(filePath: folder + "/floor.sqlite-wal"))
    try #require(changes.count > 100_000)
    for number in 0..<25 {
      let wreck = StoreLocation(folder: log.folder + "/wreck\(number)")
      try FileManager.default.createDirectory(
        atPath: wreck.folder,
        withIntermediateDirectories: false
      )
      try FileManager.default.copyItem(
        atPath: folder + "/floor.sqlite",
        toPath: wreck.floorFile
      )
      let length = Int.random(in: 0...changes.count, using: &dice)
      try changes.prefix(length).write(to: URL(filePath: wreck.floorFile + "-wal"))
      let connection = try Connection(path: wreck.floorFile, .administrator)
      try Schema.migrate(connection, to: Schema.floor)
      let survivor = try FloorStore(connection)
      let before = try kept(survivor)
      #expect(log.written.starts(with: before))
      try follow(survivor)
      #expect(try kept(survivor) == log.written)
    }
  }

  private func startRecorder() throws -> SpawnedProgram {
    let words = [log.scratch.location.folder, node, log.path]
    return try SpawnedProgram(programBesideTheTests("floor-recorder"), words)
  }

  // MARK: - Reading

  @Test func aSpanOfTime() throws {
    let store = try open()
    try log.open()
    let hour = 3_600
    for number in 0..<100 {
      let at = 1_795_300_000 + number * hour
      try log.append(
        """
        \(at)|c\(number)|sales|NONE|ENTERQUEUE||138|1
        \(at + 10)|c\(number)|sales|1001|CONNECT|10|a|2
        \(at + 30)|c\(number)|sales|1001|COMPLETEAGENT|10|20|1

        """
      )
    }
    try follow(store)
    let from = Timestamp(seconds: 1_795_300_000 + 50 * hour)
    let to = Timestamp(seconds: 1_795_300_000 + 60 * hour)
    let history = try store.history(of: node, in: from..<to)
    #expect(history.stays.map(\.callID) == (50..<60).map { "c\($0)" })
    #expect(history.stays.allSatisfy { $0.end?.outcome == .completedByAgent })
    #expect(history.intervals.count == 10)
    var tally = QueueTally()
    for call in history.calls.compactMap(\.queuedCall) { tally.add(call) }
    #expect(tally.total.offered == 10)
    #expect(tally.total.answered.average == .seconds(10))
    let all = try store.history(
      of: node,
      in: Timestamp(microseconds: .min)..<Timestamp(microseconds: .max)
    )
    #expect(all.stays.count == 100)
  }

  /// What goes on at the end of a span is known when it ended later.
  @Test func aCallThatEndedAfterTheSpan() throws {
    let store = try open()
    try log.open()
    try log.append("1000|c1|sales|NONE|ENTERQUEUE||138|1\n1100|c1|sales|NONE|ABANDON|1|1|100\n")
    try follow(store)
    let history = try store.history(
      of: node,
      in: Timestamp(seconds: 990)..<Timestamp(seconds: 1_050)
    )
    #expect(history.stays.first?.end?.outcome == .abandoned)
  }
}
