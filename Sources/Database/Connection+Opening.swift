import CSQLite
import Glibc

extension Connection {
  /// Opens the file as these options say.
  static func open(
    _ path: String,
    _ options: Options,
    _ budget: BusyBudget
  ) throws(DatabaseError) -> OpaquePointer {
    let creation = options.creates ? SQLITE_OPEN_CREATE : 0
    return try open(path, path, SQLITE_OPEN_READWRITE | creation, options, budget)
  }

  /// Opens a file that could not be opened for writing: a caller's configuration is in it.
  ///
  /// Who reads needs an index of the log, and its file has no room on a full disk. With
  /// `readonly_shm` SQLite keeps that index in memory and still heeds who writes, yet both the
  /// log and the index must be there as files. Where they cannot even be made, `immutable` reads
  /// the file alone. That is right only without a log: a log holds what the file does not say yet,
  /// and the default route is better than half of the truth.
  ///
  /// - Throws: `reason`, when the file cannot be read so either.
  static func openForReading(
    _ path: String,
    _ options: Options,
    _ budget: BusyBudget,
    after reason: DatabaseError
  ) throws(DatabaseError) -> OpaquePointer {
    switch reason.code {
    case .full, .readOnly, .denied, .disk: break
    default: throw reason
    }
    let access = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
    let address = Self.address(of: path)
    if let handle = try? open(address + "?readonly_shm=1", path, access, options, budget) {
      return handle
    }
    guard !hasLog(path),
      let handle = try? open(address + "?immutable=1", path, access, options, budget)
    else { throw reason }
    return handle
  }

  private static func open(
    _ name: String,
    _ path: String,
    _ access: Int32,
    _ options: Options,
    _ budget: BusyBudget
  ) throws(DatabaseError) -> OpaquePointer {
    _ = SQLiteSetup.isReady
    var opened: OpaquePointer?
    var result = sqlite3_open_v2(name, &opened, access | SQLITE_OPEN_NOMUTEX, nil)
    if result == SQLITE_OK, let handle = opened {
      sqlite3_extended_result_codes(handle, 1)
      budget.attach(to: handle)
      sqlite3_wal_autocheckpoint(handle, Int32(options.longestLog))
      if !options.checkpointsOnClose { switchboard_sqlite3_no_checkpoint_on_close(handle) }
      // The first statement is where SQLite really looks at the file.
      result = sqlite3_exec(handle, options.durability.pragma, nil, nil, nil)
      if result == SQLITE_OK { return handle }
    }
    let error = DatabaseError(result, doing: "opening \(path)", on: opened)
    sqlite3_close_v2(opened)
    throw error
  }

  private static func hasLog(_ path: String) -> Bool {
    var log = stat()
    return stat(path + "-wal", &log) == 0 && log.st_size > 0
  }

  /// The path as SQLite takes it together with parameters.
  private static func address(of path: String) -> String {
    var address = path.utf8.first == UInt8(ascii: "/") ? "file://" : "file:"
    for character in path.unicodeScalars {
      switch character {
      case "%": address += "%25"
      case "?": address += "%3f"
      case "#": address += "%23"
      default: address.unicodeScalars.append(character)
      }
    }
    return address
  }
}

extension DatabaseError {
  /// The same error, unless it says that a file is missing which is there: then one beside it is,
  /// and could not be made.
  func butNotMissing(_ path: String) -> DatabaseError {
    guard code == .missing, access(path, F_OK) == 0 else { return self }
    return DatabaseError(.readOnly, doing: doing, cause: cause)
  }
}

extension Connection.Durability {
  /// The statement that says so.
  var pragma: String {
    switch self {
    case .normal: "PRAGMA synchronous = NORMAL"
    case .full: "PRAGMA synchronous = FULL"
    }
  }
}
