import Records

/// The decision where a call goes: rule after rule, with a reason for each.
struct Routing {
  /// What became of the rules so far.
  private(set) var reasons: [RouteDecision.Reason] = []
  /// What rules that held have said of the queue.
  private(set) var choice = QueueChoice()
  /// The place in the queue that they said.
  private(set) var priority: Int?
  /// What the business system wants the call to carry.
  private(set) var data: [(name: String, value: String)] = []

  /// How long an agent is rung when nobody says so.
  static let ring = Duration.seconds(15)

  /// What one condition says.
  private enum Finding {
    /// It holds.
    case holds
    /// It does not.
    case fails(RouteDecision.Verdict)
    /// It holds, and names where the call goes unless the rule does.
    case leads(to: Target, RouteDecision.Verdict)
  }

  /// Tries the switch that sends all calls to one flow.
  mutating func consider(emergency flow: String?) -> Target? {
    guard let flow else { return settle("emergency", .off, nil) }
    return settle("emergency", .won, .flow(flow))
  }

  /// Tries one rule.
  ///
  /// - Returns: Where the call goes, when the rule wins.
  mutating func consider(_ rule: RoutingRule, _ facts: some RouteFacts) throws -> Target? {
    var lead = Finding.holds
    // Of conditions of one kind, one must hold; of each kind that the rule has.
    var index = 0
    while index < rule.conditions.count {
      let first = rule.conditions[index]
      var finding = try ask(first, rule, facts)
      index += 1
      while index < rule.conditions.count, rule.conditions[index].isAlternative(to: first) {
        if case .fails = finding { finding = try ask(rule.conditions[index], rule, facts) }
        index += 1
      }
      switch finding {
      case .holds: continue
      case .fails(let verdict): return settle(rule.name, verdict, nil)
      case .leads: lead = finding
      }
    }
    if let hours = rule.hours, try !facts.isOpen(hours) {
      guard let closed = rule.closed else { return settle(rule.name, .closed(hours), nil) }
      return settle(rule.name, .wonClosed(hours), closed)
    }
    take(rule)
    if case .leads(let target, let verdict) = lead, rule.target == nil || verdict != .won {
      return settle(rule.name, verdict, target)
    }
    guard let target = rule.target else {
      let isBusiness = rule.conditions.contains {
        if case .business = $0 { true } else { false }
      }
      return settle(rule.name, isBusiness ? .noOpinion : .applied, nil)
    }
    return settle(rule.name, .won, target)
  }

  private mutating func take(_ rule: RoutingRule) {
    if let priority = rule.priority { self.priority = priority }
    if let penalties = rule.penalties { choice.penalties = penalties }
    if choice.agent != nil, let ring = rule.ring { choice.ring = ring }
  }

  private mutating func settle(
    _ rule: String,
    _ verdict: RouteDecision.Verdict,
    _ target: Target?
  ) -> Target? {
    reasons.append(RouteDecision.Reason(rule: rule, verdict))
    return target
  }

  // MARK: - Conditions

  private mutating func ask(
    _ condition: RoutingRule.Condition,
    _ rule: RoutingRule,
    _ facts: some RouteFacts
  ) throws -> Finding {
    switch condition {
    case .always:
      return .holds
    case .dialled(let number):
      return facts.dialled.normalised == number ? .holds : .fails(.otherNumber(number))
    case .language(let language):
      return facts.language == language ? .holds : .fails(.otherLanguage(language))
    case .skill(let skill):
      return try facts.skill() == skill ? .holds : .fails(.otherSkill(skill))
    case .waiting(let queue, let limit):
      guard let count = try facts.waiting(in: queue) else { return .fails(.noFigure(queue)) }
      return count > limit ? .holds : .fails(.fewWaiting("\(queue) \(count)"))
    case .free(let queue, let limit):
      guard let count = try facts.free(in: queue) else { return .fails(.noFigure(queue)) }
      return count < limit ? .holds : .fails(.manyFree("\(queue) \(count)"))
    case .holiday:
      return try askHoliday(rule, facts)
    case .business(let socket, let milliseconds):
      return try askBusiness(socket, milliseconds, facts)
    case .listed, .prefix, .region, .dropped, .lastAgent, .fixedAgent:
      guard let caller = facts.caller.normalised else { return .fails(.withheld(condition.about)) }
      return try ask(condition, ofCaller: caller, facts)
    }
  }

