import Foundation
import Records
import Scratch
import Testing

@testable import switchboard

/// Figures, invitations and callbacks, as the tool tells them.
@Suite struct SurveyTests {
  private let tool: Tool
  private let store: Store

  init() throws {
    tool = try Tool()
    store = try tool.scratch.migratedStore()
  }

  /// 2026-03-02 09:00 in Shanghai, and some seconds.
  private func moment(_ seconds: Int) -> Timestamp {
    Timestamp(seconds: 1_772_413_200 + seconds)
  }

  private func invite(
    _ number: Int,
    agent: String = "1001",
    queue: String = "sales",
    at seconds: Int = 0,
    skip: SurveyInvitation.Skip? = nil,
    satisfied: Bool? = nil,
    score: Int? = nil
  ) throws {
    let invitation = SurveyInvitation(
      at: moment(seconds),
      revision: 1,
      survey: "satisfaction",
      queue: queue,
      agent: agent,
      interface: "PJSIP/1001",
      language: "zh",
      caller: "13811112222",
      skip: skip
    )
    let call = CallKey(node: "bei", uniqueid: "1772413200.\(number)")
    let invited = try store.invite(invitation, of: call)
    if let satisfied {
      try store.record(
        SurveyAnswer(
          question: "satisfaction",
          at: moment(seconds),
          answer: satisfied ? "1" : "3",
          meaning: satisfied ? "good" : "poor",
          kind: .satisfaction,
          isSatisfied: satisfied
        ),
        to: invited.id
      )
    }
    if let score {
      try store.record(
        SurveyAnswer(
          question: "recommend",
          at: moment(seconds + 1),
          answer: String(score),
          meaning: String(score),
          kind: .nps
        ),
        to: invited.id
      )
    }
  }

  private func fill() throws {
    try invite(1, satisfied: true, score: 10)
    try invite(2, satisfied: false, score: 4)
    try invite(3, satisfied: true)
    try invite(4)
    try invite(5, skip: .share)
    try invite(6, agent: "=1002", queue: "support", at: 86_400, skip: .recent)
  }

  private func figures() throws -> [[String: Any]] {
    try #require(try tool.json()["figures"] as? [[String: Any]])
  }

  // MARK: Reports

