import Records

/// What happened on one node, as its queue_log tells it.
public struct History: Equatable, Sendable {
  /// Stays of callers in queues; those that are over in the order in which they ended.
  public var stays: [QueueStay]
  /// What agents did.
  public var intervals: [AgentInterval]
  /// Phones that rang in vain.
  public var missed: [MissedRing]

  /// Describes what happened.
  public init(
    stays: [QueueStay] = [],
    intervals: [AgentInterval] = [],
    missed: [MissedRing] = []
  ) {
    self.stays = stays
    self.intervals = intervals
    self.missed = missed
  }

  /// Puts what happened later behind it.
  public mutating func append(_ later: History) {
    stays += later.stays
    intervals += later.intervals
    missed += later.missed
  }

  /// The stays by the call that they belong to, calls and stays in the order in which they came.
  ///
  /// A caller who goes from queue to queue keeps the channel, and so is one call.
  public var calls: [QueuedCaller] {
    var places: [String: Int] = [:]
    var calls: [QueuedCaller] = []
    for stay in inOrderOfArrival {
      if let place = places[stay.callID] {
        calls[place].stays.append(stay)
      } else {
        places[stay.callID] = calls.count
        calls.append(QueuedCaller(callID: stay.callID, stays: [stay]))
      }
    }
    return calls
  }

  /// Those that came in one second in the order in which they ended.
  private var inOrderOfArrival: [QueueStay] {
    stays.enumerated().map { place, stay in
      (stay.arrived ?? stay.end?.at ?? Timestamp(microseconds: .max), place, stay)
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}

/// A caller's way through one queue or several.
public struct QueuedCaller: Equatable, Sendable {
  /// The caller's channel, by its Uniqueid.
  public var callID: String
  /// The stays, one after the other.
  public var stays: [QueueStay]
}

/// What is fed to the history of one node, in the order of its log.
public enum Fact: Equatable, Sendable {
  /// A line of Asterisk's.
  case line(QueueLogLine)
  /// Something else in its place.
  case malformed(MalformedLine)
  /// Lines are lost here.
  case gap
}
