import Configuration
import Records
import Testing

/// Surveys, right ones and mistakes.
@Suite struct SurveyTests {
  private func checked(_ survey: String) throws -> Checked {
    var files = Files()
    files.satisfaction = survey
    return try files.checked()
  }

  @Test func everythingThatASurveyCanSay() throws {
    let checked = try checked(
      """
      invite: {share: 25%, days: 30}
      questions:
        satisfaction:
          kind: satisfaction
          ask: survey-question
          next: {1: recommend, 2: end}
        reason:
          kind: comment
          ask: survey-comment
          longest: 2m
          pause: 3s
          next: topic
        recommend: {kind: nps, ask: survey-recommend}
        politeness: {kind: rating, ask: survey-politeness, satisfied: [1, 2]}
        topic:
          ask: survey-topic
          answers: {1: bill, "*": other}
      thanks: survey-thanks
      """
    )
    #expect(checked.findings.isEmpty)
    let survey = try #require(checked.configuration.surveys.first)
    #expect(survey.invites == InvitationRule(share: 25, restDays: 30))
    #expect(
      survey.questions.map(\.kind) == [.satisfaction, .comment, .nps, .rating, .choice]
    )
    #expect(survey.questions[0].answers.map(\.meaning) == ["satisfied", "neutral", "dissatisfied"])
    #expect(survey.questions.map(\.satisfied) == [["1"], [], [], ["1", "2"], []])
    #expect(survey.questions[0].branches == [.init("1", .question("recommend")), .init("2", .end)])
    #expect(survey.questions[1].branches == [.init("", .question("topic"))])
    #expect(survey.questions[1].longest == .seconds(120))
    #expect(survey.questions[1].pause == .seconds(3))
    #expect(survey.questions[2].answers.map(\.keys) == (0...10).map { String($0) })
    #expect(survey.questions[4].answers == [.init("1", "bill"), .init("*", "other")])
  }

  @Test func everybodyIsInvitedUnlessARuleSaysSo() throws {
    let questions = "questions: {a: {kind: satisfaction, ask: q}}"
    for text in [questions, "invite: always\n" + questions] {
      let checked = try checked(text)
      #expect(checked.findings.isEmpty)
      #expect(checked.configuration.surveys.first?.invites == .always)
    }
  }

  @Test(arguments: [
    ("invite: never\nquestions: {a: {kind: nps, ask: q}}", 1, "\"never\" is not what belongs here"),
    ("invite: {share: 0}\nquestions: {a: {kind: nps, ask: q}}", 1, "\"0\" is out of bounds"),
    ("invite: {share: half}\nquestions: {a: {kind: nps, ask: q}}", 1, "\"half\" is out of bounds"),
    ("invite: {share: 101%}\nquestions: {a: {kind: nps, ask: q}}", 1, "\"101%\" is out of bounds"),
    ("invite: {days: -1}\nquestions: {a: {kind: nps, ask: q}}", 1, "\"-1\" is out of bounds"),
    ("invite: {dayz: 1}\nquestions: {a: {kind: nps, ask: q}}", 1, "\"dayz\" means nothing here"),
    ("questions: {a: {kind: npss, ask: q}}", 1, "\"npss\" is nothing that a question asks for"),
    (
      "questions:\n  a: {kind: nps, ask: q, answers: {1: x}}", 2,
      "\"answers\" means nothing here"
    ),
    ("questions:\n  a: {kind: comment, ask: q, wait: 5s}", 2, "\"wait\" means nothing here"),
    ("questions:\n  a: {kind: nps, ask: q, longest: 5s}", 2, "\"longest\" means nothing here"),
    ("questions:\n  a: {kind: comment, ask: q, longest: 6m}", 2, "\"6m\" is out of bounds"),
    ("questions:\n  a: {kind: comment, ask: q, longest: 0s}", 2, "\"0s\" is out of bounds"),
    (
      "questions:\n  a: {kind: comment, ask: q, pause: long}", 2,
      "\"long\" is not what belongs here"
    ),
    ("questions:\n  a: {ask: q}", 2, "\"answers\" is missing here"),
    ("questions:\n  a: {kind: nps}", 2, "\"ask\" is missing here"),
    ("questions:\n  end: {kind: nps, ask: q}", 2, "\"end\" cannot be a name"),
    (
      "questions:\n  a: {kind: rating, ask: q, answers: {1: x, 2: y}}", 2,
      "a rating has the answers 1 to 5, each once"
    ),
    (
      "questions:\n  a: {kind: satisfaction, ask: q, answers: {5: x}}", 2,
      "which answers are those of a satisfied caller is not said"
    ),
    (
      "questions:\n  a: {kind: satisfaction, ask: q, satisfied: [4]}", 2,
      "the question has no answer \"4\""
    ),
    (
      "questions:\n  a: {kind: nps, ask: q, next: {11: end}}", 2,
      "the question has no answer \"11\""
    ),
    (
      "questions:\n  a: {kind: nps, ask: q, next: {3: reason}}", 2,
      "the survey has no question \"reason\""
    ),
    (
      "questions:\n  a: {kind: comment, ask: q, next: {3: end}}", 2,
      "a mapping is not what belongs here"
    ),
    ("questions:\n  a: {kind: nps, ask: q, next: [a]}", 2, "a list is not what belongs here"),
    (
      "questions:\n  a: {kind: nps, ask: q, next: end}\n  b: {kind: nps, ask: q}", 3,
      "no answer leads to the question \"b\""
    ),
    (
      "questions:\n  a: {kind: nps, ask: q}\n  b: {kind: nps, ask: q, next: {0: a}}", 2,
      "these questions lead back to themselves: a -> b -> a"
    ),
    (
      "questions:\n  a: {kind: comment, ask: q, next: a}", 2,
      "these questions lead back to themselves: a -> a"
    ),
  ])
  func aMistakeIsTold(survey: String, line: Int, what: String) throws {
    let findings = try checked(survey).findings
    let told = findings.map { "\($0.line): \($0.mistake.what.english)" }
    #expect(told.contains { $0.hasPrefix("\(line): \(what)") }, "\(told)")
    for finding in findings {
      #expect(!finding.mistake.what.chinese.isEmpty)
      #expect(!finding.mistake.fix.chinese.isEmpty)
    }
  }

  /// All of them at once, and none twice.
  @Test func mistakesAreToldTogether() throws {
    let findings = try checked(
      """
      invite: {share: 0}
      questions:
        a: {kind: nps, ask: q, next: b}
        b: {kind: npss, ask: q}
        c: {ask: q}
      """
    ).findings
    #expect(findings.map(\.line) == [1, 4, 5])
  }
}
