import Database
import Foundation
import Records
import Scratch
import Testing

/// What cannot be written is read all the same, as long as the truth is in it.
@Suite struct ReadingTests {
  private let scratch: Scratch
  private var location: StoreLocation { scratch.location }

  init() throws {
    scratch = try Scratch()
    try scratch.migratedStore()
    try add("committed")
  }

  private func add(_ number: String, _ options: Connection.Options = .administrator) throws {
    try scratch.connection(options).run(
      """
      INSERT INTO list_entry (layer, number, raw, note, author, added)
      VALUES (1, ?, '', '', '', 0)
      """,
      [.text(number)]
    )
  }

  private func numbers(through connection: Connection) throws -> [String] {
    try connection.all("SELECT number FROM list_entry ORDER BY number") { $0.text(0) }
  }

  /// Reads the numbers as calls and people do, and is told why it cannot write.
  private func checkReads(_ numbers: [String], cannotWriteFor code: DatabaseError.Code) throws {
    try checkReads(numbers, .call, cannotWriteFor: code)
    try checkReads(numbers, .administrator, cannotWriteFor: code)
  }

  private func checkReads(
    _ numbers: [String],
    _ options: Connection.Options,
    cannotWriteFor code: DatabaseError.Code
  ) throws {
    let call = try scratch.connection(options)
    #expect(try self.numbers(through: call) == numbers)
    let error = #expect(throws: DatabaseError.self) {
      try call.run("DELETE FROM list_entry")
    }
    #expect(error?.code == code)
    let inTransaction = #expect(throws: DatabaseError.self) {
      try call.transaction { () throws(DatabaseError) in
        try call.run("DELETE FROM list_entry")
      }
    }
    #expect(inTransaction?.code == code)
    #expect(try self.numbers(through: call) == numbers)
  }

  private func failure(_ options: Connection.Options) throws -> DatabaseError.Code {
    try #require(#expect(throws: DatabaseError.self) { try scratch.connection(options) }).code
  }

  private func files() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: location.folder))
  }

  // MARK: A full disk

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func aFullDiskIsRead() throws {
    let disk = try SmallDisk(over: location.folder)
    defer { disk.remove() }
    try disk.fill()
    for _ in 1...2 { try checkReads(["committed"], cannotWriteFor: .full) }
    #expect(try failure(.longWork) == .full)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func onAFullDiskTheLogIsReadToo() throws {
    let disk = try SmallDisk(over: location.folder)
    defer { disk.remove() }
    try add("in the log", .call)
    try FileManager.default.removeItem(atPath: location.file + "-shm")
    try disk.fill()
    try checkReads(["committed", "in the log"], cannotWriteFor: .full)
  }

  // MARK: A read-only file system

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func aReadOnlyFileSystemIsRead() throws {
    let disk = try SmallDisk(over: location.folder)
    defer { disk.remove() }
    #expect(try files() == ["switchboard.sqlite"])
    try disk.makeReadOnly()
    try checkReads(["committed"], cannotWriteFor: .readOnly)
    #expect(try failure(.longWork) == .readOnly)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func onAReadOnlyFileSystemTheLogIsReadTooWhileItsIndexIsThere() throws {
    let disk = try SmallDisk(over: location.folder)
    defer { disk.remove() }
    try add("in the log", .call)
    #expect(try files().count == 3)
    try disk.makeReadOnly()
    try checkReads(["committed", "in the log"], cannotWriteFor: .readOnly)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func aLogThatCannotBeReadIsNotLeftOut() throws {
    let disk = try SmallDisk(over: location.folder)
    defer { disk.remove() }
    try add("in the log", .call)
    try FileManager.default.removeItem(atPath: location.file + "-shm")
    try disk.makeReadOnly()
    #expect(try failure(.call) == .readOnly)
  }

  // MARK: A folder of somebody else's

  @Test func aFolderWithoutTheRightToWriteIsRead() throws {
    #expect(try files() == ["switchboard.sqlite"])
    chmod(location.folder, 0o555)
    chmod(location.file, 0o444)
    defer { chmod(location.folder, 0o755) }
    try asNobody {
      try checkReads(["committed"], cannotWriteFor: .readOnly)
      #expect(try failure(.longWork) == .readOnly)
    }
    #expect(try files() == ["switchboard.sqlite"])
  }

  @Test func aFileWithoutTheRightToReadIsDenied() throws {
    chmod(location.folder, 0o555)
    chmod(location.file, 0)
    defer { chmod(location.folder, 0o755) }
    try asNobody {
      let code = try failure(.call)
      #expect(code == .denied)
    }
  }

  /// Root may do everything: for the file system, this thread is nobody for a while.
  private func asNobody(_ work: () throws -> Void) throws {
    guard geteuid() == 0 else { return try work() }
    chmod(scratch.folder, 0o755)
    let name = try #require(dlsym(nil, "setfsuid"))
    let become = unsafeBitCast(name, to: (@convention(c) (UInt32) -> Int32).self)
    _ = become(65_534)
    defer { _ = become(0) }
    try work()
  }

  // MARK: Names

  @Test(arguments: ["a?immutable=0", "a#b", "100%", "%41", "a b", "话务"])
  func aNameIsNoAddress(name: String) throws {
    let folder = scratch.folder + "/" + name
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let file = folder + "/switchboard.sqlite"
    try FileManager.default.copyItem(atPath: location.file, toPath: file)
    chmod(folder, 0o555)
    chmod(file, 0o444)
    defer { chmod(folder, 0o755) }
    try asNobody {
      let numbers = try numbers(through: Connection(path: file, .call))
      #expect(numbers == ["committed"])
    }
  }
}
