import Database
import Records
import Scratch
import Testing

/// Surveys and callbacks in the store.
@Suite struct SurveyRecordTests {
  private let scratch: Scratch
  private let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.migratedStore()
  }

  private func invitation(
    at seconds: Int,
    survey: String = "a",
    caller: String? = "13811112222",
    skip: SurveyInvitation.Skip? = nil
  ) -> SurveyInvitation {
    SurveyInvitation(
      at: Timestamp(seconds: seconds),
      revision: 1,
      survey: survey,
      queue: "sales",
      agent: "1001",
      interface: "PJSIP/1001",
      language: "zh",
      caller: caller,
      linkedID: "link.\(seconds)",
      way: .outbound,
      skip: skip
    )
  }

  private func call(_ number: Int) -> CallKey {
    CallKey(node: "bei", uniqueid: "1.\(number)")
  }

  @Test func anInvitationIsDecidedOnce() throws {
    let first = try store.invite(invitation(at: 1, skip: .share), of: call(1))
    #expect(first.isNew)
    let again = try store.invite(invitation(at: 2), of: call(1))
    #expect(again.id == first.id)
    #expect(again.skip == .share)
    #expect(!again.isNew)
    #expect(try store.surveys(limit: 10).isEmpty)
    #expect(try store.surveys(skipped: true, limit: 10).map(\.invitation.skip) == [.share])
    #expect(try store.invite(invitation(at: 3, survey: "b"), of: call(1)).isNew)
  }

  @Test func anAnswerComesBackAsItWasGiven() throws {
    let invited = try store.invite(invitation(at: 1), of: call(1))
    let answers = [
      SurveyAnswer(
        question: "满意度",
        at: Timestamp(seconds: 2),
        answer: "1",
        meaning: "good",
        kind: .satisfaction,
        isSatisfied: true
      ),
      SurveyAnswer(
        question: "reason",
        at: Timestamp(seconds: 3),
        answer: "",
        meaning: "",
        kind: .comment,
        comment: .init(file: "/x.wav", milliseconds: 1_234)
      ),
    ]
    for answer in answers { try store.record(answer, to: invited.id) }
    // The first answer stands.
    try store.record(
      SurveyAnswer(
        question: "满意度",
        at: Timestamp(seconds: 9),
        answer: "3",
        meaning: "poor"
      ),
      to: invited.id
    )
    #expect(try store.invite(invitation(at: 4), of: call(1)).answers == answers)
    #expect(try store.surveys(of: call(1)).map(\.invitation) == [invitation(at: 1)])
    // The agent's call leads there as well.
    let linked = CallKey(node: "bei", uniqueid: "link.1")
    #expect(try store.surveys(of: linked).map(\.answers) == [answers])
    #expect(try store.calls(uniqueid: "link.1") == [linked])
  }

  @Test func onlyInvitedCallsOfTheNumberCount() throws {
    _ = try store.invite(invitation(at: 100), of: call(1))
    _ = try store.invite(invitation(at: 200, skip: .recent), of: call(2))
    func wasInvited(_ caller: String, since seconds: Int, _ number: Int) throws -> Bool {
      try store.wasInvited(caller, since: Timestamp(seconds: seconds), otherThan: call(number))
    }
    #expect(try wasInvited("13811112222", since: 100, 3))
    #expect(try !wasInvited("13811112222", since: 101, 3))
    #expect(try !wasInvited("13811112222", since: 100, 1))
    #expect(try !wasInvited("13811113333", since: 100, 3))
  }

  @Test func aTimeIsGoneThroughRowByRow() throws {
    for second in 1...5 {
      let invited = try store.invite(
        invitation(at: second, skip: second == 3 ? .share : nil),
        of: call(second)
      )
      for question in ["x", "y"].prefix(second % 3) {
        try store.record(
          SurveyAnswer(
            question: question,
            at: Timestamp(seconds: second),
            answer: "1",
            meaning: "good"
          ),
          to: invited.id
        )
      }
    }
    var seen: [String] = []
    try store.eachSurvey(from: Timestamp(seconds: 2), before: Timestamp(seconds: 5)) { record in
      let answers = record.answers.map(\.question).joined()
      seen.append("\(record.call.uniqueid) \(record.invitation.skip?.rawValue ?? answers)")
    }
    #expect(seen == ["1.2 xy", "1.3 share", "1.4 x"])
    seen = []
    try store.eachSurvey(
      named: "b",
      from: Timestamp(seconds: 0),
      before: Timestamp(seconds: 9)
    ) { seen.append($0.call.uniqueid) }
    #expect(seen.isEmpty)
  }

  /// A caller waits for the rule; a report reads its table from end to end.
  @Test func aRuleOfInvitationUsesAnIndex() throws {
    let connection = try scratch.connection()
    let rule = try connection.all(
      """
      EXPLAIN QUERY PLAN
      SELECT 1 FROM survey_invitation
      WHERE caller = ? AND at >= ? AND skipped = '' AND NOT (uniqueid = ? AND node = ?) LIMIT 1
      """,
      [.text("1"), .integer(1), .text("1"), .text("bei")]
    ) { $0.text(3) }
    #expect(
      rule.contains { $0.contains("survey_invitation_caller (caller=? AND at>?)") },
      "\(rule)"
    )
  }

  @Test func answeredCallsThatNoSurveyKnowsAreCounted() throws {
    try scratch.connection().execute(
      script: """
        INSERT INTO call (node, uniqueid, begun, ended, caller_raw, dialled, language, cause, agent,
          queue, dropped)
        VALUES ('bei', '1.1', 1000000, 2000000, '', '', 'zh', 16, '1001', 'sales', 0),
          ('bei', '1.2', 1000000, 2000000, '', '', 'zh', 16, '1002', 'sales', 1),
          ('bei', '1.3', 1000000, 2000000, '', '', 'zh', 16, '', 'sales', 0),
          ('bei', '1.4', 9000000, 9000000, '', '', 'zh', 16, '1002', 'sales', 0);
        """
    )
    _ = try store.invite(invitation(at: 1), of: call(1))
    var calls: [AnsweredCall] = []
    try store.eachAnsweredCallWithoutSurvey(
      from: Timestamp(seconds: 1),
      before: Timestamp(seconds: 9)
    ) { calls.append($0) }
    let left = AnsweredCall(
      at: Timestamp(seconds: 1),
      queue: "sales",
      agent: "1002",
      hungUpFirst: true
    )
    #expect(calls == [left])
  }

  // MARK: Callbacks

  private func promise(_ number: String, queue: String = "sales") -> Callback {
    Callback(
      promised: Timestamp(seconds: 1),
      queue: queue,
      number: number,
      isOwnNumber: true,
      language: "zh",
      revision: 1
    )
  }

  @Test func aPromiseIsKeptUntilItIsDone() throws {
    try store.promise(promise("13811112222"), in: call(1))
    try store.promise(promise("13811112222"), in: call(2))
    try store.promise(promise("13811112222", queue: "support"), in: call(2))
    #expect(try store.callbacks(limit: 9).map(\.call) == [call(1), call(2)])
    #expect(try store.callbacks(of: "support", limit: 9).map(\.callback.queue) == ["support"])
    #expect(try store.calls(uniqueid: "1.1") == [call(1)])
    let id = try #require(try store.callbacks(limit: 1).first?.id)
    #expect(try store.endCallback(id, by: "li", at: Timestamp(seconds: 5), note: "reached"))
    #expect(try !store.endCallback(id, by: "li", at: Timestamp(seconds: 6)))
    let done = Callback.State.done(at: Timestamp(seconds: 5), by: "li", note: "reached")
    #expect(try store.callback(id)?.state == done)
    try store.promise(promise("13811112222"), in: call(3))
    #expect(try store.callbacks(limit: 9).map(\.call) == [call(2), call(3)])
    #expect(
      try store.callbacks(withDone: true, limit: 9).map(\.call) == [call(3), call(2), call(1)]
    )
  }

  /// What was promised survives a power cut, whatever the rest of the call may lose.
  @Test func aPromiseIsOnTheDiskWhenItIsMade() throws {
    let connection = try scratch.connection(.call)
    func level() throws -> Int? {
      try connection.first("PRAGMA synchronous") { $0.integer(0) }
    }
    #expect(try level() == 1)
    #expect(
      try connection.durably { () throws(DatabaseError) in
        try connection.first("PRAGMA synchronous") { $0.integer(0) }
      } == 2
    )
    #expect(try level() == 1)
    let failed = DatabaseError(.full, doing: "x", cause: "y")
    #expect(throws: failed) {
      try connection.durably { () throws(DatabaseError) in throw failed }
    }
    #expect(try level() == 1)
    let careful = try scratch.connection(.administrator)
    try careful.durably { () throws(DatabaseError) in }
    #expect(try careful.first("PRAGMA synchronous") { $0.integer(0) } == 2)
  }
}
