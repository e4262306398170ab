import Records
import Reports
import Testing

/// A handful of calls, counted by hand.
@Suite struct SurveyTallyTests {
  private func record(
    _ id: Int,
    day: Int = 1,
    queue: String = "sales",
    agent: String = "1001",
    survey: String = "satisfaction",
    skip: SurveyInvitation.Skip? = nil,
    _ answers: SurveyAnswer...
  ) -> SurveyRecord {
    SurveyRecord(
      id: id,
      call: CallKey(node: "bei", uniqueid: "1772413200.\(id)"),
      invitation: SurveyInvitation(
        at: Timestamp(seconds: day * 86_400),
        revision: 1,
        survey: survey,
        queue: queue,
        agent: agent,
        interface: "",
        language: "zh",
        skip: skip
      ),
      answers: answers
    )
  }

  private func satisfied(_ isSatisfied: Bool) -> SurveyAnswer {
    SurveyAnswer(
      question: "satisfaction",
      at: Timestamp(seconds: 0),
      answer: isSatisfied ? "1" : "3",
      meaning: isSatisfied ? "good" : "poor",
      kind: .satisfaction,
      isSatisfied: isSatisfied
    )
  }

  private func score(_ score: Int) -> SurveyAnswer {
    SurveyAnswer(
      question: "recommend",
      at: Timestamp(seconds: 1),
      answer: String(score),
      meaning: String(score),
      kind: .nps
    )
  }

  private let comment = SurveyAnswer(
    question: "reason",
    at: Timestamp(seconds: 2),
    answer: "",
    meaning: "",
    kind: .comment,
    comment: .init(file: "/x.wav", milliseconds: 2_000)
  )

  private func tally(by grouping: SurveyFigures.Grouping) -> [SurveyFigures] {
    var tally = SurveyTally(by: grouping) { "day \($0.seconds / 86_400)" }
    tally.add(record(1, satisfied(true), score(10)))
    tally.add(record(2, satisfied(false), score(3), comment))
    tally.add(record(3, agent: "1002", satisfied(true)))
    tally.add(record(4, day: 2, agent: "1002"))
    tally.add(record(5, day: 2, agent: "1002", skip: .share))
    tally.add(record(6, day: 2, queue: "support", agent: "1003", skip: .recent))
    let calls = [(true, "1001"), (false, "1003")]
    for (hungUpFirst, agent) in calls {
      tally.add(
        AnsweredCall(
          at: Timestamp(seconds: 86_400),
          queue: "sales",
          agent: agent,
          hungUpFirst: hungUpFirst
        )
      )
    }
    return tally.figures
  }

  @Test func bySurvey() {
    let figures = tally(by: .survey)
    #expect(figures.map(\.name) == [["satisfaction"]])
    #expect(figures[0].answered == 6)
    #expect(figures[0].invitation == Proportion(4, of: 6))
    #expect(figures[0].participation == Proportion(3, of: 4))
    #expect(figures[0].satisfaction == Proportion(2, of: 3))
    #expect(figures[0].promoters == NetPromoterScore(promoters: 1, passives: 0, detractors: 1))
    #expect(figures[0].comments == 1)
    #expect(figures[0].notInvited == ["share": 1, "recent": 1])
    #expect(figures[0].answers["satisfaction"] == ["good": 2, "poor": 1])
  }

  @Test func byAgentWithTheCallsThatNoSurveyKnows() {
    let figures = tally(by: .agent)
    #expect(figures.map(\.name) == [["1001"], ["1002"], ["1003"]])
    #expect(figures.map(\.answered) == [3, 3, 2])
    #expect(figures.map(\.invited) == [2, 2, 0])
    #expect(figures.map(\.participants) == [2, 1, 0])
    #expect(
      figures.map(\.satisfaction) == [Proportion(1, of: 2), Proportion(1, of: 1), Proportion()]
    )
    #expect(figures.map(\.notInvited) == [["left": 1], ["share": 1], ["recent": 1, "none": 1]])
  }

  @Test func byQueueAndByDay() {
    #expect(tally(by: .queue).map(\.name) == [["sales"], ["support"]])
    #expect(tally(by: .queue).map(\.answered) == [7, 1])
    #expect(tally(by: .day).map(\.name) == [["day 1"], ["day 2"]])
    #expect(tally(by: .day).map(\.invited) == [3, 1])
  }

  /// Each question has those who answered it, of all who were invited to its survey.
  @Test func byQuestion() {
    let figures = tally(by: .question)
    #expect(
      figures.map(\.name) == [
        ["satisfaction", "reason"], ["satisfaction", "recommend"],
        ["satisfaction", "satisfaction"],
      ]
    )
    #expect(figures.map(\.participation) == [1, 2, 3].map { Proportion($0, of: 4) })
    #expect(figures.map(\.comments) == [1, 0, 0])
    #expect(figures.map(\.promoters.total) == [0, 2, 0])
    #expect(figures.map(\.satisfaction.total) == [0, 0, 3])
  }
}
