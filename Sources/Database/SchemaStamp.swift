/// What a store says of its own shape: how far it was migrated, and whom it still serves.
public struct SchemaStamp: Equatable, Sendable {
  /// The number of the last migration that was applied.
  public var number: Int

  /// The oldest program that can still work with it.
  public var serves: ProgramVersion

  /// Describes a shape.
  public init(number: Int, serves: ProgramVersion) {
    self.number = number
    self.serves = serves
  }

  /// Checks that the store still works with this program.
  ///
  /// - Throws: ``DatabaseError`` with code `schema` when it needs a newer one.
  public func checkServes(_ program: ProgramVersion = .current) throws(DatabaseError) {
    guard program >= serves else {
      throw DatabaseError(
        .schema,
        doing: "checking the store's shape",
        cause: "the store needs Switchboard \(serves) or newer, and this is \(program)"
      )
    }
  }
}

extension DatabaseError.Code {
  /// The store's shape does not suit this program.
  public static let schema = DatabaseError.Code(rawValue: "schema")
}

extension Connection {
  /// Reads what the store says of its shape; `nil` when it was never migrated.
  public func schemaStamp() throws(DatabaseError) -> SchemaStamp? {
    do {
      return try first("SELECT number, serves FROM migration ORDER BY number DESC LIMIT 1") { row in
        SchemaStamp(number: row.integer(0), serves: ProgramVersion(number: row.integer(1)))
      }
    } catch  where error.code == .other {
      // No such table: an empty file, or one of somebody else's.
      return nil
    }
  }
}
