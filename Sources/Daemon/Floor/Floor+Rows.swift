import Control
import Operations
import Records

/// Which part of the floor somebody wants to see, and how much of a number.
struct View: Sendable {
  enum Part: String, CaseIterable, Sendable {
    case queues, agents, calls
  }

  var parts: Set<Part>
  /// Whether numbers are whole.
  var isWhole: Bool

  func number(_ number: String?) -> String? {
    isWhole ? number : number.map { PhoneNumber($0).masked }
  }
}

extension Floor {
  /// All that a view shows.
  func report(_ view: View, at now: Timestamp = .now()) -> FloorReport {
    pass(until: now)
    var report = FloorReport(at: now.precise)
    report.servers = nodes.compactMap { node in
      board(of: node).map { $0.row(trouble: trouble(with: node)) }
    }
    for node in nodes {
      guard let board = board(of: node) else { continue }
      report.add(board, nil, view, now)
    }
    return report
  }

  /// What a change changed of a view; `nil` when nothing.
  func report(of change: Change, _ view: View, at now: Timestamp = .now()) -> FloorReport? {
    var report = FloorReport(at: now.precise)
    guard let board = board(of: change.node) else {
      report.gone = [change.node]
      return report
    }
    let server = board.row(trouble: trouble(with: change.node))
    switch change.extent {
    case .server:
      report.servers = [server]
    case .whole:
      // In place of all that was known: what is there no more has no row that could say so.
      report.gone = [change.node]
      report.servers = [server]
      report.add(board, nil, view, now)
    case .part(let touched):
      report.add(board, touched, view, now)
      let isEmpty =
        report.gone == nil && report.queues?.isEmpty != false
        && report.agents?.isEmpty != false && report.calls?.isEmpty != false
      if isEmpty { return nil }
    }
    return report
  }
}

extension FloorReport {
  mutating func add(
    _ board: Board,
    _ touched: Board.Touched?,
    _ view: View,
    _ now: Timestamp
  ) {
    var gone: [String] = []
    func rows<Row>(
      _ all: some Collection<String>,
      _ touched: Set<String>?,
      _ row: (String) -> Row?
    ) -> [Row] {
      (touched.map { $0.sorted() } ?? all.sorted()).compactMap { name in
        let found = row(name)
        if found == nil { gone.append("\(board.node)/\(name)") }
        return found
      }
    }
    if view.parts.contains(.queues) {
      queues =
        (queues ?? [])
        + rows(board.queues.keys, touched?.queues) {
          board.queueRow($0, view, now)
        }
    }
    if view.parts.contains(.agents) {
      agents =
        (agents ?? [])
        + rows(board.agents.keys, touched?.agents) {
          board.agentRow($0, now)
        }
    }
    if view.parts.contains(.calls) {
      calls =
        (calls ?? [])
        + rows(board.calls.keys, touched?.calls) {
          board.callRow($0, view, now)
        }
    }
    if !gone.isEmpty { self.gone = (self.gone ?? []) + gone }
  }
}

extension Board {
  func row(trouble: String?) -> ServerRow {
    switch knowledge {
    case .unknown: ServerRow(node: node, floor: "unknown", trouble: trouble)
    case .current: ServerRow(node: node, floor: "current")
    case .stale(let since):
      ServerRow(node: node, floor: "stale", since: since.precise, trouble: trouble)
    }
  }

  /// How many members of a queue do what; who has paused in this one alone has paused here.
  func states(in queue: Queue, at now: Timestamp) -> [AgentState: Int] {
    var states: [AgentState: Int] = [:]
    for member in queue.members {
      guard let agent = agents[member] else { continue }
      var state = agent.state(at: now).kind
      if state == .ready, agent.memberships[queue.name]?.isPaused == true { state = .paused }
      states[state, default: 0] += 1
    }
    return states
  }

  fileprivate func queueRow(_ name: String, _ view: View, _ now: Timestamp) -> QueueRow? {
    guard let queue = queues[name] else { return nil }
    let states = states(in: queue, at: now)
    return QueueRow(
      node: node,
      queue: name,
      strategy: queue.strategy,
      waiting: queue.waiting.enumerated().map { place, caller in
        WaitingRow(
          position: place + 1,
          call: caller.call,
          number: view.number(caller.number),
          since: caller.since.precise,
          seconds: now.seconds(since: caller.since),
          priority: caller.priority
        )
      },
      agents: Dictionary(uniqueKeysWithValues: states.map { ($0.key.rawValue, $0.value) }),
      answered: queue.answered,
      abandoned: queue.abandoned,
      expectedWaitSeconds: expectedWait(in: name, at: now).map { Int($0.components.seconds) }
    )
  }

  fileprivate func agentRow(_ name: String, _ now: Timestamp) -> AgentRow? {
    guard let agent = agents[name] else { return nil }
    let state = agent.state(at: now)
    return AgentRow(
      node: node,
      agent: name,
      state: state.kind.rawValue,
      since: state.since?.precise,
      seconds: state.since.map(now.seconds),
      // Of a pause that begins when the call is over, too.
      reason: state.kind == .signedOut ? nil : agent.pause,
      phone: agent.device,
      queues: agent.memberships.keys.sorted(),
      queue: agent.call?.queue,
      call: agent.call?.call
    )
  }

  fileprivate func callRow(_ id: String, _ view: View, _ now: Timestamp) -> CallRow? {
    guard let call = calls[id] else { return nil }
    return CallRow(
      node: node,
      call: id,
      number: view.number(call.number),
      called: view.number(call.called),
      begun: call.begun.precise,
      place: call.place.rawValue,
      since: call.since?.precise,
      seconds: call.since.map(now.seconds),
      queue: call.queue,
      agent: call.agent
    )
  }
}

extension Timestamp {
  /// Whole seconds since an earlier moment; 0 when it is later.
  func seconds(since other: Timestamp) -> Int {
    max(0, (microseconds - other.microseconds) / 1_000_000)
  }
}
