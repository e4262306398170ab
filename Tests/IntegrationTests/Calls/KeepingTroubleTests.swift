import Foundation
import Laboratory
import Phone
import Testing

/// A store that keeps nothing, at the nodes whose purpose is to keep something: callers get on by
/// what the flow names, the dialplan sees why, and each program logs it once.
@Suite(.serialized) struct KeepingTroubleTests {
  private static let result = Result {
    try Centre(
      "keeping",
      queues: ["sales": ["1001"]],
      yaml: ["routing.yaml": routing, "ivr/keep.yaml": flow]
    )
  }

  private static var routing: String {
    "dialled:\n"
      + Stage.allCases.map { "  \($0.number): {to: flow keep \($0.rawValue)}\n" }.joined()
      + "default: {to: announce closed}\n"
  }

  private static let flow = """
    nodes:
      secret:
        {pin: survey-question, digits: 4, attempts: 3, wait: 5s, next: announce goodbye,
         of: hash $6$saltsalt$FMJn4/2F8fwlOAepBqo55eJQliVblvlAkyYrm7ZgY2hOG.THZlaAgT9HsBp.0WJ9xljSPF4I6D1oS.F1QFWKI.,
         otherwise: announce closed}
      visit:
        {appointment: welcome, book: visits, hours: always, slot: 30m, choice: menu-main,
         next: announce goodbye, full: announce blocked, otherwise: announce closed}
      voice:
        {record: welcome, mailbox: 100, quiet: 5s, next: announce goodbye,
         otherwise: announce closed}
      promise: {go: callback sales}
    """

  /// Where something should be kept.
  enum Stage: String, CaseIterable {
    case secret, visit, voice, promise

    var number: String { "400800600\(Self.allCases.firstIndex(of: self) ?? 0)" }
    var caller: CallerID { CallerID(number: "1381234710\(number.suffix(1))") }
    /// Which programs have something to keep.
    var programs: [String] {
      ["agi-route", "agi-ivr"] + (self == .promise ? ["agi-callback"] : [])
    }
    /// What the dialplan sees in the end.
    var status: String { self == .promise ? "HANGUP" : "SUCCESS" }

    /// Calls, and waits for what the caller is told.
    func play(in centre: Centre) throws -> OutsideCall {
      let call = try centre.call(number, as: caller)
      let phone = call.phone
      switch self {
      case .secret:
        try phone.waitToHear("switchboard/survey-question", within: .seconds(20))
        try phone.press("4711")
        try phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      case .visit:
        try phone.waitToHear("switchboard/menu-main", within: .seconds(30))
        try phone.press("1")
        try phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      case .voice:
        // What was said is a file all the same.
        try phone.waitToHearAll(of: "beep", within: .seconds(20))
        try phone.speak([UInt8](repeating: 0x20, count: 8_000))
        try phone.press("#")
        try phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(20))
      case .promise:
        // Nothing is promised, and the caller goes on waiting.
        try phone.waitToHear("switchboard/callback-choice", within: .seconds(40))
        try phone.press("1")
        try phone.waitToHear("switchboard/callback-failed", within: .seconds(20))
        phone.hangUp()
      }
      _ = try call.waitForEnding()
      return call
    }
  }

  @Test(arguments: StoreTrouble.thatKeepsNothing)
  func callersGetOnByWhatTheFlowNames(trouble: StoreTrouble) async throws {
    try await Self.result.get().scene { centre in
      try trouble.while(in: centre) {
        let calls = try together(Stage.allCases.count) { try Stage.allCases[$0].play(in: centre) }
        for (stage, call) in zip(Stage.allCases, calls) {
          let ending = try call.waitForEnding()
          #expect(ending.status == stage.status, "\(stage)")
          if stage != .promise { #expect(ending.error == "store-\(trouble.code)", "\(stage)") }
          try centre.checkLog(
            of: call,
            says: Dictionary(uniqueKeysWithValues: stage.programs.map { ($0, trouble.code) })
          )
        }
      }
      #expect(try centre.promises(to: Stage.promise.caller.number).isEmpty)
      let visits = try centre.laboratory.tool("appointment", "list", "visits", "--json")
      #expect(!visits.contains("\"uniqueid\""))
    }
  }

  /// Nobody waits for the end of a call to be kept, so it is waited for longer.
  @Test func theEndIsKeptWhenTheStoreIsFreeAgain() async throws {
    try await Self.result.get().scene { centre in
      var call: OutsideCall?
      try StoreTrouble.locked.while(in: centre) {
        let placed = try centre.call("4008006009", as: "13812347109")
        try placed.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
        #expect(try placed.waitForEnding().error == "store-busy")
        call = placed
      }
      let story = try centre.whole(of: try #require(call), within: .seconds(20))
      #expect(story.routes.isEmpty)
      #expect(story.ending?.cause == 16)
    }
  }
}
