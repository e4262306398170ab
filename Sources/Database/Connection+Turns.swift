import CSQLite
import Glibc

/// Long work in short turns, so that calls can write in between.
extension Connection {
  /// Does `work`, which takes many transactions, while nobody else does such work on this file.
  ///
  /// Calls read and write meanwhile. The system lets go of the lock when its holder dies, so what
  /// is half done by then is nobody's.
  ///
  /// - Throws: ``DatabaseError`` with code `busy` when others take longer than this connection may
  ///   wait.
  public func alone<Result>(
    _ work: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    // Not the file itself: closing a second descriptor of it would drop SQLite's own locks.
    guard let folder else { return try work() }
    let lock = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else { throw DatabaseError(systemError: errno, doing: "locking \(folder)") }
    defer { close(lock) }
    var attempt: Int32 = 0
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw DatabaseError(systemError: errno, doing: "locking \(folder)")
      }
      guard budget.wait(attempt) else {
        throw DatabaseError(.busy, doing: "locking \(folder)", cause: "another one is at work")
      }
      attempt += 1
    }
    return try work()
  }

  /// Lets go between two transactions, for longer than anybody who waits for a lock may sleep
  /// before they try again.
  public func giveWay() {
    BusyBudget.sleep(BusyBudget.longestPause + .milliseconds(4))
  }

  /// The folder of the file; `nil` where there is none.
  private var folder: String? {
    guard let name = sqlite3_db_filename(handle, "main") else { return nil }
    let path = String(cString: name)
    return path.lastIndex(of: "/").map { String(path[...$0]) }
  }
}
