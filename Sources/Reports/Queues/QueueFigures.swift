public import Records

/// What can be said of the calls that came to a queue in an interval.
public struct QueueFigures: Equatable, Sendable {
  /// The queue; `nil` of all together.
  public var queue: String?
  /// When the interval begins; `nil` of all together.
  public var interval: Timestamp?
  /// Calls that came.
  public var offered = 0
  /// Calls that an agent answered, by their waits.
  public var answered = Waits()
  /// Callers who hung up unanswered, the short ones too, by their waits.
  public var abandoned = Waits()
  /// Of these, callers who hung up so soon that the queue is not to blame.
  public var shortAbandons = 0
  /// Callers who were promised a callback.
  public var converted = 0
  /// Callers whom the queue let go.
  public var left = 0
  /// Callers who still wait.
  public var waiting = 0
  /// Callers of whom nobody knows what became.
  public var unknown = 0
  /// Answers within the target.
  public var answeredWithin = 0
  /// Abandons within the target, the short ones too.
  public var abandonedWithin = 0

  /// Figures of nothing yet.
  public init(queue: String? = nil, interval: Timestamp? = nil) {
    self.queue = queue
    self.interval = interval
  }

  /// Calls that a queue is judged by: offered, but for short abandons, and for those whose outcome
  /// is not there yet or is lost.
  public var judged: Int { offered - shortAbandons - waiting - unknown }

  /// Service level: answered within the target, of the calls that the queue is judged by.
  public var serviceLevel: Proportion { Proportion(answeredWithin, of: judged) }

  /// The rival `answeredOnly`: answered within the target, of answered.
  ///
  /// Asterisk's ServicelevelPerf; it hides who gave up.
  public var answeredOnly: Proportion { Proportion(answeredWithin, of: answered.count) }

  /// The rival `abandonsWithin`: answered or abandoned within the target, of answered or abandoned.
  public var abandonsWithin: Proportion {
    Proportion(answeredWithin + abandonedWithin, of: answered.count + abandoned.count)
  }

  /// Abandon rate: abandoned, but for the short ones, of the calls that the queue is judged by.
  public var abandonRate: Proportion { Proportion(abandoned.count - shortAbandons, of: judged) }

  /// Answer rate (接通率): answered of offered.
  public var answerRate: Proportion { Proportion(answered.count, of: offered) }
}

/// How long callers waited.
public struct Waits: Equatable, Sendable {
  /// How many waited.
  public private(set) var count = 0
  /// How long they waited in all.
  public private(set) var total: Duration = .zero
  /// How many waited how long, in milliseconds.
  private var lengths: [Int: Int] = [:]

  /// Nobody yet.
  public init() {}

  /// The average wait; `nil` of nobody.
  ///
  /// Of answered calls it is the ASA.
  public var average: Duration? { count > 0 ? total / count : nil }

  /// The longest; `nil` of nobody.
  public var longest: Duration? { lengths.keys.max().map { .milliseconds($0) } }

  /// The wait that so many of a hundred did not exceed, by the nearest rank.
  ///
  /// - Parameter percent: From 1 to 100.
  /// - Returns: The wait; `nil` of nobody.
  public func percentile(_ percent: Int) -> Duration? {
    precondition((1...100).contains(percent), "a percentile is from 1 to 100")
    // Rounded up, so that one of one is one.
    var left = (count * percent + 99) / 100
    for (length, count) in lengths.sorted(by: { $0.key < $1.key }) {
      left -= count
      if left <= 0 { return .milliseconds(length) }
    }
    return nil
  }

  mutating func add(_ wait: Duration) {
    count += 1
    total += wait
    let (seconds, attoseconds) = wait.components
    lengths[Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000), default: 0] += 1
  }

  mutating func add(_ other: Waits) {
    count += other.count
    total += other.total
    lengths.merge(other.lengths, uniquingKeysWith: +)
  }
}
