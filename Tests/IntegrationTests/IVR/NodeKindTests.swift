import Foundation
import Laboratory
import Phone
import Testing

/// Every kind of node on a real Asterisk, as callers hear it.
@Suite struct NodeKindTests {
  private static func call(
    _ node: String,
    from number: String,
    in centre: Centre
  ) throws
    -> OutsideCall
  {
    try centre.call(
      BankCentre.numbers[node] ?? "4008003000",
      as: CallerID(number: number),
      saying: .tone(hertz: 440)
    )
  }

  @Test(arguments: [("1", "zh"), ("2", "en")])
  func aLanguageIsChosenAndSpoken(key: String, language: String) async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("tongue", from: "1390000010\(key)", in: centre)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      try call.phone.press(key)
      try call.phone.waitToHear("\(language)/digits/5", within: .seconds(10))
      try call.phone.waitToHear("\(language)/switchboard/goodbye", within: .seconds(10))
      call.phone.hangUp()
      let lines = try call.story()
      #expect(lines.contains("bank tongue key \(key) -> five"))
    }
  }

  @Test func digitsAreExaminedConfirmedAndLookedUp() async throws {
    try await BankCentre.scene { centre in
      try centre.laboratory.console("database put accounts 1234 7")
      let call = try Self.call("account", from: "13900000201", in: centre)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      try call.phone.press("1299")
      try call.phone.waitToHearAll(of: "switchboard/wrong-key", within: .seconds(10))
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      try call.phone.press("1234")
      for digit in "1234" { try call.phone.waitToHear("digits/\(digit)", within: .seconds(10)) }
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitToHearAll(of: "switchboard/welcome", within: .seconds(10))
      try call.phone.waitToHearAll(of: "digits/7", within: .seconds(10))
      try call.phone.waitForHangup(within: .seconds(10))
      #expect(
        try call.story().dropFirst() == [
          "bank account wrong 1299", "bank account entered 1234 -> points",
          "bank points found -> tell", "bank tell played -> hangup",
        ]
      )
    }
  }

  @Test func whoeverEntersNothingHearsWhatFollows() async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("account", from: "13900000202", in: centre)
      try call.phone.waitToHearAll(of: "switchboard/no-input", within: .seconds(25))
      try call.phone.waitToHearAll(of: "switchboard/no-input", within: .seconds(25))
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(10))
      try call.phone.waitForHangup(within: .seconds(10))
      #expect(
        try call.story().dropFirst() == [
          "bank account silence", "bank account silence",
          "bank account otherwise -> announce closed",
        ]
      )
    }
  }

  @Test func aSecretIsInNoLogAndNoRecording() async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("door", from: "13900000203", in: centre)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      let uniqueID = try call.uniqueID()
      let channel = try Self.channel(of: "13900000203", in: centre)
      let file = "\(centre.laboratory.spool)/whole-\(uniqueID).wav"
      try centre.laboratory.console("mixmonitor start \(channel) \(file)")
      #expect(try Self.isRecorded(channel, in: centre))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      #expect(try !Self.isRecorded(channel, in: centre))
      try call.phone.press("471#")
      try call.phone.waitToHearAll(of: "switchboard/wrong-key", within: .seconds(10))
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      // Long enough that no clock or channel name has the same digits.
      try call.phone.press("837026491557#")
      try call.phone.waitToHear("switchboard/goodbye", within: .seconds(10))
      #expect(try Self.isRecorded(channel, in: centre))
      call.phone.hangUp()
      #expect(
        try call.story().dropFirst() == [
          "bank door key 1 -> secret", "bank secret wrong",
          "bank secret proved -> announce goodbye",
        ]
      )
      #expect(try centre.consoleLines(about: "837026491557") == [])
    }
  }

  @Test func wrongPINsLockOutAcrossCalls() async throws {
    try await BankCentre.scene { centre in
      for _ in 1...2 {
        let call = try Self.call("door", from: "13900000204", in: centre)
        try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
        try call.phone.press("1")
        try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
        try call.phone.press("1111#")
        try call.phone.waitToHear("switchboard/survey-question", within: .seconds(15))
        try call.phone.press("2222#")
        try call.phone.waitForHangup(within: .seconds(20))
      }
      let call = try Self.call("door", from: "13900000204", in: centre)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitToHearAll(of: "switchboard/blocked", within: .seconds(10))
      #expect(try call.story().last == "bank secret locked -> announce blocked")
    }
  }

  @Test func maskedDigitsAreInNoRowAndNoTrace() async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("card", from: "13900000205", in: centre)
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("1230")
      try call.phone.waitToHear("switchboard/goodbye", within: .seconds(10))
      call.phone.hangUp()
      #expect(try call.story().last == "bank card entered -> announce goodbye")
    }
  }

  @Test func aMessageIsRecordedAndListed() async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("voice", from: "13900000206", in: centre)
      try call.phone.waitToHearAll(of: "switchboard/welcome", within: .seconds(10))
      try call.phone.waitToHearAll(of: "beep", within: .seconds(10))
      try call.phone.speak([UInt8](repeating: 0x20, count: 16_000))
      try call.phone.press("#")
      try call.phone.waitToHear("switchboard/goodbye", within: .seconds(10))
      call.phone.hangUp()
      #expect(try call.story().last == "bank voice recorded -> announce goodbye")
      let message = try #require(try Self.messages(in: centre, for: "100").first)
      #expect(message.uniqueid == (try call.uniqueID()))
      #expect(message.milliseconds >= 1_500)
      #expect(message.state == "new")
      try centre.laboratory.tool("message", "show", String(message.number))
      try centre.laboratory.tool("message", "done", String(message.number))
      #expect(try Self.messages(in: centre, for: "100").isEmpty)
    }
  }

  @Test func theDialplansOwnMessageIsListedToo() async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("mailbox", from: "13900000207", in: centre)
      try call.phone.waitToHearAll(of: "beep", within: .seconds(15))
      try call.phone.speak([UInt8](repeating: 0x20, count: 12_000))
      call.phone.hangUp()
      _ = try call.waitForEnding()
      let message = try #require(try Self.messages(in: centre, for: "7").first)
      #expect(message.uniqueid == (try call.uniqueID()))
      #expect(message.caller == "13900000207")
    }
  }

  @Test func anAppointmentIsTakenAndListed() async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("visit", from: "13900000208", in: centre)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(30))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/survey-thanks", within: .seconds(10))
      call.phone.hangUp()
      _ = try call.waitForEnding()
      let answer = try centre.laboratory.tool("appointment", "list", "visits", "--json")
      #expect(answer.contains("\"uniqueid\" : \"\(try call.uniqueID())\""))
      #expect(answer.contains("\"minutes\" : 30"))
    }
  }

  @Test(arguments: [("day", "goodbye"), ("night", "closed")])
  func openAndClosedPart(node: String, prompt: String) async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call(node, from: "1390000030\(node.count)", in: centre)
      try call.phone.waitToHearAll(of: "switchboard/\(prompt)", within: .seconds(10))
      #expect(
        try call.story().last
          == "bank \(node) \(node == "day" ? "open" : "closed") -> announce \(prompt)"
      )
    }
  }

  @Test func aVariableIsSetAndSaid() async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call("remember", from: "10086", in: centre)
      for digit in "10086" { try call.phone.waitToHear("digits/\(digit)", within: .seconds(10)) }
      try call.phone.waitForHangup(within: .seconds(10))
      #expect(
        try call.story().dropFirst() == [
          "bank remember set -> said", "bank said played -> hangup",
        ]
      )
    }
  }

  @Test func zeroReachesAPersonFromAnyNode() async throws {
    try await BankCentre.scene { centre in
      let colleague = try centre.laboratory.agentPhone("1001")
      let call = try Self.call("account", from: "13900000209", in: centre)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      try call.phone.press("0#")
      let received = try colleague.waitForCall(within: .seconds(15))
      received.reject()
      call.phone.hangUp()
      #expect(try call.story().contains("bank account person 0 -> extension 1001"))
    }
  }

  @Test(arguments: [
    ("tongue", "menu-main"), ("account", "menu-main"), ("card", "survey-question"),
    ("voice", "welcome"), ("visit", "welcome"),
  ])
  func aHangupAtAnyNodeIsKept(node: String, prompt: String) async throws {
    try await BankCentre.scene { centre in
      let call = try Self.call(node, from: "1390000040\(node.count)", in: centre)
      try call.phone.waitToHear("switchboard/\(prompt)", within: .seconds(10))
      call.phone.hangUp()
      #expect(try call.waitForEnding().status == "HANGUP")
      #expect(try call.story().last == "bank \(node) hangup")
    }
  }

  // MARK: What the centre knows

  private struct KnownMessage: Decodable {
    var number: Int
    var uniqueid: String
    var caller: String?
    var milliseconds: Int
    var state: String
  }

  private static func messages(in centre: Centre, for mailbox: String) throws -> [KnownMessage] {
    let answer = try centre.laboratory.tool("message", "list", mailbox, "--json")
    return try JSONDecoder().decode([String: [KnownMessage]].self, from: Data(answer.utf8))[
      "messages"
    ] ?? []
  }

  private static func channel(of caller: String, in centre: Centre) throws -> String {
    let lines = try centre.laboratory.console("core show channels concise")
    let line = lines.split(separator: "\n").first { $0.contains("!\(caller)!") }
    guard let name = line?.split(separator: "!").first else {
      throw Surprise("no channel in \(lines)")
    }
    return String(name)
  }

  private static func isRecorded(_ channel: String, in centre: Centre) throws -> Bool {
    try centre.laboratory.console("mixmonitor list \(channel)").contains("0x")
  }
}
