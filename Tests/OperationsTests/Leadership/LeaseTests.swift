import Database
import Foundation
import Operations
import Records
import Scratch
import Testing

/// One leads at a time, and whoever led before changes nothing.
@Suite struct LeaseTests {
  private let scratch: Scratch
  private let one = Lease.Holder(process: 1, host: "pbx")
  private let other = Lease.Holder(process: 2, host: "pbx")

  init() throws {
    scratch = try Scratch()
    try scratch.migratedFloor()
  }

  private func floor(term: Int? = nil) throws -> FloorStore {
    try FloorStore(scratch.migratedFloor(), term: term)
  }

  private func lock() throws -> LeaderLock { try LeaderLock(folder: scratch.location.folder) }

  private func moment(_ seconds: Int, boot: String = "first") -> MachineMoment {
    MachineMoment(boot: boot, microseconds: 1_000_000_000 + seconds * 1_000_000)
  }

  /// The lease that somebody gets; an expectation fails when it is refused.
  private func take(
    _ holder: Lease.Holder,
    _ lock: LeaderLock,
    at now: MachineMoment,
    _ wall: Timestamp = .now()
  ) throws -> Lease {
    guard case .taken(let lease, _) = try floor().takeLease(for: holder, lock, at: now, wall) else {
      throw DatabaseError(.other, doing: "taking the lease", cause: "it was refused")
    }
    return lease
  }

  // MARK: Who leads

