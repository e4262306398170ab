import Database
import Records
import Scratch
import Testing

@Suite struct CallRecordTests {
  private let scratch: Scratch
  private let store: Store
  private let call = CallKey(node: "bei", uniqueid: "1772413200.7")

  init() throws {
    scratch = try Scratch()
    store = try scratch.migratedStore()
  }

  @Test func aDecisionKeepsItsReasons() throws {
    let decision = RouteDecision(
      at: Timestamp(microseconds: 1_772_413_200_000_123),
      revision: 3,
      caller: PhoneNumber("<unknown>"),
      dialled: PhoneNumber("4008001234"),
      rule: "main number",
      target: .announce(PromptName("closed")),
      priority: nil,
      reasons: [
        .init(rule: "blacklist", .withheld("blacklist")),
        .init(rule: "vip", .notListed("vip")),
        .init(rule: "sales line", .otherNumber("4008009999")),
        .init(rule: "evening", .closed("evening hours")),
        .init(rule: "main number", .wonClosed("office")),
      ]
    )
    try store.record(decision, of: call)
    #expect(try store.decisions(of: call) == [decision])
    #expect(try store.decisions(of: CallKey(node: "nan", uniqueid: call.uniqueid)).isEmpty)
    #expect(try store.calls(uniqueid: call.uniqueid) == [call])
  }

  @Test func stepsKeepTheirOrderWhenTheClockGoesBack() throws {
    let steps = [
      IVRStep(
        at: Timestamp(seconds: 9),
        revision: 1,
        flow: "main",
        node: "top",
        event: .wrong,
        keys: "7"
      ),
      IVRStep(at: Timestamp(seconds: 8), revision: 1, flow: "main", node: "top", event: .silence),
      IVRStep(
        at: Timestamp(seconds: 7),
        revision: 1,
        flow: "main",
        node: "top",
        event: .key,
        keys: "1",
        target: .queue("sales")
      ),
    ]
    for step in steps { try store.record(step, of: call) }
    #expect(try store.steps(of: call) == steps)
  }

  private var invitation: SurveyInvitation {
    SurveyInvitation(
      at: Timestamp(seconds: 10),
      revision: 1,
      survey: "satisfaction",
      queue: "sales",
      agent: "1001",
      interface: "Local/1001@switchboard-agents/n",
      language: "zh"
    )
  }

  @Test func anAnswerIsThereAsSoonAsItIsGiven() throws {
    let invited = try store.invite(invitation, of: call)
    let answer = SurveyAnswer(
      question: "satisfaction",
      at: Timestamp(seconds: 11),
      answer: "1",
      meaning: "satisfied"
    )
    try store.record(answer, to: invited.id)
    let other = try Store(at: scratch.location, .call)
    let records = try other.surveys(of: call)
    #expect(records.map(\.answers) == [[answer]])
    #expect(records.map(\.invitation) == [invitation])
    #expect(try other.surveys(named: "other", limit: 10).isEmpty)
    #expect(try other.surveys(limit: 10) == records)
  }

  @Test func whoeverIsInvitedTwiceIsAskedOnlyWhatIsLeft() throws {
    let first = try store.invite(invitation, of: call)
    #expect(first.answers.isEmpty)
    let answer = SurveyAnswer(
      question: "one",
      at: Timestamp(seconds: 11),
      answer: "1",
      meaning: "good"
    )
    try store.record(answer, to: first.id)
    try store.record(
      SurveyAnswer(question: "one", at: Timestamp(seconds: 12), answer: "3", meaning: "bad"),
      to: first.id
    )
    let second = try store.invite(invitation, of: call)
    #expect(second.id == first.id)
    #expect(second.answers.map(\.question) == ["one"])
    #expect(try store.surveys(of: call).map(\.answers) == [[answer]])
  }
}
