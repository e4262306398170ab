import Database
import Foundation
import Records
import Scratch
import Testing

@Suite struct BackupTests {
  private let scratch: Scratch
  private let store: Store
  private var copy: String { scratch.folder + "/copy.sqlite" }

  init() throws {
    scratch = try Scratch()
    store = try scratch.migratedStore()
  }

  private func add(_ number: String) throws {
    let entry = ListedNumber(
      number: PhoneNumber(number),
      note: "",
      author: "",
      added: Timestamp(seconds: 1)
    )
    #expect(try Store(at: scratch.location, .call).add(entry, to: "vip"))
  }

  @Test func whatIsInTheLogIsInTheCopy() throws {
    for index in 0..<60 { try add("1390000000\(index)") }
    let log = try FileManager.default.attributesOfItem(atPath: scratch.location.file + "-wal")
    #expect(try #require(log[.size] as? Int) > 0)
    // Calls write on: here, one is about to.
    let writer = try scratch.connection()
    try writer.run("BEGIN IMMEDIATE")
    var options = Connection.Options.administrator
    options.busyBudget = .zero
    try Store(at: scratch.location, options).backUp(to: copy)
    try writer.run("ROLLBACK")

    let restored = StoreLocation(folder: scratch.folder + "/restored")
    try FileManager.default.createDirectory(
      atPath: restored.folder,
      withIntermediateDirectories: true
    )
    try FileManager.default.copyItem(atPath: copy, toPath: restored.file)
    let call = try Connection(path: restored.file, .call)
    #expect(try Store(call).numbers(on: "vip").count == 60)
    #expect(try call.first("PRAGMA journal_mode") { $0.text(0) } == "wal")
  }

  @Test func theCopyIsOneFileAndItsMakersAlone() throws {
    try store.backUp(to: copy)
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
    #expect(Set(files) == ["store", "copy.sqlite"])
    let rights = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
    #expect(rights == 0o600)
  }

  @Test func nothingIsOverwritten() throws {
    try scratch.write("dear to me", to: "copy.sqlite")
    for path in [copy, scratch.location.file, scratch.folder, scratch.folder + "/nowhere/copy"] {
      let error = #expect(throws: DatabaseError.self) { try store.backUp(to: path) }
      #expect(error?.code == .copy)
    }
    #expect(try String(contentsOfFile: copy, encoding: .utf8) == "dear to me")
    #expect(try store.numbers(on: "vip").isEmpty)
  }
}
