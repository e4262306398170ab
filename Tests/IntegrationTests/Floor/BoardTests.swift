import Control
import Laboratory
import Phone
import Testing

/// What the tool shows of the floor is what happens on it.
@Suite struct BoardTests {
  private static let result = Result {
    try FloorCentre(
      "board",
      queues: ["sales": ["1001"], "support": ["1002"], "stale": ["1003"], "early": ["1004"]]
    )
  }

  private func scene(_ body: @escaping @Sendable (FloorCentre) throws -> Void) async throws {
    let floor = try Self.result.get()
    try await floor.centre.scene { _ in try body(floor) }
  }

  @Test func aCallIsFollowedFromTheQueueToItsEnd() async throws {
    try await scene { floor in
      let laboratory = floor.centre.laboratory
      try floor.wait(agent: "1001", is: "unavailable")
      let agent = try laboratory.agentPhone("1001")
      try floor.wait(agent: "1001", is: "ready")
      try laboratory.console(
        "queue pause member Local/1001@switchboard-agents/n queue sales reason tea"
      )
      let paused = try floor.wait("agents") { report in
        report.agents?.contains { $0.agent == "1001" && $0.state == "paused" } == true
      }
      #expect(paused.agents?.first { $0.agent == "1001" }?.reason == "tea")

      let call = try floor.centre.call(
        floor.centre.number(of: "sales"),
        as: "13812347001",
        saying: .tone(hertz: 440)
      )
      let waiting = try floor.wait("queues") { report in
        report.queues?.first { $0.queue == "sales" }?.waiting.count == 1
      }
      let row = try #require(waiting.queues?.first { $0.queue == "sales" })
      #expect(row.waiting.map(\.position) == [1])
      #expect(row.waiting.first?.number == "13812347001")
      #expect(row.agents == ["paused": 1])
      #expect(row.expectedWaitSeconds == nil)
      let calls = try floor.look("calls").calls ?? []
      let live = try #require(calls.first { $0.number == "13812347001" })
      #expect(live.place == "waiting" && live.queue == "sales" && live.agent == nil)

      try laboratory.console("queue unpause member Local/1001@switchboard-agents/n queue sales")
      let received = try agent.waitForCall(within: .seconds(20))
      try floor.wait(agent: "1001", is: "ringing")
      received.answer(saying: .tone(hertz: 660))
      try floor.wait(agent: "1001", is: "talking")
      try floor.wait("calls") { report in
        report.calls?.contains {
          $0.number == "13812347001" && $0.place == "agent" && $0.agent == "1001"
        } == true
      }
      try floor.wait("queues") { $0.queues?.first { $0.queue == "sales" }?.waiting.isEmpty == true }
      try call.talkAndHangUp(received)
      try floor.wait("agents") { report in
        let state = report.agents?.first { $0.agent == "1001" }?.state
        return state == "ready" || state == "wrap-up"
      }
      call.phone.hangUp()
      try floor.wait("calls") { $0.calls?.contains { $0.number == "13812347001" } == false }
      let after = try #require(
        try floor.look("queues").queues?.first { $0.queue == "sales" }
      )
      #expect(after.answered == 1)
    }
  }

  @Test func aCallerWhoLeavesIsGone() async throws {
    try await scene { floor in
      let laboratory = floor.centre.laboratory
      let agent = try laboratory.agentPhone("1002")
      try laboratory.console("queue pause member Local/1002@switchboard-agents/n queue support")
      let first = try floor.centre.call(floor.centre.number(of: "support"), as: "13812347011")
      try floor.wait("queues") { $0.queues?.first { $0.queue == "support" }?.waiting.count == 1 }
      let second = try floor.centre.call(floor.centre.number(of: "support"), as: "13812347012")
      try floor.wait("queues") { report in
        report.queues?.first { $0.queue == "support" }?.waiting.map(\.number)
          == ["13812347011", "13812347012"]
      }
      first.phone.hangUp()
      try floor.wait("queues") { report in
        report.queues?.first { $0.queue == "support" }?.waiting.map(\.number) == ["13812347012"]
      }
      second.phone.hangUp()
      try floor.wait("queues") { report in
        let row = report.queues?.first { $0.queue == "support" }
        return row?.waiting.isEmpty == true && row?.abandoned == 2
      }
      withExtendedLifetime(agent) {}
    }
  }
}
