import Foundation
import Records
import Testing

@testable import CallScripts

/// Surveys of several questions, and who is invited to them.
@Suite struct SurveyTests {
  private let centre: Centre

  init() throws {
    centre = try Centre()
    try publish()
  }

  private func publish(_ rule: InvitationRule = .always) throws {
    var configuration = Centre.configuration()
    configuration.surveys = [Self.survey(rule)]
    try centre.publish(configuration)
  }

  /// Who is not satisfied says why; all are asked for a score.
  private static func survey(_ rule: InvitationRule) -> Survey {
    Survey(
      name: "whole",
      questions: [
        SurveyQuestion(
          name: "satisfaction",
          KeyQuestion([PromptName("satisfaction")], attempts: 2, wrong: PromptName("wrong-key")),
          kind: .satisfaction,
          answers: [.init("1", "good"), .init("3", "poor"), .init("9", "no answer")],
          satisfied: ["1"],
          branches: [.init("1", .question("score")), .init("9", .end)]
        ),
        SurveyQuestion(
          name: "reason",
          KeyQuestion([PromptName("reason")], attempts: 1),
          kind: .comment,
          answers: [],
          longest: .seconds(30),
          pause: .milliseconds(2_500)
        ),
        SurveyQuestion(
          name: "score",
          KeyQuestion([PromptName("score")], attempts: 2, wrong: PromptName("wrong-key")),
          kind: .nps,
          answers: (0...10).map { .init(String($0), String($0)) }
        ),
      ],
      invites: rule,
      thanks: PromptName("thanks")
    )
  }

  private func afterCall(keys: String = "", more: [String: String] = [:]) -> Asterisk {
    let asterisk = Asterisk()
    asterisk.variables = [
      "SYSTEMNAME": "bei", "SWB_QUEUE": "sales", "MEMBERNAME": "1001",
      "MEMBERINTERFACE": "Local/1001@switchboard-agents/n", "QUEUESTATUS": "CONTINUE",
      "CHANNEL(linkedid)": "1772413200.7",
    ].merging(more) { $1 }
    asterisk.keys = keys
    return asterisk
  }

  private func record(of call: CallKey? = nil) throws -> SurveyRecord {
    let records = try centre.store().surveys(of: call ?? centre.call)
    #expect(records.count == 1)
    return try #require(records.first)
  }

  private func answers() throws -> [String] {
    try record().answers.map { "\($0.question)=\($0.answer)" }
  }

  private static let comment =
    "/var/spool/asterisk/switchboard/comments/whole/1772413200.7-reason.wav"

  // MARK: Answers

  @Test(arguments: [
    ("110", ["satisfaction=1", "score=10"]), ("11#", ["satisfaction=1", "score=1"]),
    ("11 ", ["satisfaction=1", "score=1"]), ("10", ["satisfaction=1", "score=0"]),
    ("19", ["satisfaction=1", "score=9"]), ("1157", ["satisfaction=1", "score=7"]),
    ("9", ["satisfaction=9"]),
  ])
  func keysAnswer(keys: String, expected: [String]) throws {
    let asterisk = try centre.run("agi-survey", "whole", on: afterCall(keys: keys))
    #expect(try answers() == expected)
    #expect(asterisk.played.last == "switchboard/thanks")
  }

  @Test func anAnswerKeepsWhatItCountsAs() throws {
    _ = try centre.run("agi-survey", "whole", on: afterCall(keys: "110"))
    let answers = try record().answers
    #expect(answers.map(\.kind) == [.satisfaction, .nps])
    #expect(answers.map(\.isSatisfied) == [true, nil])
    #expect(answers.map(\.meaning) == ["good", "10"])
  }

