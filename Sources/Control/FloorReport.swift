/// The floor, or what changed of it.
public struct FloorReport: Codable, Sendable, Equatable {
  /// When this was so, by the daemon's clock.
  public var at: String
  /// The centre's time zone: `Asia/Shanghai`; where nothing is published that names one, none.
  public var zone: String?
  /// The Asterisks, and whether what is said of them can be trusted.
  public var servers: [ServerRow]?
  /// Queues.
  public var queues: [QueueRow]?
  /// Agents.
  public var agents: [AgentRow]?
  /// Calls that are going on.
  public var calls: [CallRow]?
  /// What is there no more, to be taken away before the rows are taken: keys as `node/name`; a `node` alone with
  /// all that it had.
  public var gone: [String]?

  /// An empty one.
  public init(at: String) {
    self.at = at
  }
}

/// How the daemon stands with one Asterisk.
public struct ServerRow: Codable, Sendable, Equatable {
  /// Its `systemname`.
  public var node: String
  /// `unknown`, `current` or `stale`.
  public var floor: String
  /// Since when it is stale.
  public var since: String?
  /// Why there is no connection.
  public var trouble: String?

  /// Describes one.
  public init(node: String, floor: String, since: String? = nil, trouble: String? = nil) {
    self.node = node
    self.floor = floor
    self.since = since
    self.trouble = trouble
  }
}

/// A queue as it is now.
public struct QueueRow: Codable, Sendable, Equatable {
  /// Which Asterisk.
  public var node: String
  /// The queue.
  public var queue: String
  /// Asterisk's name for how it rings.
  public var strategy: String?
  /// Who waits, the first in line first.
  public var waiting: [WaitingRow]
  /// How many agents do what: `ready`, `ringing`, `talking`, `held`, `wrap-up`, `paused`, `unavailable`.
  public var agents: [String: Int]
  /// Calls that Asterisk counts as answered since its counters began.
  public var answered: Int
  /// Calls that Asterisk counts as abandoned since its counters began.
  public var abandoned: Int
  /// How long somebody who enters now would wait; missing when no agent takes calls.
  public var expectedWaitSeconds: Int?

  /// Describes one.
  public init(
    node: String,
    queue: String,
    strategy: String?,
    waiting: [WaitingRow],
    agents: [String: Int],
    answered: Int,
    abandoned: Int,
    expectedWaitSeconds: Int?
  ) {
    self.node = node
    self.queue = queue
    self.strategy = strategy
    self.waiting = waiting
    self.agents = agents
    self.answered = answered
    self.abandoned = abandoned
    self.expectedWaitSeconds = expectedWaitSeconds
  }
}

/// Somebody who waits.
public struct WaitingRow: Codable, Sendable, Equatable {
  /// The place in line, from 1.
  public var position: Int
  /// The call, by its Linkedid.
  public var call: String
  /// The caller's number, masked by role.
  public var number: String?
  /// Since when.
  public var since: String
  /// How long, when this was said.
  public var seconds: Int
  /// The priority.
  public var priority: Int

  /// Describes one.
  public init(
    position: Int,
    call: String,
    number: String?,
    since: String,
    seconds: Int,
    priority: Int
  ) {
    self.position = position
    self.call = call
    self.number = number
    self.since = since
    self.seconds = seconds
    self.priority = priority
  }
}

/// An agent as they are now.
public struct AgentRow: Codable, Sendable, Equatable {
  /// Which Asterisk.
  public var node: String
  /// The agent's number: the member's name.
  public var agent: String
  /// `signed-out`, `ready`, `ringing`, `talking`, `held`, `wrap-up`, `paused` or `unavailable`.
  public var state: String
  /// Since when; missing when it began while the daemon heard nothing.
  public var since: String?
  /// How long, when this was said.
  public var seconds: Int?
  /// Why they are paused, as it was given.
  public var reason: String?
  /// The agent's phone.
  public var phone: String?
  /// The queues that the agent is signed in to.
  public var queues: [String]
  /// The queue whose call the agent has.
  public var queue: String?
  /// The call that the agent has, by its Linkedid.
  public var call: String?

  /// Describes one.
  public init(
    node: String,
    agent: String,
    state: String,
    since: String?,
    seconds: Int?,
    reason: String?,
    phone: String?,
    queues: [String],
    queue: String?,
    call: String?
  ) {
    self.node = node
    self.agent = agent
    self.state = state
    self.since = since
    self.seconds = seconds
    self.reason = reason
    self.phone = phone
    self.queues = queues
    self.queue = queue
    self.call = call
  }
}

/// A call that is going on.
public struct CallRow: Codable, Sendable, Equatable {
  /// Which Asterisk.
  public var node: String
  /// Its Linkedid.
  public var call: String
  /// The caller's number, masked by role.
  public var number: String?
  /// What was dialled.
  public var called: String?
  /// When it began.
  public var begun: String
  /// `dialplan`, `waiting`, `agent`, `connected` or `parked`.
  public var place: String
  /// Since when it is there; missing when it came there while the daemon heard nothing.
  public var since: String?
  /// How long, when this was said.
  public var seconds: Int?
  /// The queue.
  public var queue: String?
  /// The agent.
  public var agent: String?

  /// Describes one.
  public init(
    node: String,
    call: String,
    number: String?,
    called: String?,
    begun: String,
    place: String,
    since: String?,
    seconds: Int?,
    queue: String?,
    agent: String?
  ) {
    self.node = node
    self.call = call
    self.number = number
    self.called = called
    self.begun = begun
    self.place = place
    self.since = since
    self.seconds = seconds
    self.queue = queue
    self.agent = agent
  }
}
