public import Records

/// A time that an agent spent in one way.
public struct AgentInterval: Equatable, Sendable {
  /// The agent.
  public var agent: String
  /// The queue; `NONE` in the agent pool.
  public var queue: String
  /// In which way.
  public var kind: Kind
  /// Since when; `nil` when it began before the log did.
  public var from: Timestamp?
  /// How it ended; `nil` while it goes on.
  public var end: End?

  /// What an agent does.
  public enum Kind: Equatable, Sendable {
    /// Signed in to the queue.
    case signedIn
    /// Pauses in the queue.
    case paused(reason: String)
    /// Talks with a caller.
    case talking(callID: String)
  }

  /// How a time ends.
  public enum End: Equatable, Sendable {
    /// At that moment.
    case at(Timestamp)
    /// The log does not say when; at the latest then.
    case unknown(by: Timestamp)
  }
}

/// A phone that rang in vain.
public struct MissedRing: Equatable, Sendable {
  /// The agent.
  public var agent: String
  /// The queue.
  public var queue: String
  /// The caller's channel, by its Uniqueid.
  public var callID: String
  /// When it stopped.
  public var at: Timestamp
  /// How long it rang; a busy one for no time at all.
  public var ring: Duration?
  /// Why nobody talked.
  public var reason: Reason

  /// Why nobody talked.
  public enum Reason: String, Sendable {
    /// The agent did not answer.
    case noAnswer
    /// The caller left.
    case callerLeft
    /// The agent hung up before the caller was put through.
    case agentLeft
  }
}
