import Database
import Foundation
import Logging
import Operations
import ServiceLifecycle

/// Makes the lease last as long as the daemon runs, and gives it back at the end.
///
/// On a thread of its own: whatever else keeps the others busy, this one is on time.
struct LeaseKeeper: Service {
  let leadership: Leadership
  let log: Logger

  /// - Throws: ``DaemonError`` when another daemon leads by now.
  func run() async throws {
    let end = DispatchSemaphore(value: 0)
    let loss = await withTaskCancellationOrGracefulShutdownHandler {
      await withCheckedContinuation { continuation in
        startThread { continuation.resume(returning: keep(until: end)) }
      }
    } onCancelOrGracefulShutdown: {
      end.signal()
    }
    if let loss { throw loss }
  }

  /// - Returns: Why it is kept no more; `nil` when it was given back.
  private func keep(until end: DispatchSemaphore) -> DaemonError? {
    var floor: FloorStore?
    var trouble = Trouble()
    // The files that this daemon has open, as long as they are the ones that others find.
    let files = leadership.files
    while true {
      let isOver = end.wait(timeout: .now() + Lease.renewalPause.seconds) == .success
      guard isOver || leadership.files == files else { return Self.replaced }
      do throws(DatabaseError) {
        if floor == nil { floor = try leadership.floor(Leadership.options) }
        guard let floor else { continue }
        if isOver {
          try leadership.giveBack(in: floor)
          return nil
        }
        try leadership.renew(in: floor)
        if trouble.ends() { log.notice("this daemon's lease is good again") }
      } catch {
        if error.code == .deposed { return loss(floor) }
        // It runs out by itself.
        if isOver { return nil }
        floor = nil
        tell(error, &trouble)
      }
    }
  }

  private func tell(_ error: DatabaseError, _ trouble: inout Trouble) {
    guard trouble.persists(error.code.rawValue, at: .now) else { return }
    log.error(
      """
      floor.sqlite: \(error): this daemon's lease cannot be made to last; when it runs out, nothing \
      is done at Asterisk until it can
      """
    )
  }

  private func loss(_ floor: FloorStore?) -> DaemonError {
    guard let other = (try? floor?.lease()).flatMap({ $0 }), other.term != leadership.lease.term
    else { return Self.replaced }
    return DaemonError(
      """
      another daemon took over, since this one was held up: \(other.words(at: .now())); this one ends
      """
    )
  }

  /// Whatever it would write now nobody would find.
  private static let replaced = DaemonError(
    """
    switchboard.sqlite or floor.sqlite was removed or replaced while this daemon had it open, so this one ends: \
    the next one begins with what is there, and reads what queue_log still has
    """
  )
}

extension Duration {
  /// Seconds with their fraction.
  fileprivate var seconds: Double { self / .seconds(1) }
}
