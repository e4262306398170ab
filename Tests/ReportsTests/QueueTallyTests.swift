import Records
import Reports
import Testing

/// Examples that were counted by hand.
@Suite struct QueueTallyTests {
  private func call(
    _ outcome: QueuedCall.Outcome,
    _ wait: Int,
    at seconds: Int = 0,
    queue: String = "sales"
  ) -> QueuedCall {
    QueuedCall(
      queue: queue,
      arrived: Timestamp(seconds: seconds),
      wait: .seconds(wait),
      outcome: outcome
    )
  }

  /// Ten callers: five answered after 2, 5, 20, 21 and 60 s; abandons after 3, 5, 15 and 40 s; one let go.
  private var tenCalls: [QueuedCall] {
    [2, 5, 20, 21, 60].map { call(.answered, $0) } + [3, 5, 15, 40].map { call(.abandoned, $0) }
      + [call(.left, 90)]
  }

  private func figures(_ calls: [QueuedCall]) -> QueueFigures {
    var tally = QueueTally()
    for call in calls { tally.add(call) }
    return tally.total
  }

  @Test func tenCallsByHand() {
    let figures = figures(tenCalls)
    #expect(figures.offered == 10)
    #expect(figures.answered.count == 5)
    #expect(figures.shortAbandons == 2)
    // 3 of 10 - 2.
    #expect(figures.serviceLevel == Proportion(3, of: 8))
    #expect(figures.serviceLevel.rate == 0.375)
    // What Asterisk would show: 3 of 5.
    #expect(figures.answeredOnly == Proportion(3, of: 5))
    // (3 + 3) of (5 + 4).
    #expect(figures.abandonsWithin == Proportion(6, of: 9))
    // (4 - 2) of (10 - 2).
    #expect(figures.abandonRate == Proportion(2, of: 8))
    #expect(figures.answerRate == Proportion(5, of: 10))
    // (2 + 5 + 20 + 21 + 60) / 5.
    #expect(figures.answered.average == .milliseconds(21_600))
    #expect(figures.answered.percentile(50) == .seconds(20))
    #expect(figures.answered.percentile(90) == .seconds(60))
    #expect(figures.answered.longest == .seconds(60))
    #expect(figures.abandoned.longest == .seconds(40))
  }

  /// Nobody is judged by callers who still wait or of whom nothing is known; a promise is no abandon.
  @Test func whoIsNotCounted() {
    let figures = figures(
      tenCalls + [call(.waiting, 0), call(.unknown, 0), call(.converted, 70)]
    )
    #expect(figures.offered == 13)
    #expect(figures.judged == 9)
    #expect(figures.serviceLevel == Proportion(3, of: 9))
    #expect(figures.abandonRate == Proportion(2, of: 9))
    #expect(figures.converted == 1)
  }

  @Test func nothing() {
    let figures = figures([])
    #expect(figures.serviceLevel.rate == nil)
    #expect(figures.answered.average == nil)
    #expect(figures.answered.percentile(50) == nil)
    #expect(figures.answered.longest == nil)
  }

  @Test func percentilesByNearestRank() {
    let figures = figures((1...10).map { call(.answered, $0) })
    #expect(figures.answered.percentile(1) == .seconds(1))
    #expect(figures.answered.percentile(50) == .seconds(5))
    #expect(figures.answered.percentile(51) == .seconds(6))
    #expect(figures.answered.percentile(90) == .seconds(9))
    #expect(figures.answered.percentile(100) == .seconds(10))
    #expect(self.figures([call(.answered, 7)]).answered.percentile(1) == .seconds(7))
  }

  /// Berlin's clock was put forward at 01:00 UTC on 2026-03-29, and back at 01:00 UTC on 2026-10-25.
  @Test func intervalsGoByTheClockOnTheWall() throws {
    let zone = try Zone(named: "Europe/Berlin")
    func begins(_ length: Int, _ hours: Double, of day: Int) -> String {
      let intervals = Intervals(of: .seconds(length)) { zone.offset(at: $0) }
      return intervals.beginning(of: Timestamp(seconds: day * 86_400 + Int(hours * 3_600)))
        .description
    }
    let (hour, day, march, october) = (3_600, 86_400, 20541, 20751)
    #expect(begins(day, 21.9, of: march) == "2026-03-28T23:00:00Z")
    #expect(begins(day, 22, of: march) == "2026-03-29T22:00:00Z")
    #expect(begins(day, 22.9, of: october) == "2026-10-24T22:00:00Z")
    // 02:30 is shown twice that night.
    #expect(begins(hour, 0.5, of: october) == "2026-10-25T00:00:00Z")
    #expect(begins(hour, 1.5, of: october) == "2026-10-25T01:00:00Z")
    let kathmandu = try Zone(named: "Asia/Kathmandu")
    let intervals = Intervals(of: .seconds(hour)) { kathmandu.offset(at: $0) }
    let noon = Timestamp(seconds: october * day + 12 * hour)
    #expect(intervals.beginning(of: noon).description == "2026-10-25T11:15:00Z")
  }

  @Test func byQueueAndInterval() {
    var tally = QueueTally()
    for (queue, seconds) in [
      ("sales", 0), ("sales", 899), ("sales", 900), ("support", 901), ("sales", -1),
    ] {
      tally.add(call(.answered, 1, at: seconds, queue: queue))
    }
    #expect(tally.figures.map(\.queue) == ["sales", "sales", "sales", "support"])
    #expect(tally.figures.map(\.interval?.seconds) == [-900, 0, 900, 900])
    #expect(tally.figures.map(\.offered) == [1, 2, 1, 1])
    #expect(tally.queues.map(\.queue) == ["sales", "support"])
    #expect(tally.queues.map(\.offered) == [4, 1])
    #expect(tally.queues[0].answered.total == .seconds(4))
    #expect(tally.total.offered == 5)
  }

  @Test func otherTargets() {
    var tally = QueueTally(.init(target: .seconds(60), shortAbandon: .seconds(2)))
    for call in tenCalls { tally.add(call) }
    #expect(tally.total.serviceLevel == Proportion(5, of: 10))
    #expect(tally.total.abandonRate == Proportion(4, of: 10))
  }
}
