import AMI
import Logging
import Operations
import Records
import ServiceLifecycle

/// Settles calls whose outcome nobody wrote down, since the daemon was killed.
///
/// Asterisk is asked for the channel that we chose. None is ever placed again.
struct Reconciliation: Service {
  let hands: ServerHands
  let book: Book
  let log: Logger
  private let begun = Timestamp.now()

  init(hands: ServerHands, book: Book, log: Logger) {
    self.hands = hands
    self.book = book
    self.log = log
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled, await !isDone() {
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func isDone() async -> Bool {
    do {
      for attempt in try await book.openAttempts(of: hands.node, before: begun) {
        let outcome = try await hands.outcome(of: attempt.call.channelId)
        try await book.settle(attempt: attempt.call.channelId, outcome: outcome)
        log.warning("a call of before to the queue \(attempt.call.queue): \(outcome)")
      }
      return true
    } catch {
      return false
    }
  }
}
