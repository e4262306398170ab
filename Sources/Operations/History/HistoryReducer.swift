import Records

/// Makes history of facts, one after the other.
///
/// What the log does not say is not made up: a start of Asterisk's queues closes all that was open
/// with an unknown end. Pure: the same facts give the same history, in whatever portions they come.
public struct HistoryReducer: Sendable {
  /// How long a caller who was there at a gap is waited for.
  static let longestCall: Duration = .seconds(86_400)

  /// How far apart lines may be that tell of one end.
  private static let oneEnd: Duration = .seconds(5)

  let names: AgentNames
  /// The stay that each caller is in now.
  var open: [String: QueueStay] = [:]
  /// Talks that have just ended, by their calls.
  private var ended: [String: QueueLogLine] = [:]
  var presence = AgentPresence()
  var closed = History()
  /// Whether the next line is the first after a gap, and the time of the one that was.
  var gap: Gap = .none

  enum Gap: Sendable {
    case none
    case now
    case at(Timestamp)
  }

  /// Knows nothing yet.
  public init(names: AgentNames = AgentNames()) {
    self.names = names
  }

  /// Takes one fact.
  public mutating func add(_ fact: Fact) {
    switch fact {
    case .line(let line): add(line)
    case .malformed: break
    case .gap: gap = .now
    }
  }

  /// What is over since the last time, which is forgotten here.
  public mutating func takeClosed() -> History {
    closed.intervals += presence.takeClosed()
    defer { closed = History() }
    return closed
  }

  /// What goes on now.
  public var goingOn: History {
    let stays = open.values.sorted {
      ($0.arrived?.microseconds ?? 0, $0.callID) < ($1.arrived?.microseconds ?? 0, $1.callID)
    }
    return History(stays: stays, intervals: presence.open + stays.compactMap(\.talking))
  }

  /// All of the history of facts.
  public static func history(
    of facts: some Sequence<Fact>,
    names: AgentNames = AgentNames()
  ) -> History {
    var reducer = HistoryReducer(names: names)
    for fact in facts { reducer.add(fact) }
    var history = reducer.takeClosed()
    history.append(reducer.goingOn)
    return history
  }
}

// MARK: - Lines

extension HistoryReducer {
  private mutating func add(_ line: QueueLogLine) {
    mind(line.at)
    switch line.event {
    case .queueStart: start(line)
    case .enterQueue(_, let caller, let position):
      close(line.callID, at: line.at, .unknown)
      open[line.callID] = QueueStay(line, caller: caller, entered: line.at, position: position)
    case .connect(let hold, let channel, let ring):
      change(line) { stay, agent in
        stay.answer = .init(agent: agent, at: line.at, wait: hold, ring: ring, channel: channel)
      }
    case .ringNoAnswer(let ring): miss(line, ring, .noAnswer)
    case .ringCanceled(let ring): miss(line, ring, .callerLeft)
    case .agentDump: miss(line, nil, .agentLeft)
    case .completeAgent(let talk): complete(line, talk, .completedByAgent)
    case .completeCaller(let talk): complete(line, talk, .completedByCaller)
    case .blindTransfer(let number, let context, let talk):
      complete(line, talk, .blindTransfer(extension: number, context: context))
    case .attendedTransfer(let way, let target, let talk):
      complete(line, talk, .attendedTransfer(way: way, target: target))
    case .abandon(let leaving): leave(line, leaving, .abandoned)
    case .exitWithTimeout(let leaving): leave(line, leaving, .timeout)
    case .exitEmpty(let leaving): leave(line, leaving, .empty)
    case .exitWithKey(let key, let leaving): leave(line, leaving, .key(key))
    case .withdraw(let leaving, let info): leave(line, leaving, .withdrawn(info: info))
    default: presence.add(line, agent: names.agent(line.agent))
    }
  }

  /// The caller's stay in this queue, though its beginning may be missing.
  private mutating func change(_ line: QueueLogLine, _ body: (inout QueueStay, String) -> Void) {
    var stay = open[line.callID]
    if stay?.queue != line.queue {
      close(line.callID, at: line.at, .unknown)
      stay = nil
    }
    var current = stay ?? QueueStay(line, caller: "", entered: nil, position: nil)
    body(&current, names.agent(line.agent))
    open[line.callID] = current
  }

