/// What a phone does with a call that comes in.
public struct Manner: Hashable, Sendable {
  enum Decision: Hashable, Sendable {
    case none
    case answer
    case reject(status: Int)
  }

  var rings = true
  var decision = Decision.none
  var after = Duration.zero
  var hangsUpAfter: Duration?
  var sound = Sound.silence

  /// Rings until the test decides, or the caller gives up.
  public static let rings = Manner()

  /// Says nothing at all, not even that it rings.
  public static let ignores = Manner(rings: false)

  /// Rings, answers, and hangs up later if a time for it is given.
  public static func answers(
    after delay: Duration = .zero,
    saying sound: Sound = .silence,
    hangingUpAfter talk: Duration? = nil
  ) -> Manner {
    Manner(decision: .answer, after: delay, hangsUpAfter: talk, sound: sound)
  }

  /// Refuses: 486 busy, 603 declined, 480 unavailable, ...
  ///
  /// It rings before if there is a delay.
  public static func rejects(_ status: Int = 486, after delay: Duration = .zero) -> Manner {
    Manner(rings: delay > .zero, decision: .reject(status: status), after: delay)
  }
}
