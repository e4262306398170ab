import Records
import Reports
import Testing

/// What an agent does at once in several queues is one time.
@Suite struct AgentTallyTests {
  private func at(_ seconds: Int) -> Timestamp { Timestamp(seconds: 1_000 + seconds) }

  private func figures(_ body: (inout AgentTally) -> Void) -> AgentFigures? {
    var tally = AgentTally(in: at(0)..<at(100))
    body(&tally)
    return tally.agents.first
  }

  @Test func queuesAtOnceAreOneTime() {
    let figures = figures { tally in
      tally.add(.signedIn, of: "1001", from: at(10), to: at(50), isCertain: true)
      tally.add(.signedIn, of: "1001", from: at(20), to: at(60), isCertain: true)
      tally.add(.signedIn, of: "1001", from: at(80), to: nil, isCertain: true)
    }
    #expect(figures?.signedIn == .seconds(70))
  }

  @Test func pausesAreCountedByReasonAndOnceInAll() {
    let figures = figures { tally in
      for queue in 0...1 {
        tally.add(
          .paused(reason: "tea"),
          of: "1001",
          from: at(10 + queue),
          to: at(30),
          isCertain: true
        )
      }
      tally.add(.paused(reason: "tea"), of: "1001", from: at(40), to: at(50), isCertain: true)
      tally.add(.paused(reason: ""), of: "1001", from: at(45), to: at(55), isCertain: false)
    }
    #expect(figures?.pauses["tea"] == .init(count: 2, time: .seconds(30)))
    #expect(figures?.paused == .seconds(35))
    #expect(figures?.uncertain == 1)
  }

  @Test func whatLiesOutsideIsLeftOut() {
    let figures = figures { tally in
      tally.add(.talking, of: "1001", from: at(-20), to: at(10), isCertain: true)
      tally.add(.talking, of: "1001", from: at(90), to: at(150), isCertain: true)
      tally.add(.signedIn, of: "1001", from: nil, to: nil, isCertain: true)
      tally.addRing(of: "1001", callerLeft: true)
      tally.addRing(of: "1001", callerLeft: false)
    }
    // The call that began before is another time's answer; its talk is not.
    #expect(figures?.answered == 1)
    #expect(figures?.talk == .seconds(20))
    #expect(figures?.longestTalk == .seconds(60))
    #expect(figures?.signedIn == .seconds(100))
    #expect(figures?.callersLeft == 1)
    #expect(figures?.ringNoAnswers == 1)
  }
}
