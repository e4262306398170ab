import AMI
import Control
import Database
import Logging
import Operations
import Records

/// Does what supervisors ask for: checks it against the floor, writes it down, and has it done.
struct FloorOffice: Sendable {
  private let floor: Floor
  private let hands: AllHands
  private let book: Book
  private let meters: Meters
  private let published: @Sendable () -> PublishedConfiguration?
  private let log: Logger

  init(
    _ floor: Floor,
    _ hands: AllHands,
    _ book: Book,
    meters: Meters,
    published: @escaping @Sendable () -> PublishedConfiguration?,
    log: Logger
  ) {
    self.floor = floor
    self.hands = hands
    self.book = book
    self.meters = meters
    self.published = published
    self.log = log
  }

  /// What can be asked for, and who may.
  private enum Wish: String, CaseIterable {
    case listen, whisper, barge, login, logout, pause, unpause, callback

    var role: RoleSettings.Role { .supervisor }
  }

  /// Does what is asked for.
  ///
  /// - Returns: What was done, in words.
  func act(_ request: Request, for peer: Peer, _ role: RoleSettings.Role) async throws -> String {
    guard let wish = Wish(rawValue: request.command) else {
      let all =
        ([ControlDesk.metrics] + View.Part.allCases.map(\.rawValue)
        + Wish.allCases.map(\.rawValue)).sorted()
      throw Reply.Trouble(
        "unknown-command",
        "there is no command \"\(request.command)\"; there are \(all.joined(separator: ", "))"
      )
    }
    guard role >= wish.role else {
      throw Reply.Trouble(
        "forbidden",
        "\(peer.name) is \(role.rawValue) here, and \(wish.rawValue) wants \(wish.role.rawValue)"
      )
    }
    let id = try await begin(request, peer, role)
    do {
      let done = try await act(wish, request, peer, id)
      meters.did(wish.rawValue, "done")
      try? await book.settle(deed: id, outcome: done)
      log.info("\(peer.name): \(done)")
      return done
    } catch {
      let trouble = error as? Reply.Trouble ?? Reply.Trouble("failed", "\(error)")
      meters.did(wish.rawValue, trouble.code)
      try? await book.settle(deed: id, outcome: "\(trouble.code): \(trouble.words)")
      log.info("\(peer.name): \(wish.rawValue): \(trouble.words)")
      throw trouble
    }
  }

  /// What cannot be written down is not done: every command has its row.
  private func begin(
    _ request: Request,
    _ peer: Peer,
    _ role: RoleSettings.Role
  ) async throws -> Int {
    let details = request.arguments.sorted { $0.key < $1.key }.map { key, value in
      "\(key)=\(key == "number" ? PhoneNumber(value).masked : value)"
    }
    let deed = Deed(
      at: .now(),
      uid: Int(peer.user),
      author: peer.name,
      role: role.rawValue,
      command: request.command,
      details: details.joined(separator: " ")
    )
    do {
      return try await book.begin(deed)
    } catch {
      meters.did(request.command, "store")
      throw Reply.Trouble("store", "nothing was done, since it cannot be written down: \(error)")
    }
  }

  private func act(
    _ wish: Wish,
    _ request: Request,
    _ peer: Peer,
    _ deed: Int
  ) async throws -> String {
    switch wish {
    case .listen: try await listen(.listen, request)
    case .whisper: try await listen(.whisper, request)
    case .barge: try await listen(.barge, request)
    case .login: try await signIn(request)
    case .logout: try await signOut(request)
    case .pause: try await pause(true, request)
    case .unpause: try await pause(false, request)
    case .callback: try await callBack(request, peer, deed)
    }
  }

  // MARK: Stepping in

  private func listen(_ mode: ListeningMode, _ request: Request) async throws -> String {
    let agent = try request.number("agent")
    let phone = try request.number("phone")
    let (hands, board) = try place(of: agent, in: request)
    guard phone != agent else {
      throw Reply.Trouble("own-phone", "\(phone) is the agent's own phone: name the supervisor's")
    }
    guard let leg = board.leg(of: agent) else {
      throw Reply.Trouble("no-call", "the agent \(agent) is in no call")
    }
    return try await hands.listen(
      Listening(phone: phone, leg: leg, agent: agent, mode: mode),
      on: board
    )
  }

  // MARK: Agents

  private func signIn(_ request: Request) async throws -> String {
    let number = try request.number("agent")
    guard let agent = published()?.agents.first(where: { $0.number == number }) else {
      throw Reply.Trouble(
        "unknown-agent",
        "there is no agent \(number): see switchboard agent list"
      )
    }
    guard !agent.queues.isEmpty else {
      throw Reply.Trouble("no-queues", "the agent \(number) has no queues in agents.yaml")
    }
    let hands = try server(of: request)
    let known = floor.board(of: hands.node)?.agents[number]
    try await hands.signIn(agent, knowing: known)
    return "\(number) is signed in to \(agent.queues.joined(separator: ", "))"
  }

