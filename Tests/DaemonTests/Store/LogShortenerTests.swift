import Database
import Foundation
import Logging
import Records
import Scratch
import Testing

@testable import Daemon

/// A log does not grow with what is written, and nobody who writes has to see to it.
@Suite struct LogShortenerTests {
  private let scratch: Scratch
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  /// Whoever writes leaves the log as it is.
  private let writer: Connection

  init() throws {
    scratch = try Scratch()
    try scratch.migratedStore()
    var options = Connection.Options.call
    options.longestLog = 0
    writer = try scratch.connection(options)
  }

  /// How large the log's file is, in bytes.
  private var size: Int {
    let file = scratch.location.file + "-wal"
    return (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
  }

  /// Writes so many rows, each in a transaction, and each at least a page of the log.
  private func write(_ count: Int, from first: Int) throws {
    for number in first..<(first + count) {
      try writer.run(
        "INSERT INTO list_entry (layer, number, raw, note, author, added) VALUES (1, ?, '', ?, '', 0)",
        [.integer(number), .text(String(repeating: "x", count: 4_000))]
      )
    }
  }

  @Test func theLogOfManyWritesIsNoLongerThanThatOfFew() throws {
    let shortener = LogShortener(scratch.location.file, log: log)
    let begin = ContinuousClock.now
    try write(300, from: 0)
    shortener.step(at: begin)
    let after = size
    for round in 1...10 {
      try write(300, from: round * 300)
      shortener.step(at: begin + .seconds(round * 10))
    }
    #expect(size < after * 3 / 2)
    // Without it, it would be as long as all that was written.
    try write(3_000, from: 10_000)
    #expect(size > 3_000 * 4_096)
  }

  @Test func itLooksMoreOftenWhileTheLogGrows() throws {
    let shortener = LogShortener(scratch.location.file, log: log)
    let begin = ContinuousClock.now
    let database = scratch.location.file
    func grown(at seconds: Int) throws -> Bool {
      let before = try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int ?? 0
      shortener.step(at: begin + .seconds(seconds))
      let after = try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int ?? 0
      return after > before
    }
    try write(300, from: 0)
    #expect(try grown(at: 0))
    try write(1, from: 300)
    #expect(try grown(at: 1))
    try write(300, from: 400)
    #expect(try !grown(at: 2))
    #expect(try grown(at: 11))
  }

  @Test func whoReadsAndWhoWritesIsLeftInPeace() throws {
    let shortener = LogShortener(scratch.location.file, log: log)
    try write(10, from: 0)
    let reader = try scratch.connection()
    try reader.run("BEGIN")
    #expect(try reader.first("SELECT count(*) FROM list_entry") { $0.integer(0) } == 10)
    try write(10, from: 10)
    try writer.run("BEGIN IMMEDIATE")
    try write(1, from: 20)
    shortener.step()
    try writer.run("COMMIT")
    #expect(try reader.first("SELECT count(*) FROM list_entry") { $0.integer(0) } == 10)
    try reader.run("ROLLBACK")
    #expect(try reader.first("SELECT count(*) FROM list_entry") { $0.integer(0) } == 21)
  }
}
