import Database
import Records
import Reports
import Scratch
import Testing

@testable import Operations

/// A clock that is put back, or ahead, in the middle of a day's lines.
@Suite struct SetClockTests {
  /// A caller goes from one queue to another while the clock is put back by an hour.
  private static let putBack = """
    10000|c1|sales|NONE|ENTERQUEUE||13800138000|1
    10060|c1|sales|NONE|EXITWITHTIMEOUT|1|1|60
    6460|c1|support|NONE|ENTERQUEUE||13800138000|1
    6470|c1|support|1001|CONNECT|10|a1|2
    6500|c1|support|1001|COMPLETEAGENT|10|30|1
    6510|c2|support|NONE|ENTERQUEUE||13800138001|1
    6520|c2|support|NONE|ABANDON|1|1|10
    """

  private static let all = Timestamp(seconds: 0)..<Timestamp(seconds: 1_000_000)

  @Test func nobodyWaitsLessThanNothing() {
    let calls = HistoryReducer.history(of: facts(Self.putBack)).calls.compactMap(\.queuedCall)
    #expect(calls.count == 2)
    #expect(calls.allSatisfy { $0.wait >= .zero })
  }

  @Test func staysHaveTheOrderOfTheLog() {
    let history = HistoryReducer.history(of: facts(Self.putBack))
    #expect(history.stays.map(\.queue) == ["sales", "support", "support"])
    #expect(history.stays.map(\.callID) == ["c1", "c1", "c2"])
    #expect(history.intervals.map(\.agent) == ["1001"])
  }

  /// Also when the figures are made piece by piece.
  @Test func figuresCountEveryCallOnce() {
    var figures = FloorFigures(in: Self.all)
    var reducer = HistoryReducer()
    for fact in facts(Self.putBack) {
      reducer.add(fact)
      figures.add(reducer.takeClosed())
    }
    #expect(figures.total.offered == 2)
    #expect(figures.queues.total.offered == 3)
    #expect(figures.agents.agents.first?.talk == .seconds(30))
  }

  /// The file keeps the order in which Asterisk wrote.
  @Test func factsKeepTheirOrder() throws {
    let scratch = try Scratch()
    let store = try FloorStore(scratch.migratedFloor())
    try scratch.write(Self.putBack + "\n", to: "queue_log")
    let follower = QueueLogFollower(path: scratch.folder + "/queue_log")
    while let batch = try follower.next() { try store.append(batch, of: "lab") }
    var lines: [String] = []
    try store.facts(of: "lab") { fact in
      if case .line(let line) = fact { lines.append("\(line.at.seconds) \(line.callID)") }
    }
    #expect(
      lines == [
        "10000 c1", "10060 c1", "6460 c1", "6470 c1", "6500 c1", "6510 c2", "6520 c2",
      ]
    )
  }
}
