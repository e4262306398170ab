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
  private let listeners = Mutex<[String: Listening]>([:])

  init(_ server: ServerSettings, log: Logger) {
    node = server.name
    control = ServerConnection(server, as: .control, log: log)
    dial = ServerConnection(server, as: .dial, log: log)
  }

  var services: [any Service] { [control, dial] }

  // MARK: Stepping in

  /// Brings a supervisor's phone into an agent's call; one that is in it already changes how.
  func listen(_ wish: Listening, on board: Board) async throws -> String {
    do {
      let client = try control.client
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

  /// Signs an agent in to queues.
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
    if known?.pause == Self.signedOut {
      try await ask(.queuePause(interface: interface, paused: false))
    }
  }

  /// Signs an agent out of all queues: a member whom `queues.conf` names cannot be removed, and is
  /// paused with this reason instead.
  func signOut(_ agent: Board.Agent) async throws {
    for (queue, membership) in agent.memberships.sorted(by: { $0.key < $1.key }) {
      do throws(AMIError) {
        try await control.client.send(.queueRemove(queue: queue, interface: membership.interface))
      } catch {
        guard error.code == .refused else { throw Reply.Trouble(error) }
        try await ask(
          .queuePause(
            interface: membership.interface,
            paused: true,
            queue: queue,
            reason: Self.signedOut
          )
        )
      }
    }
  }

  /// The reason of a pause that stands for having signed out.
  static let signedOut = "signed-out"

  private func ask(_ action: Action) async throws {
    do throws(AMIError) {
      try await control.client.send(action)
    } catch {
      throw Reply.Trouble(error)
    }
  }

  // MARK: Calling

  /// Places a call; its outcome is known when this returns, or said to be unknown.
  func place(_ call: CallbackCall) async throws -> OriginateOutcome {
    do throws(AMIError) {
      return try await dial.client.originate(call.call)
    } catch {
      throw Reply.Trouble(error)
    }
  }

  /// What is known of a call that was placed before: it goes on, or nobody can know.
  func outcome(of channelId: String) async throws(AMIError) -> String {
    let channel = try await dial.client.channel(channelId)
    return channel?.has("ChannelStateDesc", "Up") == true ? "answered" : "lost"
  }
}

extension Reply.Trouble {
  /// What Asterisk or the way to it refused.
  init(_ error: AMIError) {
    self.init("asterisk", "\(error)")
  }
}
