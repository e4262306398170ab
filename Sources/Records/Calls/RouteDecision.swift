public import Database

/// Where a call was sent, and why.
public struct RouteDecision: Equatable, Sendable {
  /// When it was decided.
  public var at: Timestamp
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
  /// What became of each rule up to the one that won.
  public var reasons: [Reason]

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

  /// Why a rule won, or did not.
  public enum Verdict: Equatable, Sendable {
    /// It won.
    case won
    /// It won with its target for outside these hours.
    case wonClosed(String)
    /// It was for these hours only.
    case closed(String)
    /// The caller is not on this list.
    case notListed(String)
    /// The caller withheld the number, so that no list could be asked.
    case withheld(String)
    /// Another number was dialled.
    case otherNumber(String)
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

extension RouteDecision.Verdict: LosslessStringConvertible {
  /// Reads the form that ``description`` writes.
  public init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    switch (words.first, words.dropFirst().first) {
    case ("won", nil): self = .won
    case ("won-closed", let hours?): self = .wonClosed(hours)
    case ("closed", let hours?): self = .closed(hours)
    case ("not-listed", let list?): self = .notListed(list)
    case ("withheld", let list?): self = .withheld(list)
    case ("other-number", let number?): self = .otherNumber(number)
    default: return nil
    }
  }

  /// The verdict as it is stored.
  public var description: String {
    switch self {
    case .won: "won"
    case .wonClosed(let hours): "won-closed \(hours)"
    case .closed(let hours): "closed \(hours)"
    case .notListed(let list): "not-listed \(list)"
    case .withheld(let list): "withheld \(list)"
    case .otherNumber(let number): "other-number \(number)"
    }
  }
}

extension Store {
  /// Keeps where a call was sent, and why.
  public func record(_ decision: RouteDecision, of call: CallKey) throws(DatabaseError) {
    var reasons = FlatText()
    for reason in decision.reasons { reasons.append(reason.rule, reason.verdict) }
    try connection.run(
      """
      INSERT INTO route_decision (
        node, uniqueid, at, revision, caller_raw, caller, dialled, rule, target, priority, reasons
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(call.node), .text(call.uniqueid), .integer(decision.at.microseconds),
        .integer(decision.revision), .text(decision.caller.raw),
        .text(decision.caller.normalised), .text(decision.dialled.raw), .text(decision.rule),
        .text(decision.target.description), .integer(decision.priority), .text(reasons.encoded),
      ]
    )
  }

  /// Where a call was sent, each time that it was routed.
  public func decisions(of call: CallKey) throws(DatabaseError) -> [RouteDecision] {
    try connection.all(
      """
      SELECT at, revision, caller_raw, dialled, rule, target, priority, reasons
      FROM route_decision WHERE node = ? AND uniqueid = ? ORDER BY id
      """,
      [.text(call.node), .text(call.uniqueid)],
      read: Self.decision
    )
  }

  /// The latest decisions, the last one first, with the calls that they were made for.
  ///
  /// With a caller, only calls from that number; a withheld one finds those that withheld theirs.
  public func calls(
    from caller: PhoneNumber? = nil,
    limit: Int
  ) throws(DatabaseError) -> [(call: CallKey, decision: RouteDecision)] {
    try connection.all(
      """
      SELECT at, revision, caller_raw, dialled, rule, target, priority, reasons, node, uniqueid
      FROM route_decision WHERE ?1 OR caller IS ?2 ORDER BY id DESC LIMIT ?3
      """,
      [.integer(caller == nil ? 1 : 0), .text(caller?.normalised), .integer(limit)]
    ) { row in
      (CallKey(node: row.text(8), uniqueid: row.text(9)), Self.decision(row))
    }
  }

  private static func decision(_ row: Row) -> RouteDecision {
    let target = Target(row.text(5))
    var decision = RouteDecision(
      at: Timestamp(microseconds: row.integer(0)),
      revision: row.integer(1),
      caller: PhoneNumber(row.text(2)),
      dialled: PhoneNumber(row.text(3)),
      rule: row.text(4),
      target: target ?? .hangup,
      priority: row.optionalInteger(6),
      reasons: FlatText(decoding: row.text(7)).lines.compactMap { line in
        RouteDecision.Verdict(line.value).map { .init(rule: line.key, $0) }
      }
    )
    if target == nil { decision.unknownTarget = row.text(5) }
    return decision
  }
}
