import Testing

@testable import AMI

struct BackoffTests {
  @Test func waitsDoubleUpToTheCeilingAndAreSpread() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      var backoff = Backoff(shortest: .seconds(1), longest: .seconds(8), stability: .seconds(30))
      for whole in [1, 2, 4, 8, 8, 8] {
        let wait = backoff.wait(afterSessionOf: nil, using: &random)
        #expect(wait >= .seconds(whole) / 2 && wait <= .seconds(whole))
      }
    }
  }

  @Test func onlyASessionThatHeldBeginsAgain() {
    var random = SystemRandomNumberGenerator()
    var backoff = Backoff(shortest: .seconds(1), longest: .seconds(60), stability: .seconds(30))
    for _ in 0..<3 { _ = backoff.wait(afterSessionOf: .seconds(29), using: &random) }
    #expect(backoff.wait(afterSessionOf: .seconds(29), using: &random) >= .seconds(4))
    #expect(backoff.wait(afterSessionOf: .seconds(30), using: &random) <= .seconds(1))
  }

  @Test func manyTriesOverflowNothing() {
    var random = SystemRandomNumberGenerator()
    var backoff = Backoff(shortest: .seconds(1), longest: .seconds(60), stability: .seconds(30))
    for _ in 0..<200 { #expect(backoff.wait(afterSessionOf: nil, using: &random) <= .seconds(60)) }
  }
}
