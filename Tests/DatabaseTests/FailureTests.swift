import Database
import Foundation
import Records
import Scratch
import Testing

/// What a store meets in a bad week: each trouble has a code of its own.
@Suite struct FailureTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.migratedStore()
  }

  private var insert: StaticString {
    "INSERT INTO list_entry (layer, number, raw, note, author, added) VALUES (?, ?, '', '', '', 0)"
  }

  private func call(waiting budget: Duration = .milliseconds(20)) throws -> Connection {
    var options = Connection.Options.call
    options.busyBudget = budget
    return try scratch.connection(options)
  }

  private func failure(_ work: () throws -> Void) throws -> DatabaseError.Code {
    try #require(#expect(throws: DatabaseError.self) { try work() }).code
  }

  @Test func missing() throws {
    let path = scratch.folder + "/nowhere/switchboard.sqlite"
    #expect(try failure { _ = try Connection(path: path, .call) } == .missing)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func aFolderInPlaceOfTheFileIsNoStore() throws {
    #expect(throws: DatabaseError.self) { try Connection(path: scratch.folder, .call) }
  }

  @Test func busy() throws {
    let other = try scratch.connection()
    try other.run("BEGIN IMMEDIATE")
    let call = try call()
    #expect(try failure { try call.run(insert, [.integer(1), .text("1")]) } == .busy)
    // Whoever writes does not disturb whoever reads.
    #expect(try call.first("SELECT count(*) FROM list_entry") { $0.integer(0) } == 0)
    try other.run("ROLLBACK")
    try call.run(insert, [.integer(1), .text("1")])
  }

  @Test func allWaitsOfAConnectionShareOneBudget() throws {
    let other = try scratch.connection()
    try other.run("BEGIN IMMEDIATE")
    let call = try call(waiting: .milliseconds(100))
    let taken = ContinuousClock().measure {
      for _ in 1...20 {
        let error = #expect(throws: DatabaseError.self) {
          try call.run(insert, [.integer(1), .text("1")])
        }
        #expect(error?.code == .busy)
      }
    }
    #expect(taken >= .milliseconds(100))
    #expect(taken < .milliseconds(1_000), "twenty budgets would be two seconds")
  }

  @Test func aWriterThatEndsInTimeIsWaitedFor() throws {
    let other = try scratch.connection()
    try other.run("BEGIN IMMEDIATE")
    let path = scratch.location.file
    let waiting = Thread.detached {
      let call = try Connection(path: path, .call)
      try call.run("DELETE FROM list_entry")
    }
    try other.run("COMMIT")
    try waiting.value()
  }

  @Test func full() throws {
    let call = try call()
    let pages = try #require(try call.first("PRAGMA page_count") { $0.integer(0) })
    try call.first("PRAGMA max_page_count = 80") { _ in }
    #expect(pages < 60)
    let text = String(repeating: "x", count: 4_000)
    #expect(
      try failure {
        for index in 1...80 { try call.run(insert, [.text(text), .text("\(index)")]) }
      } == .full
    )
    #expect(try call.first("PRAGMA quick_check") { $0.text(0) } == "ok")
  }

  @Test func readOnly() throws {
    let call = try call()
    try call.run("PRAGMA query_only = ON")
    #expect(try failure { try call.run(insert, [.integer(1), .text("1")]) } == .readOnly)
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func aFileWithoutTheRightToWriteCanBeRead() throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o440],
      ofItemAtPath: scratch.location.file
    )
    let call = try call()
    #expect(try call.schemaStamp() != nil)
    #expect(try failure { try call.run(insert, [.integer(1), .text("1")]) } == .readOnly)
  }

  @Test func noSQLiteFile() throws {
    let path = scratch.folder + "/letter.sqlite"
    try scratch.write(String(repeating: "Dear customer, ", count: 1_000), to: "letter.sqlite")
    #expect(try failure { _ = try Connection(path: path, .call).schemaStamp() } == .corrupt)
  }

  @Test func damagedPages() throws {
    let path = scratch.folder + "/damaged.sqlite"
    try scratch.connection().run("VACUUM INTO ?", [.text(path)])
    var bytes = try Data(contentsOf: URL(filePath: path))
    for index in 4_096..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: URL(filePath: path))
    #expect(try failure { _ = try Connection(path: path, .call).schemaStamp() } == .corrupt)
  }

  @Test func aShortenedFileIsCorrupt() throws {
    let path = scratch.folder + "/short.sqlite"
    try scratch.connection().run("VACUUM INTO ?", [.text(path)])
    let bytes = try Data(contentsOf: URL(filePath: path))
    try bytes.prefix(4_096 + 100).write(to: URL(filePath: path))
    #expect(try failure { _ = try Connection(path: path, .call).schemaStamp() } == .corrupt)
  }

  /// `kill -9` leaves the files as they are at that moment: so they are copied at that moment.
  @Test func aWriterKilledInATransactionLeavesWhatWasCommitted() throws {
    let writer = try scratch.connection()
    try writer.run(insert, [.integer(1), .text("committed")])
    try writer.run("PRAGMA cache_size = 1")
    try writer.run("BEGIN IMMEDIATE")
    let text = String(repeating: "x", count: 4_000)
    for index in 1...100 { try writer.run(insert, [.text(text), .text("\(index)")]) }

    let wreck = scratch.folder + "/wreck"
    try FileManager.default.copyItem(atPath: scratch.location.folder, toPath: wreck)
    let log = try FileManager.default.attributesOfItem(atPath: wreck + "/switchboard.sqlite-wal")
    #expect(try #require(log[.size] as? Int) > 100_000, "the log holds what was not committed")

    let survivor = try Connection(path: wreck + "/switchboard.sqlite", .call)
    let numbers = try survivor.all("SELECT number FROM list_entry") { $0.text(0) }
    #expect(numbers == ["committed"])
    #expect(try survivor.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
    try survivor.run(insert, [.integer(1), .text("next")])
  }

  @Test func aCallLeavesTheLogForOthersToTidyUp() throws {
    let folder = scratch.location.folder
    var call: Connection? = try call()
    try call?.run(insert, [.integer(1), .text("1")])
    call = nil
    #expect(FileManager.default.fileExists(atPath: folder + "/switchboard.sqlite-wal"))

    var administrator: Connection? = try scratch.connection()
    #expect(try administrator?.first("SELECT count(*) FROM list_entry") { $0.integer(0) } == 1)
    administrator = nil
    #expect(!FileManager.default.fileExists(atPath: folder + "/switchboard.sqlite-wal"))
  }
}

/// A thread whose end can be waited for.
private final class Waiting: @unchecked Sendable {
  // Written by the thread before it signals, read after the signal was waited for.
  var result: Result<Void, any Error> = .success(())
  let ended = DispatchSemaphore(value: 0)

  func value() throws {
    ended.wait()
    try result.get()
  }
}

extension Thread {
  fileprivate static func detached(_ work: @escaping @Sendable () throws -> Void) -> Waiting {
    let waiting = Waiting()
    Thread.detachNewThread {
      waiting.result = Result { try work() }
      waiting.ended.signal()
    }
    return waiting
  }
}
