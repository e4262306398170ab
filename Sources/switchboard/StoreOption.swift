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
    let location = try location(in: world)
    do {
      return try opened(location, options, in: world)
    } catch let error as DatabaseError {
      throw reason(error, location)
    }
  }

  /// Opens the store, or makes one where there is none.
  func openOrCreate(in world: World) throws -> Store {
    let location = try location(in: world)
    do {
      return try opened(location, .administrator, in: world)
    } catch let error as DatabaseError
      where error.code == .missing || error.code == .schema && isEmpty(location.file)
    {
      try migrate(in: world)
      world.say(Phrases.newStore(location.folder))
      return try opened(location, .administrator, in: world)
    } catch let error as DatabaseError {
      throw reason(error, location)
    }
  }

  private func opened(
    _ location: StoreLocation,
    _ options: Connection.Options,
    in world: World
  ) throws -> Store {
    let store = try Store(at: location, options)
    try world.clock.follow(store, in: world)
    return store
  }

  /// Whether nothing is in the file: a migration that was killed leaves it so.
  private func isEmpty(_ file: String) -> Bool {
    let connection = try? Connection(path: file, .administrator)
    return (try? connection?.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) }) == 0
  }

  /// Why a store cannot be used, in better words where there are some.
  private func reason(_ error: DatabaseError, _ location: StoreLocation) -> any Error {
    if let failure = strange(location) ?? newer(location) { return failure }
    return error
  }

  /// What to say of a store that needs a newer program, which no migration mends.
  private func newer(_ location: StoreLocation) -> Failure? {
    guard let connection = try? Connection(path: location.file, .administrator),
      let stamp = try? connection.schemaStamp(), (try? stamp.checkServes()) == nil
    else { return nil }
    return Phrases.newerStore(location.folder, needs: "\(stamp.serves)")
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
    if let failure = newer(location) { throw failure }
    try StoreFiles.create(folder: location.folder, file: location.file)
    return try Schema.migrate(Connection(path: location.file, .administrator))
  }

  /// Makes the floor's file beside the store, or brings it to this version's shape.
  func migrateFloor(in world: World) throws -> Schema.Outcome {
    let location = try location(in: world)
    let file = location.floorFile
    try StoreFiles.create(folder: location.folder, file: file)
    return try Schema.migrate(Connection(path: file, .administrator), to: Schema.floor)
  }
}
