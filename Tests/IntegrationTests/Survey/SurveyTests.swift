import Foundation
import Laboratory
import Phone
import Testing

/// Surveys of several questions, after every kind of call.
@Suite struct SurveyTests {
  /// A second of speech.
  private static let words = [UInt8](repeating: 0x2A, count: 8_000)

  @Test(arguments: [("whole", ""), ("mandarin", Centre.Prefix.mandarin)])
  func fromTheFirstAnswerToTheThanks(queue: String, prefix: String) async throws {
    try await SurveyCentre.scene { centre in
      let (call, agent) = try centre.talk(
        in: queue,
        as: CallerID(number: "1381234700\(prefix.count)"),
        prefix: prefix
      )
      agent.hangUp()
      let sounds = prefix.isEmpty ? "en" : "zh"
      try call.phone.waitToHear("\(sounds)/switchboard/survey-question", within: .seconds(15))
      try call.phone.press("3")
      try call.phone.waitToHearAll(of: "\(sounds)/switchboard/survey-comment", within: .seconds(15))
      try call.phone.waitToHearAll(of: "beep", within: .seconds(5))
      try call.phone.speak(Self.words)
      try call.phone.press("#")
      try call.phone.waitToHear("\(sounds)/switchboard/survey-recommend", within: .seconds(10))
      try call.phone.press("10")
      try call.phone.waitToHearAll(of: "\(sounds)/switchboard/survey-thanks", within: .seconds(10))
      try call.phone.waitForHangup(within: .seconds(5))
      let survey = try call.survey()
      #expect(survey.language == sounds)
      #expect(
        survey.answers.map { "\($0.question) \($0.answer)" } == [
          "satisfaction 3", "reason ", "recommend 10",
        ]
      )
      let comment = try #require(survey.answers.first { $0.question == "reason" })
      let file = try #require(comment.file)
      #expect(
        file.hasSuffix("/switchboard/comments/satisfaction/\(try call.uniqueID())-reason.wav")
      )
      #expect(try Data(contentsOf: URL(filePath: file)).count > 44 + 8_000)
      #expect(try #require(comment.milliseconds) >= 500)
    }
  }

  /// One, and nothing behind it: hash says that nothing follows, and so does a pause.
  @Test(arguments: [("sales", "1#", "1"), ("support", "1", "1"), ("vip", "10", "10")])
  func oneIsToldFromTen(queue: String, keys: String, answer: String) async throws {
    try await SurveyCentre.scene { centre in
      let caller = CallerID(number: "1381234701\(queue.count)")
      let (call, agent) = try centre.talk(in: queue, as: caller)
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(15))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/survey-recommend", within: .seconds(10))
      try call.phone.press(keys)
      try call.phone.waitToHearAll(of: "switchboard/survey-thanks", within: .seconds(10))
      let survey = try call.survey()
      #expect(survey.answers.map(\.answer) == ["1", answer])
    }
  }

  @Test func aHangupKeepsTheEarlierAnswers() async throws {
    try await SurveyCentre.scene { centre in
      let (call, agent) = try centre.talk(in: "leaving", as: "13812347021")
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(15))
      try call.phone.press("2")
      try call.phone.waitToHear("switchboard/survey-recommend", within: .seconds(10))
      call.phone.hangUp()
      #expect(try call.survey().answers.map(\.answer) == ["2"])
    }
  }

  @Test func aHangupInTheCommentKeepsWhatWasSaid() async throws {
    try await SurveyCentre.scene { centre in
      let (call, agent) = try centre.talk(in: "commenting", as: "13812347022")
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(15))
      try call.phone.press("3")
      try call.phone.waitToHearAll(of: "switchboard/survey-comment", within: .seconds(15))
      try call.phone.waitToHearAll(of: "beep", within: .seconds(5))
      try call.phone.speak(Self.words)
      call.phone.hangUp()
      let comment = try #require(try call.survey().answers.last)
      #expect(comment.question == "reason")
      #expect(try #require(comment.milliseconds) >= 500)
    }
  }

  // MARK: The last agent

  @Test func aTransferredCallIsAskedAboutTheColleague() async throws {
    try await SurveyCentre.scene { centre in
      let colleague = try centre.laboratory.agentPhone(
        "1031",
        manner: .answers(saying: .tone(hertz: 880))
      )
      let (call, agent) = try centre.talk(in: "blind", as: "13812347031")
      try agent.press("#1")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      try agent.press("1031")
      let received = try colleague.waitForCall(within: .seconds(15))
      try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(10))
      received.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      call.phone.hangUp()
      #expect(try call.survey().agent == "1031")
    }
  }

  @Test func aConsultationThatBecomesATransferIsAskedAboutTheColleague() async throws {
    try await SurveyCentre.scene { centre in
      let colleague = try centre.laboratory.agentPhone(
        "1032",
        manner: .answers(saying: .tone(hertz: 880))
      )
      let (call, agent) = try centre.talk(in: "consulting", as: "13812347032")
      try agent.press("*2")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      try agent.press("1032")
      let received = try colleague.waitForCall(within: .seconds(15))
      try agent.waitToHear(tones: [880], among: Centre.tones, within: .seconds(10))
      agent.hangUp()
      try received.waitToHear(tones: [440], among: Centre.tones, within: .seconds(10))
      try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(10))
      received.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      call.phone.hangUp()
      let survey = try call.survey()
      print(
        try centre.executed("NoOp").filter { $0.contains("EXPERIMENT") }.joined(separator: "\n")
      )
      #expect(survey.agent == "1032")
      #expect(survey.queue == "consulting")
    }
  }

  // MARK: Sent by the agent

  @Test func anAgentSendsTheCallerByAStarCode() async throws {
    try await SurveyCentre.scene { centre in
      let (call, agent) = try centre.talk(in: "sending", as: "13812347041")
      try agent.press("#1")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      try agent.press("*7")
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(15))
      try agent.waitForHangup(within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/survey-recommend", within: .seconds(10))
      try call.phone.press("9")
      try call.phone.waitToHearAll(of: "switchboard/survey-thanks", within: .seconds(10))
      let survey = try call.survey()
      #expect(survey.way == "sent")
      #expect(survey.agent == "1011")
      #expect(survey.queue == "sending")
      #expect(survey.answers.map(\.answer) == ["1", "9"])
    }
  }

  // MARK: Who is invited

  @Test func theSameNumberIsLeftAlone() async throws {
    try await SurveyCentre.scene { centre in
      let first = try centre.call("4008001234", as: "13812347051")
      try first.choose("2")
      try first.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      first.phone.hangUp()
      #expect(try first.survey().skipped == nil)
      let second = try centre.call("4008001234", as: "+8613812347051")
      try second.choose("2")
      try second.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      try second.phone.waitForHangup(within: .seconds(5))
      #expect(try second.survey().skipped == "recent")
    }
  }
}
