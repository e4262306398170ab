import Database
import Foundation
import Operations
import Records
import Testing

/// What the daemon kept of a floor, held against the log and against what everybody remembers.
struct FloorHistory {
  private(set) var lines: [String] = []
  private(set) var others = 0
  private(set) var history = History()

  /// Reads what was kept.
  init(in location: StoreLocation) throws {
    var reducer = HistoryReducer()
    var lines: [String] = []
    var others = 0
    try FloorStore(at: location, .administrator).facts(of: "lab") { fact in
      reducer.add(fact)
      if case .line(let line) = fact {
        lines.append(line.description)
      } else {
        others += 1
      }
    }
    history = reducer.takeClosed()
    history.append(reducer.goingOn)
    (self.lines, self.others) = (lines, others)
  }

  /// The lines of a log's files.
  static func lines(of files: [String]) throws -> [String] {
    try files.flatMap {
      try String(contentsOfFile: $0, encoding: .utf8).split(separator: "\n").map(String.init)
    }
  }

  // MARK: - Against the timeline

  /// Holds all calls against what callers and agents remember.
  func check(
    _ memories: [FloorCallers.Memory],
    _ rings: [String: [FloorAgents.Ring]],
    channels: [String: [String]]
  ) throws {
    let calls = Dictionary(grouping: history.calls) { $0.stays[0].caller }
    #expect(calls.count == memories.count { !$0.caller.role.queues.isEmpty })
    for memory in memories {
      let caller = memory.caller
      let own = calls[caller.number] ?? []
      let comment: Comment = "\(caller.role) \(caller.number)"
      guard !caller.role.queues.isEmpty else {
        #expect(own.isEmpty, comment)
        continue
      }
      let call = try #require(own.first, comment)
      #expect(own.count == 1, comment)
      check(call, memory, comment)
      check(call, memory, rings[caller.number] ?? [], channels[caller.number] ?? [], comment)
    }
  }

  /// Where the caller was, how it ended, and when.
  private func check(
    _ call: QueuedCaller,
    _ memory: FloorCallers.Memory,
    _ comment: Comment
  ) {
    let caller = memory.caller
    #expect(call.stays.map(\.queue) == caller.role.queues, comment)
    let outcomes = caller.isCutOff ? [[.unknown]] : caller.role.outcomes
    #expect(call.stays.count == outcomes.count, comment)
    for (stay, possible) in zip(call.stays, outcomes) {
      let outcome = stay.end.map { $0.outcome.withoutTarget }
      #expect(outcome.map(possible.contains) == true, "\(comment): \(stay)")
      let seconds = memory.placed.logged...memory.ended.seconds
      #expect(stay.entered.map { seconds.contains($0.seconds) } == true, "\(comment): \(stay)")
      if let left = memory.left, !caller.isCutOff {
        #expect(stay.end.map { $0.at.seconds >= left.logged } == true, "\(comment): \(stay)")
      }
      let talking = AgentInterval.Kind.talking(callID: call.callID)
      let talks = history.intervals.filter { $0.kind == talking && $0.queue == stay.queue }
      #expect(talks.map(\.agent) == (stay.answer.map { [$0.agent] } ?? []), comment)
    }
  }

  /// Who was rung, and who answered.
  private func check(
    _ call: QueuedCaller,
    _ memory: FloorCallers.Memory,
    _ rings: [FloorAgents.Ring],
    _ channels: [String],
    _ comment: Comment
  ) {
    let agents = call.stays.compactMap { $0.answer?.agent }
    let answered = rings.filter(\.isAnswered)
    #expect(agents == answered.map(\.agent) + channels, comment)
    for (answer, ring) in zip(call.stays.compactMap(\.answer), answered) {
      #expect(answer.at.seconds >= ring.began.logged, "\(comment): \(answer), \(ring)")
    }
    guard !memory.caller.isCutOff else { return }
    let missed = history.missed.filter { $0.callID == call.callID }.map(\.agent)
    let (told, rung) = ((missed + agents).counted, rings.map(\.agent).counted)
    let words: Comment = "\(comment): the log tells of \(told), the phones of \(rung)"
    switch memory.caller.role.rings {
    case .none: #expect(rung.isEmpty, words)
    case .each: #expect(told == rung, words)
    case .atLeastThose: #expect(rung.merging(told, uniquingKeysWith: max) == rung, words)
    case .atMostThose: #expect(told.merging(rung, uniquingKeysWith: max) == told, words)
    }
  }

  /// The pauses of the one who has paused, each for that reason; the last one goes on.
  func checkPauses(of agent: String, count: Int) {
    let pauses = history.intervals.filter {
      $0.agent == agent && $0.queue == "floor-still" && $0.kind == .paused(reason: "still")
    }
    #expect(pauses.count == count)
    #expect(pauses.dropLast().allSatisfy { $0.end?.isUnknown == true })
    #expect(pauses.last?.end == nil)
  }
}

extension QueueStay.Outcome {
  /// Bridges have names that nobody knows before.
  fileprivate var withoutTarget: QueueStay.Outcome {
    guard case .attendedTransfer(let way, _) = self else { return self }
    return .attendedTransfer(way: way, target: "")
  }
}

extension AgentInterval.End {
  fileprivate var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }
}

extension Sequence<String> {
  fileprivate var counted: [String: Int] {
    reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}

extension Timestamp {
  /// The second that a line of queue_log has at the earliest, when it is written after this moment.
  ///
  /// It is rounded down, and `time()` is a tick of the kernel behind the clock that says this moment.
  fileprivate var logged: Int { Timestamp(microseconds: microseconds - 10_000).seconds }
}
