import Control
import Operations
import Testing

@testable import Daemon

/// What may be asked for, and in which words it is kept.
@Suite struct WishTests {
  private func refusal(_ command: String, _ arguments: [String: String]) -> Reply.Trouble? {
    do {
      _ = try Wish(Request(command, arguments))
      return nil
    } catch {
      return error
    }
  }

  @Test func whatIsKeptIsOneValueForEachName() throws {
    let pause = try Wish(Request("pause", ["agent": "Alice Li", "reason": #"tea agent="1002""#]))
    #expect(pause.details == #"agent="Alice Li" reason="tea agent=\"1002\"""#)
    // A sign that shares a character with another one is that sign all the same.
    for (reason, written) in [
      ("tea\u{600} x", "\"tea\u{600} x\""), ("a\u{600}=b", "\"a\u{600}=b\""),
      ("a b\u{600}\" c=\"\u{301}d", "\"a b\u{600}\\\" c=\\\"\u{301}d\""),
    ] {
      let forged = try Wish(Request("pause", ["agent": "1001", "reason": reason]))
      #expect(Array(forged.details.utf8) == Array("agent=1001 reason=\(written)".utf8))
    }
    let call = try Wish(Request("callback", ["number": "13800000000", "queue": "sales"]))
    #expect(call.details == "agent-first=no number=138****0000 queue=sales")
    let listen = try Wish(
      Request("listen", ["agent": "1001", "phone": "1010", "server": "pbx1", "other": "x"])
    )
    #expect(listen.what == .listen(.listen, agent: "1001", phone: "1010"))
    #expect(listen.details == "agent=1001 phone=1010 server=pbx1")
  }

  /// What would be more than one line, or another field, in a log or in queue_log.
  @Test(arguments: ["\n", "\r\nAction: Logoff", "\u{1B}[2J", "\u{0}", "\u{85}", "\u{2028}"])
  func noValueIsMoreThanOneLine(_ text: String) {
    for name in ["agent", "reason", "server"] {
      var arguments = ["agent": "1001", "reason": "tea"]
      arguments[name] = "a\(text)b"
      #expect(refusal("pause", arguments)?.code == "no-\(name)")
    }
    let callback = ["number": "13800000000", "queue": "a\(text)b"]
    #expect(refusal("callback", callback)?.code == "no-queue")
  }

  @Test func reasonsAreShortAndNoneMeansSomethingElse() {
    for reason in ["a|b", "a\u{600}|b", String(repeating: "茶", count: 27), "signed-out"] {
      #expect(refusal("pause", ["agent": "1001", "reason": reason])?.code == "no-reason")
    }
    let longest = String(repeating: "茶", count: 26)
    #expect(refusal("pause", ["agent": "1001", "reason": longest]) == nil)
  }

  /// A number is not said again: it may be a customer's, and goes into logs.
  @Test(arguments: [
    "", "+", "12", "138-1234-5678", "1380000000012345678901", "1380000@x", "１２３４５６７",
  ])
  func whatIsNoNumberIsNotDialled(_ number: String) throws {
    let trouble = try #require(refusal("callback", ["number": number, "queue": "sales"]))
    #expect(trouble.code == "no-number")
    #expect(number.utf8.count < 3 || !trouble.words.contains(number))
  }

  @Test(arguments: ["1010/n", "", "1010@x", "1234567890123"])
  func aPhoneIsAnExtension(_ phone: String) {
    #expect(refusal("listen", ["agent": "1001", "phone": phone])?.code == "no-phone")
    #expect(refusal("listen", ["agent": "1001", "phone": "1001"])?.code == "own-phone")
  }

  @Test func whatThereIsNotIsSaidWithWhatThereIs() {
    let trouble = refusal("lissen\n", [:])
    #expect(trouble?.code == "unknown-command")
    #expect(trouble?.words.contains("agents, barge, callback, calls, listen, login") == true)
    #expect(trouble?.words.contains("lissen") == false)
  }
}
