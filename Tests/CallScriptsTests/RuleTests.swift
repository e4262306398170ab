import Records
import Testing

@testable import CallScripts

/// Each condition of a rule: when it holds, when it does not, and what is said then.
@Suite struct RuleTests {
  private let facts = KnownFacts()
  private let sales = Target.queue("sales")

  private func rule(_ conditions: RoutingRule.Condition...) -> RoutingRule {
    RoutingRule(name: "r", conditions: conditions, target: sales)
  }

  private func consider(
    _ rule: RoutingRule
  ) throws -> (target: Target?, verdict: RouteDecision.Verdict?) {
    var routing = Routing()
    let target = try routing.consider(rule, facts)
    return (target, routing.reasons.first?.verdict)
  }

  // MARK: - Emergency

  @Test func theEmergencySwitchSendsAllCallsToItsFlow() {
    var routing = Routing()
    #expect(routing.consider(emergency: "fire") == .flow("fire"))
    #expect(routing.reasons == [.init(rule: "emergency", .won)])
  }

  @Test func withoutTheSwitchTheRulesDecide() {
    var routing = Routing()
    #expect(routing.consider(emergency: nil) == nil)
    #expect(routing.reasons == [.init(rule: "emergency", .off)])
  }

  // MARK: - The caller

  @Test func aPrefixHoldsForNumbersThatBeginSo() throws {
    #expect(try consider(rule(.prefix("138"))) == (sales, .won))
    #expect(try consider(rule(.prefix("021"))) == (nil, .otherPrefix("021")))
  }

  @Test func oneOfSeveralAlternativesIsEnough() throws {
    #expect(try consider(rule(.prefix("021"), .prefix("138"))) == (sales, .won))
    #expect(try consider(rule(.prefix("138"), .language("en"))) == (nil, .otherLanguage("en")))
    #expect(try consider(rule(.language("en"), .language("zh"), .prefix("138"))) == (sales, .won))
  }

  @Test func aRegionHoldsForItsNumbers() throws {
    facts.regions = ["13811112222": "上海"]
    #expect(try consider(rule(.region("上海"))) == (sales, .won))
    #expect(try consider(rule(.region("北京"))) == (nil, .otherRegion("北京")))
  }

  @Test func aLanguageHoldsForItsCallers() throws {
    #expect(try consider(rule(.language("zh"))) == (sales, .won))
    #expect(try consider(rule(.language("en"))) == (nil, .otherLanguage("en")))
  }

  @Test func aSkillHoldsForCallsThatNeedIt() throws {
    facts.neededSkill = "billing"
    #expect(try consider(rule(.skill("billing"))) == (sales, .won))
    #expect(try consider(rule(.skill("english"))) == (nil, .otherSkill("english")))
  }

  // MARK: - Load

