import Foundation
import Laboratory
import Phone
import Testing

/// A centre whose dialplan asks the server for every step: `SWB_AGI` is set for all.
///
/// What supervisors switch by phone is by exec all the same.
@Suite struct ServedTests {
  private static let result = Result {
    let centre = try Centre(
      "served",
      queues: ["sales": ["1001"], "support": ["1002"], "promised": ["1003"]],
      yaml: [
        "switchboard.yaml": """
        zone: Asia/Shanghai
        languages: [zh, en]
        operators:
          li: "\(try Laboratory.hash(ofPIN: OperatorPIN.right))"
        """,
        "ivr/main.yaml": """
        nodes:
          choice: {menu: menu-main, keys: {1: callback promised}, otherwise: hangup}
        """,
      ],
      dialplan: """
        [globals](+)
        SWB_AGI = agi://127.0.0.1:@FASTAGI@/

        """
    )
    return (centre, try centre.laboratory.startDaemon())
  }

  private func scene(_ body: @escaping @Sendable (Centre) throws -> Void) async throws {
    let (centre, daemon) = try Self.result.get()
    try await centre.scene { centre in
      try body(centre)
      // Asterisk has started no other program itself.
      #expect(
        try centre.executed("AGI").allSatisfy {
          $0.contains("\"agi://127.0.0.1:") || $0.contains("\"agi-switch\"")
        }
      )
      withExtendedLifetime(daemon) {}
    }
  }

  @Test func theEndOfACallIsKept() async throws {
    try await scene { centre in
      let (call, agent) = try centre.talk(in: "sales", as: "13812358201")
      agent.hangUp()
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("2")
      try call.phone.waitForHangup(within: .seconds(20))
      let story = try centre.whole(of: call)
      #expect(story.stays == ["queue sales 1001 agent"])
      #expect(story.ending?.agent == "1001")
      #expect(story.ending?.dropped == false)
      #expect(try call.story().last == "satisfaction sales 1001: satisfaction 2 fair")
      #expect(try centre.executed("AGI").contains { $0.contains("/agi-ended\"") })
    }
  }

  @Test func aCallbackIsPromised() async throws {
    try await scene { centre in
      let call = try centre.call("4008001234", as: "13812358202")
      try call.choose("1")
      try call.phone.waitToHear("switchboard/callback-choice", within: .seconds(40))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/callback-promised", within: .seconds(10))
      #expect(try centre.promises(to: "13812358202") == ["promised 13812358202 own open"])
      try call.phone.waitForHangup(within: .seconds(10))
      #expect(try call.waitForEnding().status == "SUCCESS")
    }
  }

  @Test func aQueueIsClosedAndOpenedByPhone() async throws {
    try await scene { centre in
      try centre.closeAndOpenByPhone("support", place: "3", from: "1005", caller: "13812358203")
      #expect(try centre.executed("AGI").contains { $0.contains("\"agi-switch\"") })
    }
  }
}
