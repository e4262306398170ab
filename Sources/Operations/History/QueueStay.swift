public import Records

/// One stay of a caller in a queue, from the line by which the caller came to the one by which the
/// caller was gone.
public struct QueueStay: Equatable, Sendable {
  /// The caller's channel, by its Uniqueid.
  public var callID: String
  /// The queue.
  public var queue: String
  /// The caller's number as it came; empty of none.
  public var caller: String
  /// When the caller came; `nil` when the log does not say.
  public var entered: Timestamp?
  /// Where the caller began to wait.
  public var position: Int?
  /// Who answered; `nil` is nobody so far.
  public var answer: Answer?
  /// How it ended; `nil` while it goes on.
  public var end: End?
  /// Whether the caller was promised a callback for this queue; the log does not say.
  public var isPromised = false

  /// An agent's answer.
  public struct Answer: Equatable, Sendable {
    /// The agent.
    public var agent: String
    /// When the agent answered.
    public var at: Timestamp
    /// How long the caller had waited.
    public var wait: Duration?
    /// How long the agent's phone had rung; `nil` when the log does not say.
    public var ring: Duration?
    /// The agent's channel, by its Uniqueid; empty when the log does not say.
    public var channel: String
  }

  /// The end of a stay.
  public struct End: Equatable, Sendable {
    /// When it ended; at the latest, of an outcome that is unknown.
    public var at: Timestamp
    /// How.
    public var outcome: Outcome
    /// How long the caller had waited; `nil` when the log does not say.
    public var wait: Duration?
    /// How long they talked; `nil` of no talk.
    public var talk: Duration?
  }

  /// How a stay ends, in queue_log's words.
  public enum Outcome: Equatable, Sendable {
    /// The agent hung up.
    case completedByAgent
    /// The caller's side ended, or somebody took the caller away.
    case completedByCaller
    /// The agent sent the caller on unseen.
    case blindTransfer(extension: String, context: String)
    /// The agent sent the caller on after a consultation.
    case attendedTransfer(way: String, target: String)
    /// The caller left, or was taken away, unanswered.
    case abandoned
    /// The wait was too long.
    case timeout
    /// Nobody could answer any more.
    case empty
    /// The caller left by a key.
    case key(String)
    /// Somebody took the caller out of the queue.
    case withdrawn(info: String)
    /// The log does not say.
    case unknown
  }

  /// When the caller came, by the wait that was told later where that line is missing.
  public var arrived: Timestamp? {
    if let entered { return entered }
    if let answer, let wait = answer.wait { return answer.at - wait }
    if let end, answer == nil, let wait = end.wait { return end.at - wait }
    return nil
  }

  /// How long the caller waited; `nil` when the log does not say, or the caller still waits.
  public var wait: Duration? { answer?.wait ?? end?.wait }
}

extension Timestamp {
  static func - (moment: Timestamp, duration: Duration) -> Timestamp {
    let (seconds, attoseconds) = duration.components
    let microseconds = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    return Timestamp(microseconds: moment.microseconds - microseconds)
  }

  static func - (later: Timestamp, earlier: Timestamp) -> Duration {
    .microseconds(later.microseconds - earlier.microseconds)
  }
}
