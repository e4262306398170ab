import AGI
import Phone
import Testing

/// Every way in which a call ends under a FastAGI script.
@Suite struct HangupTests {
  private static let dead = Stage.Ending(
    code: .hangup,
    end: .hangup,
    late: "written",
    isConnected: true
  )

  @Test func duringAPrompt() async throws {
    let ending = try await Stage.ending { call in
      try call.answer()
      try call.play("demo-instruct")
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      phone.hangUp()
    }
    #expect(ending == Self.dead)
  }

  @Test func duringGetDataAfterSomeDigits() async throws {
    let ending = try await Stage.ending { call in
      try call.answer()
      _ = try call.ask("beep", for: .digits(8))
    } caller: { phone in
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      try phone.press("123")
      phone.hangUp()
    }
    #expect(ending == Self.dead)
  }

  @Test func whileWaitingForADigit() async throws {
    let ending = try await Stage.ending { call in
      try call.answer()
      try call.play("beep")
      _ = try call.waitForDigit(timeout: nil)
    } caller: { phone in
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      phone.hangUp()
    }
    #expect(ending == Self.dead)
  }

  @Test func whileAnApplicationRuns() async throws {
    let ending = try await Stage.ending { call in
      try call.answer()
      try call.exec("Playback", "demo-instruct")
      try call.play("beep")
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      phone.hangUp()
    }
    #expect(ending == Self.dead)
  }

  @Test func whileTheScriptIsBusyWithSomethingElse() async throws {
    let left = Outcome<Bool>()
    let ending = try await Stage.ending { call in
      try call.answer()
      try call.play("beep")
      _ = try left.wait()
      try call.play("beep")
    } caller: { phone in
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      phone.hangUp()
      try phone.waitForHangup(within: .seconds(5))
      left.set(.success(true))
    }
    #expect(ending == Self.dead)
  }

  @Test func byTheScriptItself() async throws {
    let ending = try await Stage.ending { call in
      try call.answer()
      try call.hangup()
      try call.play("beep")
    } caller: { phone in
      try phone.waitForHangup(within: .seconds(8))
      #expect(phone.transcript.prompts.isEmpty)
    }
    #expect(ending == Self.dead)
  }

  @Test func withoutAnyNoticeFromAsterisk() async throws {
    let ending = try await Stage.ending(prefix: 6, as: "no") { call in
      try call.play("demo-instruct")
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      phone.hangUp()
    }
    #expect(ending == Self.dead)
  }

  @Test func withTheConnectionClosedAtOnce() async throws {
    let ending = try await Stage.ending(prefix: 5) { call in
      try call.play("demo-instruct")
      try call.play("beep")
    } caller: { phone in
      try phone.waitToHear("demo-instruct", within: .seconds(8))
      phone.hangUp()
    }
    #expect(ending.code == .hangup)
    #expect(ending.end == .hangup)
    #expect(!ending.isConnected)
  }

  @Test func aMessageCutShortByTheCallerIsKept() async throws {
    let recording = Outcome<Recording>()
    let ending = try await Stage.ending { call in
      try call.answer()
      recording.set(.success(try call.record(to: "/tmp/\(call.environment.uniqueID)-cut")))
      try call.play("beep")
    } caller: { phone in
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      // A key that ends nothing: when it is up again, Asterisk records.
      try phone.press("1")
      phone.hangUp()
    }
    #expect(try recording.wait().end == .hangup)
    #expect(ending == Self.dead)
  }
}
