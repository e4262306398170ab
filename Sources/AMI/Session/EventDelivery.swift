/// What a subscriber sees: an event, or that some are missing.
///
/// Loss is a value, never silence.
public enum EventDelivery: Sendable, Equatable {
  /// Why events are missing.
  public enum Gap: Sendable, Equatable {
    /// Events flow from here on; what was before is not known. It comes first, and after each new login.
    case began
    /// The session is over; events are missing until `began`.
    case disconnected
    /// The subscriber was slower than the events, and its buffer was full.
    case overflow
  }

  /// An event.
  case event(Message)
  /// Events are missing here: how many, where that is known, and why.
  ///
  /// After `began` and `overflow` a model of the floor asks Asterisk afresh (`QueueStatus`,
  /// `CoreShowChannels`).
  case gap(lost: Int?, Gap)
}
