public import Database

/// The one store: what is published, and what happened.
///
/// Like its connection it belongs to one thread.
public final class Store {
  /// The way to the file.
  ///
  /// SQL is written in the record files of this module alone.
  let connection: Connection

  /// The shape that these records need at least.
  public static let neededSchema = 4

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
    guard let stamp = try connection.schemaStamp(), stamp.number >= Self.neededSchema else {
      throw DatabaseError(
        .schema,
        doing: "checking the store's shape",
        cause: "it was not migrated yet: run switchboard store migrate"
      )
    }
    try stamp.checkServes()
  }
}
