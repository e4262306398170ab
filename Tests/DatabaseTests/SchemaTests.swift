import Database
import Foundation
import Records
import Schema
import Scratch
import Testing

@Suite struct SchemaTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  private func newConnection() throws -> Connection {
    try StoreFiles.create(folder: scratch.location.folder, file: scratch.location.file)
    return try scratch.connection()
  }

  @Test func aNewStoreIsMigratedToTheLastStep() throws {
    let connection = try newConnection()
    let last = try #require(Schema.migrations.last)
    #expect(try connection.schemaStamp() == nil)
    #expect(try Schema.migrate(connection) == Schema.Outcome(from: 0, to: last.number))
    #expect(
      try connection.schemaStamp() == SchemaStamp(number: last.number, serves: last.serves)
    )
    #expect(Store.neededSchema <= last.number)
  }

  @Test func aSecondMigrationDoesNothing() throws {
    let connection = try newConnection()
    let first = try Schema.migrate(connection)
    #expect(try Schema.migrate(connection) == Schema.Outcome(from: first.to, to: first.to))
  }

  @Test func stepsAreNumberedAndNeverServeOlderProgramsThanTheirPredecessors() {
    #expect(Schema.migrations.map(\.number) == Array(1...Schema.migrations.count))
    for (earlier, later) in zip(Schema.migrations, Schema.migrations.dropFirst()) {
      #expect(earlier.serves <= later.serves)
    }
    for migration in Schema.migrations {
      #expect(migration.serves <= ProgramVersion.current)
    }
  }

  @Test func theFolderAndItsFilesAreTheGroups() throws {
    let connection = try newConnection()
    try Schema.migrate(connection)
    let files = FileManager.default
    func rights(_ path: String) throws -> Int {
      try #require(files.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
    let location = scratch.location
    #expect(try rights(location.folder) == 0o2770)
    #expect(try rights(location.file) == 0o660)
    #expect(try rights(location.file + "-wal") == 0o660)
    #expect(try rights(location.file + "-shm") == 0o660)
  }

  @Test func aNewerSchemaThatServesThisProgramIsAccepted() throws {
    let connection = try newConnection()
    try Schema.migrate(connection)
    try connection.run(
      "INSERT INTO migration (number, name, serves, applied) VALUES (99, 'later', ?, 0)",
      [.integer(ProgramVersion.current.number)]
    )
    _ = try Store(connection)
    #expect(try Schema.migrate(connection) == Schema.Outcome(from: 99, to: 99))
  }

  @Test func aNewerSchemaThatDoesNotServeThisProgramIsRefused() throws {
    let connection = try newConnection()
    try Schema.migrate(connection)
    var next = ProgramVersion.current
    next.major += 1
    try connection.run(
      "INSERT INTO migration (number, name, serves, applied) VALUES (99, 'later', ?, 0)",
      [.integer(next.number)]
    )
    #expect(throws: DatabaseError.self) { try Schema.migrate(connection) }
    let error = #expect(throws: DatabaseError.self) {
      _ = try Store(at: scratch.location, .call)
    }
    #expect(error?.code == .schema)
    #expect(error?.cause == "the store needs Switchboard \(next) or newer, and this is 0.1.0")
  }

  @Test func aStoreThatWasNeverMigratedIsRefused() throws {
    _ = try newConnection()
    let error = #expect(throws: DatabaseError.self) { _ = try Store(at: scratch.location, .call) }
    #expect(error?.code == .schema)
  }

  @Test func aStepThatFailsLeavesTheStoreAsItWas() throws {
    let connection = try newConnection()
    try Schema.migrate(connection)
    let before = try connection.schemaStamp()
    try connection.run("CREATE TABLE stranger (id INTEGER)")
    let step = Migration(
      number: Schema.migrations.count + 100,
      name: "broken",
      serves: .current,
      script: "CREATE TABLE good (id INTEGER); CREATE TABLE stranger (id INTEGER);"
    )
    #expect(throws: DatabaseError.self) { try Schema.migrate(connection, to: [step]) }
    #expect(try connection.schemaStamp() == before)
    #expect(throws: DatabaseError.self) { try connection.run("DELETE FROM good") }
  }
}
