import Foundation
import Laboratory
import Phone
import Testing

/// Fifty callers at once, from the menu to the survey, half of them by FastAGI: the store holds what
/// they remember, no more and no less.
@Suite struct FiftyCallsTests {
  private static let queues = [
    "sales": (1_001...1_010).map(String.init), "support": (1_011...1_020).map(String.init),
  ]

  /// What one caller does.
  ///
  /// The callers differ, so that rows cannot be taken for each other's.
  private struct Plan {
    let number: Int

    var caller: String { String(13_700_000_000 + number) }
    var dialled: String { (number % 2 == 0 ? "" : Centre.Prefix.fastAGI) + "4008001234" }
    /// Pressed first: it leads nowhere.
    var wrongKey: String? { number % 5 == 2 ? "7" : nil }
    /// Never pressed by those who let the menu play three times.
    var choice: String? { number % 10 == 9 ? nil : ["1", "2", "0"][number % 3] }
    /// Not pressed by those who leave during the question.
    var answer: String? { number % 4 == 3 ? nil : ["1", "2", "3"][number / 4 % 3] }
  }

  /// What one caller remembers of the call.
  private struct Memory: Sendable {
    var uniqueID: String
    var caller: String
    var story: [String]
  }

  private static let patience = Duration.seconds(180)

  @Test func theStoreHoldsWhatTheCallersRemember() async throws {
    let centre = try Centre("fifty", queues: Self.queues)
    try await centre.scene(alone: true) { centre in
      let daemon = try centre.laboratory.startDaemon()
      let agents = try centre.agents(Array(Self.queues.values.joined()))
      let phone = try centre.laboratory.callerPhone()
      let plans = (0..<50).map(Plan.init)
      let calls = try plans.map {
        OutsideCall(
          try phone.call($0.dialled, as: CallerID(number: $0.caller), saying: .tone(hertz: 440)),
          in: centre
        )
      }
      let memories = try together(50) { try live(plans[$0], calls[$0]) }
      agents.goHome()

      let known = try centre.calls()
      #expect(known.count == 50)
      #expect(Set(known.map(\.uniqueid)) == Set(memories.map(\.uniqueID)))
      for memory in memories {
        let story = try centre.story(of: memory.uniqueID)
        #expect(story.lines == memory.story)
        #expect(story.routes.map(\.caller) == [memory.caller])
      }
      let listed = try centre.laboratory.tool("survey", "list", "--limit", "1000", "--json")
      #expect(listed.components(separatedBy: "\"uniqueid\"").count - 1 == 50)
      let answers = plans.count { $0.answer != nil }
      #expect(listed.components(separatedBy: "\"meaning\"").count - 1 == answers)
      try checkQueueLog(of: memories, in: centre)
      try centre.waitForNoChannels(of: ["!"])
      try centre.laboratory.waitForPrograms(within: .seconds(10))
      #expect(daemon.stop() == 0)
    }
  }

  /// Makes one call as it was planned.
  ///
  /// What is heard counts, not how smoothly: fifty calls are a load for a small machine.
  private func live(_ plan: Plan, _ call: OutsideCall) throws -> Memory {
    let phone = call.phone
    var story = ["dialled 4008001234 -> flow main"]
    try phone.waitToHear("switchboard/welcome", within: Self.patience)
    story.append("main greeting played -> choice")
    if let wrong = plan.wrongKey {
      try phone.waitToHear("switchboard/menu-main", within: Self.patience)
      try phone.press(wrong)
      try phone.waitToHear("switchboard/wrong-key", within: Self.patience)
      story.append("main choice wrong \(wrong)")
    }
    let queue: String
    if let choice = plan.choice {
      queue = choice == "1" ? "sales" : "support"
      try phone.waitToHear("switchboard/menu-main", within: Self.patience)
      try phone.press(choice)
      story.append("main choice key \(choice) -> queue \(queue)")
    } else {
      queue = "support"
      for _ in story.count...4 {
        try phone.waitToHear("switchboard/menu-main", within: Self.patience)
        try phone.waitToHear("switchboard/no-input", within: Self.patience)
        story.append("main choice silence")
      }
      story.append("main choice otherwise -> queue support")
    }
    let agent = try agentNumber(heardBy: phone)
    try phone.waitToHear("switchboard/survey-question", within: Self.patience)
    var given = "nothing"
    if let answer = plan.answer {
      try phone.press(answer)
      try phone.waitToHear("switchboard/survey-thanks", within: Self.patience)
      let meaning = ["1": "good", "2": "fair", "3": "poor"][answer] ?? ""
      given = "satisfaction \(answer) \(meaning)"
    } else {
      phone.hangUp()
    }
    try phone.waitForHangup(within: Self.patience)
    _ = try call.waitForEnding(within: Self.patience)
    story.append("satisfaction \(queue) \(agent): \(given)")
    return Memory(uniqueID: try call.uniqueID(), caller: plan.caller, story: story)
  }

  private func agentNumber(heardBy phone: PhoneCall) throws -> String {
    try phone.waitToHear("switchboard/agent", within: Self.patience)
    try phone.waitToHearSteadily(tone: 660, within: .seconds(60))
    let beginnings = phone.transcript.prompts.filter { $0.frames.lowerBound == 0 }
    return beginnings.compactMap { prompt in
      (0...9).first { prompt.isNamed("digits/\($0)") }.map(String.init)
    }.joined()
  }

  /// Every call entered once, was connected once and was completed once.
  private func checkQueueLog(of memories: [Memory], in centre: Centre) throws {
    let lines = try centre.queueLog()
    for memory in memories {
      let events = lines.filter { $0[1] == memory.uniqueID }.map { $0[4] }
      #expect(events == ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"])
    }
    #expect(lines.count { $0[4] == "ENTERQUEUE" } == 50)
  }
}
