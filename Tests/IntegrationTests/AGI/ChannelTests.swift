import AGI
import Phone
import Testing

/// Everything but sound: channel status, variables, AstDB, applications, recording, subroutines.
@Suite struct ChannelTests {
  @Test func connectingTellsScriptQueryAndArguments() async throws {
    let environment = try await Stage.perform { call in call.environment }
    #expect(environment["network"] == "yes")
    #expect(environment.networkScript?.hasPrefix("scene/8") == true)
    #expect(environment.networkScript?.hasSuffix("?x=1&y=2") == true)
    #expect(environment.arguments == ["one", "two words", "", "a:b"])
    #expect(environment.callerNumber == "13800138000")
    #expect(environment.request.hasPrefix("agi://127.0.0.1:"))
  }

  @Test func channelStatusFollowsTheCall() async throws {
    let states = try await Stage.perform { call -> [ChannelState?] in
      let ringing = try call.status()
      try call.answer()
      return [
        ringing, try call.status(), try call.status(ofChannel: call.environment.channel),
        try call.status(ofChannel: "PJSIP/nobody-ffffffff"),
      ]
    }
    #expect(states == [.ring, .up, .up, nil])
  }

  @Test func variablesKeepEveryByte() async throws {
    let values = [
      "plain", "", "two words", "quote \" and \\ backslash", "a) endpos=5 (b", "张三 (客服)",
      "${CHANNEL}", "tab\there", "comma, semicolon; pipe|", " spaces ", ":-(",
    ]
    let read = try await Stage.perform { call in
      try values.map { value in
        try call.set("KEPT", to: value)
        return try call.get("KEPT")
      }
    }
    #expect(read == values)
  }

  @Test func unsetIsToldFromEmpty() async throws {
    let read = try await Stage.perform { call -> [String?] in
      try call.set("EMPTY", to: "")
      return [try call.get("EMPTY"), try call.get("NEVER_SET")]
    }
    #expect(read == ["", nil])
  }

  @Test func aValueOverSeveralLinesIsReadWholeAndTheNextReplyIsItsOwn() async throws {
    let read = try await Stage.perform { call -> [String?] in
      try call.set("HEAD", to: "x")
      let lines = try call.evaluate("${HEAD}(1\n".isEmpty ? "" : "first ( ${SPRINTF(%c,10)} second")
      return [lines, try call.get("HEAD")]
    }
    #expect(read[1] == "x")
    #expect(read[0]?.hasPrefix("first (") == true)
    #expect(read[0]?.hasSuffix("second") == true)
  }

  @Test func databaseStoresReadsAndForgets() async throws {
    let read = try await Stage.perform { call -> [String?] in
      let database = call.database
      try database.put(family: "lab family", key: "k/1", value: "值 \"1\"")
      try database.put(family: "lab family", key: "k/2", value: "")
      let stored = [
        try database.get(family: "lab family", key: "k/1"),
        try database.get(family: "lab family", key: "k/2"),
      ]
      try database.delete(family: "lab family", key: "k/1")
      let deleted = try database.get(family: "lab family", key: "k/1")
      try database.deleteTree(family: "lab family")
      return stored + [deleted, try database.get(family: "lab family", key: "k/2")]
    }
    #expect(read == ["值 \"1\"", "", nil, nil])
  }

  @Test func anApplicationRunsWithItsArguments() async throws {
    let heard = try await Stage.perform { call -> Int in
      try call.answer()
      return try call.exec("Playback", arguments: ["vm-goodbye"])
    } caller: { phone in
      try phone.waitToHearAll(of: "vm-goodbye", within: .seconds(8))
    }
    #expect(heard == 0)
  }

  @Test func argumentsOfAnApplicationStayApart() async throws {
    let read = try await Stage.perform { call in
      try call.exec("Verbose", "1,a,b")
      try call.exec("Set", "KEPT=a b,c")
      return try call.get("KEPT")
    }
    #expect(read == "a b,c")
  }

  @Test func anUnknownApplicationIsNamed() async throws {
    let error = try await Stage.perform { call -> AGIError? in
      do {
        try call.exec("NoSuchApplication", "x")
        return nil
      } catch let error as AGIError { return error }
    }
    #expect(error?.code == .unknownApplication)
    #expect(error?.description.contains("NoSuchApplication") == true)
  }

  @Test func aSubroutineRunsAndComesBack() async throws {
    let outcome = try await Stage.perform { call -> (String?, AGIError.Code?) in
      try call.gosub(context: "stage-subroutine", extension: "s", argument: "told")
      let told = try call.get("TOLD")
      do {
        try call.gosub(context: "no-such-context", extension: "s")
        return (told, nil)
      } catch let error as AGIError { return (told, error.code) }
    }
    #expect(outcome.0 == "told")
    #expect(outcome.1 == .failed)
  }

  @Test func aRecordingHoldsWhatWasSaidAndEndsByKey() async throws {
    let recording = try await Stage.perform { call in
      try call.answer()
      return try call.record(to: "/tmp/\(call.environment.uniqueID)", format: "sln", endedBy: "#")
    } caller: { phone in
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      phone.say(.tone(hertz: 440))
      try phone.press("1")
      try phone.press("#")
    }
    #expect(recording.end == .digit("#"))
  }

  @Test func aRecordingThatCannotBeWrittenIsNoHangup() async throws {
    let code = try await Stage.perform { call -> AGIError.Code? in
      try call.answer()
      do {
        _ = try call.record(to: "/nowhere/at/all", maximum: .seconds(1), beep: false)
        return nil
      } catch let error as AGIError {
        _ = try call.status()
        return error.code
      }
    }
    #expect(code == .cannotRecord)
  }

  @Test func anUnknownCommandAndABadOneAreAnswersNotHangups() async throws {
    let statuses = try await Stage.perform { call in
      [
        try call.command(["BOGUS", "COMMAND"]).status,
        try call.command(["STREAM", "FILE"]).status,
        try call.command(["NOOP"]).status,
      ]
    }
    #expect(statuses == [510, 520, 200])
  }

  @Test func theLongestLineArrivesWhole() async throws {
    let length = try await Stage.perform { call -> (Int?, Int, AGIError.Code?) in
      let limit = Limits(asteriskVersion: call.environment.version).line
      let room = limit - "SET VARIABLE LONG ".utf8.count
      try call.set("LONG", to: String(repeating: "A", count: room))
      let kept = Int(try call.evaluate("${LEN(${LONG})}"))
      do {
        try call.set("LONG", to: String(repeating: "A", count: room + 1))
        return (kept, room, nil)
      } catch let error as AGIError { return (kept, room, error.code) }
    }
    #expect(length.0 == length.1)
    #expect(length.2 == .lineTooLong)
  }
}