  private mutating func ask(
    _ condition: RoutingRule.Condition,
    ofCaller caller: String,
    _ facts: some RouteFacts
  ) throws -> Finding {
    switch condition {
    case .listed(let list):
      return try facts.isListed(caller, on: list) ? .holds : .fails(.notListed(list))
    case .prefix(let prefix):
      return caller.hasPrefix(prefix) ? .holds : .fails(.otherPrefix(prefix))
    case .region(let region):
      return try facts.region(of: caller) == region ? .holds : .fails(.otherRegion(region))
    case .dropped(let limit):
      guard let last = try facts.lastAgent(of: caller), last.isDropped,
        facts.seconds(since: last.ended) <= limit
      else { return .fails(.notDropped) }
      return try ring(last.agent, for: last.queue, facts)
    case .lastAgent(let days):
      guard let last = try facts.lastAgent(of: caller),
        facts.seconds(since: last.ended) <= days * 86_400
      else { return .fails(.noAgent) }
      let finding = try ring(last.agent, for: last.queue, facts)
      // Whoever calls again may want something else: the rules below say where to.
      if case .leads = finding { return .holds }
      return finding
    case .fixedAgent:
      guard let agent = try facts.fixedAgent(of: caller), agent.isAgentNumber else {
        return .fails(.noAgent)
      }
      return try ring(agent, for: nil, facts)
    default:
      return .holds
    }
  }

  private mutating func ring(
    _ agent: String,
    for queue: String?,
    _ facts: some RouteFacts
  ) throws -> Finding {
    let queue = queue.flatMap { $0.isEmpty ? nil : $0 }
    guard agent.isAgentNumber, try facts.isFree(agent, for: queue) else {
      return .fails(.agentBusy(agent))
    }
    choice.agent = agent
    choice.ring = Self.ring
    return queue.map { .leads(to: .queue($0), .won) } ?? .holds
  }

  private func askHoliday(_ rule: RoutingRule, _ facts: some RouteFacts) throws -> Finding {
    guard let day = try facts.holiday(), case .holiday(let own) = day.kind else {
      return .fails(.workday)
    }
    guard let target = own ?? rule.target else { return .holds }
    return .leads(to: target, .wonHoliday(day.name))
  }

  private mutating func askBusiness(
    _ socket: String,
    _ milliseconds: Int,
    _ facts: some RouteFacts
  ) throws -> Finding {
    switch try facts.business(socket, milliseconds: milliseconds) {
    case .failure(let failure):
      return .fails(.noAnswer(failure.rawValue))
    case .success(let answer):
      if let priority = answer.priority { self.priority = priority }
      if let penalties = answer.penalties { choice.penalties = penalties }
      if let agent = answer.agent {
        choice.agent = agent
        choice.ring = answer.ring ?? Self.ring
      }
      data = answer.data
      return answer.target.map { .leads(to: $0, .won) } ?? .holds
    }
  }
}

extension RoutingRule.Condition {
  /// Whether it is enough that one of the two holds.
  fileprivate func isAlternative(to other: Self) -> Bool {
    switch (self, other) {
    case (.dialled, .dialled), (.prefix, .prefix), (.region, .region), (.language, .language),
      (.skill, .skill), (.listed, .listed):
      true
    default: false
    }
  }

  /// What a withheld number could not be asked for.
  fileprivate var about: String {
    switch self {
    case .listed(let list): list
    default: ""
    }
  }
}

extension String {
  /// Whether it can be an agent's number: digits, which mean nothing to Asterisk's functions.
  var isAgentNumber: Bool {
    (1...20).contains(utf8.count) && utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether it can be a queue's name, as the configuration lets it be.
  var isQueueName: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
