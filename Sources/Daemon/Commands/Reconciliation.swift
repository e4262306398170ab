import AMI
import Logging
import Operations
import ServiceLifecycle

/// Settles calls whose outcome nobody wrote down: a daemon was killed meanwhile, or nobody heard it.
///
/// Asterisk is asked for the channel that we chose, again and again while it rings. None is ever placed
/// again.
struct Reconciliation: Service {
  let server: ServerActions
  let book: Book
  let log: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var open: [Attempt] = []
      for await _ in server.doubtful {
        open += server.takeDoubts()
        while !Task.isCancelled, await !isDone(&open) {
          try? await Task.sleep(for: .seconds(1))
          open += server.takeDoubts()
        }
      }
    }
  }

  private func isDone(_ own: inout [Attempt]) async -> Bool {
    do {
      let earlier = try await book.openAttempts(of: server.node)
      var open: [Attempt] = []
      for attempt in earlier + own {
        guard let outcome = try await server.outcome(of: attempt.call.channelId) else {
          open.append(attempt)
          continue
        }
        try await book.settle(attempt: attempt.call.channelId, outcome: outcome)
        log.warning("a call of before to the queue \(attempt.call.queue): \(outcome)")
      }
      own = own.filter { attempt in open.contains { $0.call.channelId == attempt.call.channelId } }
      return open.isEmpty
    } catch {
      return false
    }
  }
}
