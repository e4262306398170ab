import Foundation

/// Deals batches of steps to the channels of an Asterisk: all begin a batch together, and the next
/// one begins when all have ended it.
final class Rendezvous: @unchecked Sendable {
  /// So many steps of a contestant, on every channel.
  struct Batch {
    let contestant: Int
    let path: String
    let steps: Int
  }

  // `@unchecked`: what varies is touched under this lock alone.
  private let changed = NSCondition()
  private let batches: [Batch]
  private let channels: Int
  private var current = -1
  private var waiting = 0
  private var spans: [(began: Double, ended: Double)?]

  init(_ batches: [Batch], channels: Int) {
    self.batches = batches
    self.channels = channels
    spans = Array(repeating: nil, count: batches.count)
  }

  /// Waits for the other channels, then returns the next batch; `nil` after the last one.
  func next() -> Batch? {
    changed.lock()
    defer { changed.unlock() }
    let mine = current + 1
    waiting += 1
    if waiting == channels {
      waiting = 0
      current = mine
      changed.broadcast()
    }
    while current < mine { changed.wait() }
    return mine < batches.count ? batches[mine] : nil
  }

  /// Notes when a channel began and ended the batch that runs, by Asterisk's own clock.
  func note(began: Double, ended: Double) {
    changed.lock()
    defer { changed.unlock() }
    let span = spans[current] ?? (began, ended)
    spans[current] = (min(span.began, began), max(span.ended, ended))
  }

  /// Waits until the channels have come for a batch after the last one.
  ///
  /// - Returns: Milliseconds that each batch took, or `nil` when that did not come in time.
  func results(within seconds: TimeInterval) -> [(batch: Batch, milliseconds: Double)]? {
    changed.lock()
    defer { changed.unlock() }
    let deadline = Date(timeIntervalSinceNow: seconds)
    while current < batches.count {
      guard changed.wait(until: deadline) else { return nil }
    }
    return zip(batches, spans).compactMap { batch, span in
      span.map { (batch, $0.ended - $0.began) }
    }
  }
}
