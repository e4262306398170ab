public import Reports

extension QueueStay {
  /// The stay as figures of its queue count it; `nil` when nobody knows when it began.
  public var queuedCall: QueuedCall? {
    guard let arrived else { return nil }
    return QueuedCall(queue: queue, arrived: arrived, wait: wait ?? .zero, outcome: counted)
  }

  var counted: QueuedCall.Outcome {
    if answer != nil { return .answered }
    return switch end?.outcome {
    case nil: .waiting
    case .abandoned: .abandoned
    case .unknown: .unknown
    default: isPromised ? .converted : .left
    }
  }
}

extension QueuedCaller {
  /// All stays as one call, of the queue that it came to first; `nil` when nobody knows when that was.
  ///
  /// The wait goes from there to the answer, or to the end of the last stay.
  public var queuedCall: QueuedCall? {
    guard let first = stays.first, let last = stays.last, let arrived = first.arrived else {
      return nil
    }
    guard stays.count > 1 else { return first.queuedCall }
    guard let answered = stays.compactMap(\.answer).first else {
      // A clock that was put back makes nobody wait less than nothing.
      let wait = last.end.map { max(.zero, $0.at - arrived) } ?? .zero
      return QueuedCall(queue: first.queue, arrived: arrived, wait: wait, outcome: last.counted)
    }
    return QueuedCall(
      queue: first.queue,
      arrived: arrived,
      wait: max(.zero, answered.at - arrived),
      outcome: .answered
    )
  }
}
