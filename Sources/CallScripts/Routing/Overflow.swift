import AGI
import Database
import Records

/// Why a queue let a caller go.
enum OverflowReason: String, CaseIterable {
  /// As many wait as may.
  case full
  /// Nobody is signed in, or nobody's phone can be reached.
  case empty
  /// All who are signed in have paused.
  case paused
  /// The wait was too long.
  case timeout

  /// Reads what `Queue()` said.
  ///
  /// It says the same of a queue in which nobody is signed in and of one in which all have paused,
  /// so those are counted whose phones are there: `QUEUE_MEMBER(queue,logged)` counts who has paused
  /// too. Who is there and yet takes no call has paused, or has a penalty that was not asked for.
  init(status: String, signedIn: Int) {
    switch status {
    case "FULL": self = .full
    case "JOINEMPTY", "LEAVEEMPTY", "JOINUNAVAIL", "LEAVEUNAVAIL":
      self = signedIn > 0 ? .paused : .empty
    default: self = .timeout
    }
  }

  /// Whether members must be counted to tell.
  static func needsMembers(_ status: String) -> Bool {
    status.hasPrefix("JOIN") || status.hasPrefix("LEAVE")
  }

  /// Where the queue sends its callers for this reason.
  ///
  /// Who says nothing of pauses means the same as with nobody signed in.
  func target(in overflow: QueueSettings.Overflow) -> Target? {
    switch self {
    case .full: overflow.full
    case .empty: overflow.empty
    case .paused: overflow.paused ?? overflow.empty
    case .timeout: overflow.timeout
    }
  }
}

extension Session {
  /// Decides where a call goes that a queue let go.
  func overflow() throws -> NextStep {
    let now = Timestamp.now()
    let queue = try call.get("SWB_QUEUE") ?? ""
    let status = try call.get("QUEUESTATUS") ?? ""
    let isEmpty = OverflowReason.needsMembers(status)
    let signedIn = try isEmpty ? figure("QUEUE_MEMBER(", queue, ",logged)") ?? 0 : 0
    let reason = OverflowReason(status: status, signedIn: signedIn)
    let visited = VisitText.queues(in: try call.evaluate("${SWB_VISITS}")) + [queue]
    let rule = "queue \(queue)"
    let own = try targetOfFlow(reason, queue)
    guard let target = try own ?? reason.target(in: revision.queue(queue).overflow) else {
      let reasons = [RouteDecision.Reason(rule: rule, .noOverflow(reason.rawValue))]
      keepDecision(.overflow, rule: rule, .message(queue), reasons, at: now)
      return .unserved
    }
    var reasons = [RouteDecision.Reason(rule: rule, .overflow(reason.rawValue))]
    // From queue to queue nobody comes back: so each chain ends.
    if case .queue(let other) = target, visited.contains(other) {
      reasons.append(.init(rule: rule, .visited(other)))
      keepDecision(.overflow, rule: rule, .message(queue), reasons, at: now)
      return .unserved
    }
    keepDecision(.overflow, rule: rule, target, reasons, at: now)
    return try next(target, visited: visited)
  }

  /// What the flow has named that sent the caller to this queue.
  private func targetOfFlow(_ reason: OverflowReason, _ queue: String) throws -> Target? {
    guard try call.get("SWB_THEN_QUEUE") == queue else { return nil }
    let name =
      switch reason {
      case .full: "SWB_THEN_FULL"
      case .empty: "SWB_THEN_EMPTY"
      case .paused: "SWB_THEN_PAUSED"
      case .timeout: "SWB_THEN_TIMEOUT"
      }
    return try call.get(name).flatMap { Target($0) }
  }
}
