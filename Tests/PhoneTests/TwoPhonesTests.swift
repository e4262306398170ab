import Testing

@testable import Phone

/// Two phones that call each other over loopback, without a server between them.
@Suite struct TwoPhonesTests {
  static let prompt = PromptRecognizerTests.welcome

  /// A caller and the phone that it calls.
  func pair(_ manner: Manner) throws -> (caller: Phone, callee: Phone) {
    let sounds = PromptIndex(["en/welcome": Self.prompt])
    let nowhere = Endpoint(host: "127.0.0.1", port: 9)
    let callee = try Phone(server: nowhere, manner: manner)
    let caller = try Phone(server: callee.endpoint, sounds: sounds)
    return (caller, callee)
  }

  @Test func aCallFromTheFirstRingToTheLastWord() async throws {
    try await onOwnThread {
      let (caller, callee) = try pair(.rings)
      let call = try caller.call("1001", as: CallerID(name: "张 \"三\"", number: "138"))
      let received = try callee.waitForCall(within: .seconds(5))
      #expect(received.caller == CallerID(name: "张 \"三\"", number: "138"))
      #expect(received.number == "1001")
      try call.waitForRinging(within: .seconds(5))
      received.answer(saying: .speech(Self.prompt))
      try call.waitForAnswer(within: .seconds(5))
      try call.waitToHear("welcome", within: .seconds(5))
      let heard = try call.waitToHearAll(of: "welcome", within: .seconds(5))
      #expect(heard.frames == 0..<13)
      try call.press("12#")
      try received.waitForKeys("12#", within: .seconds(5))
      received.hangUp()
      let end = try call.waitForHangup(within: .seconds(5))
      #expect(end.by == .them)
      // Its own end is when the other side has confirmed it.
      #expect(try received.waitForHangup(within: .seconds(5)).by == .us)
      caller.close()
      callee.close()
    }
  }

  @Test func whoIsRefusedHearsWhy() async throws {
    try await onOwnThread {
      let (caller, callee) = try pair(.rejects(486))
      let call = try caller.call("1001", as: "138")
      #expect(
        try call.waitForHangup(within: .seconds(5)) == CallEnd(by: .them, status: 486, cause: nil)
      )
      #expect(throws: PhoneError.self) { try call.waitForAnswer(within: .seconds(5)) }
      callee.close()
    }
  }

  @Test func whoGivesUpIsNoLongerRung() async throws {
    try await onOwnThread {
      let (caller, callee) = try pair(.rings)
      let call = try caller.call("1001", as: "138")
      try call.waitForRinging(within: .seconds(5))
      call.hangUp()
      let received = try callee.waitForCall(within: .seconds(5))
      #expect(
        try received.waitForHangup(within: .seconds(5))
          == CallEnd(by: .them, status: 487, cause: nil)
      )
    }
  }

  @Test func tonesGoBothWays() async throws {
    try await onOwnThread {
      let (caller, callee) = try pair(.answers(saying: .tone(hertz: 660)))
      let call = try caller.call("1001", as: "138", saying: .tone(hertz: 440))
      let received = try callee.waitForCall(within: .seconds(5))
      try call.waitToHear(tones: [660], among: [440, 660, 880], within: .seconds(5))
      try received.waitToHear(tones: [440], among: [440, 660, 880], within: .seconds(5))
    }
  }

  @Test func aDeadlineSaysWhatHappenedInstead() async throws {
    try await onOwnThread {
      let (caller, _callee) = try pair(.answers(saying: .speech(Self.prompt)))
      let call = try caller.call("1001", as: "138")
      let error = #expect(throws: PhoneError.self) {
        try call.waitToHear("goodbye", within: .seconds(1))
      }
      #expect(error?.code == .deadline)
      #expect(error?.description.contains("heard en/welcome, whole") == true)
      _ = _callee
    }
  }
}
