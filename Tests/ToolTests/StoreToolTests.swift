import Database
import Foundation
import Records
import Schema
import Scratch
import Testing

@testable import switchboard

/// Stores in trouble, as people meet them.
@Suite struct StoreToolTests {
  private let tool: Tool
  private let yaml: String

  init() throws {
    tool = try Tool()
    yaml = try tool.writeConfiguration()
  }

  private var location: StoreLocation { tool.scratch.location }

  @Test func aStoreOfANewerProgramIsNotMigrated() throws {
    try tool.scratch.migratedStore()
    try tool.scratch.connection().run(
      "INSERT INTO migration (number, name, serves, applied) VALUES (99, 'x', 99000000, 0)"
    )
    for command in [["store", "migrate"], ["calls"], ["apply", yaml]] {
      #expect(try tool.run(command) == 1)
      #expect(tool.notices.hasPrefix("the store in \(location.folder) needs Switchboard 99.0.0"))
      #expect(!tool.notices.contains("store migrate"))
    }
  }

  /// `kill -9` in a migration leaves a file that is no longer empty, and has no table.
  @Test func aHalfMadeStoreIsMade() throws {
    try StoreFiles.create(folder: location.folder, file: location.file)
    try tool.scratch.connection().first("PRAGMA journal_mode = WAL") { _ in }
    let size = try FileManager.default.attributesOfItem(atPath: location.file)[.size] as? Int
    #expect(size != 0)
    #expect(try tool.run("apply", yaml) == 0)
    #expect(tool.notices == "made a new store in \(location.folder)\n")
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func onAReadOnlyFileSystemPeopleRead() throws {
    #expect(try tool.run("apply", yaml) == 0)
    #expect(try tool.run("blacklist", "add", "13800000000") == 0)
    let disk = try SmallDisk(over: location.folder)
    defer { disk.remove() }
    try disk.makeReadOnly()
    #expect(try tool.run("blacklist", "show") == 0)
    #expect(tool.output.contains("13800000000"))
    #expect(try tool.run("calls") == 0)
    #expect(try tool.run("blacklist", "add", "13800000001") == 1)
    #expect(tool.notices.contains("is the disk writable?"))
  }

  // MARK: A disk that fills

  private func big() throws -> String {
    let numbers = (0..<200_000).map { "\(13_000_000_000 + $0)\n" }.joined()
    try tool.scratch.write("number\n" + numbers, to: "big.csv")
    return tool.scratch.folder + "/big.csv"
  }

  private func free() throws -> Int {
    let values = try FileManager.default.attributesOfFileSystem(forPath: location.folder)
    return try #require(values[.systemFreeSize] as? Int)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func anImportStopsBeforeTheDiskIsFull() throws {
    #expect(try tool.run("apply", yaml) == 0)
    let disk = try SmallDisk(over: location.folder, size: "12m")
    defer { disk.remove() }
    #expect(try tool.run("blacklist", "import", big()) == 1)
    #expect(tool.notices.contains("make room on its disk: 8 MiB must stay free for calls"))
    #expect(try free() > 4 << 20)
    // What was half done is gone, and all else goes on.
    #expect(try tool.run("blacklist", "show") == 0)
    #expect(tool.output == "the blacklist is empty\n")
    #expect(try tool.run("blacklist", "add", "13800000000") == 0)
    try tool.scratch.write("default: {to: queue other}", to: "yaml/routing.yaml")
    #expect(try tool.run("apply", yaml) == 0)
    let layers = try tool.scratch.connection().first(
      "SELECT count(*) FROM directory_layer WHERE state <> 1"
    ) { $0.integer(0) }
    #expect(layers == 0)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func anApplyStopsBeforeTheDiskIsFull() throws {
    #expect(try tool.run("apply", yaml) == 0)
    let disk = try SmallDisk(over: location.folder, size: "12m")
    defer { disk.remove() }
    let numbers = (0..<100_000).map { "\(13_000_000_000 + $0)" }.joined(separator: ", ")
    try tool.scratch.write(
      "blacklist: {to: hangup, numbers: [\(numbers)]}\ndefault: {to: queue sales}",
      to: "yaml/routing.yaml"
    )
    #expect(try tool.run("apply", yaml) == 1)
    #expect(tool.notices.contains("8 MiB must stay free"))
    #expect(try free() > 4 << 20)
    let rows = try tool.scratch.connection().first(
      "SELECT count(*) FROM published WHERE revision > 1"
    ) { $0.integer(0) }
    #expect(rows == 0)
    try tool.scratch.write("default: {to: queue other}", to: "yaml/routing.yaml")
    #expect(try tool.run("apply", yaml) == 0)
  }
}
