public import Records

extension Board {
  /// An agent: a queue member's name, in all queues together.
  public struct Agent: Sendable, Equatable {
    /// The member's name: the agent's number.
    public var name: String
    /// The queues that the agent is a member of.
    public var memberships: [String: Membership] = [:]
    /// The phone that tells whether the agent is free: `PJSIP/1001`.
    public var device: String?
    /// The phone's state by Asterisk's number: 1 free, 2 in use, 6 rings...
    var status = 0
    /// The queue's call that the agent's phone rings for.
    var ringing: QueueCall?
    /// The queue's call that the agent talks in.
    public internal(set) var call: QueueCall?
    /// Whether the agent's phone holds the call.
    var isHolding = false
    var wrapUpEnds: Timestamp?
    var settled = Standing(kind: .signedOut, since: Timestamp(microseconds: 0))

    init(name: String) {
      self.name = name
    }
  }

  /// An agent in one queue.
  public struct Membership: Sendable, Equatable {
    /// The member's interface: `Local/1001@switchboard-agents/n`.
    public var interface: String
    /// Those with a lower penalty are rung first.
    public var penalty = 0
    /// Whether the agent has paused there.
    public var isPaused = false
    /// Why, as it was given.
    public var reason: String?
    /// How many of the queue's calls the agent has taken.
    public var taken = 0
    var wrapUpSeconds = 0
    /// When the last call ended and when the last pause began, in seconds since 1970; 0 is never.
    var lastCall = 0
    var lastPause = 0

    init(interface: String) {
      self.interface = interface
    }

    /// What its channels' names begin with: `Local/1001@switchboard-agents`.
    var device: String {
      interface.hasSuffix("/n") ? String(interface.dropLast(2)) : interface
    }
  }

  /// A call that a queue gave to an agent.
  public struct QueueCall: Sendable, Equatable {
    /// The queue.
    public var queue: String
    /// The call, by its Linkedid.
    public var call: String
    /// The caller's channel, by its Uniqueid.
    public var channel: String
  }

  /// What an agent does.
  public enum AgentState: String, Sendable, Equatable, CaseIterable {
    /// A member of no queue, or of those that `queues.conf` names and paused there for having signed out.
    case signedOut = "signed-out"
    /// Takes the next call.
    case ready
    /// The phone rings.
    case ringing
    /// On the phone: with a caller of a queue, or with anybody else.
    case talking
    /// A call is held.
    case held
    /// After a call, before the next.
    case wrapUp = "wrap-up"
    /// Paused in every queue.
    case paused
    /// The phone cannot be reached.
    case unavailable
  }

  /// What an agent does, and since when.
  public struct Standing: Sendable, Equatable {
    /// What the agent does.
    public var kind: AgentState
    /// Since when; `nil` when it began while nothing was heard, and no list tells.
    public var since: Timestamp?
  }
}

extension Board.Agent {
  /// What the agent does at a moment, and since when.
  public func state(at now: Timestamp) -> Board.Standing {
    guard settled.kind == .wrapUp, let end = wrapUpEnds, end <= now else { return settled }
    return Board.Standing(kind: kind(at: now), since: end)
  }

  /// Whether the agent has paused in every queue, and why.
  public var pause: String? {
    guard let first = memberships.values.first, memberships.values.allSatisfy(\.isPaused) else {
      return nil
    }
    return memberships.values.lazy.compactMap(\.reason).first ?? first.reason ?? ""
  }

  /// The reason of a pause that stands for having signed out: whom `queues.conf` names cannot be
  /// removed.
  public static let signedOutReason = "signed-out"

  /// Whether the agent has signed out of every queue.
  private var isSignedOut: Bool {
    memberships.values.allSatisfy { $0.isPaused && $0.reason == Self.signedOutReason }
  }

  func kind(at now: Timestamp) -> Board.AgentState {
    if memberships.isEmpty { return .signedOut }
    if isHolding { return .held }
    if call != nil { return .talking }
    if ringing != nil || status == 6 { return .ringing }
    switch status {
    case 8: return .held
    case 2, 3, 7: return .talking
    default: break
    }
    if isSignedOut { return .signedOut }
    if memberships.values.allSatisfy(\.isPaused) { return .paused }
    if let end = wrapUpEnds, end > now { return .wrapUp }
    return status == 4 || status == 5 ? .unavailable : .ready
  }

  /// Settles what the agent does now; what goes on has its old beginning.
  ///
  /// - Parameters:
  ///   - before: What the agent did up to now.
  ///   - now: The moment.
  mutating func settle(after before: Board.Standing, at now: Timestamp) {
    let kind = kind(at: now)
    settled = before.kind == kind ? before : Board.Standing(kind: kind, since: now)
  }
}

extension Board {
  /// Changes an agent; one who was not known is, from now on.
  mutating func change(_ name: String, _ now: Timestamp, _ body: (inout Agent) -> Void) {
    var agent = agents.removeValue(forKey: name) ?? Agent(name: name)
    let before = agent
    let standing = before.state(at: now)
    body(&agent)
    agent.settle(after: standing, at: now)
    noteWrapUp(of: agent)
    if agent != before {
      touched.agents.insert(name)
      if agent.device != before.device { reconnect(name, from: before.device, to: agent.device) }
    }
    agents[name] = agent
  }

  mutating func noteWrapUp(of agent: Agent) {
    if agent.settled.kind == .wrapUp {
      wrappingUp.insert(agent.name)
    } else {
      wrappingUp.remove(agent.name)
    }
  }

  private mutating func reconnect(_ name: String, from old: String?, to new: String?) {
    if let old {
      agentsByDevice[old]?.remove(name)
      if agentsByDevice[old]?.isEmpty == true { agentsByDevice[old] = nil }
    }
    if let new { agentsByDevice[new, default: []].insert(name) }
  }
}