  private func signOut(_ request: Request) async throws -> String {
    let number = try request.number("agent")
    let (hands, board) = try place(of: number, in: request)
    if let agent = board.agents[number] { try await hands.signOut(agent) }
    return "\(number) is signed out"
  }

  private func pause(_ isPaused: Bool, _ request: Request) async throws -> String {
    let number = try request.number("agent")
    let (hands, board) = try place(of: number, in: request)
    if let agent = board.agents[number] {
      try await hands.pause(agent, isPaused, reason: try request.reason())
    }
    return "\(number) is \(isPaused ? "paused" : "not paused")"
  }

  // MARK: Calling back

  private func callBack(
    _ request: Request,
    _ peer: Peer,
    _ deed: Int
  ) async throws -> String {
    let number = request.arguments["number"] ?? ""
    guard (3...20).contains(number.utf8.count),
      number.utf8.enumerated().allSatisfy({ place, byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || place == 0 && byte == UInt8(ascii: "+")
      })
    else { throw Reply.Trouble("no-number", "\"\(number)\" is no number that can be dialled") }
    let queue = request.arguments["queue"] ?? ""
    let hands = try server(of: request)
    guard let board = floor.board(of: hands.node), board.knowledge != .unknown else {
      throw Self.away(hands.node)
    }
    guard board.queues[queue] != nil else {
      throw Reply.Trouble("unknown-queue", "there is no queue \"\(queue)\" on \(hands.node)")
    }
    let order: CallbackCall.Order =
      request.arguments["agent-first"] == "yes" ? .agentFirst : .customerFirst
    let call = CallbackCall(
      number: number,
      queue: queue,
      survey: published()?.queues.first { $0.name == queue }?.survey,
      order: order,
      channelId: Self.channelId(node: hands.node)
    )
    try await book.begin(
      Attempt(node: hands.node, at: .now(), deed: deed, author: peer.name, call: call)
    )
    let outcome: OriginateOutcome
    do {
      outcome = try await hands.place(call)
    } catch {
      // Nothing was sent.
      try? await book.settle(attempt: call.channelId, outcome: "not-placed")
      throw error
    }
    let words = outcome.words
    if words == "unknown" {
      meters.attempted(words)
    } else {
      try await book.settle(attempt: call.channelId, outcome: words)
    }
    return "\(PhoneNumber(number).masked): \(words)"
  }

  private static func channelId(node: String) -> String {
    var source = SystemRandomNumberGenerator()
    let words = (0..<2).map { _ in String(source.next(), radix: 36) }
    return "swb-\(node)-\(words.joined())"
  }

  // MARK: Where

  /// The Asterisk that is named, or the only one.
  private func server(of request: Request) throws -> ServerHands {
    if let name = request.arguments["server"] {
      guard let hands = hands[name] else {
        throw Reply.Trouble("unknown-server", "this daemon does not follow \"\(name)\"")
      }
      return hands
    }
    let nodes = hands.nodes
    guard nodes.count == 1, let only = hands[nodes[0]] else {
      throw Reply.Trouble(
        "which-server",
        nodes.isEmpty
          ? "this daemon follows no Asterisk: name it under servers in switchboard.yaml"
          : "say which one by --server: \(nodes.joined(separator: ", "))"
      )
    }
    return only
  }

  /// Where an agent is.
  private func place(of agent: String, in request: Request) throws -> (ServerHands, Board) {
    let nodes =
      try request.arguments["server"].map { _ in [try server(of: request).node] } ?? floor.nodes
    for node in nodes {
      guard let hands = hands[node], let board = floor.board(of: node),
        board.agents[agent]?.memberships.isEmpty == false
      else { continue }
      guard board.knowledge == .current else {
        throw Self.away(node)
      }
      return (hands, board)
    }
    throw Reply.Trouble("unknown-agent", "the agent \(agent) is signed in to no queue")
  }

  private static func away(_ node: String) -> Reply.Trouble {
    Reply.Trouble("stale", "there is no connection to \(node) now: see switchboard agents")
  }
}

extension Request {
  /// Why somebody pauses: it becomes a field of a line in queue_log.
  fileprivate func reason() throws -> String? {
    guard let text = arguments["reason"] else { return nil }
    guard text.utf8.count <= 80, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "|" })
    else {
      throw Reply.Trouble("no-reason", "write a reason of at most 80 bytes, on one line, without |")
    }
    return text
  }

  /// An extension's number: digits alone, since it becomes the name of a channel.
  fileprivate func number(_ name: String) throws -> String {
    let text = arguments[name] ?? ""
    guard (1...12).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else {
      throw Reply.Trouble("no-\(name)", "\(name) \"\(text)\" is no number: write for example 1001")
    }
    return text
  }
}

extension OriginateOutcome {
  /// One word for rows and people.
  var words: String {
    switch self {
    case .answered: "answered"
    case .busy: "busy"
    case .noAnswer: "no-answer"
    case .rejected(let cause): "rejected \(cause)"
    case .unknown: "unknown"
    }
  }
}
