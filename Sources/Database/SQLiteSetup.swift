import CSQLite
import Synchronization

/// How SQLite serves this process.
///
/// A call has no time to get ready for work that never comes.
enum SQLiteSetup {
  /// Set before SQLite's first use; what it takes no more then only costs time.
  static let isReady: Void = {
    // They count every allocation under a lock, and nobody asks.
    switchboard_sqlite3_keep_no_statistics()
    // Else twenty pages are made and touched at once, where a call reads six.
    switchboard_sqlite3_make_pages_one_by_one()
    if isOneCall {
      switchboard_sqlite3_expect_one_thread()
      CallMemory.serveSQLite()
    }
  }()

  /// Whether the process has one thread and ends with its call.
  static var isOneCall: Bool { oneCall.load(ordering: .relaxed) }

  fileprivate static let oneCall = Atomic(false)
}

extension Connection {
  /// Says that this process serves one call, with one thread, and ends with it.
  ///
  /// To be said before any connection is opened. Such a process leaves the closing to its end: the
  /// system lets go of its locks, and what is committed is written.
  public static func serveOneCall() {
    SQLiteSetup.oneCall.store(true, ordering: .relaxed)
  }

  /// Whether this process serves one call, and has no other thread.
  public static var servesOneCall: Bool { SQLiteSetup.oneCall.load(ordering: .relaxed) }
}
