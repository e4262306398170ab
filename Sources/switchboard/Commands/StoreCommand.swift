import ArgumentParser
import Database
import Foundation
import Records
import Schema

/// Looks after the store.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look after the store.",
    subcommands: [Migrate.self, Backup.self]
  )

  struct Migrate: Command {
    static let configuration = CommandConfiguration(
      abstract: "Make the store, or bring it to this version's shape."
    )

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> MigrateReport {
      let outcome = try store.migrate(in: world)
      let floor = try store.migrateFloor(in: world)
      let folder = try store.location(in: world).folder
      return MigrateReport(
        store: folder,
        from: outcome.from,
        to: outcome.to,
        floor: .init(from: floor.from, to: floor.to)
      )
    }
  }

  struct Backup: Command {
    static let configuration = CommandConfiguration(
      abstract: "Copy the store to a new file, while calls go on.",
      discussion: """
        A plain copy of switchboard.sqlite misses what is still in switchboard.sqlite-wal. To \
        restore, stop Asterisk and switchboardd, put the copy in place of switchboard.sqlite, and \
        remove switchboard.sqlite-wal and switchboard.sqlite-shm. The history of the queues, \
        floor.sqlite, is copied to FILE.floor, and is restored in the same way.
        """
    )

    @Argument(help: "The new file.")
    var file: String

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> BackupReport {
      let location = try store.location(in: world)
      try store.open(in: world).backUp(to: file)
      guard FileManager.default.fileExists(atPath: location.floorFile) else {
        return BackupReport(store: location.folder, file: file)
      }
      let floor = file + ".floor"
      do {
        try Connection(path: location.floorFile, .administrator).backUp(to: floor)
      } catch {
        // Half a backup would be taken for a whole one.
        try? FileManager.default.removeItem(atPath: file)
        throw error
      }
      return BackupReport(store: location.folder, file: file, floor: floor)
    }
  }
}

/// What a migration did.
struct MigrateReport: Report {
  var store: String
  var from: Int
  var to: Int
  var floor: Step

  /// From which shape to which.
  struct Step: Encodable {
    var from: Int
    var to: Int
  }

  func text(in world: World) -> String {
    world.text(Phrases.migrated(store, from: from, to: to)) + "\n"
      + world.text(Phrases.migrated("floor.sqlite", from: floor.from, to: floor.to))
  }
}

/// What was copied where.
struct BackupReport: Report {
  var store: String
  var file: String
  var floor: String?

  func text(in world: World) -> String {
    ([world.text(Phrases.backedUp(store, to: file))]
      + (floor.map { [world.text(Phrases.backedUp("floor.sqlite", to: $0))] } ?? []))
      .joined(separator: "\n")
  }
}
