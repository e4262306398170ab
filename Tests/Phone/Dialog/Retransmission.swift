/// A message that is sent again until the other side shows that it has it (RFC 3261, section 17).
struct Retransmission {
  static let t1 = Duration.milliseconds(500)
  static let t2 = Duration.seconds(4)

  let message: SIPMessage
  /// When nobody will answer any more: 64 times T1.
  let giveUp: Moment
  private let longest: Duration
  private var interval = Self.t1
  private var next: Moment

  /// The INVITE request doubles its interval without limit, everything else up to T2.
  init(_ message: SIPMessage, at now: Moment) {
    self.message = message
    giveUp = now + Self.t1 * 64
    longest = message.method == "INVITE" ? Self.t1 * 64 : Self.t2
    next = now + Self.t1
  }

  /// When something is due.
  var deadline: Moment { min(next, giveUp) }

  /// Whether the message is due again; moves on to the next time.
  mutating func isDue(at now: Moment) -> Bool {
    guard now >= next else { return false }
    interval = min(interval * 2, longest)
    next = now + interval
    return true
  }

  /// The other side has it: waits on in silence.
  mutating func pause() {
    next = giveUp
  }
}
