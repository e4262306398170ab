import Foundation
import Laboratory
import Phone
import Testing

/// Callers who are promised to be called back, and callers who are not.
@Suite struct CallbackTests {
  @Test func theOwnNumberIsPromised() async throws {
    try await SurveyCentre.scene { centre in
      let call = try centre.call("4008001234", as: "13812347101")
      try call.choose("1")
      try call.phone.waitToHearAll(of: "switchboard/callback-offer", within: .seconds(15))
      for digit in "13812347101" {
        try call.phone.waitToHearAll(of: "digits/\(digit)", within: .seconds(5))
      }
      try call.phone.waitToHear("switchboard/callback-choice", within: .seconds(5))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/callback-promised", within: .seconds(10))
      // Who hears it has the promise.
      #expect(try centre.promises(to: "13812347101") == ["sales 13812347101 own open"])
      try call.phone.waitForHangup(within: .seconds(10))
      let story = try centre.laboratory.tool("why", call.uniqueID())
      #expect(story.contains("promised to be called back on 13812347101 by the queue sales"))
    }
  }

  @Test func anotherNumberIsKeyedInAndSpokenBack() async throws {
    try await SurveyCentre.scene { centre in
      let call = try centre.call("4008001234", as: "13812347102")
      try call.choose("1")
      try call.phone.waitToHear("switchboard/callback-offer", within: .seconds(15))
      try call.phone.press("2")
      try call.phone.waitToHear("switchboard/callback-number", within: .seconds(10))
      try call.phone.press("02155556667#")
      try call.phone.waitToHearAll(of: "switchboard/callback-keyed", within: .seconds(10))
      for digit in "02155556667" {
        try call.phone.waitToHearAll(of: "digits/\(digit)", within: .seconds(5))
      }
      try call.phone.waitToHear("switchboard/callback-confirm", within: .seconds(5))
      try call.phone.press("1")
      try call.phone.waitToHearAll(of: "switchboard/callback-promised", within: .seconds(10))
      #expect(try centre.promises(to: "02155556667") == ["sales 02155556667 keyed open"])
      #expect(try centre.promises(to: "13812347102").isEmpty)
    }
  }

  @Test func whoWithholdsTheNumberKeysOneIn() async throws {
    try await SurveyCentre.scene { centre in
      let call = try centre.call("4008001234", as: "anonymous")
      try call.choose("1")
      try call.phone.waitToHear("switchboard/callback-other", within: .seconds(15))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/callback-number", within: .seconds(10))
      // An emergency number is nobody's own.
      try call.phone.press("110#")
      try call.phone.waitToHearAll(of: "switchboard/callback-wrong", within: .seconds(10))
      try call.phone.waitToHear("switchboard/callback-number", within: .seconds(10))
      try call.phone.press("13812347103#")
      try call.phone.waitToHear("switchboard/callback-keyed", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitToHearAll(of: "switchboard/callback-promised", within: .seconds(10))
      #expect(try centre.promises(to: "13812347103") == ["sales 13812347103 keyed open"])
    }
  }

  @Test func whoDeclinesGoesBackToTheQueue() async throws {
    try await SurveyCentre.scene { centre in
      let agent = try centre.laboratory.agentPhone("1012")
      let call = try centre.call("4008001234", as: "13812347104")
      try call.choose("3")
      try call.phone.waitToHear("switchboard/callback-offer", within: .seconds(15))
      try call.phone.press("*")
      let received = try agent.waitForCall(within: .seconds(20))
      #expect(received.caller.number == "13812347104")
      call.phone.hangUp()
      _ = try call.waitForEnding()
      #expect(try centre.promises(to: "13812347104").isEmpty)
    }
  }

  @Test func aHangupBeforeTheConfirmationPromisesNothing() async throws {
    try await SurveyCentre.scene { centre in
      let call = try centre.call("4008001234", as: "13812347105")
      try call.choose("1")
      try call.phone.waitToHear("switchboard/callback-choice", within: .seconds(30))
      call.phone.hangUp()
      _ = try call.waitForEnding()
      #expect(try centre.promises(to: "13812347105").isEmpty)
    }
  }
}

extension Centre {
  /// The promises to a number, a line for each.
  func promises(to number: String) throws -> [String] {
    let answer = try laboratory.tool("callback", "list", "--all", "--json", "--limit", "1000")
    return try JSONDecoder().decode(Promise.Answer.self, from: Data(answer.utf8)).callbacks
      .filter { $0.number == number }
      .map { "\($0.queue) \($0.number) \($0.isOwnNumber ? "own" : "keyed") \($0.state)" }
  }
}

private struct Promise: Decodable {
  var queue: String
  var number: String
  var isOwnNumber: Bool
  var state: String

  struct Answer: Decodable {
    var callbacks: [Promise]
  }
}
