import Database
import Records
import Scratch
import Testing

@testable import Operations

/// What was asked for cannot be changed or taken out without its being told, and which one first.
@Suite struct DeedChainTests {
  private let scratch: Scratch
  private let connection: Connection
  private let store: FloorStore

  init() throws {
    scratch = try Scratch()
    connection = try scratch.migratedFloor()
    store = try FloorStore(connection)
  }

  @discardableResult
  private func ask(_ command: String, at seconds: Int, by author: String = "li") throws -> Int {
    try store.begin(
      Deed(
        at: Timestamp(seconds: seconds),
        uid: author == "li" ? 1_000 : 1_001,
        author: author,
        role: "supervisor",
        command: command,
        details: "agent=1001"
      )
    )
  }

  @discardableResult
  private func done(_ command: String, at seconds: Int) throws -> Int {
    let id = try ask(command, at: seconds)
    try store.settle(deed: id, outcome: "\(command) is done", at: Timestamp(seconds: seconds + 1))
    return id
  }

  private func fault() throws -> AuditVerdict.Fault? { try store.verifyDeeds().fault }

  // MARK: Whole

  @Test func anEmptyChainIsWhole() throws {
    let verdict = try store.verifyDeeds()
    #expect(verdict.fault == nil && verdict.links == 0 && verdict.end.number == 0)
  }

  @Test func deedsAreKeptAsTheyWere() throws {
    try done("pause", at: 100)
    let open = try ask("listen", at: 200, by: "wang")
    let verdict = try store.verifyDeeds()
    #expect(verdict.fault == nil && verdict.links == 3)
    #expect(try store.deeds(limit: 10).map(\.id) == [open, open - 1])
    #expect(try store.deeds(of: "wang", limit: 10).map(\.command) == ["listen"])
    #expect(try store.deeds(of: "1000", limit: 10).map(\.command) == ["pause"])
    #expect(try store.deeds(since: Timestamp(seconds: 150), limit: 10).map(\.id) == [open])
  }

  /// Deeds at the same time are settled in any order; the same deed only once.
  @Test func deedsMayOverlap() throws {
    let first = try ask("callback", at: 100)
    let second = try ask("pause", at: 101)
    try store.settle(deed: second, outcome: "b", at: Timestamp(seconds: 102))
    try store.settle(deed: first, outcome: "a", at: Timestamp(seconds: 103))
    try store.settle(deed: first, outcome: "c", at: Timestamp(seconds: 104))
    #expect(try fault() == nil)
    #expect(try store.deeds(limit: 2).map(\.outcome) == ["b", "a"])
  }

  /// The order is the one in which it was written, whatever the clock says.
  @Test func aClockThatGoesBackChangesNoOrder() throws {
    let ids = try [500, 400, 900, 100].map { try done("pause", at: $0) }
    #expect(try store.deeds(limit: 10).map(\.id) == ids.reversed())
    #expect(try fault() == nil)
  }

  // MARK: Changed

  private static let changes: [StaticString] = [
    "UPDATE deed SET at = 1 WHERE id = 3", "UPDATE deed SET uid = 0 WHERE id = 3",
    "UPDATE deed SET author = 'wang' WHERE id = 3", "UPDATE deed SET role = 'manager' WHERE id = 3",
    "UPDATE deed SET role = NULL WHERE id = 3", "UPDATE deed SET command = 'unpause' WHERE id = 3",
    "UPDATE deed SET details = '' WHERE id = 3", "UPDATE deed SET outcome = '' WHERE id = 3",
    "UPDATE deed SET outcome = NULL WHERE id = 3",
  ]

  @Test(arguments: 0..<9) func aChangedRowIsTold(change: Int) throws {
    for second in 1...5 { try done("pause", at: second * 100) }
    try alter(Self.changes[change])
    #expect(try fault() == .changed(deed: 3))
  }

  @Test func theFirstOfSeveralIsTold() throws {
    for second in 1...6 { try done("pause", at: second * 100) }
    try alter("UPDATE deed SET author = 'x' WHERE id IN (5, 4, 2)")
    #expect(try fault() == .changed(deed: 2))
  }

  @Test(arguments: 1...4) func aRemovedRowIsTold(number: Int) throws {
    for second in 1...4 { try done("pause", at: second * 100) }
    try connection.run("DELETE FROM deed WHERE id = ?", [.integer(number)])
    #expect(try fault() == .removed(deed: number))
  }

  @Test func whatIsRemovedWithItsLinksIsTold() throws {
    for second in 1...4 { try done("pause", at: second * 100) }
    try alter("DELETE FROM deed WHERE id = 2; DELETE FROM deed_link WHERE deed = 2")
    #expect(try fault() == .unlinked(number: 3))
  }

  @Test func aCutOffEndIsTold() throws {
    for second in 1...4 { try done("pause", at: second * 100) }
    try alter("DELETE FROM deed WHERE id = 4; DELETE FROM deed_link WHERE deed = 4")
    #expect(try fault() == .cutOff(after: 6))
  }

  @Test func anAddedRowIsTold() throws {
    for second in 1...2 { try done("pause", at: second * 100) }
    try alter(
      "INSERT INTO deed (at, uid, author, command, details) VALUES (1, 0, 'root', 'pause', '')"
    )
    #expect(try fault() == .added(deed: 3))
  }

  @Test func anOutcomeThatWasAddedIsTold() throws {
    try done("pause", at: 100)
    let open = try ask("listen", at: 200)
    try connection.run("UPDATE deed SET outcome = 'x' WHERE id = ?", [.integer(open)])
    #expect(try fault() == .changed(deed: open))
  }