  @Test func whoAsksFirstLeads() throws {
    let lock = try lock()
    let lease = Lease(
      term: 1,
      holder: one,
      since: Timestamp(seconds: 5),
      end: moment(10)
    )
    #expect(
      try floor().takeLease(for: one, lock, at: moment(0), Timestamp(seconds: 5))
        == .taken(lease, after: nil)
    )
    #expect(try floor().lease() == lease)
  }

  @Test func anotherIsToldWho() throws {
    let (first, second) = (try lock(), try lock())
    let lease = try take(one, first, at: moment(0), Timestamp(seconds: 0))
    #expect(try floor().takeLease(for: other, second, at: moment(9)) == .refused(lease))
    #expect(
      lease.words(at: moment(4), Timestamp(seconds: 4)) == """
        process 1 on pbx leads on this store since 1970-01-01T00:00:00Z; its lease is good until \
        1970-01-01T00:00:10Z, and made to last while it works
        """
    )
  }

  @Test func whatRanOutIsTakenUnderTheNextTerm() throws {
    let (first, second) = (try lock(), try lock())
    let before = try take(one, first, at: moment(0))
    let taking = try floor().takeLease(for: other, second, at: moment(10), Timestamp(seconds: 7))
    let lease = Lease(term: 2, holder: other, since: Timestamp(seconds: 7), end: moment(20))
    #expect(taking == .taken(lease, after: before))
  }

  @Test func whatIsMadeToLastIsRefused() throws {
    let (first, second) = (try lock(), try lock())
    let lease = try take(one, first, at: moment(0))
    try floor(term: lease.term).renewLease(until: moment(18))
    let later = try #require(try floor().lease())
    #expect(later.end == moment(18))
    #expect(try floor().takeLease(for: other, second, at: moment(12)) == .refused(later))
  }

  @Test func whatIsGivenBackIsFreeAtOnce() throws {
    let (first, second) = (try lock(), try lock())
    let lease = try take(one, first, at: moment(0))
    try floor(term: lease.term).giveLeaseBack()
    #expect(try take(other, second, at: moment(0)).term == 2)
  }

  @Test func whoDiedIsFollowedAtOnce() throws {
    let second = try lock()
    do {
      let first = try lock()
      _ = try take(one, first, at: moment(0))
      withExtendedLifetime(first) {}
    }
    #expect(try take(other, second, at: moment(1)).term == 2)
  }

  @Test func anotherStartOfTheMachineEndsEveryLease() throws {
    let (first, second) = (try lock(), try lock())
    _ = try take(one, first, at: moment(0))
    #expect(try take(other, second, at: moment(-900, boot: "second")).term == 2)
  }

  @Test func aWallClockThatJumpsChangesNothing() throws {
    let (first, second) = (try lock(), try lock())
    let lease = try take(one, first, at: moment(0), Timestamp(seconds: 1_000_000))
    for wall in [0, 2_000_000_000] {
      #expect(
        try floor().takeLease(for: other, second, at: moment(5), Timestamp(seconds: wall))
          == .refused(lease)
      )
    }
  }

  @Test func aLeaseThatNobodyTookMayBeMadeToLastLate() throws {
    let first = try lock()
    let lease = try take(one, first, at: moment(0))
    let floor = try floor(term: lease.term)
    try floor.renewLease(until: moment(40))
    #expect(try floor.lease()?.end == moment(40))
    _ = try floor.begin(deed)
  }

  @Test func thisProcessIsNamed() {
    #expect(Lease.Holder.this.process == Int(getpid()))
    #expect(!Lease.Holder.this.host.isEmpty)
    #expect(MachineMoment.now().remaining(at: .now()) == .zero)
    #expect(!MachineMoment.now().boot.isEmpty)
  }

  // MARK: Who led before

  private var deed: Deed {
    Deed(at: .now(), uid: 0, author: "root", role: nil, command: "pause", details: "")
  }

  private func attempt(_ channel: String) -> Attempt {
    let call = CallbackCall(
      number: "13900000000",
      queue: "sales",
      order: .customerFirst,
      channelId: channel
    )
    return Attempt(node: "lab", at: .now(), author: "root", call: call)
  }

  @Test func whoLedBeforeWritesNothingMore() throws {
    let log = try LogOnDisk()
    let (first, second) = (try lock(), try lock())
    let old = try floor(term: try take(one, first, at: moment(0)).term)
    let id = try old.begin(deed)
    try old.begin(attempt("open"))
    let new = try floor(term: try take(other, second, at: moment(10)).term)
    try log.open()
    try log.write(1)
    let batch = try #require(try QueueLogFollower(path: log.path).next())
    let writes: [() throws -> Void] = [
      { try old.append(batch, of: "lab") },
      { _ = try old.begin(deed) },
      { try old.settle(deed: id, outcome: "done", at: .now()) },
      { try old.begin(attempt("late")) },
      { try old.settle(attempt: "open", outcome: "answered", at: .now()) },
      { try old.renewLease(until: moment(20)) },
      { try old.forgetDeeds(before: .now(), asOf: .now(), atMost: 10) },
      { try old.giveLeaseBack() },
    ]
    for write in writes {
      #expect(try #require(#expect(throws: DatabaseError.self) { try write() }).code == .deposed)
    }
    #expect(try new.positions(of: "lab").isEmpty)
    #expect(try new.deeds(limit: 10).map(\.outcome) == [nil])
    #expect(try new.attempts(limit: 10).map(\.outcome) == [nil])
    #expect(try new.lease()?.end == moment(20))
    // Who leads now does what the other one could not.
    try new.append(batch, of: "lab")
    let limit = Timestamp.now()
    #expect(
      try #require(
        #expect(throws: DatabaseError.self) {
          try old.forget(before: limit, asOf: limit, atMost: 10)
        }
      ).code == .deposed
    )
    #expect(try new.forget(before: limit, asOf: limit, atMost: 10) == 1)
  }

  @Test func whatEarlierLeadersLeftOpenIsFound() throws {
    let (first, second) = (try lock(), try lock())
    let old = try floor(term: try take(one, first, at: moment(0)).term)
    try old.begin(attempt("open"))
    try old.begin(attempt("settled"))
    try old.settle(attempt: "settled", outcome: "busy", at: .now())
    #expect(try old.openAttempts(of: "lab").map(\.call.channelId) == ["open"])
    let new = try floor(term: try take(other, second, at: moment(10)).term)
    #expect(try new.openAttempts(of: "lab").map(\.call.channelId) == ["open"])
    #expect(try new.openAttempts(of: "another").isEmpty)
  }
}
