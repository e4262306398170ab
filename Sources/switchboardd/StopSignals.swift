import Glibc

/// Calls a body when the process is told to end, by SIGTERM or SIGINT; the second time ends it at
/// once.
///
/// To be called once. It is a handler and not `sigwait`: beside an asynchronous main program a thread
/// of libdispatch takes every signal, and what has no handler would end the process.
func stopOnSignals(_ body: @escaping @Sendable () -> Void) {
  var ends: [Int32] = [-1, -1]
  guard pipe(&ends) == 0 else { return }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  signalWriter = ends[1]
  for number in [SIGTERM, SIGINT] { signal(number, tellSignal) }
  var thread = pthread_t()
  let waiter = Unmanaged.passRetained(SignalWaiter(ends[0], body)).toOpaque()
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

/// Where the handler writes; set once, before there is a handler.
nonisolated(unsafe) private var signalWriter: Int32 = -1

private func tellSignal(_ number: Int32) {
  var byte = UInt8(truncatingIfNeeded: number)
  _ = write(signalWriter, &byte, 1)
}

private final class SignalWaiter: Sendable {
  private let reader: Int32
  private let body: @Sendable () -> Void

  init(_ reader: Int32, _ body: @escaping @Sendable () -> Void) {
    self.reader = reader
    self.body = body
  }

  func wait() -> Never {
    _ = next()
    body()
    // Whoever asks twice does not want to wait for calls.
    _exit(128 + next())
  }

  private func next() -> Int32 {
    var byte: UInt8 = 0
    while read(reader, &byte, 1) != 1 {}
    return Int32(byte)
  }
}
