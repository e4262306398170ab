import AGI
import Phone
import Testing

/// `STREAM FILE`, `CONTROL STREAM FILE`, `GET DATA`, `WAIT FOR DIGIT`, and what is built on them,
/// between a script and a caller with a phone.
@Suite struct PlaybackTests {
  @Test func streamFileIsHeardWhole() async throws {
    let playback = try await Stage.perform { call in
      try call.answer()
      return try call.streamFile("vm-goodbye")
    } caller: { phone in
      try phone.waitToHearAll(of: "vm-goodbye", within: .seconds(8))
    }
    #expect(playback.digit == nil)
    #expect(playback.endPosition > 4000)
  }

  @Test func streamFileIsCutByAnEscapeDigitAlone() async throws {
    let playback = try await Stage.perform { call in
      try call.answer()
      return try call.streamFile("demo-instruct", escape: "5#")
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      try phone.press("1#")
    }
    #expect(playback.digit == "#")
  }

  @Test func streamFileBeginsAtItsOffset() async throws {
    let ends = try await Stage.perform { call in
      try call.answer()
      let whole = try call.streamFile("vm-goodbye").endPosition
      return (whole, try call.streamFile("vm-goodbye", offset: whole - 800).endPosition)
    }
    #expect(ends.1 >= ends.0 - 800)
  }

  @Test func missingFileIsToldFromAHangup() async throws {
    let code = try await Stage.perform { call -> AGIError.Code? in
      try call.answer()
      do {
        try call.play("no-such-file-anywhere")
        return nil
      } catch let error as AGIError {
        _ = try call.status()
        return error.code
      }
    }
    #expect(code == .missingFile)
  }

  @Test func controlStreamFileWindsPausesAndEnds() async throws {
    let playback = try await Stage.perform { call in
      try call.answer()
      return try call.controlStreamFile(
        "demo-instruct",
        escape: "9",
        controls: PlaybackControls(forward: "#", rewind: "*", pause: "5", skip: .seconds(4))
      )
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      try phone.press("#5")
      try phone.press("5*")
      try phone.press("9")
    }
    #expect(playback.digit == "9")
  }

  @Test func getDataCollectsUntilItsMaximum() async throws {
    let collected = try await Stage.perform { call in
      try call.answer()
      return try call.getData("demo-instruct", timeout: .seconds(4), maximum: 4)
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      try phone.press("0071")
    }
    #expect(collected.digits == "0071")
    #expect(!collected.timedOut)
  }

  @Test func getDataTellsTimeoutFromTerminator() async throws {
    let collected = try await Stage.perform { call in
      try call.answer()
      let terminated = try call.getData("beep", timeout: .seconds(6), maximum: 9)
      let partial = try call.getData("beep", timeout: .milliseconds(1200), maximum: 9)
      let nothing = try call.getData("beep", timeout: .milliseconds(300), maximum: 9)
      return [terminated, partial, nothing]
    } caller: { phone in
      try phone.waitToHear("beep", within: .seconds(8))
      try phone.press("67#")
      try phone.waitToHear("beep", within: .seconds(8))
      try phone.press("89")
    }
    #expect(collected.map(\.digits) == ["67", "89", ""])
    #expect(collected.map(\.timedOut) == [false, true, true])
  }

  @Test func getOptionReturnsTheKey() async throws {
    let playback = try await Stage.perform { call in
      try call.answer()
      return try call.getOption("demo-instruct", escape: "12", timeout: .seconds(2))
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      try phone.press("2")
    }
    #expect(playback.digit == "2")
  }

  @Test func waitForDigitReturnsKeysAndTimeouts() async throws {
    let digits = try await Stage.perform { call -> [Digit?] in
      try call.answer()
      try call.play("beep")
      let key = try call.waitForDigit(timeout: .seconds(8))
      return [key, try call.waitForDigit(timeout: .milliseconds(200))]
    } caller: { phone in
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      try phone.press("*")
    }
    #expect(digits == ["*", nil])
  }

  @Test func aQuestionIsAnsweredWhileItIsStillAsked() async throws {
    let entry = try await Stage.perform { call in
      try call.answer()
      return try call.ask("demo-instruct", for: .digits(6))
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      try phone.press("004213")
    }
    #expect(entry == .digits("004213"))
  }

  @Test func aKeyTypedAheadAnswersTheNextQuestionOnce() async throws {
    let entries = try await Stage.perform { call -> [Entry] in
      try call.answer()
      try call.play("demo-instruct", cutBy: .keypad)
      let first = try call.ask("vm-goodbye", for: .digits(1))
      var rules = EntryRules.digits(1)
      rules.attempts = 1
      rules.firstDigit = .milliseconds(300)
      return [first, try call.ask("beep", for: rules)]
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      try phone.press("7")
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      #expect(!phone.transcript.prompts.contains { $0.isNamed("vm-goodbye") })
    }
    #expect(entries == [.digits("7"), .silence])
  }

  @Test func aMenuForgivesAWrongKey() async throws {
    let choice = try await Stage.perform { call in
      try call.answer()
      var rules = EntryRules()
      rules.invalid = ["pbx-invalid"]
      return try call.menu(
        "vm-options",
        choices: ["1": "sales", "2": "support"],
        rules: rules
      )
    } caller: { phone in
      try phone.waitToHear("vm-options", within: .seconds(8))
      try phone.press("9")
      try phone.waitToHearAll(of: "pbx-invalid", within: .seconds(8))
      try phone.waitToHear("vm-options", within: .seconds(8))
      try phone.press("2")
    }
    #expect(choice == "support")
  }

  @Test func secretDigitsReachNoTrace() async throws {
    let result = try await Stage.perform { call -> (Secret?, [String]) in
      let lines = Lines()
      call.trace = { lines.add($0.description) }
      try call.answer()
      let secret = try call.askSecret("beep", for: .digits(4))
      return (secret, lines.all)
    } caller: { phone in
      try phone.waitToHear("beep", within: .seconds(8))
      try phone.press("8642")
    }
    #expect(result.0?.reveal() == "8642")
    // 8 and 6 are 56 and 54 on the wire.
    let tells = ["8642", "642", "result=8", "result=6", "result=56", "result=54"]
    let leaks = result.1.filter { line in tells.contains { line.contains($0) } }
    #expect(leaks.isEmpty)
    #expect(result.1.contains { $0.contains("****") })
  }
}
