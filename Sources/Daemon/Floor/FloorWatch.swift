public import AMI
public import Control
public import Operations
public import Records
import Synchronization

/// One Asterisk, watched without a daemon: its board, and what its queues count themselves.
///
/// It asks for lists and reads events; it changes nothing.
public final class FloorWatch: Sendable {
  /// What a queue counts itself.
  public struct Counters: Sendable, Equatable {
    /// The queue.
    public var queue: String
    /// `servicelevel` in `queues.conf`, in seconds.
    public var target: Int
    /// Answered calls that are over.
    public var completed: Int
    /// `ServicelevelPerf`, in percent.
    public var performance: Double?
  }

  private struct State {
    var board: Board
    var trouble: String?
    var counters: [Counters] = []
    var names: [String: String] = [:]
    var isFinal = false
  }

  private let configuration: AMI.Configuration
  private let state: Mutex<State>

  /// How often the queues' counters are asked for.
  private static let pause = Duration.seconds(30)

  /// Prepares to watch.
  ///
  /// - Parameters:
  ///   - configuration: Where Asterisk is, and who we are there.
  ///   - node: What it is called.
  public init(_ configuration: AMI.Configuration, node: String) {
    self.configuration = configuration
    state = Mutex(State(board: Board(node: node)))
  }

  // MARK: What is seen

  /// All that is seen now.
  public func report(at now: Timestamp = .now()) -> FloorReport {
    let (board, trouble) = state.withLock { state in
      _ = state.board.pass(until: now)
      return (state.board, state.trouble)
    }
    var report = FloorReport(at: now.precise)
    report.servers = [board.row(trouble: trouble)]
    report.add(board, nil, View(parts: Set(View.Part.allCases), isWhole: true), now)
    return report
  }

  /// Whether the floor is seen, or will not be before a person has mended something.
  public var isSettled: Bool {
    state.withLock { $0.isFinal || $0.board.knowledge == .current }
  }

  /// Why nothing is seen; `nil` when it is.
  public var trouble: String? { state.withLock { $0.trouble } }

  /// What the queues counted when they were asked last.
  public var counters: [Counters] { state.withLock { $0.counters } }

  /// The members by their interfaces.
  public var names: AgentNames { AgentNames(state.withLock { $0.names }) }

  // MARK: Watching

  /// Watches until the task is cancelled, or Asterisk refuses the login.
  public func run() async {
    let client = AMIClient(configuration)
    let events = client.events([.agent, .call], capacity: 100_000)
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await client.run() }
        group.addTask { await self.tell(client.states) }
        group.addTask { await self.take(events, of: client) }
        group.addTask { await self.count(client) }
        defer { group.cancelAll() }
        try await group.next()
      }
    } catch {
      state.withLock { state in
        state.trouble = "\(error)"
        state.isFinal = true
      }
    }
  }

  private func tell(_ states: AsyncStream<ConnectionState>) async {
    for await connection in states {
      guard case .waiting(_, let error) = connection else { continue }
      state.withLock { state in
        state.trouble = "\(error)"
        state.board.lose(at: .now())
      }
    }
  }

  private func take(_ events: EventSubscription, of client: AMIClient) async {
    for await delivery in events {
      switch delivery {
      case .event(let event):
        state.withLock { state in _ = state.board.take(event, at: .now()) }
      case .gap(_, .disconnected):
        state.withLock { $0.board.lose(at: .now()) }
      case .gap:
        state.withLock { $0.board.lose(at: .now()) }
        // What is sent meanwhile waits in the subscription, and is taken on top.
        await resync(client)
      }
    }
  }

  private func resync(_ client: AMIClient) async {
    do throws(AMIError) {
      let queues = try await client.list(.queueStatus())
      note(queues)
      let channels = try await client.list(.coreShowChannels)
      state.withLock { state in
        _ = state.board.resync(
          queueStatus: queues.items,
          channels: channels.items,
          at: .now()
        )
        state.trouble = nil
      }
    } catch {
      state.withLock { state in
        state.trouble =
          error.code == .refused
          ? "\(error): does this manager user have read = agent,call and write = reporting?"
          : "\(error)"
        state.isFinal = error.code == .refused
      }
    }
  }

  /// Asks now and then what the queues count: no event tells.
  private func count(_ client: AMIClient) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: Self.pause)
      if let queues = try? await client.list(.queueStatus()) { note(queues) }
    }
  }

  private func note(_ queues: List) {
    let counters = queues.items(QueueParams.self).compactMap { item -> Counters? in
      guard let queue = item.queue else { return nil }
      return Counters(
        queue: queue,
        target: item.serviceLevel ?? 0,
        completed: item.completed ?? 0,
        performance: item.serviceLevelPerformance.flatMap { Double($0) }
      )
    }
    var names: [String: String] = [:]
    for member in queues.items(QueueMember.self) {
      if let interface = member.interface, let name = member.memberName { names[interface] = name }
    }
    state.withLock { state in
      state.counters = counters.sorted { $0.queue < $1.queue }
      state.names.merge(names) { $1 }
    }
  }
}
