import CSQLite
import Glibc

/// Long work in short turns, so that calls can write in between.
extension Connection {
  /// Long work that one process alone may do at a time.
  public enum LongWork: Sendable {
    /// A configuration is being published.
    case publishing
    /// A part of the directory is being imported.
    case importing

    /// What is locked in the store's folder: a file of that name, or else the folder.
    fileprivate var file: StaticString? {
      switch self {
      case .publishing: nil
      case .importing: "import.lock"
      }
    }
  }

  /// Does `work`, which takes many transactions, while nobody else does such work on this file.
  ///
  /// Calls read and write meanwhile. The system lets go of the lock when its holder dies, so what
  /// is half done by then is nobody's.
  ///
  /// - Throws: ``DatabaseError`` with code `busy` when others take longer than ten seconds, or than
  ///   this connection may wait.
  public func alone<Result>(
    _ kind: LongWork = .publishing,
    _ work: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    // Not the file itself: closing a second descriptor of it would drop SQLite's own locks.
    guard let folder else { return try work() }
    let lock = Self.openLock(kind, in: folder)
    guard lock >= 0 else { throw DatabaseError(systemError: errno, doing: "locking \(folder)") }
    defer { close(lock) }
    var attempt: Int32 = 0
    let patience = BusyBudget(min(budget.remaining, .seconds(10)))
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw DatabaseError(systemError: errno, doing: "locking \(folder)")
      }
      guard patience.wait(attempt) else {
        throw DatabaseError(.busy, doing: "locking \(folder)", cause: "another one is at work")
      }
      attempt += 1
    }
    do {
      return try work()
    } catch {
      // Nothing else makes the log's file shorter, and it may be what fills the disk.
      if error.code == .full { _ = try? first("PRAGMA wal_checkpoint(TRUNCATE)") { _ in } }
      throw error
    }
  }

  /// What long work leaves free on the disk: what is half done must be removed again, and calls and
  /// switches go on writing.
  public static let reserve = 8 << 20

  /// Asks, before a turn that makes the file longer, whether the disk has room for it.
  ///
  /// - Throws: ``DatabaseError`` with code `full` when less than ``reserve`` is free.
  public func keepReserve() throws(DatabaseError) {
    var disk = statvfs()
    guard let folder, statvfs(folder, &disk) == 0 else { return }
    // What is kept back for root is of no use to calls.
    let free = disk.f_bavail.multipliedReportingOverflow(by: disk.f_frsize)
    guard !free.overflow, free.partialValue < Self.reserve else { return }
    throw DatabaseError(
      .full,
      doing: "writing in turns",
      cause: "less than \(Self.reserve >> 20) MiB are free on the disk of \(folder)"
    )
  }

  /// Moves the log into the file as far as readers let it, and gives them time while it is long.
  ///
  /// Who reads a snapshot keeps the log from beginning anew; a call takes a millisecond.
  ///
  /// - Returns: How many pages the log had.
  @discardableResult
  public func keepLogShort() throws(DatabaseError) -> Int {
    let long = 2_000
    var pages = 0
    for _ in 0..<50 {
      let log = try first("PRAGMA wal_checkpoint(PASSIVE)") {
        (pages: $0.integer(1), left: $0.integer(1) - $0.integer(2))
      }
      pages = max(pages, log?.pages ?? 0)
      guard let log, log.pages > long else { break }
      if log.left <= long {
        try beginLogAnew()
        break
      }
      giveWay()
    }
    return pages
  }

  /// Lets the next transaction write from the log's beginning, if who reads is done at once.
  ///
  /// While calls follow each other without a gap, one of them always uses the log. Nobody writes
  /// while this waits, so it waits less than any call can notice.
  private func beginLogAnew() throws(DatabaseError) {
    sqlite3_busy_timeout(handle, 10)
    defer { budget.attach(to: handle) }
    try first("PRAGMA wal_checkpoint(RESTART)") { _ in }
  }

  /// Lets go between two transactions, for longer than anybody who waits for a lock may sleep
  /// before they try again.
  public func giveWay() {
    BusyBudget.sleep(BusyBudget.longestPause + .milliseconds(4))
  }

  private static func openLock(_ kind: LongWork, in folder: String) -> Int32 {
    guard let file = kind.file else {
      return Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    let lock = Glibc.open(folder + file.description, O_RDWR | O_CREAT | O_CLOEXEC, 0o660)
    // The process's umask took the group's rights away.
    if lock >= 0 { fchmod(lock, 0o660) }
    return lock
  }

  /// The folder of the file; `nil` where there is none.
  private var folder: String? {
    guard let name = sqlite3_db_filename(handle, "main") else { return nil }
    let path = String(cString: name)
    return path.lastIndex(of: "/").map { String(path[...$0]) }
  }
}
