import Glibc

/// Starts a thread of its own for work that blocks.
public func startThread(_ body: @escaping @Sendable () -> Void) {
  final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let work = Unmanaged.passRetained(Work(body)).toOpaque()
  let failure = pthread_create(
    &thread,
    nil,
    { work in
      Unmanaged<Work>.fromOpaque(work!).takeRetainedValue().body()
      return nil
    },
    work
  )
  precondition(failure == 0, "no thread: \(String(cString: strerror(failure)))")
  pthread_detach(thread)
}

/// Runs each piece of a task on a new thread.
private final class OwnThreadExecutor: TaskExecutor {
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    startThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// Runs work that blocks on a thread of its own, so that an async test may wait for it.
///
/// Phones block the thread that asks them. Swift's shared pool has one thread a core; a test
/// that blocks there would hold up everything else that is async. The task stays the same, so
/// what fails in `body` is counted as the test's own failure.
public func onOwnThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  let concurrently: @concurrent @Sendable () async throws -> Result = { try body() }
  return try await withTaskExecutorPreference(OwnThreadExecutor()) { try await concurrently() }
}

/// Runs `body` once for each number below `count`, all at the same time, each on its own thread.
///
/// Blocks until all have returned. What is expected inside belongs to no test: return what is to
/// be compared, or throw. The results come in order; the first error is thrown.
///
/// - Throws: `PhoneError` when they do not all return in time.
public func together<Result: Sendable>(
  _ count: Int,
  within limit: Duration = .seconds(1_800),
  _ body: @escaping @Sendable (Int) throws -> Result
) throws -> [Result] {
  let results = Watched([Int: Swift.Result<Result, any Error>]())
  for number in 0..<count {
    startThread {
      let result = Swift.Result { try body(number) }
      results.change { $0[number] = result }
    }
  }
  let all = results.wait(until: .now + limit) { results in
    let inOrder = (0..<count).compactMap { results[$0] }
    return inOrder.count == count ? inOrder : nil
  }
  guard let all else {
    throw PhoneError(code: .deadline, "of \(count) threads not all returned within \(limit)")
  }
  return try all.map { try $0.get() }
}
