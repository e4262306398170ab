import Laboratory
import Phone
import Testing

/// Calls from the first ring to the saved answer.
@Suite struct WholePathTests {
  /// How the programs run, and who takes part then.
  enum Way: String, CaseIterable, CustomTestStringConvertible {
    case exec, fastAGI

    var prefix: String { self == .exec ? "" : Centre.Prefix.fastAGI }
    var caller: String { self == .exec ? "13812345001" : "13812345002" }
    var key: String { self == .exec ? "1" : "2" }
    var queue: String { self == .exec ? "sales" : "support" }
    var agent: String { self == .exec ? "1001" : "1002" }
    var testDescription: String { rawValue }
  }

  @Test(arguments: Way.allCases)
  func fromTheMenuToTheSavedAnswer(way: Way) async throws {
    try await OpenCentre.scene { centre in
      let agent = try centre.laboratory.agentPhone(way.agent)
      let call = try centre.call(
        way.prefix + "4008001234",
        as: CallerID(number: way.caller),
        saying: .tone(hertz: 440)
      )
      try call.phone.waitToHearAll(of: "switchboard/welcome", within: .seconds(10))
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(5))
      try call.phone.press("5")
      try call.phone.waitToHearAll(of: "switchboard/wrong-key", within: .seconds(10))
      try call.phone.waitToHearAll(of: "switchboard/menu-main", within: .seconds(15))
      try call.phone.waitToHearAll(of: "switchboard/no-input", within: .seconds(15))
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(5))
      try call.phone.press(way.key)

      let received = try agent.waitForCall(within: .seconds(15))
      #expect(received.caller.number == way.caller)
      received.answer(saying: .tone(hertz: 660))
      try call.waitToHear(agent: way.agent)
      try call.phone.waitToHear(tones: [660], among: Centre.tones, within: .seconds(10))
      try received.waitToHear(tones: [440], among: Centre.tones, within: .seconds(10))
      received.hangUp()

      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("2")
      try call.phone.waitToHearAll(of: "switchboard/survey-thanks", within: .seconds(10))
      #expect(try call.phone.waitForHangup(within: .seconds(5)).cause == 16)

      #expect(
        try call.story() == [
          "dialled 4008001234 -> flow main",
          "main greeting played -> choice",
          "main choice wrong 5",
          "main choice silence",
          "main choice key \(way.key) -> queue \(way.queue)",
          "satisfaction \(way.queue) \(way.agent): satisfaction 2 fair",
        ]
      )
      #expect(try call.queueEvents() == ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"])
      #expect(
        try call.waitForEnding()
          == OutsideCall.Ending(status: "SUCCESS", queueStatus: "CONTINUE")
      )
      #expect(try centre.calls(from: way.caller).map(\.uniqueid) == [call.uniqueID()])
    }
  }

  @Test func aVIPIsServedBeforeThoseWhoWaited() async throws {
    try await OpenCentre.scene { centre in
      let agent = try centre.laboratory.agentPhone("1003")
      let talking = try centre.call(centre.number(of: "vip"), as: "13812345011")
      let first = try agent.waitForCall(within: .seconds(15))
      first.answer()
      try talking.waitToHear(agent: "1003")

      let ordinary = try centre.call(centre.number(of: "vip"), as: "13812345012")
      try ordinary.phone.waitToHear("music/chords", within: .seconds(10))
      let important = try centre.call("4008001234", as: "13900000888")
      try important.phone.waitToHear("music/chords", within: .seconds(10))
      first.hangUp()

      let second = try agent.waitForCall(within: .seconds(15))
      #expect(second.caller.number == "13900000888")
      second.answer()
      try important.waitToHear(agent: "1003")
      #expect(!ordinary.phone.transcript.prompts.contains { $0.isNamed("switchboard/agent") })
      second.hangUp()

      let third = try agent.waitForCall(within: .seconds(15))
      #expect(third.caller.number == "13812345012")
      ordinary.phone.hangUp()
      for call in [talking, important] {
        try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
        call.phone.hangUp()
      }
      #expect(try important.story() == ["vip -> queue vip", "satisfaction vip 1003: nothing"])
      let route = try #require(try centre.story(of: important.uniqueID()).routes.first)
      #expect(route.priority == 10)
      #expect(try ordinary.queueEvents() == ["ENTERQUEUE", "RINGCANCELED", "ABANDON"])
    }
  }

  @Test(arguments: ["13800000666", "+8613800000666", "008613800000666"])
  func theBlackListedGetNoFurther(number: String) async throws {
    try await OpenCentre.scene { centre in
      let call = try centre.call("4008001234", as: CallerID(number: number))
      try call.phone.waitToHearAll(of: "switchboard/blocked", within: .seconds(10))
      #expect(try call.phone.waitForHangup(within: .seconds(5)).cause == 16)
      #expect(call.phone.transcript.prompts.count == 1)
      #expect(try call.story() == ["blacklist -> announce blocked"])
      #expect(try call.queueEvents().isEmpty)
    }
  }

  @Test(arguments: ["", Centre.Prefix.fastAGI])
  func afterHoursTheCallerIsTold(prefix: String) async throws {
    try await OpenCentre.scene { centre in
      let call = try centre.call(prefix + "4008001239", as: "13812345021")
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(10))
      try call.phone.waitForHangup(within: .seconds(5))
      #expect(try call.story() == ["dialled 4008001239 -> announce closed"])
    }
  }

  @Test func aListThatGrowsCountsForTheNextCall() async throws {
    try await OpenCentre.scene { centre in
      try centre.laboratory.tool("blacklist", "add", "13812345031")
      let call = try centre.call("4008001234", as: "13812345031")
      try call.phone.waitToHearAll(of: "switchboard/blocked", within: .seconds(10))
      try call.phone.waitForHangup(within: .seconds(5))
      try centre.laboratory.tool("blacklist", "remove", "13812345031")
      let again = try centre.call("4008001234", as: "13812345031")
      try again.phone.waitToHear("switchboard/welcome", within: .seconds(10))
      again.phone.hangUp()
      #expect(try again.story().first == "dialled 4008001234 -> flow main")
    }
  }
}
