import Glibc

/// Calls a body when the process is told to end, by SIGTERM or SIGINT; the second time ends it at
/// once.
///
/// To be called before any other thread is started: they must not take these signals.
func stopOnSignals(_ body: @escaping @Sendable () -> Void) {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGTERM)
  sigaddset(&signals, SIGINT)
  pthread_sigmask(SIG_BLOCK, &signals, nil)
  var thread = pthread_t()
  let waiter = Unmanaged.passRetained(SignalWaiter(signals, body)).toOpaque()
  pthread_create(
    &thread,
    nil,
    { pointer in
      guard let pointer else { return nil }
      Unmanaged<SignalWaiter>.fromOpaque(pointer).takeRetainedValue().wait()
    },
    waiter
  )
  pthread_detach(thread)
}

private final class SignalWaiter: Sendable {
  private let signals: sigset_t
  private let body: @Sendable () -> Void

  init(_ signals: sigset_t, _ body: @escaping @Sendable () -> Void) {
    self.signals = signals
    self.body = body
  }

  func wait() -> Never {
    var signals = signals
    var received: Int32 = 0
    sigwait(&signals, &received)
    body()
    // Whoever asks twice does not want to wait for calls.
    sigwait(&signals, &received)
    _exit(128 + received)
  }
}
