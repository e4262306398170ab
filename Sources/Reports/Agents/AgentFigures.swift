/// What can be said of an agent's time.
public struct AgentFigures: Equatable, Sendable {
  /// The agent.
  public var agent: String
  /// Callers whom the agent answered.
  public var answered = 0
  /// How long they talked in all.
  public var talk: Duration = .zero
  /// The longest talk; `nil` of none.
  public var longestTalk: Duration?
  /// Times that the phone rang and the agent did not answer.
  public var ringNoAnswers = 0
  /// Times that the caller left while the phone rang.
  public var callersLeft = 0
  /// How long the agent was signed in to a queue at least.
  public var signedIn: Duration = .zero
  /// How long the agent paused in a queue at least.
  public var paused: Duration = .zero
  /// Pauses by their reasons; empty is none.
  public var pauses: [String: Pauses] = [:]
  /// Times of which the log does not say when they ended: they count until it must have been.
  public var uncertain = 0

  /// Pauses for one reason.
  public struct Pauses: Equatable, Sendable {
    /// How many.
    public var count = 0
    /// How long in all.
    public var time: Duration = .zero

    /// Describes pauses.
    public init(count: Int = 0, time: Duration = .zero) {
      self.count = count
      self.time = time
    }
  }

  /// Figures of nothing yet.
  public init(agent: String) {
    self.agent = agent
  }

  /// The mean talk; `nil` of none.
  public var averageTalk: Duration? { answered > 0 ? talk / answered : nil }
}
