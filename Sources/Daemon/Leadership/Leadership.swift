import Control
import Database
import Glibc
import Operations
import Records
import Synchronization

/// That this process leads on its store, and until when.
///
/// Whoever writes to the floor's file opens it by ``floor(_:)``: nothing is written when another one leads
/// by then. Whoever has Asterisk do something calls ``check()`` directly before.
public final class Leadership: Sendable {
  /// Our lease, as it was taken.
  let lease: Lease
  /// Who led before; `nil` when nobody did.
  let predecessor: Lease?
  private let location: StoreLocation
  private let lock: LeaderLock
  private let clock: @Sendable () -> MachineMoment
  private let end: Mutex<MachineMoment>

  /// What must be left of the lease when Asterisk is told to do something.
  static let margin = Duration.seconds(1)

  /// How the lease's row is written: a power cut ends every lease anyway.
  static let options = Connection.Options(
    creates: false,
    durability: .normal,
    busyBudget: .seconds(1),
    checkpointsOnClose: true,
    longestLog: 1_000,
    readsWhatItCannotWrite: false
  )

  init(
    _ lease: Lease,
    after predecessor: Lease?,
    at location: StoreLocation,
    _ lock: LeaderLock,
    clock: @escaping @Sendable () -> MachineMoment
  ) {
    self.lease = lease
    self.predecessor = predecessor
    self.location = location
    self.lock = lock
    self.clock = clock
    end = Mutex(lease.end)
  }

  /// Opens the floor's file, to write under our term alone.
  func floor(_ options: Connection.Options) throws(DatabaseError) -> FloorStore {
    try FloorStore(at: location, options, term: lease.term)
  }

  /// Which files are the store now, by device and inode; one that is not there is none.
  var files: [[UInt64]] {
    [location.file, location.floorFile].map { path in
      var status = stat()
      guard stat(path, &status) == 0 else { return [] }
      return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
  }

  /// How much is left of the lease.
  var remaining: Duration {
    end.withLock { $0 }.remaining(at: clock())
  }

  /// Looks whether this process leads: to be called directly before Asterisk is told to do something.
  ///
  /// - Throws: `Reply.Trouble` when the lease ran out: another one may lead by now.
  func check() throws(Reply.Trouble) {
    guard remaining > Self.margin else {
      throw Reply.Trouble(
        "not-leading",
        "nothing was done, since this daemon's lease ran out: another one may lead by now"
      )
    }
  }

  /// Makes the lease last.
  ///
  /// - Parameter floor: The file, opened by ``floor(_:)``.
  /// - Throws: ``DatabaseError``; code `deposed` when another one leads by now.
  func renew(in floor: FloorStore) throws(DatabaseError) {
    let later = clock() + Lease.length
    try floor.renewLease(until: later)
    end.withLock { $0 = later }
  }

  /// Gives the lease back.
  func giveBack(in floor: FloorStore) throws(DatabaseError) {
    end.withLock { $0.microseconds = 0 }
    try floor.giveLeaseBack()
  }
}
