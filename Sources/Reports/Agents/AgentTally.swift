public import Records

/// Counts what agents did in a span of time, one thing after the other.
///
/// Who is in several queues signs in to each, and pauses in each: that counts once.
public struct AgentTally: Sendable {
  /// What an agent does for a while.
  public enum Activity: Hashable, Sendable {
    /// Signed in to a queue.
    case signedIn
    /// Pauses in a queue.
    case paused(reason: String)
    /// Talks with a caller.
    case talking
  }

  private struct Key: Hashable {
    var agent: String
    var activity: Activity
  }

  private let span: Range<Timestamp>
  private var times: [Key: [Range<Timestamp>]] = [:]
  private var figures: [String: AgentFigures] = [:]

  /// Counts nothing yet.
  public init(in span: Range<Timestamp>) {
    self.span = span
  }

  /// Counts a time; what lies outside of the span is left out.
  ///
  /// - Parameters:
  ///   - activity: What the agent did.
  ///   - agent: The agent.
  ///   - begin: Since when; `nil` is since before the log began.
  ///   - end: Until when; `nil` while it goes on.
  ///   - isCertain: Whether it ended just then, and not perhaps before.
  public mutating func add(
    _ activity: Activity,
    of agent: String,
    from begin: Timestamp?,
    to end: Timestamp?,
    isCertain: Bool
  ) {
    var one = figures[agent] ?? AgentFigures(agent: agent)
    if !isCertain { one.uncertain += 1 }
    let time = (begin ?? span.lowerBound, end ?? span.upperBound)
    if case .talking = activity, span.contains(time.0) {
      one.answered += 1
      let talk = Duration.microseconds(max(0, time.1.microseconds - time.0.microseconds))
      one.longestTalk = max(one.longestTalk ?? .zero, talk)
    }
    figures[agent] = one
    let from = max(time.0, span.lowerBound)
    let to = min(time.1, span.upperBound)
    if from < to { times[Key(agent: agent, activity: activity), default: []].append(from..<to) }
  }

  /// Counts a phone that rang in vain.
  ///
  /// - Parameters:
  ///   - agent: The agent.
  ///   - callerLeft: Whether it stopped because the caller left.
  public mutating func addRing(of agent: String, callerLeft: Bool) {
    var one = figures[agent] ?? AgentFigures(agent: agent)
    if callerLeft { one.callersLeft += 1 } else { one.ringNoAnswers += 1 }
    figures[agent] = one
  }

  /// The figures of each agent, in the order of their names.
  public var agents: [AgentFigures] {
    var figures = figures
    var paused: [String: [Range<Timestamp>]] = [:]
    for (key, spans) in times {
      let merged = Self.merged(spans)
      switch key.activity {
      case .signedIn: figures[key.agent]?.signedIn = Self.length(merged)
      // Two callers at once are two talks.
      case .talking: figures[key.agent]?.talk = Self.length(spans)
      case .paused(let reason):
        figures[key.agent]?.pauses[reason] = .init(
          count: merged.count,
          time: Self.length(merged)
        )
        paused[key.agent, default: []] += merged
      }
    }
    for (agent, spans) in paused { figures[agent]?.paused = Self.length(Self.merged(spans)) }
    return figures.values.sorted { $0.agent < $1.agent }
  }

  private static func merged(_ spans: [Range<Timestamp>]) -> [Range<Timestamp>] {
    var merged: [Range<Timestamp>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, span.lowerBound < last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        merged.append(span)
      }
    }
    return merged
  }

  private static func length(_ spans: [Range<Timestamp>]) -> Duration {
    spans.reduce(.zero) {
      $0 + .microseconds($1.upperBound.microseconds - $1.lowerBound.microseconds)
    }
  }
}
