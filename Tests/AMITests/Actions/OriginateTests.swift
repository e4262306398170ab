import AMI
import AMITesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct OriginateTests {
  private static let call = Originate(
    channel: "PJSIP/1001",
    to: .application("Wait", data: "1"),
    channelId: "call-1"
  )

  /// A comma that shares a character with another sign begins a variable like any other.
  @Test(arguments: [
    ("a,b", #"a\,b"#), (#"q"q"#, #"q\"q"#), (#"b\b"#, #"b\\b"#), ("é,\u{301}x", "é\\,\u{301}x"),
    ("x\u{600},__EVIL=1", "x\u{600}\\,__EVIL=1"),
  ])
  func aValueIsOneVariable(value: String, written: String) {
    var call = Self.call
    call.variables = [.init("NAME", value)]
    let header = call.action["Variable"] ?? ""
    #expect(Array(header.utf8) == Array("NAME=\(written)".utf8))
  }

  /// Its channel is gone when it is asked for, and the word of its end is on the way.
  @Test func aCallThatEndsAsTheSessionComesBackHasItsCause() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.accept("Originate")
    let gone = Message([("Response", "Error"), ("Message", "No such channel")])
    let end = Message.event("Hangup", .call, ["Uniqueid": "call-1", "Cause": "19"])
    asterisk.answer("Status") { _ in [gone, end] }
    try await withClient(of: asterisk) { client async throws in
      async let outcome = client.originate(Self.call)
      await asterisk.actions("Originate")
      asterisk.cut()
      let known = try await outcome
      #expect(known == .noAnswer)
    }
    await asterisk.stop()
  }

  @Test func aCallOfWhichNothingIsLeftIsUnknown() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.accept("Originate")
    asterisk.answer("Status") { _ in
      [Message([("Response", "Error"), ("Message", "No such channel")])]
    }
    try await withClient(of: asterisk) { client async throws in
      async let outcome = client.originate(Self.call)
      await asterisk.actions("Originate")
      asterisk.cut()
      guard case .unknown(let error) = try await outcome else {
        Issue.record("somebody knows")
        return
      }
      #expect(error.code == .connectionLost)
      #expect(asterisk.received.filter { $0.has("Action", "Originate") }.count == 1)
    }
    await asterisk.stop()
  }
}
