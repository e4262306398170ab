import Control
import Testing

@testable import switchboard

/// What `--follow` makes of what the daemon tells.
@Suite struct FollowedFloorTests {
  private func call(_ node: String, _ id: String, _ place: String = "waiting") -> CallRow {
    CallRow(
      node: node,
      call: id,
      number: nil,
      called: nil,
      begun: "2026-03-01T08:30:00.000000Z",
      place: place,
      since: nil,
      seconds: nil,
      queue: nil,
      agent: nil
    )
  }

  private func report(
    servers: [ServerRow]? = nil,
    calls: [CallRow]? = nil,
    gone: [String]? = nil
  ) -> FloorReport {
    var report = FloorReport(at: "2026-03-01T09:00:00.000000Z")
    report.servers = servers
    report.calls = calls
    report.gone = gone
    return report
  }

  private func server(_ node: String, _ floor: String = "current") -> ServerRow {
    ServerRow(node: node, floor: floor)
  }

  /// Two Asterisks, each with two calls.
  private var whole: FloorReport {
    report(
      servers: [server("one"), server("two")],
      calls: [call("one", "1.1"), call("one", "1.2"), call("two", "1.1"), call("two", "1.2")]
    )
  }

  /// The calls as keys, and the servers, in order.
  private func shown(_ report: FloorReport) -> [String] {
    let calls = (report.calls ?? []).map { "\($0.node)/\($0.call) \($0.place)" }
    let servers = (report.servers ?? []).map { "\($0.node) \($0.floor)" }
    return (calls + servers).sorted()
  }

  private func shown(after change: FloorReport) -> [String] {
    var seen = whole
    seen.take(change)
    return shown(seen)
  }

  @Test func whatEndedInAGapIsShownNoMore() {
    let change = report(
      servers: [server("one")],
      calls: [call("one", "1.2", "agent"), call("one", "1.3")],
      gone: ["one"]
    )
    #expect(
      shown(after: change) == [
        "one current", "one/1.2 agent", "one/1.3 waiting", "two current", "two/1.1 waiting",
        "two/1.2 waiting",
      ]
    )
  }

  @Test func aServerWithoutCallsShowsNone() {
    let change = report(servers: [server("one", "unknown")], calls: [], gone: ["one"])
    #expect(
      shown(after: change) == ["one unknown", "two current", "two/1.1 waiting", "two/1.2 waiting"]
    )
  }

  @Test func aServerThatIsFollowedNoMoreGoesWithAllItHad() {
    #expect(
      shown(after: report(gone: ["one"])) == ["two current", "two/1.1 waiting", "two/1.2 waiting"]
    )
  }

  @Test func whatIsGoneIsGoneAtItsServerAlone() {
    let change = report(calls: [call("two", "1.1", "agent")], gone: ["one/1.1"])
    #expect(
      shown(after: change) == [
        "one current", "one/1.2 waiting", "two current", "two/1.1 agent", "two/1.2 waiting",
      ]
    )
  }

  @Test func aServersRowAloneLeavesWhatWasSeen() {
    #expect(
      shown(after: report(servers: [server("one", "stale")])) == [
        "one stale", "one/1.1 waiting", "one/1.2 waiting", "two current", "two/1.1 waiting",
        "two/1.2 waiting",
      ]
    )
  }
}
