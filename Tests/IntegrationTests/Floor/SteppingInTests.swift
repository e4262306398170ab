import Control
import Laboratory
import Operations
import Phone
import Testing

/// Supervisors in agents' calls: every leg is listened to.
///
/// A caller says 440 Hz, an agent 660, a supervisor 880.
@Suite struct SteppingInTests {
  private static let result = Result {
    try FloorCentre(
      "stepping-in",
      queues: [
        "heard": ["1001"], "changed": ["1002"], "alone": ["1003"], "paused": ["1004"],
        "called-back": ["1005"], "agent-first": ["1006"],
      ]
    )
  }

  private func scene(_ body: @escaping @Sendable (FloorCentre) throws -> Void) async throws {
    let floor = try Self.result.get()
    try await floor.centre.scene { _ in try body(floor) }
  }

  private static let tones = [440, 660, 880]

  private struct Heard {
    var mode: String
    var agent: Set<Int>
    var caller: Set<Int>
  }

  /// Who hears whom in each mode; the supervisor always hears both.
  private static let modes = [
    Heard(mode: "listen", agent: [440], caller: [660]),
    Heard(mode: "whisper", agent: [440, 880], caller: [660]),
    Heard(mode: "barge", agent: [440, 880], caller: [660, 880]),
  ]

  @Test func eachModeIsHeardByThoseItIsFor() async throws {
    try await scene { floor in
      let supervisor = try floor.centre.laboratory.agentPhone(
        "1031",
        manner: .answers(saying: .tone(hertz: 880))
      )
      for (index, heard) in Self.modes.enumerated() {
        let (call, agent) = try floor.centre.talk(
          in: "heard",
          as: CallerID(number: "1381234710\(index)")
        )
        try floor.wait("calls") {
          $0.calls?.contains { $0.agent == "1001" && $0.place == "agent" } == true
        }
        let done = try floor.ask(heard.mode, "1001", "--phone", "1031")
        #expect(done == "1031: \(heard.mode) 1001")
        let ear = try supervisor.waitForCall(within: .seconds(10))
        try ear.waitToHear(tones: [440, 660], among: Self.tones, within: .seconds(10))
        try agent.waitToHear(tones: heard.agent, among: Self.tones, within: .seconds(10))
        try call.phone.waitToHear(tones: heard.caller, among: Self.tones, within: .seconds(10))
        call.phone.hangUp()
        // It ends with the call.
        try ear.waitForHangup(within: .seconds(10))
        try floor.wait("agents") { report in
          report.agents?.first { $0.agent == "1001" }?.call == nil
        }
      }
      let deeds = try floor.book().deeds.filter { $0.details.contains("agent=1001") }
      #expect(deeds.map(\.command) == ["barge", "whisper", "listen"])
      #expect(deeds.allSatisfy { $0.author == "root" && $0.outcome?.hasPrefix("1031: ") == true })
    }
  }

