import AMI
import Logging
import Operations
import ServiceLifecycle

/// Settles calls whose outcome nobody wrote down: a daemon was killed meanwhile, nobody heard it, or the disk
/// was full.
///
/// Asterisk is asked for the channel that we chose, again and again while it rings. None is ever placed
/// again.
struct Reconciliation: Service {
  let server: ServerActions
  let book: Book
  let log: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in await book.doubts(about: server.node) {
        while !Task.isCancelled, await !isDone() { try? await Task.sleep(for: .seconds(1)) }
      }
    }
  }

  private func isDone() async -> Bool {
    do {
      var isDone = true
      for (attempt, known) in try await book.inDoubt(at: server.node) {
        var outcome = known
        if outcome == nil { outcome = try await server.outcome(of: attempt.call.channelId) }
        if let outcome {
          guard try await book.settle(attempt, outcome: outcome) else { continue }
          log.warning("a call of before to the queue \(attempt.call.queue): \(outcome)")
        } else {
          isDone = false
        }
      }
      return isDone
    } catch {
      return false
    }
  }
}
