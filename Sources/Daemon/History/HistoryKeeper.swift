import Database
import Glibc
public import Logging
import Operations
public import Records
import Schema
public import ServiceLifecycle
import Synchronization

/// Keeps what happens in the queues: each line of each server's queue_log, once.
///
/// On a thread of its own, since files and SQLite block.
public struct HistoryKeeper: Service {
  private let servers: [ServerSettings]
  private let location: StoreLocation
  private let keepDays: Int
  private let log: Logger

  /// How long a line is kept unless said otherwise: a year, and the month to compare it with.
  public static let usualDays = 400
  /// How long after there was nothing more it is asked again.
  private static let pause: UInt32 = 250_000

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
  ///   - servers: The Asterisks; those without a `queueLog` are left out.
  ///   - location: The folder of the store, where `floor.sqlite` is made.
  ///   - keepDays: How many days a line is kept.
  ///   - log: Where is told what happens.
  public init(
    _ servers: [ServerSettings],
    in location: StoreLocation,
    keepDays: Int = usualDays,
    log: Logger
  ) {
    self.servers = servers.filter { $0.queueLog != nil }
    self.location = location
    self.keepDays = keepDays
    self.log = log
  }

  /// Keeps it until the daemon stops.
  public func run() async throws {
    guard !servers.isEmpty else { return }
    let end = End()
    await withTaskCancellationOrGracefulShutdownHandler {
      await withCheckedContinuation { continuation in
        startThread {
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
    let location = location
    let recorder = HistoryRecorder(servers, keepDays: keepDays, log: log) {
      () throws(DatabaseError) in
      try FloorStore(
        StoreFiles.openFloor(
          folder: location.folder,
          file: location.floorFile,
          Self.options
        )
      )
    }
    while !end.isHere.load(ordering: .relaxed) {
      if !recorder.step() { usleep(Self.pause) }
    }
  }
}
