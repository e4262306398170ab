import Foundation
import Operations
import Scratch
import Testing

/// A log is followed whatever is done to its file: every line once, in its order.
@Suite struct FollowerTests {
  private let log: LogOnDisk

  init() throws {
    log = try LogOnDisk()
  }

  /// Follows what is there as who begins again after every batch does: each lives for one.
  private func linesOfManyLives(_ known: [QueueLogPosition] = []) throws -> [String] {
    var known = known
    var lines: [String] = []
    while let batch = try QueueLogFollower(path: log.path, known: known).next() {
      #expect(!batch.followsGap)
      lines += batch.lines
      if batch.start > 0 { known.removeLast() }
      known.append(batch.position)
    }
    return lines
  }

  @Test func aLogThatGrows() throws {
    let follower = QueueLogFollower(path: log.path)
    #expect(try follower.next() == nil)
    try log.open()
    #expect(try follower.next() == nil)
    try log.write(3)
    #expect(try follower.lines() == log.written)
    #expect(try follower.next() == nil)
    try log.append("1795300900|x|sales|NONE|ABAN")
    #expect(try follower.next() == nil)
    try log.append("DON|1|1|2\n")
    #expect(try follower.lines() == ["1795300900|x|sales|NONE|ABANDON|1|1|2"])
  }

  @Test func manyLinesComeInBatchesThatFollowEachOther() throws {
    try log.open()
    try log.write(5_000)
    let batches = try QueueLogFollower(path: log.path).all()
    #expect(batches.count > 3)
    #expect(batches.flatMap(\.lines) == log.written)
    #expect(batches.dropFirst().map(\.start) == batches.dropLast().map(\.position.offset))
    #expect(try linesOfManyLives() == log.written)
  }

  /// Asterisk's own `logger rotate`.
  @Test func renamedAndMadeAnew() throws {
    try log.open()
    let follower = QueueLogFollower(path: log.path)
    try log.write(2)
    var lines = try follower.lines()
    for name in ["queue_log.0", "queue_log.1", "queue_log.2"] {
      try log.write(2)
      try log.rename(to: name)
      try log.open()
      try log.write(2)
      lines += try follower.lines()
    }
    #expect(lines == log.written)
    #expect(try linesOfManyLives() == log.written)
  }

  /// Somebody renames it, and Asterisk hears of it later; meanwhile there is no file, or an empty one.
  @Test(arguments: [false, true])
  func renamedLongBeforeTheReload(isMadeAnew: Bool) throws {
    try log.open()
    try log.write(2)
    let follower = QueueLogFollower(path: log.path)
    var lines = try follower.lines()
    try log.rename(to: "queue_log-20261122")
    if isMadeAnew { try Data().write(to: URL(filePath: log.path)) }
    #expect(try follower.next() == nil)
    try log.write(2)
    lines += try follower.lines()
    #expect(lines == log.written)
    // Who begins in between finds it too.
    #expect(try linesOfManyLives() == log.written)
    try log.write(1)
    try log.open()
    try log.write(1)
    lines += try follower.lines()
    #expect(lines == log.written)
    #expect(try linesOfManyLives() == log.written)
  }

