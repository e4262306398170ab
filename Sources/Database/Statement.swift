import CSQLite

/// One prepared statement.
final class Statement {
  let sql: StaticString
  let handle: OpaquePointer
  /// The next one in the connection's chain of idle statements.
  var next: Statement?
  private let connection: OpaquePointer

  init(_ sql: StaticString, on connection: OpaquePointer) throws(DatabaseError) {
    self.sql = sql
    self.connection = connection
    var prepared: OpaquePointer?
    let text = UnsafeRawPointer(sql.utf8Start).assumingMemoryBound(to: CChar.self)
    let length = Int32(sql.utf8CodeUnitCount)
    let result = sqlite3_prepare_v2(connection, text, length, &prepared, nil)
    guard result == SQLITE_OK, let prepared else {
      throw DatabaseError(result, doing: Self.summary(of: sql), on: connection)
    }
    handle = prepared
  }

  deinit {
    sqlite3_finalize(handle)
  }

  func bind(_ values: [Value]) throws(DatabaseError) {
    guard Int(sqlite3_bind_parameter_count(handle)) == values.count else {
      throw DatabaseError(
        .other,
        doing: Self.summary(of: sql),
        cause: "\(values.count) values for \(sqlite3_bind_parameter_count(handle)) question marks"
      )
    }
    for (index, value) in values.enumerated() {
      try check(bind(value, at: Int32(index + 1)))
    }
  }

  /// Goes to the next row.
  ///
  /// - Returns: Whether there is one.
  func step() throws(DatabaseError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let result: throw error(result)
    }
  }

  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  private func bind(_ value: Value, at position: Int32) -> Int32 {
    switch value {
    case .null:
      return sqlite3_bind_null(handle, position)
    case .integer(let number):
      return sqlite3_bind_int64(handle, position, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { characters in
          // A null address would bind NULL, and an empty text has none.
          guard let start = characters.baseAddress else {
            return switchboard_sqlite3_bind_text(handle, position, "", 0)
          }
          return switchboard_sqlite3_bind_text(handle, position, start, Int32(characters.count))
        }
      }
    case .blob(let bytes):
      return bytes.withUnsafeBytes { buffer in
        guard let start = buffer.baseAddress else {
          return sqlite3_bind_zeroblob(handle, position, 0)
        }
        return switchboard_sqlite3_bind_blob(handle, position, start, Int32(buffer.count))
      }
    }
  }

  private func check(_ result: Int32) throws(DatabaseError) {
    guard result == SQLITE_OK else { throw error(result) }
  }

  private func error(_ result: Int32) -> DatabaseError {
    DatabaseError(result, doing: Self.summary(of: sql), on: connection)
  }

  /// The beginning of a statement, for an error.
  static func summary(of sql: StaticString) -> String {
    sql.description.split(whereSeparator: \.isWhitespace).prefix(5).joined(separator: " ")
  }
}
