import ArgumentParser
import Configuration
import Database
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

  func location(in world: World) -> StoreLocation {
    folder.map { StoreLocation(folder: $0) } ?? .find { world.environment[$0] }
  }

  /// Opens the store that is there.
  func open(in world: World) throws -> Store {
    try Store(at: location(in: world), .administrator)
  }

  /// Opens the store, or makes one where there is none.
  func openOrCreate(in world: World) throws -> Store {
    let location = location(in: world)
    do {
      return try Store(at: location, .administrator)
    } catch  where error.code == .missing {
      try migrate(in: world)
      world.say(Phrases.newStore(location.folder))
      return try Store(at: location, .administrator)
    }
  }

  @discardableResult
  func migrate(in world: World) throws -> Schema.Outcome {
    let location = location(in: world)
    try StoreFiles.create(folder: location.folder, file: location.file)
    return try Schema.migrate(Connection(path: location.file, .administrator))
  }
}
