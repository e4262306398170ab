import Laboratory
import Phone
import Testing

/// Callers leave at every stage: the rows say what happened, and nothing of the call is left.
@Suite struct HangupAtEachStageTests {
  /// A call to the menu; each one has a number of its own.
  private func call(_ number: Int, _ prefix: String, in centre: Centre) throws -> OutsideCall {
    let caller = CallerID(number: "138123460\(number)\(prefix.count)")
    return try centre.call(prefix + "4008001234", as: caller)
  }

  private static let menu = "dialled 4008001234 -> flow main"

  @Test(arguments: ["", Centre.Prefix.fastAGI])
  func duringTheGreeting(prefix: String) async throws {
    try await OpenCentre.scene { centre in
      let call = try self.call(0, prefix, in: centre)
      try call.phone.waitToHear("switchboard/welcome", within: .seconds(10))
      let left = try call.leave()
      #expect(
        left == Left(status: "HANGUP", story: [Self.menu, "main greeting hangup"])
      )
    }
  }

  @Test(arguments: ["", Centre.Prefix.fastAGI])
  func duringTheMenuPrompt(prefix: String) async throws {
    try await OpenCentre.scene { centre in
      let call = try self.call(1, prefix, in: centre)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      let left = try call.leave()
      #expect(
        left
          == Left(
            status: "HANGUP",
            story: [Self.menu, "main greeting played -> choice", "main choice hangup"]
          )
      )
    }
  }

  @Test(arguments: ["", Centre.Prefix.fastAGI])
  func whileAKeyIsWaitedFor(prefix: String) async throws {
    try await OpenCentre.scene { centre in
      let call = try self.call(2, prefix, in: centre)
      try call.phone.waitToHearAll(of: "switchboard/menu-main", within: .seconds(20))
      let left = try call.leave()
      #expect(
        left
          == Left(
            status: "HANGUP",
            story: [Self.menu, "main greeting played -> choice", "main choice hangup"]
          )
      )
    }
  }

  @Test func inTheQueue() async throws {
    try await OpenCentre.scene { centre in
      // A member who pauses is there, and is not rung.
      let agent = try centre.laboratory.agentPhone("1010")
      try centre.laboratory.console(
        "queue pause member Local/1010@switchboard-agents/n queue waiting"
      )
      let call = try centre.call(centre.number(of: "waiting"), as: "13812346310")
      try call.phone.waitToHear("music/chords", within: .seconds(10))
      let left = try call.leave(agent: "1010")
      #expect(
        left
          == Left(
            status: "SUCCESS",
            story: ["dialled 4008001010 -> queue waiting"],
            queueEvents: ["ENTERQUEUE", "ABANDON"]
          )
      )
      agent.close()
    }
  }

  @Test func whileThePhoneRings() async throws {
    try await OpenCentre.scene { centre in
      let agent = try centre.laboratory.agentPhone("1011")
      let call = try centre.call(centre.number(of: "ringing"), as: "13812346311")
      let received = try agent.waitForCall(within: .seconds(20))
      let left = try call.leave(agent: "1011")
      #expect(
        left
          == Left(
            status: "SUCCESS",
            story: ["dialled 4008001011 -> queue ringing"],
            queueEvents: ["ENTERQUEUE", "RINGCANCELED", "ABANDON"]
          )
      )
      #expect(try received.waitForHangup(within: .seconds(5)).status == 487)
    }
  }

  @Test func duringTheAnnouncement() async throws {
    try await OpenCentre.scene { centre in
      let agent = try centre.laboratory.agentPhone("1012")
      let call = try centre.call(centre.number(of: "announced"), as: "13812346312")
      let received = try agent.waitForCall(within: .seconds(20))
      received.answer()
      try call.phone.waitToHear("switchboard/agent", within: .seconds(10))
      let left = try call.leave(agent: "1012")
      #expect(
        left
          == Left(
            status: "SUCCESS",
            queueStatus: "CONTINUE",
            story: ["dialled 4008001012 -> queue announced"],
            queueEvents: ["ENTERQUEUE", "CONNECT", "COMPLETECALLER"]
          )
      )
      #expect(try received.waitForHangup(within: .seconds(5)).by == .them)
    }
  }

  @Test func whileTheyTalk() async throws {
    try await OpenCentre.scene { centre in
      let (call, agent) = try centre.talk(in: "talking", as: "13812346313")
      let left = try call.leave(agent: "1013")
      #expect(
        left
          == Left(
            status: "SUCCESS",
            queueStatus: "CONTINUE",
            story: ["dialled 4008001013 -> queue talking"],
            queueEvents: ["ENTERQUEUE", "CONNECT", "COMPLETECALLER"]
          )
      )
      #expect(try agent.waitForHangup(within: .seconds(5)).by == .them)
    }
  }

  @Test(arguments: ["", Centre.Prefix.fastAGI])
  func duringTheQuestion(prefix: String) async throws {
    let queue = prefix.isEmpty ? "asked" : "asked-by-server"
    try await OpenCentre.scene { centre in
      let (call, agent) = try centre.talk(
        in: queue,
        as: CallerID(number: "1381234640\(prefix.count)"),
        prefix: prefix
      )
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      let number = centre.agent(of: queue)
      let left = try call.leave(agent: number)
      #expect(
        left
          == Left(
            status: "HANGUP",
            queueStatus: "CONTINUE",
            story: [
              "dialled \(centre.number(of: queue)) -> queue \(queue)",
              "satisfaction \(queue) \(number): nothing",
            ],
            queueEvents: ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"]
          )
      )
    }
  }

  @Test func rightAfterTheAnswer() async throws {
    try await OpenCentre.scene { centre in
      let (call, agent) = try centre.talk(in: "answered", as: "13812346315")
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("3")
      let left = try call.leave(agent: "1015")
      #expect(left.story.last == "satisfaction answered 1015: satisfaction 3 poor")
      #expect(["HANGUP", "SUCCESS"].contains(left.status))
    }
  }

  @Test func duringTheThanks() async throws {
    try await OpenCentre.scene { centre in
      let (call, agent) = try centre.talk(in: "thanked", as: "13812346316")
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/survey-thanks", within: .seconds(10))
      let left = try call.leave(agent: "1016")
      #expect(left.story.last == "satisfaction thanked 1016: satisfaction 1 good")
      #expect(left.status == "HANGUP")
    }
  }
}

/// What is left of a call that its caller has left.
struct Left: Equatable {
  /// `SWB_STATUS` at the end.
  var status: String
  var queueStatus = ""
  var story: [String]
  var queueEvents: [String] = []
}

extension OutsideCall {
  /// Hangs up, and waits until no channel and no program of the call is left.
  func leave(agent: String? = nil) throws -> Left {
    let uniqueID = try uniqueID()
    phone.hangUp()
    try phone.waitForHangup(within: .seconds(5))
    let ending = try waitForEnding()
    let parties = ["!\(phone.caller.number)!"] + (agent.map { ["/\($0)-", "/\($0)@"] } ?? [])
    try centre.waitForNoChannels(of: parties)
    try centre.laboratory.waitForPrograms(within: .seconds(60))
    return Left(
      status: ending.status,
      queueStatus: ending.queueStatus,
      story: try centre.story(of: uniqueID).lines,
      queueEvents: try queueEvents()
    )
  }
}
