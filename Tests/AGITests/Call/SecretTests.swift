@testable import AGI
import AGITesting
import Testing

struct SecretTests {
  @Test func noTraceErrorOrDumpShowsASecret() throws {
    final class Log { var lines: [String] = [] }
    let log = Log()
    let caller = ScriptedCaller(.press("7", during: "enter-pin"), .press("193"))
    let call = caller.call { call in
      call.trace = { log.lines.append("\($0)") }
      let secret = try call.askSecret("enter-pin", for: .digits(4))
      #expect(secret?.reveal() == "7193" && secret?.count == 4)
      if let secret { try call.set("PIN", to: secret) }
      var dumped = ""
      dump(secret, to: &dumped)
      dump(call, to: &dumped)
      log.lines.append("\(String(describing: secret)) \(String(reflecting: secret)) \(dumped)")
      call.typedAhead = ["7"]
      dump(call, to: &dumped)
      #expect(!dumped.contains("7193") && !dumped.contains("ascii"))
    }
    #expect(call.error == nil && call.variables["PIN"] == "7193")
    let text = log.lines.joined(separator: "\n")
    #expect(!text.contains("7193") && !text.contains("=193") && !text.contains("=55"))
    #expect(text.contains(">> SET VARIABLE ****") && text.contains("<< 200 result=****"))
  }

  @Test func aRefusedSecretIsNotInTheError() {
    let call = ScriptedCaller().call { call in
      try call.set("PIN", to: Secret("71\n93"))
    }
    #expect(call.errorCode == .refusedArgument)
    #expect(!String(reflecting: call.error).contains("71"))
  }

  @Test func anOddReplyToASecretIsNotInTheError() {
    let session = RecordedSession(
      [.received(Array("\n".utf8)), .sent(Array("WAIT FOR DIGIT 5000\n".utf8))]
        + [.received(Array("200 result=7193\n".utf8))]
    )
    let replay = session.replay { call in
      _ = try call.askSecret(for: .digits(4))
    }
    #expect(!String(reflecting: replay.error).contains("7193"))
    #expect((replay.error as? AGIError)?.code == .protocolViolation)
  }
}
