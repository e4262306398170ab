public import Records

extension Board {
  /// A queue and who waits in it.
  public struct Queue: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its strategy, by Asterisk's name.
    public var strategy: String?
    /// Who waits, the first in line first.
    public var waiting: [Waiting] = []
    /// The member names of its agents.
    public var members: Set<String> = []
    /// How many calls Asterisk counts as answered since its counters began.
    public var answered = 0
    /// How many calls Asterisk counts as abandoned since its counters began.
    public var abandoned = 0
    /// The mean talk of its calls in seconds, as Asterisk keeps it; 0 before the first.
    public var meanTalk = 0
    /// Asterisk's `ServicelevelPerf`: answered in time of answered, in percent.
    public var serviceLevelPerformance: String?

    init(name: String) {
      self.name = name
    }
  }

  /// Somebody who waits in a queue.
  public struct Waiting: Sendable, Equatable {
    /// The caller's channel, by its Uniqueid.
    public var channel: String
    /// The call, by its Linkedid.
    public var call: String
    /// Since when.
    public var since: Timestamp
    /// The caller's number as Asterisk has it; `nil` when it was withheld.
    public var number: String?
    /// The caller's name as Asterisk has it.
    public var name: String?
    /// The priority in the line; 0 is the usual one.
    public var priority = 0
  }

  /// How long somebody who enters a queue now would wait.
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - now: The moment.
  ///   - usualTalk: The talk that is assumed before the queue has a mean of its own.
  /// - Returns: Zero when an agent is ready; else those ahead and oneself, over the agents, each for the mean
  ///   talk. `nil` when no agent takes calls.
  public func expectedWait(
    in queue: String,
    at now: Timestamp,
    usualTalk: Duration = .seconds(180)
  ) -> Duration? {
    guard let queue = queues[queue] else { return nil }
    var ready = 0
    var working = 0
    for name in queue.members {
      guard let agent = agents[name], agent.memberships[queue.name]?.isPaused == false else {
        continue
      }
      switch agent.state(at: now).kind {
      case .ready: ready += 1
      case .ringing, .talking, .held, .wrapUp: working += 1
      case .signedOut, .paused, .unavailable: continue
      }
    }
    if ready > queue.waiting.count { return .zero }
    guard ready + working > 0 else { return nil }
    let talk = queue.meanTalk > 0 ? Duration.seconds(queue.meanTalk) : usualTalk
    return talk * (queue.waiting.count + 1 - ready) / (ready + working)
  }
}

extension Board.Queue {
  /// Somebody enters at a place, counted from 1.
  mutating func insert(_ caller: Board.Waiting, at position: Int?) {
    guard !waiting.contains(where: { $0.channel == caller.channel }) else { return }
    let place = min(max((position ?? .max) - 1, 0), waiting.count)
    waiting.insert(caller, at: place)
  }

  /// A call is over: Asterisk's mean forgets a quarter with each.
  mutating func average(_ talk: Int) {
    meanTalk = (3 * meanTalk + talk) / 4
  }

  /// Somebody leaves.
  ///
  /// - Returns: Whether they were there.
  mutating func remove(_ channel: String) -> Bool {
    guard let place = waiting.firstIndex(where: { $0.channel == channel }) else { return false }
    waiting.remove(at: place)
    return true
  }
}
