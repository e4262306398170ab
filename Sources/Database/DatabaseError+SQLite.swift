import CSQLite

extension DatabaseError {
  /// The error of the call that has just failed with `result` on `connection`.
  init(_ result: Int32, doing: String, on connection: OpaquePointer?) {
    let systemError = connection.map { sqlite3_system_errno($0) } ?? 0
    let words = connection.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(result)
    self.init(
      Code(result: result, systemError: systemError),
      doing: doing,
      cause: words.map { String(cString: $0) } ?? "result \(result)"
    )
    // Which of a store's files it is, and what can be done: no program mends it.
    guard code == .corrupt, let file = connection.flatMap({ sqlite3_db_filename($0, "main") }),
      file.pointee != 0
    else { return }
    cause += ": \(String(cString: file)) is damaged: stop what uses it, and put back a backup of it"
  }
}

extension DatabaseError.Code {
  fileprivate init(result: Int32, systemError: Int32) {
    switch result & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
    case SQLITE_FULL: self = .full
    case SQLITE_READONLY: self = .readOnly
    case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
    case SQLITE_CONSTRAINT: self = .constraint
    case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_PERM, SQLITE_AUTH:
      self.init(systemError: systemError)
    default: self = .other
    }
  }
}
