public import Database
public import Records

extension FloorStore {
  /// What happened on a node in a span of time.
  ///
  /// Stays belong to it that began in it, intervals that overlap it, and rings that ended in it. It
  /// reads a day more on both sides: for who was signed in already, and for how calls ended. A
  /// sign-in from before that day is told as one whose beginning the log does not say.
  public func history(
    of node: String,
    in span: Range<Timestamp>,
    names: AgentNames = AgentNames()
  ) throws(DatabaseError) -> History {
    var history = History()
    try readHistory(of: node, in: span, names: names) { history.append($0) }
    return history
  }

  /// The same piece by piece: for figures of a long time, of which no more is in memory than is read.
  ///
  /// - Parameters:
  ///   - node: The node.
  ///   - span: The span of time.
  ///   - names: Whom the agent column means.
  ///   - body: Is given what was over first, and last what goes on.
  /// - Throws: ``DatabaseError``.
  public func readHistory(
    of node: String,
    in span: Range<Timestamp>,
    names: AgentNames = AgentNames(),
    _ body: (History) -> Void
  ) throws(DatabaseError) {
    var reducer = HistoryReducer(names: names)
    var count = 0
    let day = 86_400_000_000
    let from = Timestamp(microseconds: span.lowerBound.microseconds.subtractingClamped(day))
    let to = Timestamp(microseconds: span.upperBound.microseconds.addingClamped(day))
    try facts(of: node, in: from..<to) { (fact) throws(DatabaseError) in
      reducer.add(fact)
      count += 1
      if count % 10_000 == 0 { body(reducer.takeClosed().within(span)) }
    }
    body(reducer.takeClosed().within(span))
    body(reducer.goingOn.within(span))
  }
}

extension History {
  /// What belongs to a span of time.
  func within(_ span: Range<Timestamp>) -> History {
    History(
      stays: stays.filter { stay in
        (stay.arrived ?? stay.end?.at).map(span.contains) ?? false
      },
      intervals: intervals.filter { interval in
        let begins = interval.from ?? Timestamp(microseconds: .min)
        let ends = interval.end?.latest ?? Timestamp(microseconds: .max)
        return begins < span.upperBound && ends >= span.lowerBound
      },
      missed: missed.filter { span.contains($0.at) }
    )
  }
}

extension AgentInterval.End {
  /// The moment, or the latest that it can have been.
  public var latest: Timestamp {
    switch self {
    case .at(let moment), .unknown(by: let moment): moment
    }
  }
}

extension Int {
  fileprivate func addingClamped(_ other: Int) -> Int {
    let (sum, isTooMuch) = addingReportingOverflow(other)
    return isTooMuch ? .max : sum
  }

  fileprivate func subtractingClamped(_ other: Int) -> Int {
    let (difference, isTooMuch) = subtractingReportingOverflow(other)
    return isTooMuch ? .min : difference
  }
}