  @Test func aChangedLinkIsTold() throws {
    for second in 1...3 { try done("pause", at: second * 100) }
    try alter("UPDATE deed_link SET at = at + 1 WHERE number = 4")
    #expect(try fault() == .changed(deed: 2))
  }

  /// Who makes all of it anew is found by a mark that was kept elsewhere.
  @Test func aKeptMarkTellsAChainThatWasMadeAnew() throws {
    for second in 1...3 { try done("pause", at: second * 100) }
    let mark = try store.verifyDeeds().end
    try done("pause", at: 400)
    #expect(try store.verifyDeeds(against: mark).fault == nil)
    try alter(
      """
      DELETE FROM deed; DELETE FROM deed_link; UPDATE deed_chain SET number = 0, hash = ''
      """
    )
    #expect(try fault() == nil)
    #expect(try store.verifyDeeds(against: mark).fault == .otherMark(mark))
    for second in 1...4 { try done("unpause", at: second * 100) }
    #expect(try fault() == nil)
    #expect(try store.verifyDeeds(against: mark).fault == .otherMark(mark))
  }

  // MARK: Old

  private func forget(before seconds: Int, atMost limit: Int = 1_000) throws -> Int {
    try store.forgetDeeds(
      before: Timestamp(seconds: seconds),
      asOf: Timestamp(seconds: 100_000),
      atMost: limit
    )
  }

  @Test func whatIsForgottenLeavesTheRestVerifiable() throws {
    for second in 1...6 { try done("pause", at: second * 100) }
    #expect(try forget(before: 350) == 3)
    #expect(try forget(before: 350) == 0)
    let verdict = try store.verifyDeeds()
    #expect(verdict.fault == nil && verdict.links == 6 && verdict.anchor.number == 6)
    try done("pause", at: 700)
    try alter("UPDATE deed SET author = 'x' WHERE id = 4")
    #expect(try fault() == .changed(deed: 4))
    try alter(
      """
      INSERT INTO deed (id, at, uid, author, command, details) VALUES (2, 1, 0, 'x', 'x', 'x')
      """
    )
    #expect(try fault() == .changed(deed: 4))
    try alter("UPDATE deed SET author = 'li' WHERE id = 4")
    #expect(try fault() == .added(deed: 2))
  }

  @Test func numbersAreNotGivenTwice() throws {
    for second in 1...3 { try done("pause", at: second * 100) }
    while try forget(before: 10_000) > 0 {}
    #expect(try store.deeds(limit: 9).map(\.id) == [3])
    #expect(try done("pause", at: 20_000) == 4)
    #expect(try fault() == nil)
  }

  /// One that was settled long after the next one began keeps both.
  @Test(arguments: 1...5) func inAnyPortionsAndOverlaps(portion: Int) throws {
    var open: [Int] = []
    var dice = Dice(UInt64(portion))
    for second in 1...60 {
      open.append(try ask("callback", at: second * 100))
      while open.count > 1, Bool.random(using: &dice) {
        let place = Int.random(in: 0..<open.count, using: &dice)
        let id = open.remove(at: place)
        try store.settle(deed: id, outcome: "done", at: Timestamp(seconds: second * 100 + 50))
      }
      _ = try forget(before: (second - 10) * 100, atMost: portion)
      try #require(try fault() == nil)
    }
    // Those that overlap go together, as soon as they are settled and fit into one portion.
    for id in open { try store.settle(deed: id, outcome: "done", at: Timestamp(seconds: 6_100)) }
    let last = try done("pause", at: 20_000)
    while try forget(before: 10_000) > 0 { try #require(try fault() == nil) }
    #expect(try store.deeds(limit: 100).map(\.id) == [last])
  }

  /// Deeds of before there was a chain are said to be so, and go first.
  @Test func deedsOfBeforeTheChain() throws {
    try alter(
      """
      INSERT INTO deed (at, uid, author, command, details) VALUES (1, 0, 'root', 'pause', '');
      INSERT INTO deed (at, uid, author, command, details) VALUES (2, 0, 'root', 'pause', '')
      """
    )
    try done("pause", at: 100)
    #expect(try store.verifyDeeds().unlinked == 2)
    try done("pause", at: 200)
    #expect(try forget(before: 150) == 3)
    let verdict = try store.verifyDeeds()
    #expect(verdict.fault == nil && verdict.unlinked == 0)
  }

  @Test func settledAttemptsGoAndOpenOnesStay() throws {
    for (number, outcome) in [("1", "answered"), ("2", nil)] as [(String, String?)] {
      let call = CallbackCall(
        number: "13800000000",
        queue: "q",
        order: .agentFirst,
        channelId: number
      )
      try store.begin(
        Attempt(node: "n", at: Timestamp(seconds: 10), deed: 1, author: "li", call: call)
      )
      if let outcome {
        try store.settle(attempt: number, outcome: outcome, at: Timestamp(seconds: 11))
      }
    }
    try done("callback", at: 10)
    #expect(try store.attempts(ofDeed: 1).map(\.outcome) == ["answered", nil])
    _ = try forget(before: 1_000)
    #expect(try store.attempts(limit: 10).map(\.call.channelId) == ["2"])
    #expect(try store.openAttempts(of: "n").count == 1)
  }

  /// As somebody would with a database browser.
  private func alter(_ statements: StaticString) throws {
    try connection.execute(script: statements)
  }
}
