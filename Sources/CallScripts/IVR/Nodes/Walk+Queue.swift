import AGI
import Records

extension Walk {
  /// A queue, with what follows when nobody there takes the call.
  ///
  /// What follows is told in variables that name the queue, so that they mean no other.
  func enter(_ entry: QueueEntry) throws -> NextStep {
    if let person, person != .queue(entry.queue), try session.hasPressed("0") {
      return try session.next(toPerson(person))
    }
    keep(.left, target: .queue(entry.queue))
    var step = try session.next(.queue(entry.queue))
    if let priority = entry.priority { step = step.with("SWB_PRIORITY", String(priority)) }
    if let longest = entry.longest {
      step = step.with("SWB_TIMEOUT", String(max(1, longest.components.seconds)))
    }
    step = step.with("SWB_THEN_QUEUE", entry.then.isEmpty ? "" : entry.queue)
    for reason in QueueEntry.Reason.allCases {
      guard let outcome = entry.then.first(where: { $0.reason == reason }) else {
        if !entry.then.isEmpty { step = step.with(Self.variable(reason), "") }
        continue
      }
      step = step.with(Self.variable(reason), inFull(outcome.target).description)
    }
    return step
  }

  /// `SWB_THEN_FULL` and the like.
  static func variable(_ reason: QueueEntry.Reason) -> String {
    switch reason {
    case .full: "SWB_THEN_FULL"
    case .empty: "SWB_THEN_EMPTY"
    case .timeout: "SWB_THEN_TIMEOUT"
    case .paused: "SWB_THEN_PAUSED"
    }
  }

  /// A target as it is written outside of this flow.
  private func inFull(_ target: Target) -> Target {
    guard case .node(let node) = target else { return target }
    return .flow(flow, node: node)
  }
}
