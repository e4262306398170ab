import AMI
import Control
import Database
import Logging
import Operations
import Records

/// Does what supervisors ask for: checks it against the floor, writes it down, and has it done.
struct SupervisorCommands: Sendable {
  private let floor: Floor
  private let servers: ActionsByServer
  private let book: Book
  private let meters: Meters
  private let published: @Sendable () -> PublishedConfiguration?
  private let log: Logger
  private let refusals = Refusals()

  init(
    _ floor: Floor,
    _ servers: ActionsByServer,
    _ book: Book,
    meters: Meters,
    published: @escaping @Sendable () -> PublishedConfiguration?,
    log: Logger
  ) {
    self.floor = floor
    self.servers = servers
    self.book = book
    self.meters = meters
    self.published = published
    self.log = log
  }

  /// Does what is asked for.
  ///
  /// - Returns: What was done, in words.
  func act(_ request: Request, for peer: Peer, _ role: RoleSettings.Role) async throws -> String {
    let wish = try Wish(request)
    var forbidden: Reply.Trouble?
    if role < Wish.role {
      forbidden = Reply.Trouble(
        "forbidden",
        "\(peer.name) is \(role.rawValue) here, and \(wish.command) wants \(Wish.role.rawValue)"
      )
    }
    if let forbidden, !refusals.isWrittenDown(peer.user) {
      meters.did(wish.command, forbidden.code)
      throw forbidden
    }
    let id = try await begin(wish, peer, role)
    do {
      if let forbidden { throw forbidden }
      let done = try await act(wish, peer, id)
      await end(id, wish, "done", done, peer)
      return done
    } catch {
      let trouble = error as? Reply.Trouble ?? Reply.Trouble("failed", "\(error)")
      await end(id, wish, trouble.code, "\(trouble.code): \(trouble.words)", peer)
      throw trouble
    }
  }

  /// What cannot be written down is not done: every command has its row.
  private func begin(
    _ wish: Wish,
    _ peer: Peer,
    _ role: RoleSettings.Role
  ) async throws -> Int {
    let deed = Deed(
      at: .now(),
      uid: Int(peer.user),
      author: peer.name,
      role: role.rawValue,
      command: wish.command,
      details: wish.details
    )
    do {
      return try await book.begin(deed)
    } catch {
      meters.did(wish.command, "store")
      throw Reply.Trouble("store", "nothing was done, since it cannot be written down: \(error)")
    }
  }

  /// What came of it is told even where it can no longer be written down.
  private func end(
    _ deed: Int,
    _ wish: Wish,
    _ code: String,
    _ words: String,
    _ peer: Peer
  ) async {
    meters.did(wish.command, code)
    log.info("\(peer.name): \(wish.command): \(words)")
    do {
      try await book.settle(deed: deed, outcome: words)
    } catch {
      log.error("deed \(deed): what came of it is not written down: \(error)")
    }
  }

  private func act(_ wish: Wish, _ peer: Peer, _ deed: Int) async throws -> String {
    switch wish.what {
    case .listen(let mode, let agent, let phone):
      try await listen(mode, to: agent, by: phone, wish.server)
    case .login(let agent): try await signIn(agent, wish.server)
    case .logout(let agent):
      try await everywhere(agent, wish.server, "signed out") { try await $0.signOut($1) }
    case .pause(let agent, let reason):
      try await everywhere(agent, wish.server, "paused") { server, agent in
        try await server.pause(agent, true, reason: reason)
      }
    case .unpause(let agent):
      try await everywhere(agent, wish.server, "paused no more") { server, agent in
        try await server.pause(agent, false, reason: nil)
      }
    case .callback(let number, let queue, let order):
      try await callBack(number, queue, order, wish.server, peer, deed)
    }
  }

  // MARK: Stepping in

