import AMI
import AMITesting
import Control
import Testing

@testable import Daemon

/// What somebody is told who follows the floor.
@Suite(.timeLimit(.minutes(10))) struct FloorTests {
  private let floor = Floor(nodes: ["one", "two"])
  private let view = View(parts: [.queues, .calls], isWhole: true)

  /// The lists of the first Asterisk come.
  private func see(queues: [String], calls: [String]) {
    floor.resync(
      "one",
      queueStatus: queues.map { Message([("Event", "QueueParams"), ("Queue", $0)]) },
      channels: calls.map { call in
        Message([
          ("Event", "CoreShowChannel"), ("Uniqueid", call), ("Linkedid", call),
          ("Channel", "PJSIP/trunk-\(call)"),
        ])
      }
    )
  }

  /// What is told of it when something happens.
  private func told(when something: () -> Void) async -> [FloorReport] {
    let (changes, stop) = floor.follow()
    something()
    stop()
    var reports: [FloorReport] = []
    for await change in changes {
      if let report = floor.report(of: change, view) { reports.append(report) }
    }
    return reports
  }

  @Test func whatEndedInAGapIsGone() async {
    see(queues: ["sales", "old"], calls: ["1.1", "1.2"])
    let reports = await told {
      floor.lose("one")
      see(queues: ["sales"], calls: ["1.2"])
    }
    #expect(reports.count == 2)
    #expect(reports.last?.gone == ["one"])
    #expect(reports.last?.servers == [ServerRow(node: "one", floor: "current")])
    #expect(reports.last?.queues?.map(\.queue) == ["sales"])
    #expect(reports.last?.calls?.map(\.call) == ["1.2"])
  }

  @Test func anAsteriskThatIsBegunAnewHasNothing() async {
    see(queues: ["sales"], calls: ["1.1"])
    let reports = await told { floor.begin("one") }
    #expect(reports.map(\.gone) == [["one"]])
    #expect(reports.first?.servers == [ServerRow(node: "one", floor: "unknown")])
    #expect(reports.first?.queues == [])
    #expect(reports.first?.calls == [])
  }

  @Test func whatAnEventChangesIsToldAlone() async {
    see(queues: ["sales"], calls: ["1.1", "1.2"])
    let reports = await told {
      floor.take(.event("Hangup", .call, ["Uniqueid": "1.1"]), from: "one")
      // Known already.
      floor.take(.event("Hangup", .call, ["Uniqueid": "1.1"]), from: "one")
    }
    #expect(reports.map(\.gone) == [["one/1.1"]])
    #expect(reports.first?.servers == nil)
    #expect(reports.first?.queues == [])
    #expect(reports.first?.calls == [])
  }

  /// What was seen is seen on, as old as it is.
  @Test func aLossIsToldOnceAndWithoutTheFloor() async {
    see(queues: ["sales"], calls: ["1.1"])
    let reports = await told {
      floor.lose("one")
      floor.lose("one")
      // Of which nothing was seen before.
      floor.lose("two")
    }
    #expect(reports.map { $0.servers?.map(\.floor) } == [["stale"]])
    #expect(reports.first?.servers?.first?.since != nil)
    #expect(reports.first?.gone == nil)
    #expect(reports.first?.queues == nil)
    #expect(reports.first?.calls == nil)
    #expect(floor.report(view).calls?.map(\.call) == ["1.1"])
  }

  @Test func whyNothingIsSeenIsToldWhenItChanges() async {
    see(queues: ["sales"], calls: ["1.1"])
    floor.lose("one")
    let first = await told {
      floor.say("no route", of: "one")
      floor.say("no route", of: "one")
      floor.say("no route", of: "nobody")
    }
    #expect(first.map { $0.servers?.map(\.trouble) } == [["no route"]])
    #expect(first.first?.servers?.map(\.floor) == ["stale"])
    #expect(first.first?.gone == nil)
    #expect(first.first?.calls == nil)
    let second = await told { floor.say("no password", of: "one") }
    #expect(second.map { $0.servers?.map(\.trouble) } == [["no password"]])
    see(queues: ["sales"], calls: ["1.1"])
    #expect(floor.trouble(with: "one") == nil)
    #expect(floor.report(view).servers?.first == ServerRow(node: "one", floor: "current"))
  }

  /// Words of a connection that is back already.
  @Test func whatIsSeenHasNoTrouble() {
    see(queues: [], calls: [])
    floor.say("too late", of: "one")
    #expect(floor.trouble(with: "one") == nil)
  }

  @Test func anAsteriskThatIsFollowedNoMoreIsGone() async {
    let reports = await told { floor.end("two") }
    #expect(reports.map(\.gone) == [["two"]])
    #expect(reports.first?.servers == nil)
  }
}
