import ArgumentParser
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
      let folder = try store.location(in: world).folder
      return MigrateReport(store: folder, from: outcome.from, to: outcome.to)
    }
  }

  struct Backup: Command {
    static let configuration = CommandConfiguration(
      abstract: "Copy the store to a new file, while calls go on.",
      discussion: """
        A plain copy of switchboard.sqlite misses what is still in switchboard.sqlite-wal. To \
        restore, stop Asterisk and switchboardd, put the copy in place of switchboard.sqlite, and \
        remove switchboard.sqlite-wal and switchboard.sqlite-shm.
        """
    )

    @Argument(help: "The new file.")
    var file: String

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> BackupReport {
      try store.open(in: world).backUp(to: file)
      return BackupReport(store: try store.location(in: world).folder, file: file)
    }
  }
}

/// What a migration did.
struct MigrateReport: Report {
  var store: String
  var from: Int
  var to: Int

  func text(in world: World) -> String {
    world.text(Phrases.migrated(store, from: from, to: to))
  }
}

/// What was copied where.
struct BackupReport: Report {
  var store: String
  var file: String

  func text(in world: World) -> String {
    world.text(Phrases.backedUp(store, to: file))
  }
}
