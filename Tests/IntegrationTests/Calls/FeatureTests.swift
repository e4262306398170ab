import Foundation
import Laboratory
import Phone
import Testing

/// Recording, messages, and what agents do by the keys of their phones.
@Suite struct FeatureTests {
  @Test func aRecordedCallIsAnnouncedAndKeptUnderItsName() async throws {
    try await OpenCentre.scene { centre in
      let (call, agent) = try centre.talk(
        in: "recorded",
        as: "13812349001",
        prefix: Centre.Prefix.recorded
      )
      let heard = call.phone.transcript.prompts.map(\.shortName)
      #expect(heard.first == "switchboard/recorded")
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      call.phone.hangUp()
      _ = try call.waitForEnding()

      let day = try centre.day()
      let path = "\(centre.laboratory.spool)/monitor/\(day)/\(try call.uniqueID()).wav"
      let recording = try Data(contentsOf: URL(filePath: path))
      // Half a second of 16-bit samples at least, after a header of 44 bytes.
      #expect(recording.count > 44 + 8_000)
      #expect(recording.starts(with: Data("RIFF".utf8)))
    }
  }

  @Test func aMessageIsKeptAndTold() async throws {
    try await OpenCentre.scene { centre in
      let call = try centre.call("4008001234", as: "13812349002")
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      try call.phone.press("9")
      try call.phone.waitToHearAll(of: "switchboard/message-please", within: .seconds(15))
      try call.phone.waitToHearAll(of: "beep", within: .seconds(5))
      try call.phone.speak([UInt8](repeating: 0x2A, count: 8_000))
      try call.phone.press("#")
      try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      try call.phone.waitForHangup(within: .seconds(5))
      _ = try call.waitForEnding()

      let uniqueID = try call.uniqueID()
      let path = "\(centre.laboratory.spool)/switchboard/messages/100/\(uniqueID).wav"
      #expect(try Data(contentsOf: URL(filePath: path)).count > 44 + 8_000)
      let event = "SwitchboardMessage,Uniqueid: \(uniqueID),Mailbox: 100,File: \(path)"
      let events = try centre.executed("UserEvent").filter { $0.contains(event) }
      #expect(events.count == 1)
      #expect(try call.story().last == "main choice key 9 -> message 100")
    }
  }

