import Foundation
import Laboratory
import Phone
import Testing

/// Why queues let callers go, and where these go then.
@Suite struct QueueOverflowTests {
  @Test func whoWaitsTooLongGoesOn() async throws {
    try await RoutingCentre.scene { centre in
      _ = try centre.laboratory.agentPhone("1012")
      let call = try centre.call(centre.number(of: "slow"), as: "13812352001")
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(30))
      let story = try centre.whole(of: call)
      #expect(
        story.decisions == ["dialled 4008001012 -> queue slow", "queue slow -> announce closed"]
      )
      #expect(story.routes.last?.step == "overflow")
      #expect(story.routes.last?.verdict(of: "queue slow") == "overflow timeout")
      #expect(story.stays == ["queue slow  timeout"])
    }
  }

  @Test func aQueueInWhichNobodyIsSignedInIsEmpty() async throws {
    try await RoutingCentre.scene { centre in
      let call = try centre.call(centre.number(of: "empty"), as: "13812352002")
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      let story = try centre.whole(of: call)
      #expect(story.routes.last?.verdict(of: "queue empty") == "overflow empty")
      #expect(story.stays == ["queue empty  joinempty"])
    }
  }

  @Test func aQueueInWhichAllHavePausedSaysSo() async throws {
    try await RoutingCentre.scene { centre in
      _ = try centre.laboratory.agentPhone("1014")
      try centre.laboratory.console(
        "queue pause member Local/1014@switchboard-agents/n queue paused"
      )
      try centre.laboratory.console(
        "queue show paused",
        untilIt: { $0.contains("(paused") },
        within: .seconds(5)
      )
      let call = try centre.call(centre.number(of: "paused"), as: "13812352003")
      try call.phone.waitForHangup(within: .seconds(30))
      let story = try centre.whole(of: call)
      #expect(story.routes.last?.verdict(of: "queue paused") == "overflow paused")
      #expect(story.routes.last?.target == "announce closed")
      #expect(story.stays == ["queue paused  joinempty"])
    }
  }

  @Test func whoIsLeftWaitingAloneGoesOn() async throws {
    try await RoutingCentre.scene { centre in
      let agent = try centre.laboratory.agentPhone("1022")
      let call = try centre.call(centre.number(of: "leaving"), as: "13812352004")
      _ = try agent.waitForCall(within: .seconds(20))
      try agent.unregister()
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(40))
      let story = try centre.whole(of: call)
      #expect(story.routes.last?.verdict(of: "queue leaving") == "overflow empty")
    }
  }

  @Test func aFullQueueTakesNobodyElse() async throws {
    try await RoutingCentre.scene { centre in
      _ = try centre.laboratory.agentPhone("1015")
      let first = try centre.call(centre.number(of: "full"), as: "13812352005")
      try first.phone.waitToHear("music/chords", within: .seconds(20))
      let second = try centre.call(centre.number(of: "full"), as: "13812352006")
      try second.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      first.phone.hangUp()
      let story = try centre.whole(of: second)
      #expect(story.routes.last?.verdict(of: "queue full") == "overflow full")
      #expect(story.stays == ["queue full  full"])
    }
  }

  @Test func fromQueueToQueueNobodyComesBack() async throws {
    try await RoutingCentre.scene { centre in
      let call = try centre.call(centre.number(of: "chained"), as: "13812352007")
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      let story = try centre.whole(of: call)
      #expect(
        story.decisions == [
          "dialled 4008001020 -> queue chained", "queue chained -> queue chainedtoo",
          "queue chainedtoo -> announce closed",
        ]
      )
      #expect(story.stays == ["queue chained  joinempty", "queue chainedtoo  joinempty"])
    }
  }

  @Test func aQueueOutsideItsHoursIsNotEntered() async throws {
    try await RoutingCentre.scene { centre in
      let call = try centre.call(centre.number(of: "shut"), as: "13812352008")
      try call.phone.waitToHearAll(of: "switchboard/blocked", within: .seconds(20))
      let story = try centre.whole(of: call)
      #expect(story.routes.contains { $0.verdict(of: "queue shut") == "queue-closed shut" })
      #expect(story.visits.isEmpty)
    }
  }
}
