import Glibc
import Phone

/// Ends a run of tests in which something hangs, long before whoever waits for it gives up.
enum Watchdog {
  private static let patience: UInt32 = 25 * 60

  /// Starts when it is first asked for.
  static let runs: Void = startThread {
    sleep(patience)
    let words = """
      laboratory: 25 minutes have passed, so something hangs.
      It is a test that has started, above, and has not ended; gdb -p \(getpid()) would show where.

      """
    _ = write(STDERR_FILENO, words, words.utf8.count)
    abort()
  }
}
