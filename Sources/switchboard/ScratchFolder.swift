import Foundation
import Glibc

/// A folder for files on their way.
enum ScratchFolder {
  /// Makes one; those that killed processes left go.
  static func make(_ purpose: String) throws -> String {
    let place = FileManager.default.temporaryDirectory
    let start = "switchboard-\(purpose)-"
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    where entry.hasPrefix(start) {
      let process = entry.dropFirst(start.count).prefix { $0.isNumber }
      guard let process = pid_t(process), kill(process, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(at: place.appending(path: entry))
    }
    let path = place.appending(path: "\(start)\(getpid())-\(UUID().uuidString)").path
    // Nobody else reads what is in it: callers' numbers.
    try FileManager.default.createDirectory(
      atPath: path,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    return path
  }
}