  private mutating func complete(
    _ line: QueueLogLine,
    _ told: QueueEvent.Talk,
    _ outcome: QueueStay.Outcome
  ) {
    guard !isToldAlready(line) else { return }
    change(line) { stay, agent in
      if stay.answer == nil {
        let answered = line.at - (told.talk ?? .zero)
        stay.answer = .init(agent: agent, at: answered, wait: told.hold, ring: nil, channel: "")
      }
      if stay.position == nil { stay.position = told.originalPosition }
      stay.end = .init(at: line.at, outcome: outcome, wait: told.hold, talk: told.talk)
    }
    finish(line.callID)
  }

  /// Whether this talk's end is told for a second time, by another word.
  ///
  /// Asterisk's queue hears of bridges and of channels on two threads: when an agent hands a caller over, both
  /// may write `ATTENDEDTRANSFER` and `COMPLETEAGENT` (seen on 16). The first one counts.
  private mutating func isToldAlready(_ line: QueueLogLine) -> Bool {
    ended = ended.filter { line.at - $0.value.at <= Self.oneEnd }
    if open[line.callID] == nil, let first = ended[line.callID], first.queue == line.queue,
      first.agent == line.agent
    {
      return true
    }
    ended[line.callID] = line
    return false
  }

  private mutating func leave(
    _ line: QueueLogLine,
    _ told: QueueEvent.Leaving,
    _ outcome: QueueStay.Outcome
  ) {
    change(line) { stay, _ in
      if stay.position == nil { stay.position = told.originalPosition }
      stay.end = .init(at: line.at, outcome: outcome, wait: told.wait, talk: nil)
    }
    finish(line.callID)
  }

  private mutating func miss(
    _ line: QueueLogLine,
    _ ring: Duration?,
    _ reason: MissedRing.Reason
  ) {
    closed.missed.append(
      MissedRing(
        agent: names.agent(line.agent),
        queue: line.queue,
        callID: line.callID,
        at: line.at,
        ring: ring,
        reason: reason
      )
    )
  }

  // MARK: Ends

  private mutating func finish(_ callID: String) {
    guard let stay = open.removeValue(forKey: callID) else { return }
    closed.stays.append(stay)
    if let talking = stay.talking { closed.intervals.append(talking) }
  }

  private mutating func close(_ callID: String, at moment: Timestamp, _ outcome: QueueStay.Outcome)
  {
    guard open[callID] != nil else { return }
    open[callID]?.end = .init(at: moment, outcome: outcome, wait: nil, talk: nil)
    finish(callID)
  }

  private mutating func start(_ line: QueueLogLine) {
    for callID in open.keys.sorted() { close(callID, at: line.at, .unknown) }
    presence.closeAll(by: line.at)
    gap = .none
  }

  /// Who was there at a gap may have left in it, and is not waited for without end.
  private mutating func mind(_ moment: Timestamp) {
    switch gap {
    case .none: return
    case .now: gap = .at(moment)
    case .at(let first):
      guard moment - first > Self.longestCall else { return }
      let old = open.values.filter { ($0.arrived ?? first) <= first }.map(\.callID)
      for callID in old.sorted() { close(callID, at: moment, .unknown) }
      gap = .none
    }
  }
}

extension QueueStay {
  fileprivate init(
    _ line: QueueLogLine,
    caller: String,
    entered: Timestamp?,
    position: Int?
  ) {
    self.init(
      callID: line.callID,
      queue: line.queue,
      caller: caller,
      entered: entered,
      position: position
    )
  }

  /// The agent's time with this caller.
  var talking: AgentInterval? {
    guard let answer else { return nil }
    let over: AgentInterval.End? = end.map {
      $0.outcome == .unknown ? .unknown(by: $0.at) : .at($0.at)
    }
    return AgentInterval(
      agent: answer.agent,
      queue: queue,
      kind: .talking(callID: callID),
      from: answer.at,
      end: over
    )
  }
}
