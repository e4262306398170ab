import ArgumentParser
import Records
import Schema

/// Looks after the store.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: "Look after the store.",
    subcommands: [Migrate.self]
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
