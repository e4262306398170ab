public import Database
import Glibc

/// The store's folder and file on the disk.
///
/// Whoever is in the folder's group shares the store: the folder hands its group down (2770), the
/// file is the group's to write (0660), and SQLite gives its side files the rights of the file.
public enum StoreFiles {
  /// Makes the folder and an empty file, unless they are there.
  ///
  /// - Throws: ``DatabaseError`` when the system refuses.
  public static func create(folder: String, file: String) throws(DatabaseError) {
    try createFolder(folder)
    let descriptor = open(file, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o660)
    guard descriptor >= 0 else {
      guard errno == EEXIST else {
        throw DatabaseError(systemError: errno, doing: "making \(file)")
      }
      return
    }
    // The process's umask took rights away.
    fchmod(descriptor, 0o660)
    close(descriptor)
  }

  /// Opens the floor's file, `floor.sqlite`, in this program's shape; makes it where there is none.
  ///
  /// - Throws: ``DatabaseError`` when the system refuses, or the file needs a newer program.
  public static func openFloor(
    folder: String,
    file: String,
    _ options: Connection.Options
  ) throws(DatabaseError) -> Connection {
    try create(folder: folder, file: file)
    let connection = try Connection(path: file, options)
    try Schema.migrate(connection, to: Schema.floor)
    return connection
  }

  private static func createFolder(_ folder: String) throws(DatabaseError) {
    guard mkdir(folder, 0o770) == 0 else {
      guard errno == EEXIST else {
        throw DatabaseError(systemError: errno, doing: "making the folder \(folder)")
      }
      return
    }
    // The daemon's user has Asterisk's group. Without that user, or the right to give the folder away, it
    // stays its maker's: who is neither root nor a member runs a store of their own.
    if let user = getpwnam("switchboard") { _ = chown(folder, uid_t.max, user.pointee.pw_gid) }
    guard chmod(folder, 0o2770) == 0 else {
      throw DatabaseError(systemError: errno, doing: "setting the rights of \(folder)")
    }
  }
}
