import CallScripts
import Records
import Testing

/// Whole calls, over FastAGI, with a store.
@Suite struct ScriptTests {
  private let centre: Centre

  init() throws {
    centre = try Centre()
  }

  // MARK: agi-route

  @Test func anyCallerComesToTheDefault() throws {
    let asterisk = try centre.run("agi-route")
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(asterisk.variables["SWB_ACTION"] == "flow")
    #expect(asterisk.variables["SWB_FLOW"] == "main")
    #expect(asterisk.variables["SWB_RULE"] == "default")
    #expect(asterisk.variables["SWB_PRIORITY"] == "")
    #expect(asterisk.variables["SWB_REVISION"] == "1")
  }

  @Test func aListedCallerIsBlocked() throws {
    let asterisk = try centre.run("agi-route", caller: "+86 138-0000-0666")
    #expect(asterisk.variables["SWB_ACTION"] == "announce")
    #expect(asterisk.variables["SWB_PROMPT"] == "switchboard/blocked")
  }

  @Test func aVIPIsServedFirst() throws {
    let asterisk = try centre.run("agi-route", caller: "13900000888")
    #expect(asterisk.variables["SWB_QUEUE"] == "vip")
    #expect(asterisk.variables["SWB_PRIORITY"] == "10")
    #expect(asterisk.variables["SWB_SURVEY"] == "")
  }

