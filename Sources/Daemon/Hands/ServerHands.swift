import AMI
import Control
import Logging
import Operations
import Records
import ServiceLifecycle
import Synchronization

/// What the daemon does at one Asterisk when somebody asks for it.
final class ServerHands: Sendable {
  let node: String
  private let control: ServerConnection
  private let dial: ServerConnection
  private let leadership: Leadership
  private let listeners = Mutex<[String: Listening]>([:])

  init(_ server: ServerSettings, _ leadership: Leadership, meters: Meters, log: Logger) {
    node = server.name
    self.leadership = leadership
    control = ServerConnection(server, as: .control, meters: meters, log: log)
    dial = ServerConnection(server, as: .dial, meters: meters, log: log)
  }

  var services: [any Service] { [control, dial] }

  /// Where one action is sent: to be asked for directly before each, so that none is by whoever leads no more.
  private func leading(_ connection: ServerConnection) throws -> AMIClient {
    try leadership.check()
    return try connection.client
  }

  // MARK: Stepping in

  /// Brings a supervisor's phone into an agent's call; one that is in it already changes how.
  func listen(_ wish: Listening, on board: Board) async throws -> String {
    do {
      let client = try leading(control)
      if let before = listeners.withLock({ $0[wish.phone] }), before.leg == wish.leg,
        let channel = board.channel(of: wish.phone)
      {
        try await client.send(wish.change(channel))
        listeners.withLock { $0[wish.phone] = wish }
        return "\(wish.phone): \(before.mode.rawValue) -> \(wish.mode.rawValue) \(wish.agent)"
      }
      switch try await client.originate(wish.call) {
      case .answered:
        listeners.withLock { $0[wish.phone] = wish }
        return "\(wish.phone): \(wish.mode.rawValue) \(wish.agent)"
      case .busy: throw Reply.Trouble("busy", "the phone \(wish.phone) is busy")
      case .noAnswer: throw Reply.Trouble("no-answer", "the phone \(wish.phone) was not answered")
      case .rejected(let cause):
        throw Reply.Trouble(
          "rejected",
          "the phone \(wish.phone) cannot be called (\(cause)): is it registered?"
        )
      case .unknown(let error):
        throw Reply.Trouble(
          "unknown",
          "what became of the call to \(wish.phone) is not known: \(error)"
        )
      }
    } catch let error as AMIError {
      throw Reply.Trouble(error)
    }
  }

  // MARK: Agents

  /// Pauses an agent in all queues, or ends the pause.
  func pause(_ agent: Board.Agent, _ isPaused: Bool, reason: String?) async throws {
    let interfaces = Set(agent.memberships.values.map(\.interface))
    guard !interfaces.isEmpty else {
      throw Reply.Trouble("signed-out", "the agent \(agent.name) is signed in to no queue")
    }
    for interface in interfaces.sorted() {
      try await ask(.queuePause(interface: interface, paused: isPaused, reason: reason))
    }
  }

  /// Signs an agent in to queues; a pause that was given a reason stays.
  func signIn(_ agent: AgentSettings, knowing known: Board.Agent?) async throws {
    let interface = "Local/\(agent.number)@switchboard-agents/n"
    for queue in agent.queues where known?.memberships[queue] == nil {
      try await ask(
        .queueAdd(
          queue: queue,
          interface: interface,
          memberName: agent.number,
          stateInterface: "PJSIP/\(agent.number)"
        )
      )
    }
    // A reload of queues.conf keeps a pause and forgets its reason.
    if let pause = known?.pause, pause.isEmpty || pause == Board.Agent.signedOutReason {
      try await ask(.queuePause(interface: interface, paused: false))
    }
  }

  /// Signs an agent out of all queues: a member whom `queues.conf` names cannot be removed, and is
  /// paused with this reason instead.
  func signOut(_ agent: Board.Agent) async throws {
    for (queue, membership) in agent.memberships.sorted(by: { $0.key < $1.key }) {
      do {
        try await leading(control)
          .send(.queueRemove(queue: queue, interface: membership.interface))
      } catch let error as AMIError {
        guard error.code == .refused else { throw Reply.Trouble(error) }
        try await ask(
          .queuePause(
            interface: membership.interface,
            paused: true,
            queue: queue,
            reason: Board.Agent.signedOutReason
          )
        )
      }
    }
  }

  private func ask(_ action: Action) async throws {
    do {
      try await leading(control).send(action)
    } catch let error as AMIError {
      throw Reply.Trouble(error)
    }
  }

  // MARK: Calling

  /// Places a call; its outcome is known when this returns, or said to be unknown.
  func place(_ call: CallbackCall) async throws -> OriginateOutcome {
    do {
      return try await leading(dial).originate(call.call)
    } catch let error as AMIError {
      throw Reply.Trouble(error)
    }
  }

  /// What is known of a call that was placed before: somebody answered, or nobody can know.
  ///
  /// - Returns: `nil` while it still rings.
  func outcome(of channelId: String) async throws(AMIError) -> String? {
    guard let channel = try await dial.client.channel(channelId) else { return "lost" }
    return channel.has("ChannelStateDesc", "Up") ? "answered" : nil
  }
}

extension Reply.Trouble {
  /// What Asterisk or the way to it refused.
  init(_ error: AMIError) {
    self.init("asterisk", "\(error)")
  }
}
