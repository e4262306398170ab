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

  /// Which calls are of before is told by no clock: it may have been put back meanwhile.
  @Test func callsOfAnEarlierDaemonAreKnownWhateverTheClockSays() async throws {
    let scratch = try Scratch()
    let meters = Meters()
    let farAhead = Timestamp.now().seconds + 1_000_000
    let clock = HandClock()
    let killed = Book(try clock.leadership(at: scratch.location), meters: meters)
    #expect(try await killed.beginUnlessOpen(attempt("ahead", at: farAhead)))
    #expect(try await killed.beginUnlessOpen(attempt("behind", at: 1)))
    #expect(try await killed.openAttempts(of: "pbx1") == [])

    clock.pass(Lease.length)
    let next = Book(try clock.leadership(at: scratch.location), meters: meters)
    #expect(try await next.beginUnlessOpen(attempt("own", at: 2)))
    let open = try await next.openAttempts(of: "pbx1").map(\.call.channelId)
    #expect(Set(open) == ["ahead", "behind"])
    try await next.settle(attempt: "ahead", outcome: "lost")
    #expect(try await next.openAttempts(of: "pbx1").map(\.call.channelId) == ["behind"])
    #expect(try await next.openAttempts(of: "pbx2") == [])
    #expect(meters.counts.attempts == ["lost": 1])
  }

  @Test func aNumberIsCalledOnceAtATime() async throws {
    let scratch = try Scratch()
    let book = Book(try HandClock().leadership(at: scratch.location), meters: Meters())
    #expect(try await book.beginUnlessOpen(attempt("first", at: 1, to: "13800000000")))
    #expect(try await !book.beginUnlessOpen(attempt("second", at: 2, to: "13800000000")))
    #expect(try await book.beginUnlessOpen(attempt("other", at: 2, to: "13800000001")))
    try await book.settle(attempt: "first", outcome: "busy")
    #expect(try await book.beginUnlessOpen(attempt("third", at: 3, to: "13800000000")))
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
