import Foundation
public import Logging
public import Records
public import ServiceLifecycle

/// Keeps the logs of the store's files short while the daemon runs.
///
/// On a thread of its own, since files and SQLite block.
public struct LogShortening: Service {
  private let location: StoreLocation
  private let log: Logger

  /// Prepares to look after a store.
  public init(of location: StoreLocation, log: Logger) {
    self.location = location
    self.log = log
  }

  /// Looks after it until the daemon stops.
  public func run() async throws {
    let end = DispatchSemaphore(value: 0)
    await withTaskCancellationOrGracefulShutdownHandler {
      await withCheckedContinuation { continuation in
        startThread {
          let files = [location.file, location.floorFile].map { LogShortener($0, log: log) }
          repeat {
            for file in files { file.step() }
          } while end.wait(timeout: .now() + 1) != .success
          continuation.resume()
        }
      }
    } onCancelOrGracefulShutdown: {
      end.signal()
    }
  }
}