  @Test func aParkedCallerIsFetchedByAColleague() async throws {
    try await OpenCentre.scene { centre in
      let colleague = try centre.laboratory.agentPhone("1032")
      let (call, agent) = try centre.talk(in: "parking", as: "13812349003")
      try agent.press("#72")
      try call.phone.waitToHear("music/chords", within: .seconds(10))
      for digit in ["7", "0", "1"] {
        try agent.waitToHearAll(of: "digits/\(digit)", within: .seconds(10))
      }
      agent.hangUp()
      let fetching = try colleague.call("701", as: "1032", saying: .tone(hertz: 880))
      try fetching.waitToHear(tones: [440], among: Centre.tones, within: .seconds(10))
      try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(10))
      fetching.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      call.phone.hangUp()
    }
  }

  @Test func aRingingPhoneIsPickedUpByItsNumber() async throws {
    try await OpenCentre.scene { centre in
      let ringing = try centre.laboratory.agentPhone("1027")
      let colleague = try centre.laboratory.agentPhone("1033")
      let call = try centre.call(
        centre.number(of: "picking"),
        as: "13812349004",
        saying: .tone(hertz: 440)
      )
      let missed = try ringing.waitForCall(within: .seconds(10))
      let picking = try colleague.call("*81027", as: "1033", saying: .tone(hertz: 880))
      try picking.waitForAnswer(within: .seconds(10))
      try missed.waitForHangup(within: .seconds(10))
      try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(20))
      picking.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      call.phone.hangUp()
    }
  }

  @Test func aCallerWhoWasTransferredIsAskedAfterwards() async throws {
    try await OpenCentre.scene { centre in
      let colleague = try centre.laboratory.agentPhone(
        "1034",
        manner: .answers(saying: .tone(hertz: 880))
      )
      let (call, agent) = try centre.talk(in: "blind", as: "13812349005")
      try agent.press("#1")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      try agent.press("1034")
      let received = try colleague.waitForCall(within: .seconds(15))
      try agent.waitForHangup(within: .seconds(10))
      try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(10))
      received.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitForHangup(within: .seconds(10))
      #expect(try call.queueEvents() == ["ENTERQUEUE", "CONNECT", "BLINDTRANSFER"])
      #expect(try call.story().last == "satisfaction blind 1034: satisfaction 1 good")
    }
  }

  @Test func aTransferAfterAConsultationEndsInTheSurveyToo() async throws {
    try await OpenCentre.scene { centre in
      let colleague = try centre.laboratory.agentPhone(
        "1035",
        manner: .answers(saying: .tone(hertz: 880))
      )
      let (call, agent) = try centre.talk(in: "attended", as: "13812349006")
      try agent.press("*2")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      try agent.press("1035")
      let received = try colleague.waitForCall(within: .seconds(15))
      try agent.waitToHear(tones: [880], among: Centre.tones, within: .seconds(10))
      try received.waitToHear(tones: [660], among: Centre.tones, within: .seconds(10))
      agent.hangUp()
      try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(10))
      try received.waitToHear(tones: [440], among: Centre.tones, within: .seconds(10))
      received.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitForHangup(within: .seconds(10))
      // Asterisk's queue hears of bridges and of channels on two threads, and the first to be told
      // closes its books: either the transfer or the agent's hangup that completed it. Told in one moment,
      // both do.
      let ends = ["ATTENDEDTRANSFER", "COMPLETEAGENT"]
      let events = try call.queueEvents()
      #expect(events.prefix(2) == ["ENTERQUEUE", "CONNECT"])
      #expect([[ends[0]], [ends[1]], ends].contains(events.dropFirst(2).sorted()))
      // The queue knows of its own member alone, and the survey asks about who spoke last.
      #expect(try call.story().last == "satisfaction attended 1035: satisfaction 1 good")
    }
  }

  /// The agent is not sent anywhere, and the caller is still there.
  @Test func aConsultationThatNobodyAnswersGoesBackToTheCaller() async throws {
    try await OpenCentre.scene { centre in
      let colleague = try centre.laboratory.agentPhone("1038", manner: .rejects(486))
      let (call, agent) = try centre.talk(in: "consulting", as: "13812349007")
      try agent.press("*2")
      try agent.waitToHear("pbx-transfer", within: .seconds(10))
      try agent.press("1038")
      _ = try colleague.waitForCall(within: .seconds(15))
      try call.phone.waitToHear(tones: [660], among: Centre.tones, within: .seconds(20))
      try agent.waitToHear(tones: [440], among: Centre.tones, within: .seconds(20))
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      call.phone.hangUp()
      #expect(try call.queueEvents() == ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"])
      #expect(try call.story().last == "satisfaction consulting 1039: nothing")
    }
  }

  @Test func twoMeetInAConference() async throws {
    try await OpenCentre.scene { centre in
      let first = try centre.laboratory.agentPhone("1036")
      let second = try centre.laboratory.agentPhone("1037")
      let one = try first.call("*3100", as: "1036", saying: .tone(hertz: 440))
      try one.waitToHear("conf-onlyperson", within: .seconds(10))
      let two = try second.call("*3100", as: "1037", saying: .tone(hertz: 880))
      try one.waitToHear(tones: [880], among: Centre.tones, within: .seconds(20))
      try two.waitToHear(tones: [440], among: Centre.tones, within: .seconds(20))
      two.hangUp()
      one.hangUp()
      try two.waitForHangup(within: .seconds(5))
      try one.waitForHangup(within: .seconds(5))
    }
  }
}

extension Centre {
  /// Today, as Asterisk names its folders: it has our clock and our zone.
  fileprivate func day() throws -> String {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    return String(
      format: "%04d/%02d/%02d",
      local.tm_year + 1_900,
      local.tm_mon + 1,
      local.tm_mday
    )
  }
}
