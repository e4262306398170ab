import Reports
import Testing

/// Figures against published and hand-computed ones.
@Suite struct StatisticsTests {
  /// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
  /// (1998), table I, method 3: Wilson's score interval.
  @Test(arguments: [
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
  ])
  func wilsonsIntervalIsAsPublished(count: Int, total: Int, low: Double, high: Double) throws {
    let interval = try #require(Proportion(count, of: total).interval)
    #expect(abs(interval.lowerBound - low) < 0.000_05)
    #expect(abs(interval.upperBound - high) < 0.000_05)
  }

  @Test func theIntervalEndsWhereAShareEnds() throws {
    let all = try #require(Proportion(20, of: 20).interval)
    #expect(all.upperBound == 1)
    #expect(abs(all.lowerBound - 0.8389) < 0.000_05)
    #expect(try #require(Proportion(0, of: 1).interval).lowerBound == 0)
  }

  @Test func ofNothingThereIsNoShare() {
    #expect(Proportion(0, of: 0).rate == nil)
    #expect(Proportion(0, of: 0).interval == nil)
    #expect(NetPromoterScore().score == nil)
    #expect(NetPromoterScore().interval == nil)
  }

  @Test func everyScoreIsAPromotersAPassivesOrADetractors() {
    var score = NetPromoterScore()
    for answer in 0...10 { score.add(answer) }
    #expect(score == NetPromoterScore(promoters: 2, passives: 2, detractors: 7))
    #expect(score.score == -5.0 / 11)
  }

  /// 50 promoters, 30 passives and 20 detractors of 100, by hand: the shares' Wilson intervals are
  /// 0.40383...0.59617 and 0.13337...0.28883, their correlation is -0.5.
  @Test func theIntervalOfANetPromoterScore() throws {
    let score = NetPromoterScore(promoters: 50, passives: 30, detractors: 20)
    #expect(score.score == 0.3)
    let interval = try #require(score.interval)
    #expect(abs(interval.lowerBound - 0.139_75) < 0.000_05)
    #expect(abs(interval.upperBound - 0.441_76) < 0.000_05)
  }

  @Test func aScoreNeverLeavesItsBounds() throws {
    for total in 1...12 {
      for promoters in 0...total {
        for detractors in 0...(total - promoters) {
          let score = NetPromoterScore(
            promoters: promoters,
            passives: total - promoters - detractors,
            detractors: detractors
          )
          let interval = try #require(score.interval)
          #expect(interval.contains(try #require(score.score)))
          #expect((-1...1).contains(interval.lowerBound))
          #expect((-1...1).contains(interval.upperBound))
        }
      }
    }
  }

  @Test(arguments: [
    (0.666_66, 1, "0.7"), (66.666, 1, "66.7"), (-20.0, 1, "-20.0"), (-0.01, 1, "0.0"),
    (0.05, 2, "0.05"), (99.96, 1, "100.0"), (3.5, 0, "4"), (0.000_04, 4, "0.0000"),
  ])
  func decimalsAreRounded(value: Double, places: Int, text: String) {
    #expect(decimal(value, places: places) == text)
  }
}
