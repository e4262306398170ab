public import Database
import Glibc

extension Store {
  /// Writes a copy of the whole store to a new file, while calls read and write.
  ///
  /// A plain copy of the file would miss what is still in its log. What is committed when the copy
  /// begins is in it, and nothing later. No write lock is held.
  ///
  /// - Throws: ``DatabaseError``; code `copy` when there is such a file, or none can be made.
  public func backUp(to file: String) throws(DatabaseError) {
    try connection.backUp(to: file)
  }
}

extension Connection {
  /// The same of the one file that this connection is to.
  ///
  /// - Throws: ``DatabaseError``; code `copy` when there is such a file, or none can be made.
  public func backUp(to file: String) throws(DatabaseError) {
    // SQLite has an idea of its own of some names, such as `:memory:`.
    let path = file.utf8.first == UInt8(ascii: "/") ? file : "./" + file
    // The callers' numbers are in it: it is its maker's alone.
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let cause = String(cString: strerror(errno))
      throw DatabaseError(.copy, doing: "making \(file)", cause: cause)
    }
    close(descriptor)
    do {
      try run("VACUUM INTO ?", [.text(path)])
      // The copy is to serve as the store itself does.
      try Connection(path: path, .administrator).first("PRAGMA journal_mode = WAL") { _ in }
    } catch {
      for part in ["", "-journal", "-wal", "-shm"] { unlink(path + part) }
      throw DatabaseError(error.code, doing: "copying to \(file)", cause: error.cause)
    }
  }
}

extension DatabaseError.Code {
  /// A copy cannot be made where it was asked for.
  public static let copy = DatabaseError.Code(rawValue: "copy")
}
