import Operations
import Records
import Synchronization

@testable import Daemon

/// A clock that a test turns.
final class HandClock: Sendable {
  private let moment = Mutex(MachineMoment(boot: "test", microseconds: 1_000_000))

  var now: MachineMoment { moment.withLock { $0 } }

  func pass(_ time: Duration) {
    let microseconds = Int(time / .microseconds(1))
    moment.withLock { $0.microseconds += microseconds }
  }

  /// Leads on a store from now on, as long as this clock says.
  func leadership(at location: StoreLocation) throws -> Leadership {
    let candidate = try Candidate(at: location, clock: { [self] in now })
    guard case .leads(let leadership) = try candidate.ask() else {
      throw DaemonError("another one leads")
    }
    return leadership
  }
}