  private func listen(
    _ mode: ListeningMode,
    to agent: String,
    by phone: String,
    _ server: String?
  ) async throws -> String {
    let places = try places(of: agent, server)
    for place in places.seen {
      guard let leg = place.board.leg(of: agent) else { continue }
      return try await place.server.listen(
        Listening(phone: phone, leg: leg, agent: agent, mode: mode)
      )
    }
    if let node = places.lost.first { throw Self.away(node) }
    throw Reply.Trouble("no-call", "the agent \(agent) is in no call")
  }

  // MARK: Agents

  private func signIn(_ number: String, _ server: String?) async throws -> String {
    guard let agent = published()?.agents.first(where: { $0.number == number }) else {
      throw Reply.Trouble(
        "unknown-agent",
        "there is no agent \(number): see switchboard agent list"
      )
    }
    guard !agent.queues.isEmpty else {
      throw Reply.Trouble("no-queues", "the agent \(number) has no queues in agents.yaml")
    }
    let server = try one(server)
    let board = try current(server.node)
    try await server.signIn(agent, knowing: board.agents[number])
    return "\(number) is signed in to \(agent.queues.joined(separator: ", "))"
  }

  /// Does something wherever an agent is signed in.
  private func everywhere(
    _ agent: String,
    _ server: String?,
    _ done: String,
    _ body: (ServerActions, Board.Agent) async throws -> Void
  ) async throws -> String {
    let places = try places(of: agent, server)
    // Half done would look like all of it.
    if let node = places.lost.first { throw Self.away(node) }
    var nodes: [String] = []
    do {
      for place in places.seen {
        try await body(place.server, place.agent)
        nodes.append(place.server.node)
      }
    } catch let trouble as Reply.Trouble where !nodes.isEmpty {
      let there = nodes.joined(separator: ", ")
      throw Reply.Trouble(trouble.code, "\(agent) is \(done) on \(there); then: \(trouble.words)")
    }
    guard !places.unknown.isEmpty else { return "\(agent) is \(done)" }
    let rest = places.unknown.joined(separator: ", ")
    return "\(agent) is \(done); not seen now, and left as it is: \(rest)"
  }

  // MARK: Calling back

  private func callBack(
    _ number: String,
    _ queue: String,
    _ order: CallbackCall.Order,
    _ server: String?,
    _ peer: Peer,
    _ deed: Int
  ) async throws -> String {
    let server = try one(server)
    guard try current(server.node).queues[queue] != nil else {
      throw Reply.Trouble("unknown-queue", "there is no queue \"\(queue)\" on \(server.node)")
    }
    let masked = PhoneNumber(number).masked
    let configuration = published()
    let plan = configuration?.numbers ?? .china
    // As it is written, else as it is at home: +86 138... is 138...
    let forms = [number] + [PhoneNumber(written: number, plan: plan)?.normalised].compactMap(\.self)
    guard let dialled = forms.first(where: { configuration?.mayDial($0) == true }) else {
      throw Reply.Trouble(
        "no-rule",
        """
        \(masked) is no number that phones may dial: see dial in trunks.yaml; without it, whole numbers of \
        this country are called
        """
      )
    }
    let call = CallbackCall(
      number: dialled,
      queue: queue,
      survey: configuration?.queues.first { $0.name == queue }?.survey,
      order: order,
      channelId: Self.channelId(node: server.node)
    )
    let attempt = Attempt(
      node: server.node,
      at: .now(),
      deed: deed,
      author: peer.name,
      call: call
    )
    guard try await book.beginUnlessOpen(attempt, plan) else {
      throw Reply.Trouble(
        "already",
        "\(masked) is being called back already: wait for what comes of that"
      )
    }
    let outcome: OriginateOutcome
    do {
      outcome = try await server.place(call)
    } catch {
      await settle(attempt, "not-placed")
      throw error
    }
    // Asterisk is asked until it knows; until then nobody is told that nothing came of it.
    if case .unknown = outcome {
      await book.doubt(attempt)
    } else {
      await settle(attempt, outcome.row)
    }
    if let trouble = outcome.trouble(with: masked) { throw trouble }
    return order == .agentFirst
      ? "\(masked): an agent answered, and the customer is called" : "\(masked): answered"
  }

