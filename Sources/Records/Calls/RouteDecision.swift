public import Database

/// Where a call was sent, and why.
public struct RouteDecision: Equatable, Sendable {
  /// When it was decided.
  public var at: Timestamp
  /// What was decided.
  public var step = Step.route
  /// The revision whose rules were tried.
  public var revision: Int
  /// The caller's number.
  public var caller: PhoneNumber
  /// The number that was dialled.
  public var dialled: PhoneNumber
  /// The rule that won.
  public var rule: String
  /// Where the call goes.
  public var target: Target
  /// The stored target, when it is none that this program knows.
  public fileprivate(set) var unknownTarget: String?
  /// Its place in the queue.
  public var priority: Int?
  /// What else the call carries to its queue.
  public var settings = QueueChoice()
  /// What became of each rule up to the one that won.
  public var reasons: [Reason]

  /// At which door of the house it was decided.
  public enum Step: String, Sendable {
    /// When the call came.
    case route
    /// When it was to enter a queue that is closed.
    case closed
    /// When a queue let it go.
    case overflow
  }

  /// Where the call goes, for people.
  public var targetText: String { unknownTarget ?? target.description }

  /// What became of one rule.
  public struct Reason: Equatable, Sendable {
    /// The rule.
    public var rule: String
    /// What became of it.
    public var verdict: Verdict

    /// Describes what became of a rule.
    public init(rule: String, _ verdict: Verdict) {
      self.rule = rule
      self.verdict = verdict
    }
  }

  /// Describes a decision.
  public init(
    at moment: Timestamp,
    revision: Int,
    caller: PhoneNumber,
    dialled: PhoneNumber,
    rule: String,
    target: Target,
    priority: Int? = nil,
    reasons: [Reason]
  ) {
    at = moment
    self.revision = revision
    self.caller = caller
    self.dialled = dialled
    self.rule = rule
    self.target = target
    self.priority = priority
    self.reasons = reasons
  }
}

/// Which calls are asked for.
public struct CallFilter: Equatable, Sendable {
  /// Only those from a number; a withheld one finds those that withheld theirs.
  public var caller: PhoneNumber?
  /// Only those that came at that moment or later.
  public var from: Timestamp?
  /// Only those that came before that moment.
  public var to: Timestamp?
  /// Only those that were sent to a queue, or waited in it.
  public var queue: String?

  /// All calls.
  public init(
    caller: PhoneNumber? = nil,
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    queue: String? = nil
  ) {
    self.caller = caller
    self.from = from
    self.to = to
    self.queue = queue
  }
}

extension Store {
  /// Keeps where a call was sent, and why.
  public func record(_ decision: RouteDecision, of call: CallKey) throws(DatabaseError) {
    var reasons = FlatText()
    for reason in decision.reasons { reasons.append(reason.rule, reason.verdict.description) }
    try connection.run(
      """
      INSERT INTO route_decision (
        node, uniqueid, at, revision, caller_raw, caller, dialled, rule, target, priority, reasons,
        step, settings
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(call.node), .text(call.uniqueid), .integer(decision.at.microseconds),
        .integer(decision.revision), .text(decision.caller.raw),
        .text(decision.caller.normalised), .text(decision.dialled.raw), .text(decision.rule),
        .text(decision.target.description), .integer(decision.priority), .text(reasons.encoded),
        .text(decision.step.rawValue), .text(decision.settings.flat.encoded),
      ]
    )
  }

  /// Where a call was sent, each time that it was routed.
  public func decisions(of call: CallKey) throws(DatabaseError) -> [RouteDecision] {
    try connection.all(
      """
      SELECT at, revision, caller_raw, dialled, rule, target, priority, reasons, step, settings,
        caller
      FROM route_decision WHERE node = ? AND uniqueid = ? ORDER BY id
      """,
      [.text(call.node), .text(call.uniqueid)],
      read: Self.decision
    )
  }

  /// The latest calls that were routed, the last one first, with what was decided when they came.
  public func calls(
    _ filter: CallFilter = CallFilter(),
    limit: Int
  ) throws(DatabaseError) -> [(call: CallKey, decision: RouteDecision)] {
    try connection.all(
      """
      SELECT at, revision, caller_raw, dialled, rule, target, priority, reasons, step, settings,
        caller, node, uniqueid
      FROM route_decision AS decision
      WHERE step = 'route' AND (?1 OR caller IS ?2) AND at >= ?3 AND at < ?4
        AND (?5 IS NULL OR target = 'queue ' || ?5 OR EXISTS (
          SELECT 1 FROM queue_visit AS visit
          WHERE visit.uniqueid = decision.uniqueid AND visit.node = decision.node
            AND visit.queue = ?5
        ))
      ORDER BY id DESC LIMIT ?6
      """,
      [
        .integer(filter.caller == nil ? 1 : 0), .text(filter.caller?.normalised),
        .integer(filter.from?.microseconds ?? .min), .integer(filter.to?.microseconds ?? .max),
        .text(filter.queue), .integer(limit),
      ]
    ) { row in
      (CallKey(node: row.text(11), uniqueid: row.text(12)), Self.decision(row))
    }
  }

  private static func decision(_ row: Row) -> RouteDecision {
    let target = Target(row.text(5))
    var decision = RouteDecision(
      at: Timestamp(microseconds: row.integer(0)),
      revision: row.integer(1),
      caller: PhoneNumber(raw: row.text(2), normalised: row.optionalText(10)),
      dialled: PhoneNumber(row.text(3)),
      rule: row.text(4),
      target: target ?? .hangup,
      priority: row.optionalInteger(6),
      reasons: FlatText(decoding: row.text(7)).lines.map { line in
        .init(rule: line.key, RouteDecision.Verdict(line.value))
      }
    )
    decision.step = RouteDecision.Step(rawValue: row.text(8)) ?? .route
    decision.settings = QueueChoice(FlatText(decoding: row.text(9)))
    if target == nil { decision.unknownTarget = row.text(5) }
    return decision
  }
}
