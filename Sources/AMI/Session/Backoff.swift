/// How long to wait before the next try, so that many clients do not come back at once.
///
/// The wait doubles from try to try up to a ceiling, and is between a half and the whole of that. Only a
/// session that held for the stability window begins again with the shortest wait: a server that lets
/// in and drops at once is not asked more often.
struct Backoff: Sendable {
  private(set) var tries = 0
  private let shortest: Duration
  private let longest: Duration
  private let stability: Duration

  init(shortest: Duration, longest: Duration, stability: Duration) {
    self.shortest = shortest
    self.longest = longest
    self.stability = stability
  }

  /// A session of that length ended; `nil` when there was none.
  mutating func wait(
    afterSessionOf length: Duration?,
    using random: inout some RandomNumberGenerator
  ) -> Duration {
    if let length, length >= stability { tries = 0 }
    let whole = min(longest, shortest * (1 << min(tries, 20)))
    tries += 1
    return whole * Double.random(in: 0.5...1, using: &random)
  }
}
