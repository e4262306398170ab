public import Records

/// How figures are cut into intervals: by the clock on a wall, so that a day begins at midnight there.
public struct Intervals: Sendable {
  /// How long one is; it divides a day.
  public var length: Duration
  private let offset: @Sendable (Timestamp) -> Int

  /// - Parameters:
  ///   - length: How long one is: a day, or what divides it.
  ///   - offset: The wall's clock: seconds east of UTC at a moment.
  public init(
    of length: Duration,
    offset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 }
  ) {
    self.length = length
    self.offset = offset
  }

  /// When the interval began that a moment is in.
  ///
  /// An hour that the clock shows twice is two; a day in which it is changed has 23 or 25 hours.
  public func beginning(of moment: Timestamp) -> Timestamp {
    let length = max(1, Int(length.components.seconds))
    let east = offset(moment)
    let local = moment.seconds + east
    // Down also before 1970.
    let begin = Timestamp(seconds: moment.seconds - ((local % length) + length) % length)
    return Timestamp(seconds: begin.seconds + east - offset(begin))
  }
}
