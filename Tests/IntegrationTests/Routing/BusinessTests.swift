import Foundation
import Laboratory
import Phone
import Testing

/// The business system is asked once a call; without a good answer in time the rules decide.
@Suite struct BusinessTests {
  private static let result = Result {
    let path = "/tmp/switchboard-test-business-\(getpid())-asked.sock"
    let centre = try Centre(
      "business",
      queues: ["sales": ["1001"], "gold": ["1002"], "first": ["1003", "1004"]],
      yaml: ["routing.yaml": routing(socket: path), "ivr/order.yaml": flow]
    )
    return (centre, try BusinessSystem(path: path, manners))
  }

  private static func routing(socket: String) -> String {
    """
    business: {socket: \(socket), wait: 500ms}
    dialled:
      4008001004: {to: queue first}
    blacklist: {to: hangup, numbers: [13812357009]}
    default: {to: announce closed}
    """
  }

  /// What came with the answer is spoken.
  private static let flow = """
    nodes:
      told:
        say: [{digits: ORDER}]
        next: hangup
    """

  private static let manners: [String: BusinessSystem.Manner] = [
    "13812357001": .says("target=queue gold\npriority=7\npenalty=0-3\n\n"),
    "13812357002": .says("target=flow order\nset.ORDER=4711\n\n"),
    "13812357003": .says("agent=1004\nring=20\n\n"),
    "13812357004": .says("\n"),
    "13812357005": .keepsSilent,
    "13812357006": .says("target=context internal s\n\n"),
    "13812357007": .says("not a word of it\n\n"),
    "13812357008": .goes,
  ]

  private func scene(
    _ body: @escaping @Sendable (Centre, BusinessSystem) throws -> Void
  ) async throws {
    let (centre, system) = try Self.result.get()
    try await centre.scene { try body($0, system) }
  }

  @Test func itNamesTheQueueAndThePlace() async throws {
    try await scene { centre, system in
      let phone = try centre.laboratory.agentPhone("1002")
      let call = try centre.call("4008001234", as: "13812357001")
      let received = try phone.waitForCall(within: .seconds(20))
      received.answer()
      try call.waitToHear(agent: "1002")
      call.phone.hangUp()
      let story = try centre.whole(of: call)
      #expect(story.decisions == ["business -> queue gold"])
      #expect(story.routes.first?.priority == 7)
      #expect(story.routes.first?.penalty == "0-3")
      #expect(story.stays == ["queue gold 1002 caller"])
      let question = try #require(system.questions(about: "13812357001").first)
      #expect(question["call"] == (try call.uniqueID()))
      #expect(question["dialled"] == "4008001234")
      #expect(question["language"] == "en")
      #expect(system.questions(about: "13812357001").count == 1)
    }
  }

  @Test func whatItSaysOfTheCallIsSpoken() async throws {
    try await scene { centre, _ in
      let call = try centre.call("4008001234", as: "13812357002")
      for digit in "4711" { try call.phone.waitToHear("digits/\(digit)", within: .seconds(10)) }
      try call.phone.waitForHangup(within: .seconds(10))
      #expect(
        try call.story() == ["business -> flow order", "order told played -> hangup"]
      )
    }
  }

  @Test func itNamesTheAgentWhoIsRungFirst() async throws {
    try await scene { centre, _ in
      _ = try centre.laboratory.agentPhone("1003", manner: .answers(saying: .silence))
      let phone = try centre.laboratory.agentPhone("1004")
      let call = try centre.call("4008001004", as: "13812357003")
      let received = try phone.waitForCall(within: .seconds(20))
      received.answer()
      try call.waitToHear(agent: "1004")
      call.phone.hangUp()
      let story = try centre.whole(of: call)
      #expect(story.decisions == ["dialled 4008001004 -> queue first"])
      #expect(story.routes.first?.verdict(of: "business") == "no-opinion")
      #expect(story.routes.first?.agentFirst == "1004")
      #expect(story.stays == ["agent first 1004 caller"])
    }
  }

  @Test(arguments: [
    ("13812357004", "no-opinion"), ("13812357005", "no-answer late"),
    ("13812357006", "no-answer garbage"), ("13812357007", "no-answer garbage"),
    ("13812357008", "no-answer absent"),
  ])
  func withoutAGoodAnswerTheRulesDecide(caller: String, verdict: String) async throws {
    try await scene { centre, _ in
      let call = try centre.call("4008001234", as: CallerID(number: caller))
      try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      let story = try centre.whole(of: call)
      #expect(story.decisions == ["default -> announce closed"])
      #expect(story.routes.first?.verdict(of: "business") == verdict)
      #expect(try call.waitForEnding().status == "SUCCESS")
    }
  }

  @Test func whoIsBlackListedIsNotAskedAbout() async throws {
    try await scene { centre, system in
      let call = try centre.call("4008001234", as: "13812357009")
      #expect(try call.phone.waitForHangup(within: .seconds(10)).cause == 16)
      #expect(call.phone.transcript.prompts.isEmpty)
      #expect(try centre.whole(of: call).decisions == ["blacklist -> hangup"])
      #expect(system.questions(about: "13812357009").isEmpty)
    }
  }
}
