import AMI
import Control
import Logging
import Operations
import Records
import ServiceLifecycle
import Synchronization

/// What the daemon does at one Asterisk when somebody asks for it.
final class ServerActions: Sendable {
  let node: String
  private let control: ServerConnection
  private let dial: ServerConnection
  private let leadership: Leadership
  private let phones = Mutex<[String: Phone]>([:])

  /// A supervisor's phone.
  private enum Phone {
    /// Something is being done with it.
    case isAsked
    /// It has listened, by this channel.
    case listens(Listening, channelId: String)
  }

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

  /// Brings a supervisor's phone into an agent's call; one that listens already changes how, or to whom.
  func listen(_ wish: Listening) async throws -> String {
    let before = try phones.withLock { phones throws(Reply.Trouble) in
      if case .isAsked = phones[wish.phone] {
        throw Reply.Trouble("busy", "the phone \(wish.phone) is being rung for this already")
      }
      return phones.updateValue(.isAsked, forKey: wish.phone)
    }
    var after = before
    defer { phones.withLock { $0[wish.phone] = after } }
    do {
      let client = try leading(control)
      if case .listens(let listening, let id) = before,
        let channel = try await client.channel(id)?["Channel"]
      {
        for action in wish.change(from: listening, channel) {
          try await leading(control).send(action)
        }
        after = .listens(wish, channelId: id)
        return "\(wish.phone): \(listening.words) -> \(wish.words)"
      }
      after = nil
      let call = wish.call
      let outcome = try await leading(control).originate(call)
      // One of which nobody heard may be there all the same: its channel is asked for the next time.
      switch outcome {
      case .answered, .unknown: after = .listens(wish, channelId: call.channelId)
      case .busy, .noAnswer, .rejected: break
      }
      if let trouble = outcome.trouble(with: "the phone \(wish.phone)") { throw trouble }
      return "\(wish.phone): \(wish.words)"
    } catch let error as AMIError {
      throw Reply.Trouble(error)
    }
  }

  // MARK: Agents

  /// Pauses an agent in all queues, or ends the pause.
  func pause(_ agent: Board.Agent, _ isPaused: Bool, reason: String?) async throws {
    for interface in Set(agent.memberships.values.map(\.interface)).sorted() {
      try await ask(.queuePause(interface: interface, paused: isPaused, reason: reason))
    }
  }

  /// Signs an agent in to queues; a pause that was given a reason stays.
  func signIn(_ agent: AgentSettings, knowing known: Board.Agent?) async throws {
    let interface = "Local/\(agent.number)@switchboard-agents/n"
    for queue in agent.queues where known?.memberships[queue] == nil {
      let action = Action.queueAdd(
        queue: queue,
        interface: interface,
        memberName: agent.number,
        stateInterface: "PJSIP/\(agent.number)"
      )
      // By a code on their phone, a moment ago.
      try await ask(action, unless: .alreadyThere)
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
      let remove = Action.queueRemove(queue: queue, interface: membership.interface)
      // By a code on their phone, a moment ago.
      guard try await ask(remove, unless: .notThere, .notDynamic) == .notDynamic else { continue }
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

  /// Why Asterisk refuses to change a queue's members, in its words: those of 16 and of 22.
  private enum Refusal: String {
    case alreadyThere = "Unable to add interface: Already there"
    case notThere = "Unable to remove interface: Not there"
    case notDynamic = "Member not dynamic"
  }

  /// Has something done.
  ///
  /// - Returns: Which of the refusals that do no harm came; `nil` when it was done.
  @discardableResult
  private func ask(_ action: Action, unless harmless: Refusal...) async throws -> Refusal? {
    do {
      try await leading(control).send(action)
      return nil
    } catch let error as AMIError {
      if error.code == .refused, let refusal = Refusal(rawValue: error.reason),
        harmless.contains(refusal)
      {
        return refusal
      }
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

extension Listening {
  fileprivate var words: String { "\(mode.rawValue) \(agent)" }
}

extension Reply.Trouble {
  /// What Asterisk or the way to it refused.
  init(_ error: AMIError) {
    self.init("asterisk", "\(error)")
  }
}
