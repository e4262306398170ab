import AMI
import Logging
import Operations
import ServiceLifecycle

/// Settles calls whose outcome nobody wrote down, since the daemon was killed.
///
/// Asterisk is asked for the channel that we chose, again and again while it rings. None is ever placed
/// again.
struct Reconciliation: Service {
  let hands: ServerHands
  let book: Book
  let log: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled, await !isDone() {
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func isDone() async -> Bool {
    do {
      var isDone = true
      for attempt in try await book.openAttempts(of: hands.node) {
        guard let outcome = try await hands.outcome(of: attempt.call.channelId) else {
          isDone = false
          continue
        }
        try await book.settle(attempt: attempt.call.channelId, outcome: outcome)
        log.warning("a call of before to the queue \(attempt.call.queue): \(outcome)")
      }
      return isDone
    } catch {
      return false
    }
  }
}
