import Database
import Operations
import Records
import Schema

/// Asks for the lead of a store, as often as it likes.
final class Candidate {
  /// What came of asking.
  enum Outcome {
    case leads(Leadership)
    case follows(Lease)
  }

  private let location: StoreLocation
  private let clock: @Sendable () -> MachineMoment
  private let floor: FloorStore
  private let lock: LeaderLock

  /// Opens the floor's file, which is made where there is none.
  ///
  /// - Parameters:
  ///   - location: The store.
  ///   - clock: Tells the time.
  /// - Throws: ``DatabaseError``.
  init(
    at location: StoreLocation,
    clock: @escaping @Sendable () -> MachineMoment = { .now() }
  ) throws(DatabaseError) {
    self.location = location
    self.clock = clock
    do throws(DatabaseError) {
      floor = try FloorStore(
        StoreFiles.openFloor(
          folder: location.folder,
          file: location.floorFile,
          Leadership.options
        )
      )
    } catch {
      guard error.code == .corrupt else { throw error }
      var worse = error
      worse.cause +=
        "; without one, move it away: what queue_log still has is read again, the audit is lost"
      throw worse
    }
    lock = try LeaderLock(folder: location.folder)
  }

  /// Leads from now on, unless another one does.
  func ask() throws(DatabaseError) -> Outcome {
    switch try floor.takeLease(for: .this, lock, at: clock()) {
    case .refused(let lease): .follows(lease)
    case .taken(let lease, let predecessor):
      .leads(Leadership(lease, after: predecessor, at: location, lock, clock: clock))
    }
  }
}
