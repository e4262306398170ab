import Database
import Glibc
import Operations
import Records

/// All figures of the daemon, as they are when somebody asks.
///
/// Who calls is in none of them. How many there are depends on how many Asterisks, queues and commands
/// there are, and not on what happens there.
struct MetricsPage: Sendable {
  let floor: Floor
  let meters: Meters

  /// The most queues of a node that are told one by one.
  static let mostQueues = 500

  /// The page.
  func text(
    at now: Timestamp = .now(),
    _ instant: ContinuousClock.Instant = .now
  ) -> String {
    var page = Exposition()
    page.add(
      "switchboard_build_info",
      .gauge,
      "The version that runs.",
      [.init(["version": "\(ProgramVersion.current)"], 1)]
    )
    let counts = meters.counts
    let nodes = floor.nodes
    addServers(nodes, counts, instant, to: &page)
    addFloor(nodes.compactMap { floor.board(of: $0) }, now, to: &page)
    addHistory(counts, to: &page)
    addDeeds(counts, to: &page)
    addCalls(to: &page)
    addProcess(to: &page)
    return page.text
  }

  // MARK: Asterisks

  private func addServers(
    _ nodes: [String],
    _ counts: Meters.Counts,
    _ now: ContinuousClock.Instant,
    to page: inout Exposition
  ) {
    let logins = counts.logins.sorted { ($0.key.node, $0.key.user) < ($1.key.node, $1.key.user) }
      .filter { nodes.contains($0.key.node) }
    page.add(
      "switchboard_ami_connected",
      .gauge,
      "Whether this manager user is logged in at the Asterisk.",
      logins.map { .init(["node": $0.key.node, "user": $0.key.user], $0.value.isUp ? 1 : 0) }
    )
    page.add(
      "switchboard_ami_logins_total",
      .counter,
      "Logins that succeeded.",
      logins.map { .init(["node": $0.key.node, "user": $0.key.user], $0.value.times) }
    )
    page.add(
      "switchboard_board_current",
      .gauge,
      "Whether the board of the Asterisk is right at this moment.",
      nodes.map { .init(["node": $0], floor.board(of: $0)?.knowledge == .current ? 1 : 0) }
    )
    let hearings = nodes.map { ($0, counts.hearings[$0] ?? Meters.Hearing()) }
    page.add(
      "switchboard_ami_events_total",
      .counter,
      "Events of the classes agent and call that came.",
      hearings.map { .init(["node": $0.0], $0.1.events) }
    )
    page.add(
      "switchboard_ami_last_event_age_seconds",
      .gauge,
      "How long ago the last event came; missing before the first.",
      hearings.compactMap { node, hearing in
        hearing.last.map { .init(["node": node], max(.zero, now - $0) / .seconds(1)) }
      }
    )
    page.add(
      "switchboard_ami_gaps_total",
      .counter,
      "Gaps between events: began after a login, disconnected, overflow when they came too fast.",
      hearings.flatMap { node, hearing in
        ["began", "disconnected", "overflow"].map {
          .init(["node": node, "reason": $0], hearing.gaps[$0] ?? 0)
        }
      }
    )
    page.add(
      "switchboard_ami_events_lost_total",
      .counter,
      "Events that came and were not taken, since there were too many at once.",
      hearings.map { .init(["node": $0.0], $0.1.lost) }
    )
  }

  // MARK: The floor

  private func addFloor(_ boards: [Board], _ now: Timestamp, to page: inout Exposition) {
    let queues = boards.flatMap { board in
      board.queues.keys.sorted().prefix(Self.mostQueues).compactMap { name in
        board.queues[name].map { (board: board, queue: $0) }
      }
    }
    page.add(
      "switchboard_queue_waiting_callers",
      .gauge,
      "Callers who wait in the queue.",
      queues.map { .init(["node": $0.board.node, "queue": $0.queue.name], $0.queue.waiting.count) }
    )
    page.add(
      "switchboard_queue_longest_wait_seconds",
      .gauge,
      "How long the one has waited who waits longest; 0 when nobody does.",
      queues.map { one in
        let waits = one.queue.waiting.map { now.seconds(since: $0.since) }
        return .init(["node": one.board.node, "queue": one.queue.name], waits.max() ?? 0)
      }
    )
    page.add(
      "switchboard_queue_members",
      .gauge,
      "Members of the queue by what they do.",
      queues.flatMap { one in
        let states = one.board.states(in: one.queue, at: now)
        return Self.memberStates.map { state in
          Exposition.Sample(
            ["node": one.board.node, "queue": one.queue.name, "state": state.rawValue],
            states[state] ?? 0
          )
        }
      }
    )
    page.add(
      "switchboard_queues_left_out",
      .gauge,
      "Queues beyond the \(Self.mostQueues) of a node that are told one by one.",
      boards.map { .init(["node": $0.node], max(0, $0.queues.count - Self.mostQueues)) }
    )
    page.add(
      "switchboard_agents",
      .gauge,
      "Agents by what they do.",
      boards.flatMap { board in
        let states = Dictionary(grouping: board.agents.values) { $0.state(at: now).kind }
        return Board.AgentState.allCases.map { state in
          Exposition.Sample(
            ["node": board.node, "state": state.rawValue],
            states[state]?.count ?? 0
          )
        }
      }
    )
    page.add(
      "switchboard_calls",
      .gauge,
      "Calls that are up, by where they are.",
      boards.flatMap { board in
        let places = Dictionary(grouping: board.calls.values, by: \.place)
        return Board.Place.allCases.map { place in
          Exposition.Sample(
            ["node": board.node, "place": place.rawValue],
            places[place]?.count ?? 0
          )
        }
      }
    )
  }

