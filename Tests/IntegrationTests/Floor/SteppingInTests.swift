import Control
import Glibc
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
        "called-back": ["1005"], "agent-first": ["1006"], "left": ["1007"], "own": ["1008"],
        "first": ["1009"], "second": ["1010"],
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
              == "1032: \(ways[index - 1].mode) 1002 -> \(heard.mode) 1002"
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

  /// Who listened once, and left, may have a customer on the same phone by now.
  @Test func aPhoneThatListensNoMoreKeepsItsOwnCall() async throws {
    try await scene { floor in
      let centre = floor.centre
      let (call, agent) = try centre.talk(in: "left", as: "13812347301")
      try floor.wait("calls") {
        $0.calls?.contains { $0.agent == "1007" && $0.place == "agent" } == true
      }
      let supervisor = try centre.laboratory.agentPhone(
        "1008",
        manner: .answers(saying: .tone(hertz: 880))
      )
      try floor.ask("listen", "1007", "--phone", "1008")
      let ear = try supervisor.waitForCall(within: .seconds(10))
      try ear.waitToHear(tones: [440, 660], among: Self.tones, within: .seconds(10))
      ear.hangUp()
      try ear.waitForHangup(within: .seconds(10))

      try floor.wait(agent: "1008", is: "ready")
      let customer = try centre.call(centre.number(of: "own"), as: "13812347302")
      let own = try supervisor.waitForCall(within: .seconds(20))
      try customer.phone.waitToHear(tones: [880], among: Self.tones, within: .seconds(20))
      // The phone is rung for it, or is busy: no call of others' is touched.
      _ = try? floor.ask("whisper", "1007", "--phone", "1008")
      try customer.phone.waitToHear(tones: [880], among: Self.tones, within: .seconds(10))
      try agent.waitToHear(tones: [440], among: [440, 660], within: .seconds(10))
      customer.phone.hangUp()
      try own.waitForHangup(within: .seconds(10))
      call.phone.hangUp()
    }
  }

  @Test func aPhoneGoesFromOneAgentToAnother() async throws {
    try await scene { floor in
      let centre = floor.centre
      // As one with a muted microphone that suppresses silence.
      let supervisor = try centre.laboratory.agentPhone("1033", manner: .answers(saying: .nothing))
      let (first, left) = try centre.talk(in: "first", as: "13812347401")
      let (second, agent) = try centre.talk(in: "second", as: "13812347402")
      try floor.wait("calls") { report in
        let agents = report.calls?.filter { $0.place == "agent" }.compactMap(\.agent) ?? []
        return Set(agents).isSuperset(of: ["1009", "1010"])
      }
      try floor.ask("listen", "1009", "--phone", "1033")
      let ear = try supervisor.waitForCall(within: .seconds(10))
      try ear.waitToHear(tones: [440, 660], among: Self.tones, within: .seconds(10))
      #expect(
        try floor.ask("whisper", "1010", "--phone", "1033")
          == "1033: listen 1009 -> whisper 1010"
      )
      let end = ContinuousClock.now + .seconds(10)
      while try !centre.laboratory.console("core show channels concise").contains("!whisper!"),
        ContinuousClock.now < end
      {
        usleep(50_000)
      }
      #expect(try centre.laboratory.console("core show channels concise").contains("!whisper!"))
      ear.say(.tone(hertz: 880))
      try agent.waitToHear(tones: [440, 880], among: Self.tones, within: .seconds(10))
      // The first call's end is none of its.
      first.phone.hangUp()
      try left.waitForHangup(within: .seconds(10))
      try floor.wait(agent: "1009", is: "ready")
      try ear.waitToHear(tones: [440, 660], among: Self.tones, within: .seconds(10))
      second.phone.hangUp()
      try ear.waitForHangup(within: .seconds(10))
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
        try refusal("agent", "pause", "1003", "--reason", "signed-out").contains("use logout")
      )
      #expect(
        try refusal("callback", "now", "13900000000", "--queue", "nowhere").contains("no queue")
      )
      let mistyped = try refusal("callback", "now", "13900007@x", "--queue", "alone")
      #expect(mistyped.contains("is no number") && !mistyped.contains("7@x"), "\(mistyped)")
      for number in ["110", "+", "0019005551234", "+19005551234"] {
        let refusal = try refusal("callback", "now", number, "--queue", "alone")
        #expect(refusal.contains("is no number"), "\(refusal)")
      }
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
      let engaged = try laboratory.outsidePhone(manner: .rejects(486))
      let words = ["callback", "now", "13900007300", "--queue", "called-back"]
      let told = try Laboratory.failure(of: words + ["--control", laboratory.control])
      #expect(told.contains("139****7300 is busy"))
      engaged.close()
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
      #expect(try floor.book().attempts.contains { $0.outcome == "busy" })
      #expect(attempt.outcome == "answered" && attempt.call.number == "13900007301")
      try customer.waitToHear("switchboard/survey-question", within: .seconds(10))
      customer.hangUp()

      // Agent first: the agent hears the customer's phone, then the customer.
      let second = try laboratory.agentPhone("1006", manner: .answers(saying: .tone(hertz: 660)))
      try floor.wait(agent: "1006", is: "ready")
      #expect(
        try floor.ask("callback", "now", "13900007302", "--queue", "agent-first", "--agent-first")
          == "139****7302: an agent answered, and the customer is called"
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
