import Glibc
import Synchronization

/// A folder of one laboratory: the files laid over Asterisk's, the store.
///
/// The laboratory's keeper deletes it.
struct Scratch {
  let folder: String

  /// Makes the folder in the temporary folder.
  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/switchboard-lab-XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else { throw Self.error("cannot make a folder in \(base)") }
    folder = String(cString: path)
  }

  func makeFolder(_ name: String) throws -> String {
    let path = "\(folder)/\(name)"
    guard mkdir(path, 0o777) == 0 else { throw Self.error("cannot make \(path)") }
    return path
  }

  static func write(_ text: String, to path: String, mode: mode_t = 0o644) throws {
    // A program that starts now would hold the file open for writing; then nobody could run it.
    try Command.starting.withLock { _ in
      guard let file = fopen(path, "we") else { throw error("cannot write \(path)") }
      fputs(text, file)
      guard fclose(file) == 0, chmod(path, mode) == 0 else { throw error("cannot write \(path)") }
    }
  }

  static func link(_ path: String, as name: String) throws {
    guard access(path, X_OK) == 0 else { throw error("no program \(path)") }
    unlink(name)
    guard symlink(path, name) == 0 else { throw error("cannot link \(name)") }
  }

  private static func error(_ what: String) -> LaboratoryError {
    LaboratoryError("\(what): \(String(cString: strerror(errno)))")
  }
}
