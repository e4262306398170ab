import Foundation
import Laboratory
import Phone
import Testing

/// Each stage of the decision, met by a caller.
@Suite struct RoutingRuleTests {
  /// A call that a rule sends to an announcement: what it hears, and which rule won.
  @Test(arguments: [
    ("13800000666", "4008001234", "switchboard/blocked", "blacklist"),
    ("02150001234", "4008001234", "switchboard/closed", "shanghai"),
    ("13812351001", "4008009002", "switchboard/closed", "nobody"),
    ("13812351002", "4008009004", "switchboard/closed", "dialled 4008009004"),
    ("13812351003", "4008009005", "switchboard/closed", "daytime"),
    ("13807731004", "4008001234", "switchboard/closed", "region"),
    ("13812351005", Centre.Prefix.mandarin + "4008001234", "zh/switchboard/technical", "mandarin"),
  ])
  func aRuleSendsItsCallersToAnAnnouncement(
    caller: String,
    dialled: String,
    prompt: String,
    rule: String
  ) async throws {
    try await RoutingCentre.scene { centre in
      let call = try centre.call(dialled, as: CallerID(number: caller))
      try call.phone.waitToHearAll(of: prompt, within: .seconds(20))
      try call.phone.waitForHangup(within: .seconds(10))
      let story = try centre.whole(of: call)
      #expect(story.routes.map(\.rule) == [rule])
      #expect(story.routes.first?.verdict(of: "emergency") == "off")
      if rule != "blacklist" {
        // Nobody listens where the business system should.
        #expect(story.routes.first?.verdict(of: "business") == "no-answer absent")
      }
      #expect(story.visits.isEmpty)
      #expect(story.ending?.agent.isEmpty == true)
    }
  }

  @Test(arguments: [
    ("13800000777", "4008001234", "1001", "whitelist", "sales", 3, nil),
    ("13900000888", "4008001234", "1003", "vip", "vip", 9, "0-2"),
  ])
  func aListGivesItsCallersAQueueAndAPlace(
    caller: String,
    dialled: String,
    agent: String,
    rule: String,
    queue: String,
    priority: Int,
    penalty: String?
  ) async throws {
    try await RoutingCentre.scene { centre in
      let phone = try centre.laboratory.agentPhone(agent)
      let call = try centre.call(dialled, as: CallerID(number: caller))
      let received = try phone.waitForCall(within: .seconds(20))
      received.answer()
      try call.waitToHear(agent: agent)
      try call.talkAndHangUp(received)
      let story = try centre.whole(of: call)
      let route = try #require(story.routes.first)
      #expect(route.rule == rule)
      #expect(route.priority == priority)
      #expect(route.penalty == penalty)
      #expect(story.stays == ["queue \(queue) \(agent) agent"])
      #expect(story.ending?.agent == agent)
      #expect(story.ending?.dropped == false)
    }
  }

  @Test func aCallThatNeedsASkillGoesToWhoeverHasIt() async throws {
    try await RoutingCentre.scene { centre in
      let phone = try centre.laboratory.agentPhone("1024")
      let call = try centre.call(RoutingCentre.billing + "4008001234", as: "13812351006")
      let received = try phone.waitForCall(within: .seconds(20))
      try call.talk(with: received, agent: "1024")
      let story = try centre.whole(of: call)
      #expect(story.decisions == ["expert -> queue expert"])
      #expect(story.routes.first?.verdict(of: "mandarin") == "other-language zh")
      #expect(story.stays == ["queue expert 1024 agent"])
    }
  }

  @Test func penaltiesRingTheAgentsOfTheirLevelAlone() async throws {
    try await RoutingCentre.scene { centre in
      _ = try centre.laboratory.agentPhone("1010", manner: .answers(saying: .silence))
      let expert = try centre.laboratory.agentPhone("1011")
      try centre.laboratory.console(
        "queue show skilled",
        untilIt: { $0.contains("with penalty 7") },
        within: .seconds(5)
      )
      let call = try centre.call("4008009003", as: "13812351011")
      let received = try expert.waitForCall(within: .seconds(20))
      try call.talk(with: received, agent: "1011")
      let story = try centre.whole(of: call)
      #expect(story.routes.first?.penalty == "5-9")
      #expect(story.stays == ["queue skilled 1011 agent"])
    }
  }

  @Test func whoWaitsInAQueueCountsForTheRule() async throws {
    try await RoutingCentre.scene { centre in
      _ = try centre.laboratory.agentPhone("1023")
      let early = try centre.call("4008009001", as: "13812351021")
      try early.phone.waitToHearAll(of: "switchboard/blocked", within: .seconds(20))
      let waiting = try centre.call(centre.number(of: "loaded"), as: "13812351022")
      try centre.laboratory.console(
        "queue show loaded",
        untilIt: { $0.contains("PJSIP/") },
        within: .seconds(20)
      )
      let late = try centre.call("4008009001", as: "13812351023")
      try late.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      waiting.phone.hangUp()
      #expect(
        try centre.whole(of: early).routes.first?.verdict(of: "rush") == "few-waiting loaded 0"
      )
      #expect(try centre.whole(of: late).routes.first?.rule == "rush")
      #expect(try centre.whole(of: waiting).stays == ["queue loaded  abandoned"])
    }
  }
}
