internal import Glibc
internal import Synchronization

/// SIGHUP as a state: Asterisk sends it to a program of `AGI()` when the caller has left.
///
/// Its default action would kill the program before it wrote its row.
enum HangupSignal {
  private static let seen = Atomic(false)

  static var wasReceived: Bool { seen.load(ordering: .relaxed) }

  /// Turns SIGHUP into a state, and SIGPIPE and SIGXFSZ (a file over the limit) into errors of `write`.
  static func install() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in
      HangupSignal.seen.store(true, ordering: .relaxed)
    }
    action.sa_flags = SA_RESTART
    sigaction(SIGHUP, &action, nil)
    for ignored in [SIGPIPE, SIGXFSZ] { signal(ignored, SIG_IGN) }
  }
}
