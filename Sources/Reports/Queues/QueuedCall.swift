public import Records

/// One caller's wait, as the figures of queues count it.
public struct QueuedCall: Equatable, Sendable {
  /// The queue.
  public var queue: String
  /// When the caller came to it.
  public var arrived: Timestamp
  /// How long the caller waited; nothing where the outcome does not tell.
  public var wait: Duration
  /// What became of the caller.
  public var outcome: Outcome

  /// What becomes of a caller in a queue.
  public enum Outcome: Equatable, Sendable {
    /// An agent answered.
    case answered
    /// The caller hung up unanswered.
    case abandoned
    /// The caller was promised a callback.
    case converted
    /// The queue let the caller go: too long a wait, nobody there, a key, taken out.
    case left
    /// The caller still waits.
    case waiting
    /// Nobody knows.
    case unknown
  }

  /// Describes a wait.
  public init(queue: String, arrived: Timestamp, wait: Duration, outcome: Outcome) {
    self.queue = queue
    self.arrived = arrived
    self.wait = wait
    self.outcome = outcome
  }
}