  /// The customer was called, whatever becomes of the row.
  private func settle(_ attempt: Attempt, _ outcome: String) async {
    do {
      try await book.settle(attempt, outcome: outcome)
    } catch {
      log.error("\(attempt.call.channelId): \(outcome) is not written down yet: \(error)")
    }
  }

  private static func channelId(node: String) -> String {
    var source = SystemRandomNumberGenerator()
    let words = (0..<2).map { _ in String(source.next(), radix: 36) }
    return "swb-\(node)-\(words.joined())"
  }

  // MARK: Where

  /// The Asterisk that is named, or the only one.
  private func one(_ name: String?) throws(Reply.Trouble) -> ServerActions {
    if let name {
      guard let server = servers[name] else {
        throw Reply.Trouble("unknown-server", "this daemon does not follow \"\(name)\"")
      }
      return server
    }
    let nodes = servers.nodes
    guard nodes.count == 1, let only = servers[nodes[0]] else {
      throw Reply.Trouble(
        "which-server",
        nodes.isEmpty
          ? "this daemon follows no Asterisk: name it under servers in switchboard.yaml"
          : "say which one by --server: \(nodes.joined(separator: ", "))"
      )
    }
    return only
  }

  /// What is known of an Asterisk now.
  private func current(_ node: String) throws(Reply.Trouble) -> Board {
    guard let board = floor.board(of: node), board.knowledge == .current else {
      throw Self.away(node)
    }
    return board
  }

  /// An Asterisk where an agent is signed in.
  private struct Place {
    let server: ServerActions
    let board: Board
    let agent: Board.Agent
  }

  /// Where an agent is signed in.
  private struct Places {
    /// There they are.
    var seen: [Place] = []
    /// There they were when something was seen last.
    var lost: [String] = []
    /// Of these Asterisks nothing was ever seen.
    var unknown: [String] = []
  }

  /// Wherever an agent is signed in, or where one Asterisk is named, there.
  ///
  /// - Throws: `Reply.Trouble` when there is none, or when one that is not seen now may be one.
  private func places(of agent: String, _ server: String?) throws(Reply.Trouble) -> Places {
    let nodes = server == nil ? servers.nodes : [try one(server).node]
    var places = Places()
    for node in nodes {
      guard let server = servers[node], let board = floor.board(of: node) else { continue }
      switch board.knowledge {
      case .unknown: places.unknown.append(node)
      case .stale, .current:
        guard let known = board.agents[agent], !known.memberships.isEmpty else { continue }
        if board.knowledge == .current {
          places.seen.append(Place(server: server, board: board, agent: known))
        } else {
          places.lost.append(node)
        }
      }
    }
    guard places.seen.isEmpty, places.lost.isEmpty else { return places }
    for node in nodes { _ = try current(node) }
    throw Reply.Trouble("unknown-agent", "the agent \(agent) is signed in to no queue")
  }

  private static func away(_ node: String) -> Reply.Trouble {
    Reply.Trouble("stale", "there is no connection to \(node) now: see switchboard agents")
  }
}

extension OriginateOutcome {
  /// What is written down of it.
  fileprivate var row: String {
    switch self {
    case .answered: "answered"
    case .busy: "busy"
    case .noAnswer: "no-answer"
    case .rejected(let cause): "rejected \(cause)"
    case .unknown: "unknown"
    }
  }

  /// Why nobody was reached.
  ///
  /// - Parameter who: Who was called.
  /// - Returns: `nil` when somebody was reached.
  func trouble(with who: String) -> Reply.Trouble? {
    switch self {
    case .answered: nil
    case .busy: Reply.Trouble("busy", "\(who) is busy")
    case .noAnswer: Reply.Trouble("no-answer", "\(who) did not answer")
    case .rejected(let cause): Reply.Trouble("rejected", "\(who) cannot be called: \(cause.words)")
    case .unknown(let error):
      Reply.Trouble("unknown", "what became of the call to \(who) is not known: \(error)")
    }
  }
}
