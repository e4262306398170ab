import Foundation
import Laboratory
import Phone
import Testing

/// Callers who come back to the agent whom they know.
@Suite struct AgentFirstTests {
  /// Talks with an agent of the queue, whichever is rung, and ends the call.
  private func talk(
    _ centre: Centre,
    queue: String,
    agent: String,
    as caller: CallerID,
    endedByCaller: Bool
  ) throws -> WholeStory {
    let phone = try centre.laboratory.agentPhone(agent)
    let call = try centre.call(centre.number(of: queue), as: caller, saying: .tone(hertz: 440))
    let received = try phone.waitForCall(within: .seconds(20))
    received.answer(saying: .tone(hertz: 660))
    try call.phone.waitToHear(tones: [660], among: Centre.tones, within: .seconds(20))
    if endedByCaller { call.phone.hangUp() } else { received.hangUp() }
    let story = try centre.whole(of: call)
    phone.close()
    return story
  }

  @Test func aDroppedCallReturnsToItsAgent() async throws {
    try await RoutingCentre.scene { centre in
      let caller: CallerID = "13812353001"
      let first = try talk(
        centre,
        queue: "returning",
        agent: "1005",
        as: caller,
        endedByCaller: true
      )
      #expect(first.stays == ["queue returning 1005 caller"])
      #expect(first.ending?.dropped == true)

      // Both are free now; whatever was dialled, the one who knows the caller is rung.
      _ = try centre.laboratory.agentPhone("1004", manner: .answers(saying: .silence))
      let agent = try centre.laboratory.agentPhone("1005")
      let call = try centre.call("4008001234", as: caller)
      let received = try agent.waitForCall(within: .seconds(20))
      try call.talk(with: received, agent: "1005")
      let story = try centre.whole(of: call)
      #expect(story.decisions == ["dropped -> queue returning"])
      #expect(story.routes.first?.agentFirst == "1005")
      #expect(story.stays == ["agent returning 1005 agent"])
      #expect(story.ending?.agent == "1005")
      #expect(story.ending?.dropped == false)
    }
  }

  @Test func thePersonalAgentIsRungFirstAndThenTheQueue() async throws {
    try await RoutingCentre.scene { centre in
      let caller: CallerID = "13812353002"
      let first = try talk(
        centre,
        queue: "personal",
        agent: "1007",
        as: caller,
        endedByCaller: false
      )
      #expect(first.ending?.dropped == false)

      // The known agent is rung for three seconds, and does not answer.
      let known = try centre.laboratory.agentPhone("1007")
      let other = try centre.laboratory.agentPhone("1006")
      let call = try centre.call(centre.number(of: "personal"), as: caller)
      _ = try known.waitForCall(within: .seconds(20))
      let received = try other.waitForCall(within: .seconds(40))
      try call.talk(with: received, agent: "1006")
      let story = try centre.whole(of: call)
      #expect(story.routes.first?.agentFirst == "1007")
      #expect(story.routes.first?.verdict(of: "personal last") == "applied")
      #expect(story.stays == ["agent personal  noanswer", "queue personal 1006 agent"])
    }
  }

  @Test func aContactsOwnAgentIsRungFirst() async throws {
    try await RoutingCentre.scene { centre in
      try centre.laboratory.tool("contact", "add", "13812353003", "--agent", "1026")
      _ = try centre.laboratory.agentPhone("1025", manner: .answers(saying: .silence))
      let own = try centre.laboratory.agentPhone("1026")
      let call = try centre.call(centre.number(of: "own"), as: "13812353003")
      let received = try own.waitForCall(within: .seconds(20))
      try call.talk(with: received, agent: "1026")
      let story = try centre.whole(of: call)
      #expect(story.routes.first?.agentFirst == "1026")
      #expect(story.routes.first?.verdict(of: "personal contact") == "applied")
      #expect(story.stays == ["agent own 1026 agent"])
    }
  }

  @Test func whoseAgentIsEngagedIsServedByAnother() async throws {
    try await RoutingCentre.scene { centre in
      let caller: CallerID = "13812353004"
      let first = try talk(
        centre,
        queue: "engaged",
        agent: "1028",
        as: caller,
        endedByCaller: false
      )
      #expect(first.stays == ["queue engaged 1028 agent"])

      let known = try centre.laboratory.agentPhone("1028")
      let elsewhere = try known.call("*31028", as: "1028")
      try elsewhere.waitForAnswer(within: .seconds(10))
      let other = try centre.laboratory.agentPhone("1027")
      let call = try centre.call(centre.number(of: "engaged"), as: caller)
      let received = try other.waitForCall(within: .seconds(20))
      try call.talk(with: received, agent: "1027")
      elsewhere.hangUp()
      let story = try centre.whole(of: call)
      #expect(story.routes.first?.agentFirst == nil)
      #expect(story.routes.first?.verdict(of: "personal last") == "agent-busy 1028")
      #expect(story.stays == ["queue engaged 1027 agent"])
    }
  }
}
