import Foundation
import Glibc

/// Files that are there whole or not at all.
public enum WholeFile {
  /// Puts bytes under a name at one moment; what was there before, and be it a link, is replaced.
  ///
  /// - Throws: `POSIXError`.
  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let draft = "\(path).\(getpid()).new"
    unlink(draft)
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard file >= 0 else { throw failure() }
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else {
        let reason = failure()
        close(file)
        unlink(draft)
        throw reason
      }
      rest = rest.dropFirst(max(0, count))
    }
    close(file)
    guard rename(draft, path) == 0 else {
      let reason = failure()
      unlink(draft)
      throw reason
    }
  }

  private static func failure() -> POSIXError {
    POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
  }
}
