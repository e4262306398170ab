public import Database
import Glibc

/// Shows that a leader lives: the kernel lets go of its lock when the process ends, however it ends.
///
/// So who follows a leader that was killed need not wait for its lease. Each term has a byte of its own
/// of one file: which process it is, in which container, does not matter.
public final class LeaderLock: Sendable {
  private let descriptor: Int32
  private let path: String

  /// Opens the file of a store; holds nothing yet.
  ///
  /// - Parameter folder: The store's folder.
  /// - Throws: ``DatabaseError`` when the system refuses.
  public init(folder: String) throws(DatabaseError) {
    path = folder + "/leader.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o660)
    guard descriptor >= 0 else { throw DatabaseError(systemError: errno, doing: "opening \(path)") }
    // The process's umask took the group's rights away.
    fchmod(descriptor, 0o660)
  }

  deinit { close(descriptor) }

  /// Holds a term, until this goes or ``letGo(_:)``.
  func hold(_ term: Int) throws(DatabaseError) {
    try ask(Self.set, F_WRLCK, term)
  }

  /// Lets go of a term.
  func letGo(_ term: Int) {
    _ = try? ask(Self.set, F_UNLCK, term)
  }

  /// Whether somebody else holds a term.
  public func isHeldElsewhere(_ term: Int) throws(DatabaseError) -> Bool {
    try ask(Self.get, F_WRLCK, term) != F_UNLCK
  }

  /// `F_OFD_GETLK` and `F_OFD_SETLK`, which Glibc's headers keep from Swift.
  private static let (get, set): (Int32, Int32) = (36, 37)

  /// Asks the kernel; what it says of the byte.
  ///
  /// The lock is of this open file, not of the process: closing another descriptor leaves it.
  @discardableResult
  private func ask(_ command: Int32, _ kind: Int32, _ term: Int) throws(DatabaseError) -> Int32 {
    var lock = flock()
    lock.l_type = Int16(kind)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = term
    lock.l_len = 1
    guard fcntl(descriptor, command, &lock) == 0 else {
      if errno == EAGAIN || errno == EACCES {
        throw DatabaseError(
          .other,
          doing: "leading",
          cause:
            "another daemon leads by a floor.sqlite that was removed or replaced: stop that one"
        )
      }
      throw DatabaseError(systemError: errno, doing: "locking \(path)")
    }
    return Int32(lock.l_type)
  }
}