  @Test func theDecisionIsKeptWithItsReasons() throws {
    _ = try centre.run("agi-route", dialled: "4008001239")
    let decision = try #require(try centre.store().decisions(of: centre.call).first)
    #expect(decision.rule == "night")
    #expect(decision.target == .announce(PromptName("closed")))
    #expect(
      decision.reasons == [
        .init(rule: "emergency", .off), .init(rule: "blacklist", .notListed("blacklist")),
        .init(rule: "vip", .notListed("vip")),
        .init(rule: "night", .wonClosed("never")),
      ]
    )
  }

  @Test func aNumberListedByCommandHoldsFromTheNextCallOn() throws {
    let entry = ListedNumber(
      number: PhoneNumber("13811112222"),
      note: "",
      author: "li",
      added: .now()
    )
    _ = try centre.store().add(entry, to: "blacklist")
    #expect(try centre.run("agi-route").variables["SWB_RULE"] == "blacklist")
  }

  @Test(arguments: [
    "'; DROP TABLE published; --", "${SHELL(id)}", "\"; SET VARIABLE X 1", "a\\", "\u{1B}[2J",
    "=cmd|' /C calc'!A0", "13900000888' OR '1'='1", "张三",
  ])
  func whatACallerWritesMeansNothing(text: String) throws {
    let asterisk = try centre.run("agi-route", caller: text, name: text, dialled: text)
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(asterisk.variables["SWB_RULE"] == "default")
    let decision = try #require(try centre.store().decisions(of: centre.call).first)
    #expect(decision.caller.raw == text)
    #expect(!asterisk.commands.contains { $0.contains(text) })
  }

  // MARK: agi-ivr

  @Test func aKeyLeadsToItsQueueAndItsSurvey() throws {
    let asterisk = Asterisk()
    asterisk.keys = "1"
    _ = try centre.run("agi-ivr", "main", on: asterisk)
    #expect(asterisk.played == ["switchboard/welcome", "switchboard/menu-main"])
    #expect(asterisk.variables["SWB_ACTION"] == "queue")
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    #expect(asterisk.variables["SWB_SURVEY"] == "satisfaction")
  }

  @Test func wrongKeysAndSilenceAreToldAndCounted() throws {
    let asterisk = Asterisk()
    asterisk.keys = "7 8"
    _ = try centre.run("agi-ivr", "main", on: asterisk)
    #expect(
      asterisk.played.map { $0.split(separator: "/")[1] } == [
        "welcome", "menu-main", "wrong-key", "menu-main", "no-input", "menu-main", "wrong-key",
      ]
    )
    #expect(asterisk.variables["SWB_QUEUE"] == "support")
    let steps = try centre.store().steps(of: centre.call)
    #expect(steps.map(\.event) == [.played, .wrong, .silence, .wrong, .otherwise])
    #expect(steps.map(\.keys) == ["", "7", "", "8", ""])
    #expect(steps.last?.target == .queue("support"))
  }

  @Test func aCallCanEnterAtANode() throws {
    let asterisk = Asterisk()
    asterisk.keys = "9"
    _ = try centre.run("agi-ivr", "main", "choice", on: asterisk)
    #expect(asterisk.played == ["switchboard/menu-main"])
    #expect(asterisk.variables["SWB_ACTION"] == "flow")
    #expect(asterisk.variables["SWB_FLOW"] == "other")
    #expect(asterisk.variables["SWB_NODE"] == "x")
  }

  @Test(arguments: [
    "ANSWER", "STREAM FILE switchboard/welcome", "STREAM FILE switchboard/menu-main",
    "WAIT FOR DIGIT",
  ])
  func aHangupAtAnyStageIsKept(stage: String) throws {
    let asterisk = Asterisk()
    asterisk.hangsUpAt = stage
    _ = try centre.run("agi-ivr", "main", on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "HANGUP")
    #expect(asterisk.variables["SWB_ACTION"] == nil)
    let steps = try centre.store().steps(of: centre.call)
    #expect((steps.last?.event == .hangup) == (stage != "ANSWER"))
  }

  @Test func aMissingPromptDoesNotEndTheCall() throws {
    let asterisk = Asterisk()
    asterisk.missingFiles = ["switchboard/welcome", "switchboard/menu-main"]
    asterisk.keys = "1"
    _ = try centre.run("agi-ivr", "main", on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    let steps = try centre.store().steps(of: centre.call)
    #expect(steps.map(\.event) == [.missing, .missing, .key])
    #expect(
      steps.map(\.target) == [
        .announce(PromptName("welcome")), .announce(PromptName("menu-main")), .queue("sales"),
      ]
    )
  }

  @Test func aCircleEnds() throws {
    let asterisk = try centre.run("agi-ivr", "circle")
    #expect(asterisk.variables["SWB_STATUS"] == "FAILURE")
    #expect(asterisk.variables["SWB_ERROR"] == "circle")
  }

  @Test(arguments: [["agi-ivr"], ["agi-survey"], ["agi-callback"], ["agi-ivr", ""]])
  func aProgramWithoutItsArgumentSaysSo(words: [String]) throws {
    let asterisk = Asterisk()
    try asterisk.call(
      port: centre.server.port,
      script: words[0],
      arguments: Array(words.dropFirst())
    )
    #expect(asterisk.variables["SWB_STATUS"] == "FAILURE")
    #expect(asterisk.variables["SWB_ERROR"]?.hasPrefix("no") == true)
  }

  @Test(arguments: ["nowhere", "main; DROP TABLE live", "../main"])
  func anUnknownFlowTakesTheDefault(flow: String) throws {
    let asterisk = try centre.run("agi-ivr", flow)
    #expect(asterisk.variables["SWB_STATUS"] == "DEFAULT")
    #expect(asterisk.variables["SWB_ERROR"] == "store-configuration")
  }

  @Test func aCallKeepsTheRevisionItBeganWith() throws {
    let asterisk = try centre.run("agi-route")
    asterisk.keys = " 1"
    var isPublished = false
    asterisk.before = { [centre] command in
      guard command.hasPrefix("WAIT FOR DIGIT"), !isPublished else { return }
      isPublished = true
      try centre.publish(Centre.configuration(queue: "new"))
    }
    _ = try centre.run("agi-ivr", "main", on: asterisk)
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    let next = Asterisk()
    next.keys = "1"
    _ = try centre.run("agi-ivr", "main", on: next)
    #expect(next.variables["SWB_QUEUE"] == "new")
  }

  // MARK: agi-survey

  private func afterCall() -> Asterisk {
    let asterisk = Asterisk()
    asterisk.variables = [
      "SYSTEMNAME": "bei", "SWB_QUEUE": "sales", "MEMBERNAME": "1001",
      "MEMBERINTERFACE": "Local/1001@switchboard-agents/n", "QUEUESTATUS": "CONTINUE",
    ]
    return asterisk
  }

  @Test func answersAreKeptWithTheirAgent() throws {
    let asterisk = afterCall()
    asterisk.keys = "731"
    _ = try centre.run("agi-survey", "satisfaction", on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(asterisk.variables["SWB_ACTION"] == "hangup")
    #expect(asterisk.played.last == "switchboard/thanks")
    let record = try #require(try centre.store().surveys(of: centre.call).first)
    #expect(record.invitation.agent == "1001")
    #expect(record.invitation.queue == "sales")
    #expect(record.invitation.language == "zh")
    #expect(
      record.answers.map { "\($0.question)=\($0.answer) \($0.meaning)" } == [
        "first=3 poor", "second=1 yes",
      ]
    )
  }

  @Test func aHangupInMidSurveyKeepsEarlierAnswers() throws {
    let asterisk = afterCall()
    asterisk.keys = "1"
    asterisk.hangsUpAt = "STREAM FILE switchboard/second"
    _ = try centre.run("agi-survey", "satisfaction", on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "HANGUP")
    let record = try #require(try centre.store().surveys(of: centre.call).first)
    #expect(record.answers.map(\.question) == ["first"])
  }

  @Test func whoeverSaysNothingIsInvitedAndNotThanked() throws {
    let asterisk = afterCall()
    _ = try centre.run("agi-survey", "satisfaction", on: asterisk)
    #expect(!asterisk.played.contains("switchboard/thanks"))
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(try centre.store().surveys(of: centre.call).map(\.answers) == [[]])
  }

  @Test func aSurveyTellsOfWrongKeysAndEndsWithItsAttempts() throws {
    let asterisk = afterCall()
    asterisk.keys = "78"
    _ = try centre.run("agi-survey", "satisfaction", on: asterisk)
    #expect(
      asterisk.played.map { $0.split(separator: "/")[1] } == [
        "first", "wrong-key", "first", "wrong-key",
      ]
    )
    #expect(try centre.store().surveys(of: centre.call).map(\.answers) == [[]])
  }

  @Test func nobodyIsAskedTwice() throws {
    let first = afterCall()
    first.keys = "11"
    _ = try centre.run("agi-survey", "satisfaction", on: first)
    let second = afterCall()
    second.keys = "31"
    _ = try centre.run("agi-survey", "satisfaction", on: second)
    #expect(second.played.isEmpty)
    let records = try centre.store().surveys(of: centre.call)
    #expect(records.map { $0.answers.map(\.answer) } == [["1", "1"]])
  }

  @Test(arguments: ["TIMEOUT", "FULL", "JOINEMPTY", "LEAVEEMPTY"])
  func whoeverSpokeWithNobodyIsNotInvited(status: String) throws {
    let asterisk = afterCall()
    asterisk.variables["QUEUESTATUS"] = status
    _ = try centre.run("agi-survey", "satisfaction", on: asterisk)
    #expect(asterisk.played.isEmpty)
    #expect(try centre.store().surveys(of: centre.call).isEmpty)
  }

  // MARK: The server

  @Test func anUnknownScriptSaysSo() throws {
    #expect(try centre.run("agi-dance").variables["SWB_STATUS"] == "FAILURE")
  }

  @Test func aServerThatStopsSaysWhereTheDialplanGoesOn() throws {
    let asterisk = Asterisk()
    asterisk.waitsAt = "WAIT FOR DIGIT"
    asterisk.before = { [centre] command in
      if command.hasPrefix("WAIT FOR DIGIT") { centre.server.stop() }
    }
    _ = try centre.run("agi-ivr", "main", on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "SHUTDOWN")
    #expect(asterisk.variables["SWB_NODE"] == "choice")
  }
}
