public import AMI
public import Control
import Logging
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
    var counters: [Counters] = []
    var names: [String: String] = [:]
    /// Nothing will be seen before a person has mended something.
    var isFinal = false
    var hearing = QueueHearing()
  }

  private let configuration: AMI.Configuration
  private let node: String
  private let floor: Floor
  private let state = Mutex(State())
  /// How often the queues' counters are asked for.
  private let pause: Duration

  /// Prepares to watch.
  ///
  /// - Parameters:
  ///   - configuration: Where Asterisk is, and who we are there.
  ///   - node: What it is called.
  public convenience init(_ configuration: AMI.Configuration, node: String) {
    self.init(configuration, node: node, pause: .seconds(15))
  }

  init(_ configuration: AMI.Configuration, node: String, pause: Duration) {
    self.configuration = configuration
    self.node = node
    self.pause = pause
    floor = Floor(nodes: [node])
  }

  // MARK: What is seen

  /// All that is seen now.
  public func report(at now: Timestamp = .now()) -> FloorReport {
    floor.report(View(parts: Set(View.Part.allCases), isWhole: true), at: now)
  }

  /// Whether the floor is seen, or will not be before a person has mended something.
  public var isSettled: Bool {
    state.withLock { $0.isFinal } || floor.board(of: node)?.knowledge == .current
  }

  /// Why nothing is seen; `nil` when it is.
  public var trouble: String? { floor.trouble(with: node) }

  /// What the queues counted when they were asked last.
  public var counters: [Counters] { state.withLock { $0.counters } }

  /// The members by their interfaces.
  public var names: AgentNames { AgentNames(state.withLock { $0.names }) }

  // MARK: Watching

  /// Watches until the task is cancelled, or Asterisk refuses the login or the lists.
  public func run() async {
    let client = AMIClient(configuration)
    let silent = Logger(label: "switchboard") { _ in SwiftLogNoOpLogHandler() }
    let keeper = BoardKeeper(
      node,
      on: floor,
      meters: Meters(),
      log: silent,
      hear: note,
      asksAgain: hear
    )
    do {
      // Whichever fails ends the others; what only ends waits for the client.
      try await withThrowingDiscardingTaskGroup { group in
        group.addTask {
          try await client.run()
          throw CancellationError()
        }
        group.addTask { await self.tell(client.states) }
        group.addTask { try await keeper.follow(client) }
        group.addTask { await self.count(client) }
      }
    } catch is CancellationError {
    } catch {
      floor.lose(node)
      floor.say("\(error)", of: node)
      state.withLock { $0.isFinal = true }
    }
  }

  private func tell(_ states: AsyncStream<ConnectionState>) async {
    for await connection in states {
      if case .waiting(_, let error) = connection { floor.say("\(error)", of: node) }
    }
  }

  /// Hears that events of queues come.
  ///
  /// - Returns: Whether it was told that none do: the board lacks what happened until the lists come again.
  @Sendable private func hear(_ delivery: EventDelivery) -> Bool {
    switch delivery {
    case .event(let event):
      guard event.classes?.contains(.agent) == true else { return false }
      return state.withLock { $0.hearing.hear() }
    case .gap:
      state.withLock { $0.hearing.forget() }
      return false
    }
  }

  /// Asterisk tells nobody what it does not send them: a board that stands still while the lists change is
  /// no board.
  private func notice(_ queues: List) {
    let waiting = Set(queues.items(QueueEntry.self).compactMap(\.uniqueid))
    // Under the lock: an event that comes now mends it afterwards.
    state.withLock { state in
      guard state.hearing.look(at: waiting) else { return }
      floor.lose(node)
      floor.say(
        "no events of queues come, though callers do: this manager user needs read = agent,call",
        of: node
      )
    }
  }

  /// Asks now and then what the queues count: no event tells.
  private func count(_ client: AMIClient) async {
    while !Task.isCancelled {
      try? await Task.sleep(for: pause)
      if let queues = try? await client.list(.queueStatus()) {
        note(queues)
        notice(queues)
      } else {
        // Old ones would be held against what has happened since.
        state.withLock { state in
          state.counters = []
          state.hearing.forget()
        }
      }
    }
  }

  @Sendable private func note(_ queues: List) {
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