  @Test func theModeIsChangedWhileListening() async throws {
    try await scene { floor in
      let supervisor = try floor.centre.laboratory.agentPhone(
        "1032",
        manner: .answers(saying: .tone(hertz: 880))
      )
      let (call, agent) = try floor.centre.talk(in: "changed", as: "13812347200")
      try floor.wait("calls") {
        $0.calls?.contains { $0.agent == "1002" && $0.place == "agent" } == true
      }
      try floor.ask("listen", "1002", "--phone", "1032")
      let ear = try supervisor.waitForCall(within: .seconds(10))
      let ways = [Self.modes[0], Self.modes[1], Self.modes[2], Self.modes[1]]
      for (index, heard) in ways.enumerated() {
        if index > 0 {
          #expect(
            try floor.ask(heard.mode, "1002", "--phone", "1032")
              == "1032: \(ways[index - 1].mode) -> \(heard.mode) 1002"
          )
        }
        try ear.waitToHear(tones: [440, 660], among: Self.tones, within: .seconds(10))
        try agent.waitToHear(tones: heard.agent, among: Self.tones, within: .seconds(10))
        try call.phone.waitToHear(tones: heard.caller, among: Self.tones, within: .seconds(10))
      }
      // By the keys of the phone, too.
      try ear.press("6")
      try call.phone.waitToHear(tones: [660, 880], among: Self.tones, within: .seconds(10))
      try ear.press("4")
      try call.phone.waitToHear(tones: [660], among: Self.tones, within: .seconds(10))
      try agent.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
      // Who listens may leave; the call goes on.
      ear.hangUp()
      try ear.waitForHangup(within: .seconds(5))
      try agent.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
      call.phone.hangUp()
    }
  }

  @Test func whatCannotBeDoneIsSaid() async throws {
    try await scene { floor in
      let agent = try floor.centre.laboratory.agentPhone("1003")
      try floor.wait(agent: "1003", is: "ready")
      func refusal(_ words: String...) throws -> String {
        try Laboratory.failure(of: words + ["--control", floor.centre.laboratory.control])
      }
      #expect(try refusal("listen", "1003", "--phone", "1031").contains("1003 is in no call"))
      #expect(try refusal("listen", "9999", "--phone", "1031").contains("signed in to no queue"))
      #expect(try refusal("whisper", "1003", "--phone", "1003").contains("own phone"))
      #expect(try refusal("listen", "1003", "--phone", "1031/n").contains("is no number"))
      #expect(
        try refusal("callback", "now", "13900000000", "--queue", "nowhere").contains("no queue")
      )
      #expect(try refusal("callback", "now", "1390@x", "--queue", "alone").contains("is no number"))
      withExtendedLifetime(agent) {}
    }
  }

  @Test func anAgentIsPausedAndSignedInAndOut() async throws {
    try await scene { floor in
      let agent = try floor.centre.laboratory.agentPhone("1004")
      try floor.wait(agent: "1004", is: "ready")
      try floor.ask("agent", "pause", "1004", "--reason", "tea")
      let paused = try floor.wait("agents") { report in
        report.agents?.first { $0.agent == "1004" }?.state == "paused"
      }
      #expect(paused.agents?.first { $0.agent == "1004" }?.reason == "tea")
      try floor.ask("agent", "unpause", "1004")
      try floor.wait(agent: "1004", is: "ready")
      withExtendedLifetime(agent) {}
    }
  }

  @Test func aCustomerIsCalledBackAndIsInTheQueue() async throws {
    try await scene { floor in
      let laboratory = floor.centre.laboratory
      let agent = try laboratory.agentPhone("1005", manner: .answers(saying: .tone(hertz: 660)))
      let outside = try laboratory.outsidePhone(manner: .answers(saying: .tone(hertz: 440)))
      try floor.wait(agent: "1005", is: "ready")
      #expect(
        try floor.ask("callback", "now", "13900007301", "--queue", "called-back")
          == "139****7301: answered"
      )
      let customer = try outside.waitForCall(within: .seconds(10))
      let talking = try agent.waitForCall(within: .seconds(20))
      try customer.waitToHear(tones: [660], among: Self.tones, within: .seconds(20))
      try talking.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
      talking.hangUp()
      let attempt = try #require(try floor.book().attempts.first { $0.call.queue == "called-back" })
      #expect(attempt.outcome == "answered" && attempt.call.number == "13900007301")
      try customer.waitToHear("switchboard/survey-question", within: .seconds(10))
      customer.hangUp()

      // Agent first: the agent hears the customer's phone, then the customer.
      let second = try laboratory.agentPhone("1006", manner: .answers(saying: .tone(hertz: 660)))
      try floor.wait(agent: "1006", is: "ready")
      #expect(
        try floor.ask("callback", "now", "13900007302", "--queue", "agent-first", "--agent-first")
          == "139****7302: answered"
      )
      let later = try outside.waitForCall(within: .seconds(20))
      let first = try second.waitForCall(within: .seconds(10))
      try later.waitToHear(tones: [660], among: Self.tones, within: .seconds(20))
      try first.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
      first.hangUp()
      try later.waitForHangup(within: .seconds(10))
    }
  }
}