  @Test func aReportAsATable() throws {
    try fill()
    #expect(try tool.run("survey", "report") == 0)
    let lines = tool.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("survey        answered  invited  invitation rate"))
    // Wilson, of 4 of 6, 3 of 4 and 2 of 3.
    #expect(lines[1].contains("66.7 % (30.0 .. 90.3)"))
    #expect(lines[1].contains("75.0 % (30.1 .. 95.4)"))
    #expect(lines[1].contains("66.7 % (20.8 .. 93.9)"))
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("survey", "report", "--by", "agent") == 0)
    #expect(tool.output.hasPrefix("工号"))
    #expect(tool.output.contains("推评率"))
    #expect(tool.output.contains("参评率"))
  }

  @Test func aReportAsJSONNamesItsNumeratorsAndDenominators() throws {
    try fill()
    #expect(try tool.run("survey", "report", "--by", "queue", "--json") == 0)
    #expect(try tool.json()["by"] as? String == "queue")
    let sales = try #require(try figures().first)
    #expect(sales["name"] as? [String] == ["sales"])
    #expect(sales["answered"] as? Int == 5)
    #expect(sales["notInvited"] as? [String: Int] == ["share": 1])
    let csat = try #require(sales["csat"] as? [String: Any])
    #expect(csat["numerator"] as? Int == 2)
    #expect(csat["denominator"] as? Int == 3)
    let nps = try #require(sales["nps"] as? [String: Any])
    #expect(nps["n"] as? Int == 2)
    #expect(nps["score"] as? Double == 0)
    let rate = try #require(sales["participationRate"] as? [String: Any])
    #expect(rate["rate"] as? Double == 0.75)
  }

  @Test func aReportAsCSVHoldsNoFormula() throws {
    try fill()
    #expect(try tool.run("survey", "report", "--by", "agent", "--csv") == 0)
    let lines = tool.output.split(separator: "\r\n").map(String.init)
    #expect(lines[0].hasPrefix("agent,answered,invited,invitation,invitation_low,invitation_high"))
    #expect(lines[1].hasPrefix("1001,5,4,0.8000,"))
    #expect(lines[2].hasPrefix("\"'=1002\",1,0,0.0000,"))
    #expect(lines[1].split(separator: ",", omittingEmptySubsequences: false).count == 23)
  }

  @Test func byQuestionThereIsALineForEach() throws {
    try fill()
    #expect(try tool.run("survey", "report", "--by", "question", "--json") == 0)
    #expect(
      try figures().map { $0["name"] as? [String] } == [
        ["satisfaction", "recommend"], ["satisfaction", "satisfaction"],
      ]
    )
    #expect(try figures().map { $0["participants"] as? Int } == [2, 3])
    #expect(try figures().map { $0["invited"] as? Int } == [4, 4])
  }

  @Test func aReportOfDays() throws {
    try fill()
    func answered(_ more: String...) throws -> [Int?] {
      try tool.run(["survey", "report", "--by", "day", "--json"] + more)
      return try figures().map { $0["answered"] as? Int }
    }
    #expect(try answered() == [5, 1])
    #expect(try figures().map { $0["name"] as? [String] } == [["2026-03-02"], ["2026-03-03"]])
    #expect(try answered("--from", "2026-03-02", "--to", "2026-03-02") == [5])
    #expect(try answered("--from", "2026-03-03") == [1])
    #expect(try answered("--to", "2026-03-01") == [])
    #expect(try answered("--survey", "other") == [])
  }

  @Test(arguments: [
    (["--from", "yesterday"], "\"yesterday\" is no date"),
    (["--from", "2026-02-30"], "\"2026-02-30\" is no date"),
    (["--to", "2026-3-1"], "\"2026-3-1\" is no date"),
    (["--from", "2026-03-02", "--to", "2026-03-01"], "2026-03-01 is before 2026-03-02"),
    (["--json", "--csv"], "--json and --csv are two forms"),
  ])
  func aWrongQuestionIsTold(options: [String], words: String) throws {
    #expect(try tool.run(["survey", "report"] + options) == 1)
    #expect(tool.notices.hasPrefix(words))
  }

  @Test func withoutCallsThereAreNoFigures() throws {
    #expect(try tool.run("survey", "report") == 0)
    #expect(tool.output == "no call was answered in that time\n")
  }

  // MARK: Lists

  @Test func whoWasNotInvitedIsListedWhenAsked() throws {
    try fill()
    #expect(try tool.run("survey", "list") == 0)
    #expect(tool.output.split(separator: "\n").count == 5)
    #expect(try tool.run("survey", "list", "--all") == 0)
    #expect(tool.output.contains("not invited: not of the share that is asked"))
    #expect(tool.output.contains("not invited: the same number was invited a short while ago"))
    #expect(try tool.run("why", "1772413200.5") == 0)
    #expect(tool.output.contains("not invited: not of the share that is asked"))
  }

  @Test func aCommentIsNamedWithItsFileAndLength() throws {
    try invite(1)
    try store.record(
      SurveyAnswer(
        question: "reason",
        at: moment(3),
        answer: "",
        meaning: "",
        kind: .comment,
        comment: .init(file: "/spool/x.wav", milliseconds: 3_250)
      ),
      to: 1
    )
    #expect(try tool.run("survey", "list") == 0)
    #expect(tool.output.contains("reason: comment of 3.3 s, /spool/x.wav"))
    #expect(try tool.run("why", "1772413200.1") == 0)
    #expect(tool.output.contains("reason: comment of 3.3 s, /spool/x.wav"))
    #expect(try tool.run("survey", "list", "--json") == 0)
    #expect(tool.output.contains("\"milliseconds\" : 3250"))
  }

  // MARK: Callbacks

  @Test func aPromiseIsListedUntilItIsDone() throws {
    #expect(try tool.run("callback", "list") == 0)
    #expect(tool.output == "nobody waits for a callback\n")
    let callback = Callback(
      promised: moment(0),
      queue: "sales",
      number: "13811112222",
      isOwnNumber: true,
      language: "zh",
      revision: 1
    )
    try store.promise(callback, in: CallKey(node: "bei", uniqueid: "1772413200.9"))
    #expect(try tool.run("callback", "list") == 0)
    #expect(tool.output.contains("1   2026-03-02 09:00:00  sales  13811112222  open"))
    #expect(try tool.run("why", "1772413200.9") == 0)
    #expect(tool.output.contains("promised to be called back on 13811112222 by the queue sales"))
    #expect(try tool.run("callback", "done", "1", "--note", "reached") == 0)
    #expect(tool.output == "callback 1 to 13811112222 is done\n")
    #expect(try tool.run("callback", "done", "1") == 1)
    #expect(tool.notices.hasPrefix("callback 1 was done already"))
    #expect(try tool.run("callback", "done", "7") == 1)
    #expect(tool.notices.hasPrefix("there is no callback 7"))
    #expect(try tool.run("callback", "list") == 0)
    #expect(tool.output == "nobody waits for a callback\n")
    #expect(try tool.run("callback", "list", "--all") == 0)
    #expect(tool.output.contains("by li: reached"))
    #expect(try tool.run("callback", "list", "--all", "--json") == 0)
    #expect(tool.output.contains("\"endedBy\" : \"li\""))
  }
}
