import Database
import Glibc
public import Logging
import Records
public import ServiceLifecycle
import Synchronization

/// Keeps what happens in the queues: each line of each server's queue_log, once.
///
/// On a thread of its own, since files and SQLite block.
public final class HistoryKeeper: Service {
  private let leadership: Leadership
  private let servers = Mutex<[ServerSettings]>([])
  private let keepDays: Int
  private let meters: Meters
  private let log: Logger

  /// How long a line is kept unless said otherwise: a year, and the month to compare it with.
  public static let usualDays = 400
  /// How long after there was nothing more it is asked again; longer while nothing happens.
  private static let pauses = (short: UInt32(250_000), long: UInt32(1_000_000))
  /// After how many times of nothing that is: five seconds.
  private static let rest = 20

  /// A power cut may cost lines that are still in queue_log, and are read again.
  private static let options = Connection.Options(
    creates: false,
    durability: .normal,
    busyBudget: .seconds(1),
    checkpointsOnClose: true,
    longestLog: 1_000,
    readsWhatItCannotWrite: false
  )

  /// Prepares to keep the history.
  ///
  /// - Parameters:
  ///   - leadership: Under which is written.
  ///   - keepDays: How many days a line is kept.
  ///   - meters: Counts lines, and what goes wrong.
  ///   - log: Where is told what happens.
  public init(
    _ leadership: Leadership,
    keepDays: Int = usualDays,
    meters: Meters,
    log: Logger
  ) {
    self.leadership = leadership
    self.keepDays = keepDays
    self.meters = meters
    self.log = log
  }

  /// Follows these Asterisks from now on; those without a `queueLog` are left out.
  func follow(_ servers: [ServerSettings]) {
    self.servers.withLock { $0 = servers }
  }

  /// Keeps it until the daemon stops.
  public func run() async throws {
    let end = End()
    await withTaskCancellationOrGracefulShutdownHandler {
      await withCheckedContinuation { continuation in
        startThread { [self] in
          record(until: end)
          continuation.resume()
        }
      }
    } onCancelOrGracefulShutdown: {
      end.isHere.store(true, ordering: .relaxed)
    }
  }

  private final class End: Sendable {
    let isHere = Atomic<Bool>(false)
  }

  private func record(until end: End) {
    let leadership = leadership
    let recorder = HistoryRecorder(keepDays: keepDays, meters: meters, log: log) {
      () throws(DatabaseError) in
      try leadership.floor(Self.options)
    }
    var nothing = 0
    while !end.isHere.load(ordering: .relaxed) {
      recorder.follow(servers.withLock { $0 })
      nothing = recorder.step() ? 0 : nothing + 1
      if nothing > 0 { usleep(nothing < Self.rest ? Self.pauses.short : Self.pauses.long) }
    }
  }
}
