import ArgumentParser
import Configuration
import Database
import Foundation
import Records
import Schema

/// Which store is meant.
struct StoreOption: ParsableArguments {
  @Option(
    name: .customLong("store"),
    help: ArgumentHelp(
      "The store's folder (otherwise $SWITCHBOARD_STORE, or /var/lib/switchboard).",
      valueName: "folder"
    )
  )
  var folder: String?

  /// The store in a folder that will be thrown away.
  static func scratch(_ folder: String, in world: World) throws -> StoreOption {
    try StoreOption.parse(["--store", folder])
  }

  func location(in world: World) throws -> StoreLocation {
    if folder == "" { throw Phrases.unnamedStore }
    let location = folder.map { StoreLocation(folder: $0) } ?? .find { world.environment[$0] }
    for path in [location.folder, location.file] {
      // "Missing, make one" would be of no use: it cannot be made through the link.
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
      if let target, !FileManager.default.fileExists(atPath: path) {
        throw Phrases.linkToNothing(path, target)
      }
    }
    return location
  }

  /// Opens the store that is there.
  func open(
    in world: World,
    _ options: Connection.Options = .administrator
  ) throws -> Store {
    try use(location(in: world), options)
  }

  /// Opens the store, or makes one where there is none.
  func openOrCreate(in world: World) throws -> Store {
    let location = try location(in: world)
    do {
      return try Store(at: location, .administrator)
    } catch  where error.code == .missing || error.code == .schema && isEmpty(location.file) {
      try migrate(in: world)
      world.say(Phrases.newStore(location.folder))
      return try Store(at: location, .administrator)
    } catch {
      if let failure = strange(location) { throw failure }
      throw error
    }
  }

  private func use(_ location: StoreLocation, _ options: Connection.Options) throws -> Store {
    do {
      return try Store(at: location, options)
    } catch {
      if let failure = strange(location) { throw failure }
      throw error
    }
  }

  private func isEmpty(_ file: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: file)
    return attributes?[.size] as? Int == 0
  }

  /// What to say of a file of somebody else's, so that nobody migrates it.
  private func strange(_ location: StoreLocation) -> Failure? {
    guard let connection = try? Connection(path: location.file, .administrator),
      let tables = try? connection.first(
        """
        SELECT count(*), total(name IN ('migration', 'revision', 'published')) FROM sqlite_schema
        WHERE type = 'table'
        """,
        read: { (all: $0.integer(0), ours: $0.integer(1)) }
      ),
      tables.all > 0, tables.ours < 3
    else { return nil }
    return Phrases.strangeStore(location.file)
  }

  @discardableResult
  func migrate(in world: World) throws -> Schema.Outcome {
    let location = try location(in: world)
    if let failure = strange(location) { throw failure }
    try StoreFiles.create(folder: location.folder, file: location.file)
    return try Schema.migrate(Connection(path: location.file, .administrator))
  }
}
