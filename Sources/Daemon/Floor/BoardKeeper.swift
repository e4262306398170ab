import AMI
import Logging
import Operations
import Records

/// Keeps the board of one Asterisk right: by events, and by asking for the lists after each gap.
struct BoardKeeper: Sendable {
  private let node: String
  private let floor: Floor
  private let meters: Meters
  private let log: Logger
  private let hear: @Sendable (List) -> Void
  private let asksAgain: @Sendable (EventDelivery) -> Bool

  /// How long after lists that could not be had they are asked for again.
  private static let pause = Duration.seconds(1)
  /// How often the queues' own counters are asked for while calls come to their ends.
  private static let countPause = Duration.seconds(2)

  /// - Parameters:
  ///   - node: Which Asterisk.
  ///   - floor: Where its board is.
  ///   - meters: Counts what is heard.
  ///   - log: Where is told what was lost.
  ///   - hear: Is given each answer to `QueueStatus`.
  ///   - asksAgain: Is given each event and gap, and says whether the lists are to be asked for again after
  ///     that event; after a gap they are in any case.
  init(
    _ node: String,
    on floor: Floor,
    meters: Meters,
    log: Logger,
    hear: @escaping @Sendable (List) -> Void = { _ in },
    asksAgain: @escaping @Sendable (EventDelivery) -> Bool = { _ in false }
  ) {
    self.node = node
    self.floor = floor
    self.meters = meters
    self.log = log
    self.hear = hear
    self.asksAgain = asksAgain
  }

  /// Keeps it until the client stops.
  ///
  /// - Throws: `AMIError` with code `refused` when this manager user may not ask for the lists.
  func follow(_ client: AMIClient) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { await recount(client) }
      try await take(client)
    }
  }

  private func take(_ client: AMIClient) async throws {
    for await delivery in client.events([.agent, .call], capacity: 100_000) {
      switch delivery {
      case .event: meters.heard(from: node)
      case .gap(let lost, let why): meters.missed(lost, why, from: node)
      }
      let isAskedAgain = asksAgain(delivery)
      switch delivery {
      case .event(let event):
        floor.take(event, from: node)
        if isAskedAgain { try await renew(client) }
      case .gap(_, .disconnected): floor.lose(node)
      case .gap(let lost, let why):
        if why == .overflow {
          log.warning("\(node): \(lost ?? 0) events were lost, the lists are asked for again")
        }
        floor.lose(node)
        try await renew(client)
      }
    }
  }

  /// Asks for the lists until they come.
  ///
  /// What is sent meanwhile waits in the subscription, and is taken on top.
  private func renew(_ client: AMIClient) async throws {
    while !Task.isCancelled, try await !resync(client) {
      try? await Task.sleep(for: Self.pause)
    }
  }

  /// Asks for the queues' own counters when they are due: see `Board.takeCountDue`.
  private func recount(_ client: AMIClient) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.countPause)
      guard floor.takeCountDue(of: node) else { continue }
      // No member is called so: what comes is queues, and who waits in them.
      guard let queues = try? await client.list(.queueStatus(member: "-")) else { continue }
      floor.recount(node, queueStatus: queues.items)
    }
  }

  /// - Returns: Whether the board is right, or the next gap will ask anyway.
  private func resync(_ client: AMIClient) async throws(AMIError) -> Bool {
    do throws(AMIError) {
      let queues = try await client.list(.queueStatus())
      hear(queues)
      let channels = try await client.list(.coreShowChannels)
      floor.resync(node, queueStatus: queues.items, channels: channels.items)
      return true
    } catch {
      // Any other refusal passes: an Asterisk that starts answers before its queues are there.
      guard error.code != .refused || error.reason != "Permission denied" else {
        throw AMIError(
          .refused,
          doing: error.doing,
          reason: "\(error.reason): this manager user needs read = agent,call; write = reporting",
          evidence: error.evidence
        )
      }
      log.warning("\(node): the lists of queues and channels: \(error)")
      return [.connectionLost, .notConnected, .stopped].contains(error.code)
    }
  }
}
