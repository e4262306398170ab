import Laboratory
import Phone
import Testing

/// The daemon is killed while calls that it placed are under way.
@Suite struct KilledDaemonTests {
  private static let tones = [440, 660]

  @Test func callsThatWerePlacedAreSettledAndNeverPlacedAgain() async throws {
    let floor = try FloorCentre("killed", queues: ["placed": ["1001"]])
    try await floor.scene { floor in
      let laboratory = floor.centre.laboratory
      let outside = try laboratory.outsidePhone()
      let agent = try laboratory.agentPhone("1001", manner: .answers(saying: .tone(hertz: 660)))
      try floor.wait(agent: "1001", is: "ready")
      let numbers = (rings: "13900007401", ends: "13900007402", talks: "13900007403")
      let answers = Watched([String]())
      func place(_ number: String) throws -> PhoneCall {
        startThread {
          let words = ["callback", "now", number, "--queue", "placed"]
          let answer = try? Laboratory.failure(of: words + ["--control", laboratory.control])
          answers.change { $0.append(answer ?? "") }
        }
        return try outside.waitForCall(within: .seconds(10))
      }
      let rings = try place(numbers.rings)
      let ends = try place(numbers.ends)
      let talks = try place(numbers.talks)
      floor.daemon.kill()
      // Whoever asked is told.
      let told = answers.wait(until: .now + .seconds(10)) { $0.count == 3 ? $0 : nil }
      #expect(told?.allSatisfy { $0.contains("the daemon ended the connection") } == true)

      // Meanwhile one refuses, and one answers: the dialplan alone sees to it that an agent comes.
      ends.reject(486)
      try floor.centre.waitForNoChannels(of: [numbers.ends])
      talks.answer(saying: .tone(hertz: 440))
      let first = try agent.waitForCall(within: .seconds(10))
      try talks.waitToHear(tones: [660], among: Self.tones, within: .seconds(20))
      try first.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))

      let daemon = try laboratory.startDaemon()
      try floor.waitForTheFloor()
      // What still rings was asked for before the others, and is open.
      try floor.wait { outcomes in
        outcomes[numbers.ends] == "lost" && outcomes[numbers.talks] == "answered"
          && outcomes[numbers.rings] == .some(nil)
      }
      try talks.waitToHear(tones: [660], among: Self.tones, within: .seconds(5))
      talks.hangUp()
      try first.waitForHangup(within: .seconds(10))

      rings.answer(saying: .tone(hertz: 440))
      let second = try agent.waitForCall(within: .seconds(20))
      try rings.waitToHear(tones: [660], among: Self.tones, within: .seconds(20))
      try second.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
      try floor.wait { $0[numbers.rings] == "answered" }
      rings.hangUp()

      let dialled = try floor.centre.executed("Dial")
      for number in [numbers.rings, numbers.ends, numbers.talks] {
        #expect(dialled.count { $0.contains("PJSIP/\(number)@") } == 1)
      }
      daemon.stop()
    }
  }
}
