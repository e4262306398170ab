import Database
import Operations
import Records
import Scratch
import Testing

@testable import Daemon

/// What the daemon writes down, and what a daemon after it makes of that.
@Suite struct BookTests {
  private func attempt(_ id: String, at seconds: Int, to number: String? = nil) -> Attempt {
    // Each to a number of its own.
    let number = number ?? "1" + id.utf8.map { "\($0)" }.joined()
    let call = CallbackCall(number: number, queue: "q", order: .agentFirst, channelId: id)
    return Attempt(node: "pbx1", at: Timestamp(seconds: seconds), deed: 1, author: "li", call: call)
  }

  private func channels(inDoubtOf book: Book, at node: String = "pbx1") async throws -> [String] {
    try await book.inDoubt(at: node).map(\.attempt.call.channelId)
  }

  /// Which calls are of before is told by no clock: it may have been put back meanwhile.
  @Test func callsOfAnEarlierDaemonAreKnownWhateverTheClockSays() async throws {
    let scratch = try Scratch()
    let meters = Meters()
    let farAhead = Timestamp.now().seconds + 1_000_000
    let clock = HandClock()
    let killed = Book(try clock.leadership(at: scratch.location), meters: meters)
    let (ahead, behind) = (attempt("ahead", at: farAhead), attempt("behind", at: 1))
    #expect(try await killed.beginUnlessOpen(ahead, .china))
    #expect(try await killed.beginUnlessOpen(behind, .china))
    #expect(try await channels(inDoubtOf: killed) == [])

    clock.pass(Lease.length)
    let next = Book(try clock.leadership(at: scratch.location), meters: meters)
    #expect(try await next.beginUnlessOpen(attempt("own", at: 2), .china))
    #expect(try await Set(channels(inDoubtOf: next)) == ["ahead", "behind"])
    #expect(try await next.settle(ahead, outcome: "lost"))
    #expect(try await !next.settle(ahead, outcome: "lost"))
    #expect(try await channels(inDoubtOf: next) == ["behind"])
    #expect(try await channels(inDoubtOf: next, at: "pbx2") == [])
    #expect(meters.counts.attempts == ["lost": 1])
  }

  @Test func aNumberIsCalledOnceAtATimeHoweverItIsWritten() async throws {
    let scratch = try Scratch()
    let book = Book(try HandClock().leadership(at: scratch.location), meters: Meters())
    let first = attempt("first", at: 1, to: "13800000000")
    #expect(try await book.beginUnlessOpen(first, .china))
    #expect(try await !book.beginUnlessOpen(attempt("second", at: 2, to: "13800000000"), .china))
    let abroad = attempt("abroad", at: 2, to: "+8613800000000")
    #expect(try await !book.beginUnlessOpen(abroad, .china))
    #expect(try await book.beginUnlessOpen(attempt("other", at: 2, to: "13800000001"), .china))
    try await book.settle(first, outcome: "busy")
    #expect(try await book.beginUnlessOpen(attempt("third", at: 3, to: "13800000000"), .china))
  }

  /// A full disk must not keep a number from being called again until the daemon ends.
  @Test func whatCannotBeWrittenDownIsInDoubtAndKnown() async throws {
    let scratch = try Scratch()
    let meters = Meters()
    let book = Book(try HandClock().leadership(at: scratch.location), meters: meters)
    let call = attempt("call", at: 1)
    #expect(try await book.beginUnlessOpen(call, .china))
    let doubts = await book.doubts(about: "pbx1")
    var signals = doubts.makeAsyncIterator()
    await signals.next()
    let floor = try scratch.migratedFloor()
    try floor.execute(
      script: """
        CREATE TRIGGER full BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'full'); END;
        """
    )
    await #expect(throws: DatabaseError.self) { try await book.settle(call, outcome: "busy") }
    await signals.next()
    try floor.execute(script: "DROP TRIGGER full")
    let open = try await book.inDoubt(at: "pbx1")
    #expect(open.map(\.outcome) == ["busy"])
    #expect(meters.counts.attempts == [:])
    #expect(try await book.settle(call, outcome: "busy"))
    #expect(try await channels(inDoubtOf: book) == [])
    #expect(meters.counts.attempts == ["busy": 1])
  }

  @Test func whoIsRefusedTimeAndAgainIsNotWrittenDownEachTime() {
    let refusals = Refusals()
    let now = ContinuousClock.now
    let written = (0..<50).count { _ in refusals.isWrittenDown(1_000, at: now) }
    #expect(written == Refusals.most)
    #expect(refusals.isWrittenDown(1_001, at: now))
    #expect(refusals.isWrittenDown(1_000, at: now + .seconds(60)))
  }

  @Test func aFileThatCannotBeUsedIsCounted() async throws {
    let scratch = try Scratch()
    let meters = Meters()
    let book = Book(try HandClock().leadership(at: scratch.location), meters: meters)
    try scratch.migratedFloor().execute(script: "DROP TABLE deed_link")
    await #expect(throws: (any Error).self) { try await book.begin(attempt("a", at: 1).deedRow) }
    #expect(meters.counts.failures.count == 1)
  }
}

extension Attempt {
  fileprivate var deedRow: Deed {
    Deed(at: at, uid: 0, author: author, role: nil, command: "callback", details: "")
  }
}
