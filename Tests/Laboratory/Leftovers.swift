import Glibc

/// What earlier laboratories left in the cache: their logs, kept until the next one starts.
enum Leftovers {
  /// Removes the folders of laboratories that no longer run.
  static func remove(beside directory: String) {
    let parts = directory.split(separator: "/")
    let folder = "/" + parts.dropLast().joined(separator: "/")
    for name in Files.names(in: folder) {
      guard name.hasSuffix(".lock"), let process = owner(of: name), !isAlive(process) else {
        continue
      }
      removeUnlessLocked("\(folder)/\(name)")
    }
  }

  /// The process whose laboratory `22-lab-PROCESS.lock` is.
  private static func owner(of lock: String) -> pid_t? {
    let parts = lock.dropLast(".lock".count).split(separator: "-")
    guard parts.count >= 3, let process = pid_t(parts[parts.count - 1]) else { return nil }
    return process
  }

  private static func isAlive(_ process: pid_t) -> Bool {
    kill(process, 0) == 0 || errno != ESRCH
  }

  /// An Asterisk that is still stopping holds its lock.
  private static func removeUnlessLocked(_ lock: String) {
    let file = open(lock, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return }
    let folder = String(lock.dropLast(".lock".count))
    _ = try? Command.run(["/bin/rm", "-rf", folder])
    unlink(lock)
  }
}
