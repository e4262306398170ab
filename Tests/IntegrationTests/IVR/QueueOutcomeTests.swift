import Foundation
import Laboratory
import Phone
import Testing

/// What a flow names for a queue that takes nobody: another queue, a callback, a message, a number
/// outside, or a node of its own.
@Suite struct QueueOutcomeTests {
  private func call(_ node: String, as caller: CallerID, in centre: Centre) throws -> OutsideCall {
    try centre.call(FlowCentre.number(of: node), as: caller, saying: .tone(hertz: 440))
  }

  /// The decision after the one by which the call came into the flow.
  private func checkOverflow(_ call: OutsideCall, _ reason: String, _ target: String) throws {
    let route = try #require(try call.centre.whole(of: call).routes.last)
    #expect(route.step == "overflow")
    #expect(route.reasons.map(\.verdict) == ["overflow \(reason)"])
    #expect(route.target == target)
  }

  @Test func fullThenAnotherQueue() async throws {
    try await FlowCentre.scene { centre in
      _ = try centre.laboratory.agentPhone("1001")
      let other = try centre.laboratory.agentPhone("1005")
      let first = try self.call("full", as: "13812356101", in: centre)
      try first.phone.waitToHear("music/chords", within: .seconds(20))
      let second = try self.call("full", as: "13812356102", in: centre)
      let received = try other.waitForCall(within: .seconds(20))
      try second.talk(with: received, agent: "1005")
      first.phone.hangUp()
      try checkOverflow(second, "full", "queue other")
      #expect(try centre.whole(of: second).stays == ["queue full  full", "queue other 1005 agent"])
    }
  }

  @Test func emptyThenACallback() async throws {
    try await FlowCentre.scene { centre in
      let call = try self.call("empty", as: "13812356103", in: centre)
      try call.phone.waitToHear("switchboard/callback-choice", within: .seconds(40))
      try call.phone.press("1")
      try call.phone.waitToHearAll(of: "switchboard/callback-promised", within: .seconds(10))
      try checkOverflow(call, "empty", "callback empty")
      #expect(try centre.promises(to: "13812356103") == ["empty 13812356103 own open"])
    }
  }

  @Test func timeoutThenAMessage() async throws {
    try await FlowCentre.scene { centre in
      _ = try centre.laboratory.agentPhone("1003")
      let call = try self.call("slow", as: "13812356104", in: centre)
      try call.phone.waitToHearAll(of: "beep", within: .seconds(30))
      try call.phone.speak([UInt8](repeating: 0x20, count: 8_000))
      try call.phone.press("#")
      try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      try checkOverflow(call, "timeout", "message slow")
      let messages = try centre.laboratory.tool("message", "list", "slow", "--json")
      #expect(messages.contains("\"uniqueid\" : \"\(try call.uniqueID())\""))
    }
  }

  @Test func pausedThenANumberOutside() async throws {
    try await FlowCentre.scene { centre in
      let outside = try centre.laboratory.outsidePhone(manner: .answers(saying: .tone(hertz: 880)))
      _ = try centre.laboratory.agentPhone("1004")
      try centre.laboratory.console(
        "queue pause member Local/1004@switchboard-agents/n queue paused"
      )
      try centre.laboratory.console(
        "queue show paused",
        untilIt: { $0.contains("(paused") },
        within: .seconds(5)
      )
      let call = try self.call("paused", as: "13812356105", in: centre)
      let received = try outside.waitForCall(within: .seconds(20))
      #expect(received.number == "13800138000")
      try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(20))
      received.hangUp()
      try checkOverflow(call, "paused", "forward 13800138000")
    }
  }

  @Test func emptyThenANodeOfTheFlow() async throws {
    try await FlowCentre.scene { centre in
      let call = try self.call("onward", as: "13812356106", in: centre)
      try call.phone.waitToHearAll(of: "switchboard/technical", within: .seconds(20))
      try checkOverflow(call, "empty", "flow outcome told")
      #expect(
        try call.story().suffix(2) == [
          "outcome onward left -> queue onward", "outcome told played -> hangup",
        ]
      )
    }
  }

  /// Where else a flow may send its caller.
  @Test func aFlowLeadsToEveryPlace() async throws {
    try await FlowCentre.scene { centre in
      let people = try centre.laboratory.agentPhone("1006")
      let call = try self.call("desk", as: "13812356107", in: centre)
      let received = try people.waitForCall(within: .seconds(20))
      received.answer(saying: .tone(hertz: 660))
      try call.phone.waitToHear(tones: [660], among: Centre.tones, within: .seconds(10))
      received.hangUp()
      #expect(try call.story().last == "outcome desk left -> extension 1006")
    }
  }

  @Test(arguments: [
    ("house", "digits/8", "context house door"),
    ("mailbox", "switchboard/message-please", "message 100"),
    ("poll", "switchboard/survey-question", "survey satisfaction"),
    ("promise", "switchboard/callback-offer", "callback people"),
  ])
  func aFlowLeadsTo(node: String, prompt: String, target: String) async throws {
    try await FlowCentre.scene { centre in
      let call = try self.call(node, as: "13812356108", in: centre)
      try call.phone.waitToHear(prompt, within: .seconds(20))
      call.phone.hangUp()
      #expect(try call.story().contains("outcome \(node) left -> \(target)"))
    }
  }
}