  /// A member of a queue is signed in.
  private static let memberStates = Board.AgentState.allCases.filter { $0 != .signedOut }

  // MARK: The history

  private func addHistory(_ counts: Meters.Counts, to page: inout Exposition) {
    let logs = counts.logs.sorted { $0.key < $1.key }
    page.add(
      "switchboard_history_lines_total",
      .counter,
      "Lines of queue_log that were kept.",
      logs.map { .init(["node": $0.key], $0.value.lines) }
    )
    page.add(
      "switchboard_history_refused_lines_total",
      .counter,
      "Lines that are none of queue_log's; they are kept with the reason.",
      logs.map { .init(["node": $0.key], $0.value.refused) }
    )
    page.add(
      "switchboard_history_behind_bytes",
      .gauge,
      "How much of queue_log was written and not kept yet; missing when there is no such file.",
      logs.compactMap { node, log in log.behind.map { .init(["node": node], $0) } }
    )
    page.add(
      "switchboard_history_errors_total",
      .counter,
      "Times that queue_log could not be read or kept.",
      logs.map { .init(["node": $0.key], $0.value.errors) }
    )
    page.add(
      "switchboard_history_failing",
      .gauge,
      "Whether queue_log cannot be read or kept now.",
      logs.map { .init(["node": $0.key], $0.value.isInTrouble ? 1 : 0) }
    )
    page.add(
      "switchboard_history_last_error_timestamp_seconds",
      .gauge,
      "When queue_log could not be read or kept for the last time; missing when it always could.",
      logs.compactMap { node, log in
        log.lastError.map { .init(["node": node], Double($0.microseconds) / 1_000_000) }
      }
    )
    page.add(
      "switchboard_store_errors_total",
      .counter,
      "Times that a file of the store could not be used by the daemon, by the reason.",
      counts.failures.sorted { ($0.key.file, $0.key.code) < ($1.key.file, $1.key.code) }
        .map { .init(["file": $0.key.file, "code": $0.key.code], $0.value) }
    )
  }

  // MARK: What was asked for

  private func addDeeds(_ counts: Meters.Counts, to page: inout Exposition) {
    page.add(
      "switchboard_deeds_total",
      .counter,
      "What was asked of the daemon, by what came of it.",
      counts.deeds.sorted { ($0.key.command, $0.key.outcome) < ($1.key.command, $1.key.outcome) }
        .map { .init(["command": $0.key.command, "outcome": $0.key.outcome], $0.value) }
    )
    page.add(
      "switchboard_attempts_total",
      .counter,
      "Calls that the daemon placed, by what came of them.",
      counts.attempts.sorted { $0.key < $1.key }.map { .init(["outcome": $0.key], $0.value) }
    )
  }

  private func addCalls(to page: inout Exposition) {
    guard let calls = meters.calls?() else { return }
    page.add(
      "switchboard_fastagi_calls",
      .gauge,
      "Calls that are answered over FastAGI now.",
      Double(calls.inService)
    )
    page.add(
      "switchboard_fastagi_calls_max",
      .gauge,
      "The most calls at once.",
      Double(calls.maximum)
    )
    page.add(
      "switchboard_fastagi_calls_total",
      .counter,
      "Calls that were let in.",
      Double(calls.admitted)
    )
    page.add(
      "switchboard_fastagi_refused_total",
      .counter,
      "Calls that were told BUSY.",
      Double(calls.refused)
    )
  }

  // MARK: The process

  private func addProcess(to page: inout Exposition) {
    let process = ProcessFigures.now()
    page.add(
      "process_resident_memory_bytes",
      .gauge,
      "Resident memory.",
      Double(process.residentBytes)
    )
    page.add(
      "process_virtual_memory_bytes",
      .gauge,
      "Virtual memory.",
      Double(process.virtualBytes)
    )
    page.add("process_open_fds", .gauge, "Open file descriptors.", Double(process.openFiles))
    page.add("process_max_fds", .gauge, "The limit of open files.", Double(process.mostFiles))
    page.add(
      "process_cpu_seconds_total",
      .counter,
      "Time of processors that was used.",
      process.processorSeconds
    )
    page.add(
      "process_start_time_seconds",
      .gauge,
      "When the process began, since 1970.",
      Double(meters.start.microseconds) / 1_000_000
    )
  }
}

extension Meters.Log {
  /// How many bytes of the live file were not kept yet.
  fileprivate var behind: Int? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    guard let position, position.file.device == UInt64(status.st_dev),
      position.file.inode == UInt64(status.st_ino)
    else { return Int(status.st_size) }
    return max(0, Int(status.st_size) - position.offset)
  }
}
