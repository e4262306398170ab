import Records
import Testing

@testable import Operations

/// The wall clock is believed when it has gone evenly.
@Suite struct SteadyClockTests {
  private let start = ContinuousClock.now
  private let wall = 1_800_000_000

  /// What is believed at the last of these looks: seconds that passed, and what the wall clock gained.
  private func believed(_ looks: [(passed: Int, gained: Int)]) -> Int? {
    var clock = SteadyClock()
    var last: Timestamp?
    for look in looks {
      last = clock.look(
        wall: Timestamp(seconds: wall + look.passed + look.gained),
        monotonic: start + .seconds(look.passed)
      )
    }
    return last.map { $0.seconds - wall }
  }

  private static let hour = 3_600

  @Test func aClockThatGoesEvenlyIsBelievedAfterHalfADay() {
    #expect(believed([(0, 0)]) == nil)
    #expect(believed([(0, 0), (12 * Self.hour - 1, 0)]) == nil)
    #expect(believed([(0, 0), (12 * Self.hour, 0)]) == 12 * Self.hour)
  }

  @Test(arguments: [400 * 86_400, -400 * 86_400, 3_600, -3_600])
  func aJumpIsWaitedOut(by jump: Int) {
    let even = 20 * Self.hour
    #expect(believed([(0, 0), (even, 0)]) == even)
    #expect(believed([(0, 0), (even, jump)]) == nil)
    #expect(believed([(0, 0), (even, jump), (even + 11 * Self.hour, jump)]) == nil)
    #expect(believed([(0, 0), (even, jump), (even + 1, 0)]) == nil)
    let later = even + 12 * Self.hour
    #expect(believed([(0, 0), (even, jump), (later, jump)]) == later + jump)
  }

  /// What NTP puts right bit by bit is no jump.
  @Test func aClockThatIsPutRightBitByBitIsBelieved() {
    let looks = (0...48).map { (passed: $0 * Self.hour, gained: $0 * Self.hour / 2_000) }
    #expect(believed(looks) == 48 * Self.hour + 48 * Self.hour / 2_000)
  }

  @Test func aClockThatRunsTooFastIsNot() {
    let looks = (0...48).map { (passed: $0 * Self.hour, gained: $0 * Self.hour / 10) }
    #expect(believed(looks) == nil)
  }
}
