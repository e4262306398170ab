import Database
import Records
import Testing

@testable import CallScripts

@Suite struct RoutingTests {
  private let vip = RoutingRule(
    name: "vip",
    condition: .listed("vip"),
    target: .queue("vip"),
    priority: 10
  )
  private let office = RoutingRule(
    name: "line",
    condition: .dialled("4008001234"),
    hours: "office",
    target: .queue("sales"),
    closed: .announce(PromptName("closed"))
  )

  private func facts(
    caller: String = "13811112222",
    dialled: String = "4008001234",
    listed: Set<String> = [],
    open: Set<String> = ["office"]
  ) -> KnownFacts {
    let facts = KnownFacts(caller: caller, dialled: dialled)
    facts.listed = listed
    facts.open = open
    return facts
  }

  private func consider(
    _ rule: RoutingRule,
    _ facts: KnownFacts
  ) throws -> (target: Target?, verdict: RouteDecision.Verdict?) {
    var routing = Routing()
    let target = try routing.consider(rule, facts)
    #expect(routing.reasons.map(\.rule) == [rule.name])
    return (target, routing.reasons.first?.verdict)
  }

  @Test func aListedCallerWins() throws {
    let found = try consider(vip, facts(caller: "+86 138 1111 2222", listed: ["vip 13811112222"]))
    #expect(found == (.queue("vip"), .won))
  }

  @Test func anUnlistedCallerDoesNot() throws {
    #expect(try consider(vip, facts()) == (nil, .notListed("vip")))
  }

  @Test(arguments: ["", "unknown", "<unknown>", "anonymous"])
  func aWithheldNumberIsOnNoList(caller: String) throws {
    #expect(try consider(vip, facts(caller: caller, listed: ["vip "])) == (nil, .withheld("vip")))
  }

  @Test func openHoursLeadToTheTarget() throws {
    #expect(try consider(office, facts()) == (.queue("sales"), .won))
  }

  @Test func closedHoursLeadElsewhere() throws {
    let found = try consider(office, facts(open: []))
    #expect(found == (.announce(PromptName("closed")), .wonClosed("office")))
  }

  @Test func closedHoursWithoutATargetLeaveTheCallToTheNextRule() throws {
    var rule = office
    rule.closed = nil
    #expect(try consider(rule, facts(open: [])) == (nil, .closed("office")))
  }

  @Test func anotherNumberIsAnotherRules() throws {
    let found = try consider(office, facts(dialled: "4008009999"))
    #expect(found == (nil, .otherNumber("4008001234")))
  }

  @Test(arguments: [
    (Target.queue("sales"), ["SWB_ACTION=queue", "SWB_QUEUE=sales", "SWB_SURVEY=s"]),
    (.flow("main"), ["SWB_ACTION=flow", "SWB_FLOW=main", "SWB_NODE="]),
    (.flow("main", node: "a"), ["SWB_ACTION=flow", "SWB_FLOW=main", "SWB_NODE=a"]),
    (.announce(PromptName("closed")), ["SWB_ACTION=announce", "SWB_PROMPT=switchboard/closed"]),
    (.announce(PromptName("own/x")), ["SWB_ACTION=announce", "SWB_PROMPT=own/x"]),
    (.extension("1001"), ["SWB_ACTION=extension", "SWB_EXTENSION=1001"]),
    (.message("100"), ["SWB_ACTION=message", "SWB_MAILBOX=100"]),
    (.survey("s"), ["SWB_ACTION=survey", "SWB_SURVEY=s"]),
    (.callback("sales"), ["SWB_ACTION=callback", "SWB_QUEUE=sales"]),
    (.forward("13800001111"), ["SWB_ACTION=forward", "SWB_EXTENSION=13800001111"]),
    (.context("own"), ["SWB_ACTION=context", "SWB_CONTEXT=own", "SWB_EXTENSION=s"]),
    (
      .context("own", extension: "700"),
      ["SWB_ACTION=context", "SWB_CONTEXT=own", "SWB_EXTENSION=700"]
    ),
    (.hangup, ["SWB_ACTION=hangup"]),
  ])
  func theDialplanReadsVariables(target: Target, variables: [String]) throws {
    let step = try NextStep(target, survey: "s")
    #expect(step.variables.map { "\($0.name)=\($0.value)" } == variables)
  }

  @Test func noScriptEndsAtANode() {
    #expect {
      try NextStep(.node("choice"))
    } throws: { error in
      (error as? DatabaseError)?.code == .configuration
    }
  }
}
