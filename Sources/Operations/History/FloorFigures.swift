public import Database
public import Records
public import Reports

/// Figures of a floor over a span of time, made of history piece by piece.
///
/// Each queue is judged by the stays in it, all queues together by calls: who goes on from queue to
/// queue is one call.
public struct FloorFigures: Sendable {
  /// A caller who comes to another queue comes within this time.
  private static let longestAbsence: Duration = .seconds(86_400)

  /// Each queue by its stays.
  public private(set) var queues: QueueTally
  /// All together, by calls.
  private var calls: QueueTally
  /// Agents' times.
  public private(set) var agents: AgentTally
  /// Who gave up and was not heard of again.
  public private(set) var lost = LostCallers()

  private let queue: String?
  private let promises: [CallKey: Set<String>]
  private var node = ""
  /// Calls whose caller may still come to another queue, by their channels.
  private var open: [String: QueuedCaller] = [:]
  private var swept: Timestamp?

  /// Counts nothing yet.
  ///
  /// - Parameters:
  ///   - span: The span of time.
  ///   - settings: What the figures of queues are held against.
  ///   - queue: The only queue that counts; `nil` is all.
  ///   - promises: In which calls callers were promised a callback, and by which queues.
  public init(
    in span: Range<Timestamp>,
    _ settings: QueueTally.Settings = .init(),
    queue: String? = nil,
    promises: [CallKey: Set<String>] = [:]
  ) {
    queues = QueueTally(settings)
    calls = QueueTally(settings)
    agents = AgentTally(in: span)
    self.queue = queue
    self.promises = promises
  }

  /// All queues together, each call once.
  public var total: QueueFigures {
    var calls = calls
    for call in open.values { if let call = call.queuedCall { calls.add(call) } }
    return calls.total
  }

  /// Counts a piece of history; the pieces in their order.
  public mutating func add(_ history: History) {
    for var stay in history.stays where queue == nil || stay.queue == queue {
      let call = CallKey(node: node, uniqueid: stay.callID)
      stay.isPromised = promises[call]?.contains(stay.queue) == true
      lost.add(stay)
      if let call = stay.queuedCall { queues.add(call) }
      open[stay.callID, default: QueuedCaller(callID: stay.callID, stays: [])].stays.append(stay)
    }
    for interval in history.intervals where queue == nil || interval.queue == queue {
      agents.add(interval)
    }
    for ring in history.missed where queue == nil || ring.queue == queue {
      agents.addRing(of: ring.agent, callerLeft: ring.reason == .callerLeft)
    }
    if let last = history.stays.last?.end?.at { sweep(before: last - Self.longestAbsence) }
  }

  /// Counts the calls that are over for good, so that no more than a day's are in memory.
  private mutating func sweep(before moment: Timestamp) {
    // A clock that was put back is no reason to wait until it is there again.
    if let swept, swept <= moment, moment - swept < .seconds(3_600) { return }
    swept = moment
    for (id, call) in open {
      guard let end = call.stays.last?.end, end.at < moment else { continue }
      if let call = call.queuedCall { calls.add(call) }
      open[id] = nil
    }
  }
}

extension AgentTally {
  fileprivate mutating func add(_ interval: AgentInterval) {
    let activity: Activity =
      switch interval.kind {
      case .signedIn: .signedIn
      case .paused(let reason): .paused(reason: reason)
      case .talking: .talking
      }
    var isCertain = true
    if case .unknown = interval.end { isCertain = false }
    add(
      activity,
      of: interval.agent,
      from: interval.from,
      to: interval.end?.latest,
      isCertain: isCertain
    )
  }
}

extension FloorStore {
  /// Figures of several nodes together.
  public func figures(
    of nodes: [String],
    in span: Range<Timestamp>,
    _ settings: QueueTally.Settings = .init(),
    queue: String? = nil,
    names: AgentNames = AgentNames(),
    promises: [CallKey: Set<String>] = [:]
  ) throws(DatabaseError) -> FloorFigures {
    var figures = FloorFigures(in: span, settings, queue: queue, promises: promises)
    for node in nodes {
      // One channel's name says nothing on another node.
      figures.begin(node)
      try readHistory(of: node, in: span, names: names) { figures.add($0) }
    }
    return figures
  }

  /// When the queues of a node began for the last time, as its log tells.
  ///
  /// Since then Asterisk's own counters count.
  public func lastStart(of node: String) throws(DatabaseError) -> Timestamp? {
    try connection.first(
      """
      SELECT fact.at FROM log_file JOIN fact ON fact.file = log_file.id
      WHERE log_file.node = ? AND fact.event = 'QUEUESTART'
      ORDER BY log_file.id DESC, fact.position DESC LIMIT 1
      """,
      [.text(node)]
    ) { Timestamp(microseconds: $0.integer(0)) }
  }
}

extension FloorFigures {
  fileprivate mutating func begin(_ node: String) {
    self.node = node
    for call in open.values { if let call = call.queuedCall { calls.add(call) } }
    open = [:]
    swept = nil
  }
}
