public import Records

/// Tells what time it is for certain, though the wall clock may be set at any moment.
///
/// The wall clock is believed once it has gone evenly with the monotonic one for ``proof``. One that jumps
/// ahead and is put right within that time is believed in nothing: so a clock that was wrong for
/// some hours makes nobody forget what is young.
public struct SteadyClock: Sendable {
  /// How long both clocks go evenly before the wall clock is believed.
  public static let proof = Duration.seconds(12 * 3_600)
  /// A clock that is put right bit by bit gains or loses less than this of the time that passes.
  private static let drift = 1_000
  /// A step that is nobody's concern.
  private static let step = Duration.seconds(60)

  private var begun: (wall: Timestamp, monotonic: ContinuousClock.Instant)?

  /// A clock that was never looked at.
  public init() {}

  /// Looks at both clocks.
  ///
  /// - Parameters:
  ///   - wall: What the wall clock shows.
  ///   - monotonic: What the clock shows that nobody sets.
  /// - Returns: The wall clock's moment, when it is believed.
  public mutating func look(
    wall: Timestamp,
    monotonic: ContinuousClock.Instant
  ) -> Timestamp? {
    guard let begun, monotonic >= begun.monotonic else {
      self.begun = (wall, monotonic)
      return nil
    }
    let passed = monotonic - begun.monotonic
    let difference = (wall - begun.wall) - passed
    let allowed = Self.step + passed / Self.drift
    guard -allowed <= difference, difference <= allowed else {
      self.begun = (wall, monotonic)
      return nil
    }
    return passed >= Self.proof ? wall : nil
  }
}

extension Duration {
  fileprivate static prefix func - (duration: Duration) -> Duration { .zero - duration }
}
