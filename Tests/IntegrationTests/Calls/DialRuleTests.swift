import Laboratory
import Phone
import Testing

/// Nobody outside is called unless a dial rule says so.
@Suite struct DialRuleTests {
  /// What callers may try to reach by the number that they dial.
  @Test(arguments: ["13700000000", "913700000000", "110", "+8613700000000", "700", "1030"])
  func callersReachNothingButTheRouting(number: String) async throws {
    try await OpenCentre.scene { centre in
      let call = try centre.call(number, as: "13812348100")
      try call.phone.waitToHear("switchboard/welcome", within: .seconds(10))
      call.phone.hangUp()
      #expect(try call.story() == ["default -> flow main", "main greeting hangup"])
      try checkDialled(in: centre)
    }
  }

  @Test func phonesReachOnlyWhatARuleNames() async throws {
    try await OpenCentre.scene { centre in
      let outside = try centre.laboratory.outsidePhone(manner: .answers())
      let phone = try centre.laboratory.agentPhone("1031")
      for number in ["13700000000", "913700000000", "00861370000000", "+8613700000000"] {
        let call = try phone.call(number, as: "1031")
        #expect(try call.waitForHangup(within: .seconds(10)).status == 404)
      }
      let help = try phone.call("110", as: "1031")
      try help.waitForAnswer(within: .seconds(10))
      let received = try outside.waitForCall(within: .seconds(1))
      #expect(received.number == "110")
      help.hangUp()
      try received.waitForHangup(within: .seconds(5))
      try checkDialled(in: centre)
    }
  }

  /// The keys by which agents transfer do nothing for a caller, and get no caller out of the house.
  @Test func talkingLeadsNobodyOutside() async throws {
    try await OpenCentre.scene { centre in
      let (call, agent) = try centre.talk(in: "dialling", as: "13812348110")
      try call.phone.press("#113700000000")
      try agent.waitForKeys("#113700000000", within: .seconds(20))
      try agent.press("#1")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      // Five digits may be an extension. There is none: the default queue, where nobody is.
      try agent.press("91370")
      try call.phone.waitToHear("switchboard/all-busy", within: .seconds(20))
      call.phone.hangUp()
      try agent.waitForHangup(within: .seconds(5))
      #expect(try call.queueEvents() == ["ENTERQUEUE", "CONNECT", "BLINDTRANSFER"])
      try checkDialled(in: centre)
    }
  }

  /// Over the trunk only the rule for emergencies dials.
  private func checkDialled(in centre: Centre) throws {
    let dialled = try centre.executed("Dial").filter { $0.contains("@laboratory-trunk") }
    #expect(dialled.allSatisfy { $0.contains("\"PJSIP/110@laboratory-trunk") })
  }
}
