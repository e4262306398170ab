public import Database

/// The shape of the store: the one ordered list of migrations.
///
/// Steps only add until the next major version, so that an older AGI program goes on working while
/// a new one is being installed. SQLite stores a `CREATE` as it stands here and reads it at every
/// open, a call's too: what each column means is said before it, and an index that only reports
/// would use is none.
public enum Schema {
  /// All steps, first to last.
  public static let migrations: [Migration] = [
    Migration(number: 1, name: "published", serves: ProgramVersion(0, 1, 0), script: published),
    Migration(number: 2, name: "directory", serves: ProgramVersion(0, 1, 0), script: directory),
    Migration(number: 3, name: "routing", serves: ProgramVersion(0, 1, 0), script: routing),
    Migration(number: 4, name: "survey", serves: ProgramVersion(0, 1, 0), script: survey),
    Migration(number: 5, name: "ivr", serves: ProgramVersion(0, 1, 0), script: ivr),
  ]

  /// What ``migrate(_:to:)`` did.
  public struct Outcome: Equatable, Sendable {
    /// The last step before; 0 for a new store.
    public var from: Int
    /// The last step now.
    public var to: Int

    /// Describes a migration.
    public init(from: Int, to: Int) {
      self.from = from
      self.to = to
    }
  }

  /// Brings a store to this program's shape.
  ///
  /// All missing steps happen in one transaction, or none. A store that a newer program has
  /// migrated is left alone as long as it serves this one.
  ///
  /// - Throws: ``DatabaseError``; code `schema` when the store needs a newer program.
  @discardableResult
  public static func migrate(
    _ connection: Connection,
    to migrations: [Migration] = Schema.migrations
  ) throws(DatabaseError) -> Outcome {
    try connection.first("PRAGMA journal_mode = WAL") { _ in }
    return try connection.transaction { () throws(DatabaseError) in
      let stamp = try connection.schemaStamp()
      if let stamp { try stamp.checkServes() }
      let done = stamp?.number ?? 0
      for migration in migrations where migration.number > done {
        try connection.execute(script: migration.script)
        try connection.stamp(migration)
      }
      return Outcome(from: done, to: max(done, migrations.last?.number ?? 0))
    }
  }
}

extension Connection {
  fileprivate func stamp(_ migration: Migration) throws(DatabaseError) {
    try run(
      "INSERT INTO migration (number, name, serves, applied) VALUES (?, ?, ?, unixepoch() * 1000000)",
      [.integer(migration.number), .text(migration.name), .integer(migration.serves.number)]
    )
  }
}
