import AGI
import Database
import Records

extension Session {
  /// The next step to a target; a queue brings with it what is said of it.
  ///
  /// A queue that is closed sends its caller on, and that is kept with its reason.
  ///
  /// - Parameters:
  ///   - target: Where the call goes.
  ///   - visited: Queues that the caller does not come to again.
  /// - Returns: What the dialplan does.
  /// - Throws: ``DatabaseError`` when the configuration cannot be read.
  func next(_ target: Target, visited: [String] = []) throws(DatabaseError) -> NextStep {
    guard case .queue(var queue) = target else { return try NextStep(target) }
    let now = Timestamp.now()
    let switches = try switches(at: now)
    var seen = visited
    var reasons: [RouteDecision.Reason] = []
    while true {
      let settings = try revision.queue(queue)
      if try isOpen(settings, switches, at: now) {
        if !reasons.isEmpty { keepClosed(reasons, .queue(queue), at: now) }
        return try enter(settings, switches)
      }
      reasons.append(.init(rule: "queue \(queue)", .queueClosed(queue)))
      seen.append(queue)
      let closed = settings.closed ?? Self.closed
      if case .queue(let other) = closed {
        if !seen.contains(other) {
          queue = other
          continue
        }
        reasons.append(.init(rule: "queue \(queue)", .visited(other)))
        keepClosed(reasons, Self.closed, at: now)
        return try NextStep(Self.closed)
      }
      keepClosed(reasons, closed, at: now)
      return try NextStep(closed)
    }
  }

  /// What is switched; it is read once.
  func switches(at now: Timestamp) throws(DatabaseError) -> LiveSwitches {
    if let switches { return switches }
    let found = try store.switches(at: now)
    switches = found
    return found
  }

  /// What a caller hears of a queue that is closed and says nothing else.
  private static let closed = Target.announce(PromptName("closed"))

  private func isOpen(
    _ queue: QueueSettings,
    _ switches: LiveSwitches,
    at now: Timestamp
  ) throws(DatabaseError) -> Bool {
    if let isOpen = switches.isOpen(queue.name) { return isOpen }
    guard let hours = queue.hours else { return true }
    return try revision.isOpen(hours, at: now)
  }

  /// The variables of a queue: what it does not say is left to the dialplan's own settings.
  private func enter(
    _ queue: QueueSettings,
    _ switches: LiveSwitches
  ) throws(DatabaseError) -> NextStep {
    var step = try NextStep(.queue(queue.name), survey: queue.survey)
    if let timeout = queue.timeout {
      step = step.with("SWB_TIMEOUT", String(max(1, timeout.components.seconds)))
    }
    if let recording = queue.recording {
      step = step.with("SWB_QUEUE_RECORD", recording ? "yes" : "no")
    }
    if let notice = switches.notice(before: queue.name) {
      step = step.with("SWB_NOTICE", notice.path)
    }
    return step
  }

  private func keepClosed(_ reasons: [RouteDecision.Reason], _ target: Target, at now: Timestamp) {
    keepDecision(.closed, rule: reasons.first?.rule ?? "", target, reasons, at: now)
  }

  /// Keeps what was decided after the call had been routed.
  func keepDecision(
    _ step: RouteDecision.Step,
    rule: String,
    _ target: Target,
    _ reasons: [RouteDecision.Reason],
    at now: Timestamp
  ) {
    keep { store throws(DatabaseError) in
      var decision = RouteDecision(
        at: now,
        revision: revision.number,
        caller: try caller(),
        dialled: try dialled(),
        rule: rule,
        target: target,
        reasons: reasons
      )
      decision.step = step
      try store.record(decision, of: key)
    }
  }
}
