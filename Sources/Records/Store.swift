public import Database

/// The one store: what is published, and what happened.
///
/// Like its connection it belongs to one thread.
public final class Store {
  /// The way to the file.
  ///
  /// SQL is written in the record files of this module alone.
  let connection: Connection

  /// The live revision when the store was opened; `nil` when nothing was ever published.
  public let liveAtOpening: Int?

  /// The shape that these records need at least.
  public static let neededSchema = 5

  /// Opens the store at `location`.
  ///
  /// - Throws: ``DatabaseError``; code `schema` when the store's shape does not suit this program.
  public convenience init(
    at location: StoreLocation,
    _ options: Connection.Options
  ) throws(DatabaseError) {
    try self.init(Connection(path: location.file, options))
  }

  /// Uses a connection that is open already.
  ///
  /// - Throws: ``DatabaseError``; code `schema` when the store's shape does not suit this program.
  public init(_ connection: Connection) throws(DatabaseError) {
    self.connection = connection
    guard let opening = try connection.opening(), opening.stamp.number >= Self.neededSchema else {
      throw DatabaseError(
        .schema,
        doing: "checking the store's shape",
        cause: "it was not migrated yet: run switchboard store migrate"
      )
    }
    try opening.stamp.checkServes()
    liveAtOpening = opening.live
  }
}

extension Connection {
  /// What every call asks first, in one statement; `nil` when the store was never migrated.
  fileprivate func opening() throws(DatabaseError) -> (stamp: SchemaStamp, live: Int?)? {
    var found: (stamp: SchemaStamp, live: Int?)?
    do {
      try each(
        """
        SELECT number, serves, (SELECT revision FROM went_live ORDER BY id DESC LIMIT 1)
        FROM migration ORDER BY number DESC LIMIT 1
        """
      ) { row in
        let serves = ProgramVersion(number: row.integer(1))
        found = (SchemaStamp(number: row.integer(0), serves: serves), row.optionalInteger(2))
        return .stop
      }
    } catch  where error.code == .other {
      // No such table: perhaps a newer program's, which may say so.
      found = try schemaStamp().map { ($0, nil) }
    }
    return found
  }
}