  /// What somebody else puts in its place says nothing: a folder, or a file without a line of Asterisk's.
  @Test(arguments: [true, false])
  func renamedWithSomethingElseInItsPlace(isFolder: Bool) throws {
    try log.open()
    try log.write(2)
    let follower = QueueLogFollower(path: log.path)
    var lines = try follower.lines()
    try log.rename(to: "queue_log.21")
    if isFolder {
      try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: false)
    } else {
      try Data("# rotated by cron\n".utf8).write(to: URL(filePath: log.path))
    }
    func nothing() throws {
      // A folder in its place is told, and the old file is read on.
      if isFolder {
        #expect(throws: QueueLogError.self) { try follower.next() }
      } else {
        #expect(try follower.next() == nil)
      }
    }
    try nothing()
    try log.write(3)
    lines += try #require(try follower.next()).lines
    try nothing()
    #expect(lines == log.written)
    if isFolder { try FileManager.default.removeItem(atPath: log.path) }
    try log.open()
    try log.write(2)
    lines += try follower.lines()
    #expect(lines.filter { !$0.hasSuffix("# rotated by cron") } == log.written)
  }

  /// Removed while Asterisk writes: what is open is read on.
  @Test func removedForAWhile() throws {
    try log.open()
    try log.write(2)
    let follower = QueueLogFollower(path: log.path)
    var lines = try follower.lines()
    try log.remove("queue_log")
    try log.write(2)
    lines += try follower.lines()
    #expect(lines == log.written)
    try log.open()
    try log.write(2)
    let batches = try follower.all()
    #expect(lines + batches.flatMap(\.lines) == log.written)
    #expect(batches.allSatisfy { !$0.followsGap })
  }

  @Test func copiedAndEmptied() throws {
    try log.open()
    try log.write(3)
    let follower = QueueLogFollower(path: log.path)
    var lines = try follower.lines()
    let before = log.written.count
    try log.write(2)
    try log.copy(to: "queue_log.1")
    log.truncate()
    #expect(log.written.count == before + 2)
    // The end is in the copy, whether or not there is something new.
    lines += try follower.lines()
    #expect(lines == log.written)
    try log.write(2)
    let batches = try follower.all()
    lines += batches.flatMap(\.lines)
    #expect(lines == log.written)
    #expect(batches.allSatisfy { !$0.followsGap })
    #expect(try linesOfManyLives() == log.written)
  }

  /// The emptied file has grown beyond the place that was read before anybody looks again.
  @Test func copiedAndEmptiedAndLongerThanBefore() throws {
    try log.open()
    try log.write(2)
    let follower = QueueLogFollower(path: log.path)
    var lines = try follower.lines()
    try log.copy(to: "queue_log.1")
    log.truncate()
    try log.write(9)
    lines += try follower.lines()
    #expect(lines == log.written)
  }

  /// Nobody looked while it was rotated three times, and compressed.
  @Test func rotatedSeveralTimesUnseen() throws {
    try log.open()
    try log.write(3)
    let follower = QueueLogFollower(path: log.path)
    let first = try #require(try follower.next())
    try log.write(1)
    for number in 1...3 {
      for old in stride(from: number - 1, to: 0, by: -1) {
        try log.rename("queue_log.\(old).gz", to: "queue_log.\(old + 1).gz")
      }
      try log.rename(to: "queue_log.1")
      try log.open()
      try log.write(2)
      try log.compress("queue_log.1")
    }
    #expect(try linesOfManyLives([first.position]) == Array(log.written.dropFirst(3)))
    #expect(try linesOfManyLives() == log.written)
    #expect(try first.lines + follower.lines() == log.written)
  }

  /// Past logs alone, as `observe` may be given.
  @Test func onlyThePast() throws {
    for name in ["queue_log.3", "queue_log.2", "queue_log.1"] {
      try log.open()
      try log.write(20)
      try log.rename(to: name)
      if name != "queue_log.2" { try log.compress(name) }
    }
    let follower = QueueLogFollower(path: log.path)
    #expect(try follower.lines() == log.written)
    #expect(try linesOfManyLives() == log.written)
  }

  /// Who was away too long says so.
  @Test func whatWasLostIsToldOnce() throws {
    try log.open()
    try log.write(3)
    let position = try #require(try QueueLogFollower(path: log.path).next()).position
    try log.write(1)
    try log.remove("queue_log")
    try log.open()
    try log.write(2)
    let batches = try QueueLogFollower(path: log.path, known: [position]).all()
    #expect(batches.map(\.followsGap) == [true])
    #expect(batches.flatMap(\.lines) == Array(log.written.suffix(2)))
  }

  @Test func aCopyOfSomebodyIsNotReadTwice() throws {
    try log.open()
    try log.write(3)
    try log.copy(to: "queue_log.bak")
    try log.write(3)
    try log.copy(to: "queue_log.copy")
    #expect(try linesOfManyLives() == log.written)
    let follower = QueueLogFollower(path: log.path)
    #expect(try follower.lines() == log.written)
    try log.rename(to: "queue_log.1")
    try log.open()
    try log.write(1)
    #expect(try follower.lines() == [log.written[6]])
  }

  /// A compressed file that gzip has not finished holds less than the plain one beside it.
  @Test func halfOfACompressedFile() throws {
    try log.open()
    try log.write(2_000)
    try log.rename(to: "queue_log.1")
    try LogOnDisk.run("gzip", "--keep", log.folder + "/queue_log.1")
    let whole = try Data(contentsOf: URL(filePath: log.folder + "/queue_log.1.gz"))
    try whole.prefix(whole.count / 2).write(to: URL(filePath: log.folder + "/queue_log.1.gz"))
    try log.open()
    try log.write(1)
    #expect(try linesOfManyLives() == log.written)
  }

  /// The only one there is, and it breaks off: what is in it is read, what comes then is behind a gap.
  @Test func aCompressedFileThatBreaksOffIsTold() throws {
    try log.open()
    try log.write(2_000)
    try log.rename(to: "queue_log.1")
    try log.compress("queue_log.1")
    let path = log.folder + "/queue_log.1.gz"
    let whole = try Data(contentsOf: URL(filePath: path))
    try whole.prefix(whole.count / 2).write(to: URL(filePath: path))
    try log.open()
    try log.write(1)
    let follower = QueueLogFollower(path: log.path)
    var batches: [QueueLogBatch] = []
    while let batch = try follower.next() { batches.append(batch) }
    #expect(follower.damaged == [path])
    #expect(batches.filter(\.followsGap).map(\.lines) == [[log.written[2_000]]])
    let before = batches.filter { !$0.followsGap }.flatMap(\.lines)
    #expect(before.count > 100 && before.count < 2_000)
    // The last one may be half a line.
    #expect(Array(before.dropLast()) == Array(log.written.prefix(before.count - 1)))
  }

  /// The second is all that a line has: two files may well begin alike.
  @Test func twoFilesThatBeginAlike() throws {
    let start = "1795300001|NONE|NONE|NONE|CONFIGRELOAD|\n"
    try log.open()
    try log.append(start + "1795300001|a|q|NONE|ABANDON|1|1|1\n")
    let follower = QueueLogFollower(path: log.path)
    #expect(try follower.lines().count == 2)
    try log.rename(to: "queue_log.0")
    try log.open()
    try log.append(start + "1795300001|b|q|NONE|ABANDON|1|1|1\n")
    #expect(try follower.lines().last == "1795300001|b|q|NONE|ABANDON|1|1|1")
    #expect(try linesOfManyLives().count == 4)
  }

  @Test func theEndOfALineThatNeverCame() throws {
    try log.open()
    try log.write(1)
    try log.append("1795300009|x|sales|NO")
    let follower = QueueLogFollower(path: log.path)
    #expect(try follower.lines() == log.written)
    try log.rename(to: "queue_log.0")
    try log.open()
    try log.write(1)
    #expect(
      try follower.lines() == ["end: 1795300009|x|sales|NO", log.written[1]]
    )
  }

  /// Whatever stands at its beginning, Asterisk's log is read.
  @Test func aLogThatBeginsWithSomethingElse() throws {
    let noise = String(repeating: "x", count: 70_000)
    try log.open()
    try log.append(noise)
    #expect(try linesOfManyLives().count == 1)
    try log.append("\n")
    try log.write(1)
    let lines = try linesOfManyLives()
    #expect(lines.count == 3)
    #expect(lines.last == log.written[0])
    #expect(try QueueLogFollower(path: log.path).lines() == lines)
  }

  @Test func whatIsNoLogIsNamed() throws {
    try log.scratch.write("hello\nworld\n", to: "queue_log.txt")
    try log.scratch.write("other\n", to: "queue_logs")
    try log.open()
    try log.write(1)
    let follower = QueueLogFollower(path: log.path)
    #expect(try follower.lines() == log.written)
    #expect(follower.ignored == ["queue_log.txt"])
  }

  @Test func aFolderInItsPlaceIsAnError() throws {
    try FileManager.default.createDirectory(atPath: log.path, withIntermediateDirectories: true)
    #expect(throws: QueueLogError.self) { try QueueLogFollower(path: log.path).next() }
  }
}