  @Test func aCommentIsARowWithItsFileAndItsLength() throws {
    let asterisk = afterCall(
      keys: "38",
      more: ["STAT(s,\(Self.comment))": "48044", "RECORD_STATUS": "DTMF"]
    )
    _ = try centre.run("agi-survey", "whole", on: asterisk)
    #expect(try answers() == ["satisfaction=3", "reason=", "score=8"])
    #expect(
      try record().answers[1].comment == .init(file: Self.comment, milliseconds: 3_000)
    )
    #expect(asterisk.commands.contains("EXEC Record \(Self.comment),3,30,k"))
  }

  /// Of the silence that ends a recording Asterisk leaves a second.
  @Test(arguments: [("16844", "SILENCE"), ("44", "DTMF"), ("", "ERROR"), ("2044", "DTMF")])
  func whoSaysNothingHasNoComment(size: String, status: String) throws {
    let more = ["STAT(s,\(Self.comment))": size, "RECORD_STATUS": status]
    _ = try centre.run("agi-survey", "whole", on: afterCall(keys: "38", more: more))
    #expect(try answers() == ["satisfaction=3", "score=8"])
  }

  @Test func aHangupInACommentKeepsWhatWasSaid() throws {
    let asterisk = afterCall(keys: "3", more: ["STAT(s,\(Self.comment))": "16044"])
    asterisk.hangsUpAt = "EXEC Record"
    _ = try centre.run("agi-survey", "whole", on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "HANGUP")
    #expect(try answers() == ["satisfaction=3", "reason="])
    #expect(try record().answers[1].comment?.milliseconds == 1_000)
  }

  @Test func whatWasAnsweredIsNotAskedAgainWhereverItLed() throws {
    let first = afterCall(keys: "1")
    first.hangsUpAt = "STREAM FILE switchboard/score"
    _ = try centre.run("agi-survey", "whole", on: first)
    let second = try centre.run("agi-survey", "whole", on: afterCall(keys: "5"))
    #expect(second.played == ["switchboard/score", "switchboard/thanks"])
    #expect(try answers() == ["satisfaction=1", "score=5"])
  }

  @Test func questionsThatLeadInACircleEnd() throws {
    var configuration = Centre.configuration()
    configuration.surveys = [
      Survey(
        name: "whole",
        questions: [
          SurveyQuestion(
            name: "again",
            KeyQuestion([PromptName("again")], attempts: 1),
            answers: [.init("1", "yes")],
            branches: [.init("", .question("again"))]
          )
        ]
      )
    ]
    try centre.publish(configuration)
    _ = try centre.run("agi-survey", "whole", on: afterCall(keys: "111"))
    #expect(try answers() == ["again=1"])
  }

  @Test func theCallIsKeptWithItsCallerAndItsWay() throws {
    let more = ["SWB_SURVEY_WAY": "outbound", "CHANNEL(linkedid)": "1772413200.6"]
    _ = try centre.run(
      "agi-survey",
      "whole",
      caller: "+86 138 1111 2222",
      on: afterCall(more: more)
    )
    let invitation = try record().invitation
    #expect(invitation.way == .outbound)
    #expect(invitation.caller == "13811112222")
    #expect(invitation.linkedID == "1772413200.6")
    let agentsCall = CallKey(node: "bei", uniqueid: "1772413200.6")
    #expect(try record(of: agentsCall).call == centre.call)
  }

  // MARK: Who is invited

  @Test func aCallOutsideTheShareIsNotInvited() throws {
    let rule = InvitationRule(share: 1)
    #expect(!rule.isInShare(centre.call, survey: "whole"))
    try publish(rule)
    let asterisk = try centre.run("agi-survey", "whole", on: afterCall(keys: "1"))
    #expect(asterisk.played == ["switchboard/goodbye"])
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(try record().invitation.skip == .share)
    #expect(try record().answers.isEmpty)
  }

  @Test func whomTheAgentSendsIsAskedAnyway() throws {
    try publish(InvitationRule(share: 1, restDays: 30))
    let more = ["SWB_SURVEY_WAY": "sent", "QUEUESTATUS": ""]
    _ = try centre.run("agi-survey", "whole", on: afterCall(keys: "19", more: more))
    #expect(try record().invitation.skip == nil)
    #expect(try record().invitation.way == .sent)
    #expect(try answers() == ["satisfaction=1", "score=9"])
  }

  @Test func theSameNumberIsLeftAloneForSomeDays() throws {
    try publish(InvitationRule(restDays: 30))
    let asterisk = afterCall(keys: "19", more: ["CHANNEL(linkedid)": "1772413200.1"])
    try asterisk.call(
      port: centre.server.port,
      script: "agi-survey",
      arguments: ["whole"],
      uniqueid: "1772413200.1"
    )
    let again = try centre.run("agi-survey", "whole", caller: "+8613811112222", on: afterCall())
    #expect(again.played == ["switchboard/goodbye"])
    #expect(try record().invitation.skip == .recent)
    // Who was not invited does not begin the days anew; a number that nobody knows is asked.
    let withheld = afterCall(keys: "19", more: ["CHANNEL(linkedid)": "1772413200.9"])
    try withheld.call(
      port: centre.server.port,
      script: "agi-survey",
      arguments: ["whole"],
      caller: "anonymous",
      uniqueid: "1772413200.9"
    )
    #expect(withheld.played.last == "switchboard/thanks")
  }

  @Test func aRetriedCallIsNotItsOwnPredecessor() throws {
    try publish(InvitationRule(restDays: 30))
    let first = afterCall()
    first.hangsUpAt = "STREAM FILE switchboard/satisfaction"
    _ = try centre.run("agi-survey", "whole", on: first)
    _ = try centre.run("agi-survey", "whole", on: afterCall(keys: "19"))
    #expect(try answers() == ["satisfaction=1", "score=9"])
  }

  @Test func whoHungUpFirstIsNotInvited() throws {
    let asterisk = afterCall(keys: "1")
    asterisk.hangsUpAt = "CHANNEL STATUS"
    _ = try centre.run("agi-survey", "whole", on: asterisk)
    #expect(asterisk.played.isEmpty)
    #expect(asterisk.variables["SWB_STATUS"] == "HANGUP")
    #expect(try record().invitation.skip == .left)
  }
}
