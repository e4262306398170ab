/// What a line of queue_log tells: every event of Asterisk 16 to 22, and those of other programs by
/// name.
///
/// A number that is missing or is none is `nil`. Waits and talks are in whole seconds, rings in
/// milliseconds, as the log has them.
public enum QueueEvent: Equatable, Sendable {
  /// Asterisk's queues began: what was open before is over, nobody knows since when.
  case queueStart
  /// The configuration was read again, or the log was rotated.
  case configReload

  // A caller in a queue.
  /// A caller came.
  case enterQueue(url: String, caller: String, position: Int?)
  /// An agent answered.
  case connect(hold: Duration?, channel: String, ring: Duration?)
  /// A member rang in vain; a busy one for no time at all.
  case ringNoAnswer(Duration?)
  /// A member rang until the caller left.
  case ringCanceled(Duration?)
  /// The agent hung up before the caller was put through; the caller goes on waiting.
  case agentDump
  /// The agent hung up.
  case completeAgent(Talk)
  /// The caller's side hung up, or somebody took the caller away.
  case completeCaller(Talk)
  /// The agent sent the caller on, unseen.
  case blindTransfer(extension: String, context: String, Talk)
  /// The agent sent the caller on after a consultation; `BRIDGE` and its id, or another way.
  case attendedTransfer(way: String, target: String, Talk)
  /// The caller left, or was taken away, before anybody answered.
  case abandon(Leaving)
  /// The wait was too long.
  case exitWithTimeout(Leaving)
  /// Nobody could answer any more.
  case exitEmpty(Leaving)
  /// The caller chose to leave by a key.
  case exitWithKey(key: String, Leaving)
  /// Somebody took the caller out of the queue.
  case withdraw(Leaving, info: String)

  // Agents.
  /// A member was added.
  case addMember(isPaused: Bool)
  /// A member was removed.
  case removeMember
  /// A member pauses in one queue.
  case pause(reason: String)
  /// A member goes on in one queue; told also of who had not paused.
  case unpause(reason: String)
  /// A member pauses in all queues; a line for each queue follows.
  case pauseAll(reason: String)
  /// A member goes on in all queues; a line for each queue follows.
  case unpauseAll(reason: String)
  /// A member's penalty changed.
  case penalty(Int?)
  /// Whether a member who talks is rung changed.
  case ringInUse(Bool?)
  /// An agent of the agent pool signed in.
  case agentLogin(channel: String)
  /// An agent of the agent pool signed out.
  case agentLogoff(channel: String, after: Duration?)

  /// Asterisk's own note on compatibility.
  case systemCompatibility
  /// Written by `QueueLog()`, by AMI's QueueLog, or by an Asterisk of tomorrow.
  case other

  /// What is told at the end of a talk.
  public struct Talk: Equatable, Sendable {
    /// How long the caller had waited in this queue.
    public var hold: Duration?
    /// How long they talked.
    public var talk: Duration?
    /// Where the caller had begun to wait.
    public var originalPosition: Int?
  }

  /// What is told when a caller leaves unanswered.
  public struct Leaving: Equatable, Sendable {
    /// Where the caller waited at last.
    public var position: Int?
    /// Where the caller had begun to wait.
    public var originalPosition: Int?
    /// How long the caller waited.
    public var wait: Duration?
  }
}
