import Database
import Glibc
import Records

/// Why the daemon does not begin without its store, in words that name what to do.
struct StoreRefusal: Error, CustomStringConvertible {
  let description: String

  /// Does what needs the store.
  ///
  /// - Throws: ``StoreRefusal`` when this user may not write it, or its disk is full; else what `body` throws.
  static func explained<Result>(
    at location: StoreLocation,
    _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreRefusal(error, location.folder) ?? error
    }
  }

  /// - Returns: `nil` of another reason.
  init?(_ error: DatabaseError, _ folder: String) {
    switch error.code {
    case .denied, .readOnly: description = Self.denied(error, folder)
    case .full: description = "\(error): make room on the disk of \(folder), then start it again"
    default: return nil
    }
  }

  private static func denied(_ error: DatabaseError, _ folder: String) -> String {
    let user = name(getpwuid(geteuid())?.pointee.pw_name) ?? "\(geteuid())"
    var status = stat()
    guard stat(folder, &status) == 0 else {
      return "\(error): make \(folder), and give it to \(user), who runs this"
    }
    let owner = name(getpwuid(status.st_uid)?.pointee.pw_name) ?? "\(status.st_uid)"
    let group = name(getgrgid(status.st_gid)?.pointee.gr_name) ?? "\(status.st_gid)"
    return """
      \(error): \(user) may not write the store in \(folder), which is of the user \(owner) and the \
      group \(group): run it as \(owner), or put \(user) into a group that may write there (the folder \
      2770, its files 0660)
      """
  }

  private static func name(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    text.map { String(cString: $0) }
  }
}
