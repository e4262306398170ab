import Foundation
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
          li: "\(try Laboratory.hash(ofPIN: OperatorPIN.right))"
        """,
      ]
    )
  }

  /// A second of 880 Hz in u-law, at its loudest but for the corners.
  private static let notice = (0..<8_000).map { sample -> UInt8 in
    sin(2 * Double.pi * 880 * Double(sample) / 8_000) < 0 ? 0x20 : 0xA0
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
      let call = try centre.operatorsCall(from: "1005", afterWrongPIN: true)
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
      #expect(!shown.contains(OperatorPIN.right))
      #expect(!shown.contains(OperatorPIN.wrong))
    }
  }

  @Test func byPhoneWithThePINAQueueIsClosedAndOpened() async throws {
    try await scene { centre in
      try centre.closeAndOpenByPhone("support", place: "2", from: "1006", caller: "13812354005")
    }
  }

  @Test func byPhoneWithThePINANoticeIsSpoken() async throws {
    try await scene { centre in
      let agent = try centre.laboratory.agentPhone("1001")
      let call = try centre.operatorsCall(from: "1007")
      try call.press("5")
      try call.waitToHearAll(of: "switchboard/switch-record", within: .seconds(20))
      try call.waitToHearAll(of: "beep", within: .seconds(10))
      try call.speak(Self.notice)
      try call.press("#")
      try call.waitToHearAll(of: "switchboard/switch-notice-on", within: .seconds(20))
      let caller = try centre.call(centre.number(of: "sales"), as: "13812354006")
      try caller.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(20))
      let received = try agent.waitForCall(within: .seconds(20))
      caller.phone.hangUp()
      try received.waitForHangup(within: .seconds(10))
      try call.waitToHear("switchboard/switch-menu", within: .seconds(20))
      try call.press("6")
      try call.waitToHearAll(of: "switchboard/switch-notice-off", within: .seconds(20))
      call.hangUp()
      #expect(try centre.whole(of: caller).stays == ["queue sales  abandoned"])
    }
  }
}

/// The PIN of the one operator, and another; both so long that no clock has the same digits.
enum OperatorPIN {
  static let right = "471108154711"
  static let wrong = "081547110815"
}

extension Centre {
  /// A call of somebody who has proved to be the operator, and hears what can be switched.
  func operatorsCall(
    from extension: String,
    afterWrongPIN isWrongFirst: Bool = false
  ) throws -> PhoneCall {
    let phone = try laboratory.agentPhone(`extension`)
    let call = try phone.call("*70", as: CallerID(number: `extension`))
    try call.waitToHear("switchboard/switch-pin", within: .seconds(20))
    if isWrongFirst {
      try call.press(OperatorPIN.wrong + "#")
      try call.waitToHearAll(of: "switchboard/switch-wrong-pin", within: .seconds(20))
      try call.waitToHear("switchboard/switch-pin", within: .seconds(20))
    }
    try call.press(OperatorPIN.right + "#")
    try call.waitToHear("switchboard/switch-menu", within: .seconds(20))
    return call
  }

  /// Closes a queue by phone, lets a caller meet it, and opens it again.
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - place: Its place among the names of all queues, as a key.
  ///   - extension: The phone.
  ///   - caller: Whoever calls meanwhile, and afterwards.
  /// - Throws: When somebody hears something else.
  func closeAndOpenByPhone(
    _ queue: String,
    place: String,
    from extension: String,
    caller: CallerID
  ) throws {
    let call = try operatorsCall(from: `extension`)
    try call.press("3")
    try call.waitToHear("switchboard/switch-which-queue", within: .seconds(20))
    try call.press(place + "#")
    try call.waitToHear("digits/\(place)", within: .seconds(20))
    try call.waitToHearAll(of: "switchboard/switch-closed", within: .seconds(20))
    let during = try self.call(number(of: queue), as: caller)
    try during.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
    #expect(
      try whole(of: during).routes.contains {
        $0.verdict(of: "queue \(queue)") == "queue-closed \(queue)"
      }
    )
    try call.waitToHear("switchboard/switch-menu", within: .seconds(20))
    try call.press("4")
    try call.waitToHear("switchboard/switch-which-queue", within: .seconds(20))
    try call.press(place + "#")
    try call.waitToHearAll(of: "switchboard/switch-open", within: .seconds(20))
    call.hangUp()
    let agent = try laboratory.agentPhone(self.agent(of: queue))
    let after = try self.call(number(of: queue), as: caller)
    let received = try agent.waitForCall(within: .seconds(20))
    after.phone.hangUp()
    try received.waitForHangup(within: .seconds(10))
  }
}
