import AGI
import AGITesting
import Testing

struct ScriptedCallerTests {
  @Test func stepsWaitForTheirMomentInOrder() {
    let call = ScriptedCaller(.press("1", during: "second"), .press("2", during: "first")).call {
      call in
      try call.play("first", cutBy: .keypad)
      #expect(try call.play("second", cutBy: "1") == "1")
    }
    #expect(call.heard == ["first", .cut("second", by: "1")])
    #expect(call.stepsLeft == [.press("2", during: "first")])
    #expect(call.stepsLeft.description == #"[press 2 during file("first")]"#)
  }

  @Test func keysThatDoNotCutAPromptAreLost() {
    let call = ScriptedCaller(.press("12", during: "notice")).call { call in
      try call.play("notice")
      #expect(try call.waitForDigit(timeout: .seconds(1)) == nil)
    }
    #expect(call.heard == ["notice"] && call.stepsLeft.isEmpty)
  }

  @Test func whoIsUsedUpStaysQuietAndLeavesWhereAScriptWouldWaitForEver() {
    let call = ScriptedCaller().call { call in
      #expect(try call.waitForDigit(timeout: .seconds(1)) == nil)
      #expect(try call.getData("f", timeout: .seconds(1), maximum: 3).timedOut)
      _ = try call.waitForDigit(timeout: nil)
    }
    #expect(call.end == .hangup && call.isHungUp)
  }

  @Test func stayQuietLetsOneWaitRunOut() {
    let call = ScriptedCaller(.stayQuiet, .press("5")).call { call throws in
      #expect(try call.waitForDigit(timeout: .seconds(1)) == nil)
      #expect(try call.waitForDigit(timeout: .seconds(1)) == "5")
    }
    #expect(call.error == nil && call.end == .success)
  }

  @Test func whatTheCallerIsReachesTheScript() {
    var caller = ScriptedCaller()
    caller.name = "张三: x"
    caller.number = nil
    caller.dialled = "4008001234"
    caller.language = "zh"
    caller.arguments = ["main", ""]
    caller.variables = ["QUEUE": "sales"]
    caller.networkScript = "agi-ivr?x=1"
    let call = caller.call { call throws in
      let environment = call.environment
      #expect(environment.callerName == "张三: x" && environment.callerNumber == nil)
      #expect(environment.dialledNumber == "4008001234" && environment.language == "zh")
      #expect(environment.arguments == ["main", ""] && environment.networkScript == "agi-ivr?x=1")
      #expect(try call.get("QUEUE") == "sales")
      #expect(try call.get("NOSUCH") == nil)
      #expect(try call.get("CALLERID(name)") == "张三: x")
      #expect(try call.evaluate("${QUEUE} ${LANGUAGE}${${X}}x") == "sales x")
    }
    #expect(call.error == nil)
  }

  @Test func variablesAndAstDBAreKept() {
    var caller = ScriptedCaller()
    caller.database = ["vip": ["138": "gold"]]
    let call = caller.call { call in
      #expect(try call.database.get(family: "vip", key: "138") == "gold")
      #expect(try call.get("DB(vip/138)") == "gold")
      try call.database.put(family: "vip", key: "139", value: "a (b\nc)".replacing("\n", with: " "))
      try call.set("DB(vip/140)", to: "silver")
      try call.database.delete(family: "vip", key: "138")
      try call.database.put(family: "t", key: "a/b", value: "1")
      try call.database.put(family: "t", key: "ab", value: "2")
      try call.database.deleteTree(family: "t", tree: "a")
      try call.setCallerID("\"王 小明\" <1234>")
      #expect(try call.get("CALLERID(num)") == "1234")
      #expect(try call.get("CALLERID(name)") == "王 小明")
    }
    #expect(call.error == nil)
    #expect(call.database["vip"] == ["139": "a (b c)", "140": "silver"])
    #expect(call.database["t"] == ["ab": "2"])
  }

  @Test func valuesWithOpenParenthesesComeBackThroughAMarker() {
    var caller = ScriptedCaller()
    caller.variables = ["SMILE": ":(", "LINES": "one (\ntwo"]
    for size in [1, 5, 4096] {
      caller.readSize = size
      caller.hangupNotice = .inBand
      let call = caller.call { call in
        #expect(try call.get("SMILE") == ":(")
        #expect(try call.get("LINES") == "one (\ntwo")
        try call.noop()
      }
      #expect(call.error == nil && call.commands.last == "NOOP")
    }
  }

  @Test func aWaitForWhatNeverComesIsAnErrorAndNoHang() {
    let call = ScriptedCaller().call { call in
      _ = try call.command(["NOOP", "x"])
      call.trace = { _ in }
      throw AGIError(.failed, doing: "giving up")
    }
    #expect(call.errorCode == .failed && call.recording.events.count > 2)
  }

  @Test func aCallIsRecordedAndItsTextReadsBack() throws {
    let call = ScriptedCaller(.press("7")).call { call in
      try call.set("X", to: "中 'q' \\ \t\u{1}")
      _ = try call.waitForDigit(timeout: .seconds(1))
    }
    let session = try RecordedSession(parsing: call.recording.text)
    #expect(session == call.recording)
    let replay = session.replay { call in
      try call.set("X", to: "中 'q' \\ \t\u{1}")
      #expect(try call.waitForDigit(timeout: .seconds(1)) == "7")
    }
    #expect(replay.isFaithful && replay.end == .success)
  }
}

struct RecordedSessionTests {
  @Test func remarksSignalsAndEndsAreEvents() throws {
    let text = """
      # not an event
         0.1 << b'agi_x: y\\n'
      1487.933 !! 'SIGHUP'
      -- b'later'
      << b'(EOF)'
      >> b"it's \\x00"
      """
    let session = try RecordedSession(parsing: text)
    #expect(
      session.events == [
        .received(Array("agi_x: y\n".utf8)), .signal("SIGHUP"), .remark("later"), .end,
        .sent(Array("it's \0".utf8)),
      ]
    )
    #expect(try RecordedSession(parsing: session.text) == session)
  }

  @Test(arguments: ["nonsense", ">> b'open", ">> b'\\x4'", "?? b'x'", ">>"])
  func aLineThatIsNoEventIsNamed(_ line: String) {
    #expect(throws: RecordedSession.Malformed.self) {
      try RecordedSession(parsing: "-- b'x'\n\(line)")
    }
  }

  @Test func whereAScriptLeavesTheRecordingIsSaid() throws {
    let recorded = ScriptedCaller().call { call in
      try call.answer()
      try call.noop("one")
      try call.noop("two")
    }
    let replay = recorded.recording.replay { call in
      try call.answer()
      try call.set("X", to: "1")
    }
    #expect(replay.differences.first?.description == "expected NOOP one, got SET VARIABLE X 1")
    #expect(replay.linesLeft == ["NOOP one", "NOOP two"] && !replay.isFaithful)
  }
}