  @Test func manyWhoWaitMakeTheRuleHold() throws {
    facts.waiting = ["sales": 5]
    #expect(try consider(rule(.waiting(queue: "sales", over: 4))) == (sales, .won))
    #expect(
      try consider(rule(.waiting(queue: "sales", over: 5))) == (nil, .fewWaiting("sales 5"))
    )
    #expect(try consider(rule(.waiting(queue: "other", over: 0))) == (nil, .noFigure("other")))
  }

  @Test func fewWhoAreFreeMakeTheRuleHold() throws {
    facts.free = ["sales": 2]
    #expect(try consider(rule(.free(queue: "sales", under: 3))) == (sales, .won))
    #expect(try consider(rule(.free(queue: "sales", under: 2))) == (nil, .manyFree("sales 2")))
    #expect(try consider(rule(.free(queue: "other", under: 9))) == (nil, .noFigure("other")))
  }

  // MARK: - Calendar

  @Test func aHolidayGoesToItsOwnPlaceFirst() throws {
    let date = try #require(CivilDate("2026-10-01"))
    facts.day = CalendarDay(date, name: "national-day", .holiday(.flow("national")))
    #expect(try consider(rule(.holiday)) == (.flow("national"), .wonHoliday("national-day")))
    facts.day = CalendarDay(date, name: "national-day", .holiday(nil))
    #expect(try consider(rule(.holiday)) == (sales, .wonHoliday("national-day")))
    facts.day = CalendarDay(date, name: "working", .working(as: 4))
    #expect(try consider(rule(.holiday)) == (nil, .workday))
    facts.day = nil
    #expect(try consider(rule(.holiday)) == (nil, .workday))
  }

  @Test func openHoursWithoutATargetLeaveTheCallToTheNextRule() throws {
    var calendar = RoutingRule(name: "calendar", conditions: [.always], target: nil)
    calendar.hours = "office"
    calendar.closed = .announce(PromptName("closed"))
    facts.open = ["office"]
    #expect(try consider(calendar) == (nil, .applied))
    facts.open = []
    #expect(try consider(calendar) == (.announce(PromptName("closed")), .wonClosed("office")))
  }

  // MARK: - What holds on

  @Test func aRuleWithoutATargetLeavesItsWordsWithTheCall() throws {
    facts.listed = ["vip 13811112222"]
    var vip = RoutingRule(name: "vip", condition: .listed("vip"), target: nil, priority: 10)
    vip.penalties = Penalties(0, 2)
    var routing = Routing()
    #expect(try routing.consider(vip, facts) == nil)
    #expect(try routing.consider(rule(.always), facts) == sales)
    #expect(routing.priority == 10)
    #expect(routing.choice.penalties == Penalties(0, 2))
    #expect(routing.reasons.map(\.verdict) == [.applied, .won])
  }

  // MARK: - Agents

  private func lastCall(dropped: Bool, secondsAgo: Int) {
    facts.last = LastAgent(
      agent: "1001",
      queue: "support",
      ended: Timestamp(seconds: facts.now - secondsAgo),
      isDropped: dropped
    )
  }

  private func consider(
    agentRule condition: RoutingRule.Condition,
    ring: Duration? = nil
  ) throws -> (target: Target?, verdict: RouteDecision.Verdict?, choice: QueueChoice) {
    var routing = Routing()
    let rule = RoutingRule(name: "r", conditions: [condition], target: nil, ring: ring)
    let target = try routing.consider(rule, facts)
    return (target, routing.reasons.first?.verdict, routing.choice)
  }

  @Test func aDroppedCallReturnsToItsAgentAndQueue() throws {
    lastCall(dropped: true, secondsAgo: 60)
    facts.freeAgents = ["1001 support"]
    let found = try consider(agentRule: .dropped(within: 60), ring: .seconds(7))
    #expect(found.target == .queue("support"))
    #expect(found.verdict == .won)
    #expect(found.choice == QueueChoice(agent: "1001", ring: .seconds(7)))
  }

  @Test(arguments: [(true, 61), (false, 10)])
  func whatWasNotDroppedLatelyDoesNotReturn(dropped: Bool, secondsAgo: Int) throws {
    lastCall(dropped: dropped, secondsAgo: secondsAgo)
    facts.freeAgents = ["1001 support"]
    let found = try consider(agentRule: .dropped(within: 60))
    #expect(found.target == nil)
    #expect(found.verdict == .notDropped)
    #expect(found.choice == QueueChoice())
  }

  @Test func theLastAgentIsRungFirstWhereverTheCallGoes() throws {
    lastCall(dropped: false, secondsAgo: 86_400)
    facts.freeAgents = ["1001 support"]
    let found = try consider(agentRule: .lastAgent(days: 1))
    #expect(found.target == nil)
    #expect(found.verdict == .applied)
    #expect(found.choice == QueueChoice(agent: "1001", ring: Routing.ring))
  }

  @Test func anAgentWhoIsNotFreeIsNotRung() throws {
    lastCall(dropped: true, secondsAgo: 10)
    #expect(try consider(agentRule: .lastAgent(days: 1)).verdict == .agentBusy("1001"))
    #expect(try consider(agentRule: .dropped(within: 60)).verdict == .agentBusy("1001"))
    facts.fixed = "1002"
    #expect(try consider(agentRule: .fixedAgent).verdict == .agentBusy("1002"))
  }

  @Test func aContactsAgentIsRungFirst() throws {
    facts.fixed = "1002"
    facts.freeAgents = ["1002"]
    #expect(try consider(agentRule: .fixedAgent).choice.agent == "1002")
    facts.fixed = "1002@evil"
    #expect(try consider(agentRule: .fixedAgent).verdict == .noAgent)
    facts.fixed = nil
    #expect(try consider(agentRule: .fixedAgent).verdict == .noAgent)
  }

  @Test func whoWithheldTheNumberIsNotKnown() throws {
    let withheld = KnownFacts(caller: "anonymous")
    var routing = Routing()
    for condition in [
      RoutingRule.Condition.prefix("1"), .region("x"), .lastAgent(days: 1), .fixedAgent,
      .dropped(within: 60),
    ] {
      #expect(try routing.consider(rule(condition), withheld) == nil)
      #expect(routing.reasons.last?.verdict == .withheld(""))
    }
  }

  // MARK: - The business system

  private let business = RoutingRule.Condition.business(socket: "/run/b", milliseconds: 300)

  @Test func theBusinessSystemNamesTheTarget() throws {
    var answer = BusinessAnswer()
    answer.target = .queue("gold")
    answer.priority = 7
    answer.penalties = Penalties(0, 1)
    answer.agent = "1003"
    answer.data = [("ORDER", "A-77")]
    facts.answer = .success(answer)
    var routing = Routing()
    let rule = RoutingRule(name: "business", conditions: [business], target: nil)
    #expect(try routing.consider(rule, facts) == .queue("gold"))
    #expect(routing.priority == 7)
    #expect(
      routing.choice == QueueChoice(penalties: Penalties(0, 1), agent: "1003", ring: Routing.ring)
    )
    #expect(routing.data.map(\.name) == ["ORDER"])
    #expect(routing.reasons == [.init(rule: "business", .won)])
  }

  @Test func withoutAnOpinionOrAnAnswerTheRulesDecide() throws {
    facts.answer = .success(BusinessAnswer())
    let rule = RoutingRule(name: "business", conditions: [business], target: nil)
    #expect(try consider(rule) == (nil, .noOpinion))
    facts.answer = .failure(.late)
    #expect(try consider(rule) == (nil, .noAnswer("late")))
  }
}

@Suite struct OverflowTests {
  @Test(arguments: [
    ("FULL", 2, OverflowReason.full), ("TIMEOUT", 2, .timeout), ("", 2, .timeout),
    ("JOINEMPTY", 0, .empty), ("LEAVEEMPTY", 0, .empty), ("JOINUNAVAIL", 0, .empty),
    ("JOINEMPTY", 2, .paused), ("LEAVEEMPTY", 1, .paused), ("LEAVEUNAVAIL", 1, .paused),
    ("WITHDRAW", 1, .timeout),
  ])
  func whatTheQueueSaidHasAReason(status: String, signedIn: Int, reason: OverflowReason) {
    #expect(OverflowReason(status: status, signedIn: signedIn) == reason)
  }

  @Test func whoSaysNothingOfPausesMeansNobodySignedIn() {
    let overflow = QueueSettings.Overflow(empty: .message("m"))
    #expect(OverflowReason.paused.target(in: overflow) == .message("m"))
    #expect(OverflowReason.full.target(in: overflow) == nil)
  }
}
