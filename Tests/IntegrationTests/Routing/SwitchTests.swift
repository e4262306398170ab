import Laboratory
import Phone
import Testing

/// What supervisors switch while calls come in, by command and by phone.
///
/// The emergency switch is everybody's, so these scenes have a centre of their own.
@Suite(.serialized) struct SwitchTests {
  private static let result = Result {
    try Centre(
      "switches",
      queues: ["sales": ["1001"], "support": ["1002"]],
      yaml: [
        "ivr/emergency.yaml": """
        nodes:
          told: {play: technical, next: hangup}
        """,
        "switchboard.yaml": """
        zone: Asia/Shanghai
        languages: [zh, en]
        operators:
          li: "\(try Laboratory.hash(ofPIN: "4711"))"
        """,
      ]
    )
  }

  private func scene(_ body: @escaping @Sendable (Centre) throws -> Void) async throws {
    try await Self.result.get().scene(body)
  }

  @Test func inAnEmergencyEverybodyHearsTheFlow() async throws {
    try await scene { centre in
      try centre.laboratory.tool("emergency", "on", "emergency")
      let call = try centre.call("4008001239", as: "13812354001")
      try call.phone.waitToHearAll(of: "switchboard/technical", within: .seconds(20))
      let during = try centre.whole(of: call)
      #expect(during.decisions == ["emergency -> flow emergency"])
      try centre.laboratory.tool("emergency", "off")
      let after = try centre.call("4008001239", as: "13812354001")
      try after.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      #expect(try centre.whole(of: after).routes.first?.verdict(of: "emergency") == "off")
    }
  }

  @Test func aQueueIsClosedByHand() async throws {
    try await scene { centre in
      try centre.laboratory.tool("queue", "close", "support")
      let call = try centre.call(centre.number(of: "support"), as: "13812354002")
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      let story = try centre.whole(of: call)
      #expect(story.routes.contains { $0.verdict(of: "queue support") == "queue-closed support" })
      try centre.laboratory.tool("queue", "auto", "support")
    }
  }

  @Test func aNoticeIsPlayedBeforeTheQueue() async throws {
    try await scene { centre in
      try centre.laboratory.tool("notice", "technical", "--queue", "support", "--until", "2h")
      _ = try centre.laboratory.agentPhone("1002")
      let call = try centre.call(centre.number(of: "support"), as: "13812354003")
      try call.phone.waitToHearAll(of: "switchboard/technical", within: .seconds(20))
      try call.phone.waitToHear("music/chords", within: .seconds(20))
      call.phone.hangUp()
      try centre.laboratory.tool("notice", "off", "--queue", "support")
      _ = try centre.whole(of: call)
    }
  }

  @Test func byPhoneWithThePINTheEmergencyIsSwitched() async throws {
    try await scene { centre in
      let phone = try centre.laboratory.agentPhone("1005")
      let call = try phone.call("*70", as: "1005")
      try call.waitToHear("switchboard/switch-pin", within: .seconds(20))
      try call.press("0815#")
      try call.waitToHearAll(of: "switchboard/switch-wrong-pin", within: .seconds(20))
      try call.waitToHear("switchboard/switch-pin", within: .seconds(20))
      try call.press("4711#")
      try call.waitToHear("switchboard/switch-menu", within: .seconds(20))
      try call.press("1")
      try call.waitToHearAll(of: "switchboard/switch-emergency-on", within: .seconds(20))
      let caller = try centre.call("4008001239", as: "13812354004")
      try caller.phone.waitToHearAll(of: "switchboard/technical", within: .seconds(20))
      try call.waitToHear("switchboard/switch-menu", within: .seconds(20))
      try call.press("2")
      try call.waitToHearAll(of: "switchboard/switch-emergency-off", within: .seconds(20))
      call.hangUp()
      let shown = try centre.laboratory.tool("emergency", "show", "--json")
      #expect(shown.contains("\"author\" : \"li\""))
      #expect(shown.contains("\"kind\" : \"pin\""))
      #expect(shown.contains("\"phone\" : \"1005\""))
      #expect(!shown.contains("4711"))
      #expect(!shown.contains("0815"))
    }
  }
}
