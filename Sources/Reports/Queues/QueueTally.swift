import Records

/// Counts calls of queues, one after the other: per queue and interval, and all together.
///
/// A call belongs to the interval in which it came.
public struct QueueTally: Sendable {
  /// What the figures are held against.
  public struct Settings: Sendable {
    /// A wait up to this is within the target.
    public var target: Duration
    /// Who hangs up within this is a short abandon.
    public var shortAbandon: Duration
    /// By which intervals calls are told apart.
    public var intervals: Intervals

    /// The field's usual ones, unless said otherwise.
    public init(
      target: Duration = .seconds(20),
      shortAbandon: Duration = .seconds(5),
      intervals: Intervals = Intervals(of: .seconds(900))
    ) {
      self.target = target
      self.shortAbandon = shortAbandon
      self.intervals = intervals
    }
  }

  private struct Place: Hashable {
    var interval: Timestamp
    var queue: String
  }

  private let settings: Settings
  private var places: [Place: QueueFigures] = [:]
  /// All calls together.
  public private(set) var total = QueueFigures()

  /// Counts nothing yet.
  public init(_ settings: Settings = Settings()) {
    self.settings = settings
  }

  /// Counts a call.
  public mutating func add(_ call: QueuedCall) {
    let begin = settings.intervals.beginning(of: call.arrived)
    let place = Place(interval: begin, queue: call.queue)
    places[place, default: QueueFigures(queue: call.queue, interval: begin)].add(call, settings)
    total.add(call, settings)
  }

  /// The figures of each queue and interval, the earliest first.
  public var figures: [QueueFigures] {
    places.sorted { one, other in
      (one.key.interval, one.key.queue) < (other.key.interval, other.key.queue)
    }.map(\.value)
  }

  /// The figures of each queue over all intervals, in the order of their names.
  public var queues: [QueueFigures] {
    var queues: [String: QueueFigures] = [:]
    for (place, figures) in places {
      queues[place.queue, default: QueueFigures(queue: place.queue)].add(figures)
    }
    return queues.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension QueueFigures {
  fileprivate mutating func add(_ call: QueuedCall, _ settings: QueueTally.Settings) {
    offered += 1
    switch call.outcome {
    case .answered:
      answered.add(call.wait)
      if call.wait <= settings.target { answeredWithin += 1 }
    case .abandoned:
      abandoned.add(call.wait)
      if call.wait <= settings.shortAbandon { shortAbandons += 1 }
      if call.wait <= settings.target { abandonedWithin += 1 }
    case .converted: converted += 1
    case .left: left += 1
    case .waiting: waiting += 1
    case .unknown: unknown += 1
    }
  }

  fileprivate mutating func add(_ other: QueueFigures) {
    offered += other.offered
    answered.add(other.answered)
    abandoned.add(other.abandoned)
    shortAbandons += other.shortAbandons
    converted += other.converted
    left += other.left
    waiting += other.waiting
    unknown += other.unknown
    answeredWithin += other.answeredWithin
    abandonedWithin += other.abandonedWithin
  }
}
