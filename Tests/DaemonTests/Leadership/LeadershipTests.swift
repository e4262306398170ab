import Control
import Database
import Glibc
import Logging
import Operations
import Records
import Scratch
import ServiceLifecycle
import Synchronization
import Testing

@testable import Daemon

/// A daemon leads as long as its lease is good, and knows when it does not.
@Suite(.timeLimit(.minutes(10))) struct LeadershipTests {
  private let scratch: Scratch
  private let clock = HandClock()
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  init() throws {
    scratch = try Scratch()
    try scratch.migratedFloor()
  }

  private func leadership() throws -> Leadership {
    try clock.leadership(at: scratch.location)
  }

  // MARK: What is done at Asterisk

  @Test func nothingIsDoneOnceTheLeaseRanOut() throws {
    let leadership = try leadership()
    try leadership.check()
    clock.pass(Lease.length - Leadership.margin - .milliseconds(1))
    try leadership.check()
    clock.pass(.milliseconds(1))
    let trouble = #expect(throws: Reply.Trouble.self) { try leadership.check() }
    #expect(trouble?.code == "not-leading")
    // Nobody took it meanwhile.
    try leadership.renew(in: leadership.floor(.call))
    try leadership.check()
  }

  @Test func whoWasDeposedCannotGoOn() throws {
    let old = try leadership()
    let floor = try old.floor(.call)
    clock.pass(Lease.length)
    let new = try leadership()
    #expect(new.predecessor == old.lease)
    #expect(try deposed { try old.renew(in: floor) })
    #expect(throws: Reply.Trouble.self) { try old.check() }
    try new.check()
    try new.giveBack(in: new.floor(.call))
    #expect(throws: Reply.Trouble.self) { try new.check() }
    #expect(try leadership().lease.term == 3)
  }

  private func deposed(_ work: () throws -> Void) throws -> Bool {
    try #require(#expect(throws: DatabaseError.self) { try work() }).code == .deposed
  }

  @Test func theFileIsWrittenUnderTheTerm() async throws {
    let old = Book(try leadership(), meters: Meters())
    let deed = Deed(at: .now(), uid: 0, author: "root", role: nil, command: "pause", details: "")
    _ = try await old.begin(deed)
    clock.pass(Lease.length)
    let new = Book(try leadership(), meters: Meters())
    await #expect(throws: DatabaseError.self) { try await old.begin(deed) }
    _ = try await new.begin(deed)
    #expect(try FloorStore(scratch.migratedFloor()).deeds(limit: 9).count == 2)
  }

  // MARK: The jobs

  @Test func whoIsDeposedEndsByItself() async throws {
    let keeper = LeaseKeeper(leadership: try leadership(), log: log)
    clock.pass(Lease.length)
    let new = try leadership()
    let error = await #expect(throws: DaemonError.self) { try await keeper.run() }
    #expect(error?.description.contains("leads on this store since") == true)
    try new.check()
  }

  @Test func aSecondOneIsRefused() async throws {
    let first = try real()
    let jobs = LeaderJobs(at: scratch.location, standsBy: false, log: log, say: { _ in }) { _ in
      throw DaemonError("it must not lead")
    }
    let error = await #expect(throws: NotLeading.self) { try await jobs.run() }
    #expect(error?.description.contains("start this one with --standby") == true)
    withExtendedLifetime(first) {}
  }

  @Test func whoStandsByLeadsWhenTheLeaseIsGivenBack() async throws {
    let first = try real()
    let (said, saying) = AsyncStream<String>.makeStream()
    let (terms, leading) = AsyncStream<Int>.makeStream()
    let jobs = LeaderJobs(
      at: scratch.location,
      standsBy: true,
      log: log,
      say: { saying.yield($0) },
      { leadership in
        leading.yield(leadership.lease.term)
        return ([], [.eventLoops])
      }
    )
    let group = ServiceGroup(services: [jobs], logger: log)
    async let end: Void = group.run()
    var words = said.makeAsyncIterator()
    #expect(await words.next()?.hasPrefix("stands by: process \(getpid()) on ") == true)
    try await works(jobs.lifeSign)
    try first.giveBack(in: first.floor(.call))
    var led = terms.makeAsyncIterator()
    #expect(await led.next() == 2)
    try await works(jobs.lifeSign)
    await group.triggerGracefulShutdown()
    try await end
    // It gave it back.
    #expect(try real().lease.term == 3)
  }

  @Test func whoStandsByCanBeStopped() async throws {
    let first = try real()
    let jobs = LeaderJobs(at: scratch.location, standsBy: true, log: log, say: { _ in }) { _ in
      throw DaemonError("it must not lead")
    }
    let group = ServiceGroup(services: [jobs], logger: log)
    await group.triggerGracefulShutdown()
    try await group.run()
    try first.check()
  }

  /// One that leads by the machine's own clock.
  private func real() throws -> Leadership {
    guard case .leads(let leadership) = try Candidate(at: scratch.location).ask() else {
      throw DaemonError("another one leads")
    }
    return leadership
  }

  private func works(_ sign: LifeSign) async throws {
    await withCheckedContinuation { continuation in sign.ask { continuation.resume() } }
  }
}
