import Glibc
import Laboratory
import Phone
import Testing

/// Agents who hang up around the moment in which they and their caller meet: the caller goes on.
@Suite struct AgentHangupTests {
  @Test func duringTheAnnouncement() async throws {
    try await OpenCentre.scene { centre in
      let agent = try centre.laboratory.agentPhone("1004")
      let call = try centre.call(centre.number(of: "parting"), as: "13812346501")
      let received = try agent.waitForCall(within: .seconds(20))
      received.answer()
      try call.phone.waitToHear("switchboard/agent", within: .seconds(10))
      received.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      #expect(
        try call.leave(agent: "1004").queueEvents == ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"]
      )
    }
  }

  /// Looks for the moment: the caller's side says that all is said, the agent's reads that some
  /// 50 ms later at most, and fetches it.
  @Test(arguments: ["parting-1", "parting-2", "parting-3", "parting-4"])
  func asTheyMeet(queue: String) async throws {
    let share = try #require(queue.last?.wholeNumberValue)
    try await OpenCentre.scene { centre in
      let number = centre.agent(of: queue)
      let agent = try centre.laboratory.agentPhone(number)
      for step in 0..<6 {
        let milliseconds = UInt32(step * 16 + share * 4)
        let call = try centre.call(
          centre.number(of: queue),
          as: CallerID(number: "1381234\(6_510 + share * 10 + step)")
        )
        let received = try agent.waitForCall(within: .seconds(20))
        received.answer()
        try received.waitForTheEnd(of: "switchboard/agent")
        for digit in number { try received.waitForTheEnd(of: "digits/\(digit)") }
        usleep(milliseconds * 1_000)
        received.hangUp()
        try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
        let left = try call.leave(agent: number)
        #expect(
          left.queueEvents == ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"],
          "\(milliseconds) ms"
        )
      }
    }
  }
}

extension PhoneCall {
  /// When it ends counts, not how smoothly it was heard.
  fileprivate func waitForTheEnd(of prompt: String) throws {
    do {
      try waitToHearAll(of: prompt, within: .seconds(10))
    } catch let error as PhoneError where error.code == .cut {
    }
  }
}
