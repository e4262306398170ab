import Database
import Foundation
import Records
import Scratch
import Testing

@testable import switchboard

/// What is told of calls: `why`, `calls` and the lists of surveys.
@Suite struct CallStoryTests {
  private let tool: Tool

  init() throws {
    tool = try Tool()
  }

  private func recordCall(caller: String) throws {
    let store = try tool.scratch.migratedStore()
    let call = CallKey(node: "bei", uniqueid: "1.2")
    try store.record(
      RouteDecision(
        at: Timestamp(seconds: 1_772_413_200),
        revision: 1,
        caller: PhoneNumber(caller),
        dialled: PhoneNumber("4008001234"),
        rule: "default",
        target: .queue("sales"),
        reasons: [
          .init(rule: "vip", .notListed("vip")), .init(rule: "default", .won),
        ]
      ),
      of: call
    )
    let invitation = SurveyInvitation(
      at: Timestamp(seconds: 1_772_413_260),
      revision: 1,
      survey: "s",
      queue: "sales",
      agent: "1001",
      interface: "Local/1001",
      language: "zh"
    )
    let id = try store.invite(invitation, of: call).id
    try store.record(
      SurveyAnswer(
        question: "q",
        at: Timestamp(seconds: 1_772_413_265),
        answer: "1",
        meaning: "满意"
      ),
      to: id
    )
  }

  @Test func whyTellsTheCall() throws {
    try recordCall(caller: "13811112222")
    #expect(try tool.run("why", "1.2") == 0)
    #expect(
      tool.output == """
        call 1.2 on bei
        2026-03-02 09:00:00  13811112222 called 4008001234: queue sales, by the rule default of revision 1
            vip: the caller is not on the list vip
            default: won
        2026-03-02 09:01:00  survey s (queue sales, agent 1001)
            q: 1 满意

        """
    )
    #expect(try tool.run("why", "1.2", "--json") == 0)
    let calls = try #require(try tool.json()["calls"] as? [[String: Any]])
    let route = try #require((calls.first?["routes"] as? [[String: Any]])?.first)
    #expect(route["at"] as? String == "2026-03-02T01:00:00.000000Z")
    #expect(route["rule"] as? String == "default")
    #expect(try tool.run("why", "9.9") == 1)
    #expect(try tool.run("why", "1.2", "--node", "nan") == 1)
  }

  /// Also of a call of which nothing else was kept.
  @Test func whyTellsMessagesAndAppointments() throws {
    let store = try tool.scratch.migratedStore()
    let call = CallKey(node: "bei", uniqueid: "1.3")
    try store.keep(
      Message(
        of: call,
        at: Timestamp(seconds: 1_772_413_200),
        for: "100",
        from: PhoneNumber("13811112222"),
        file: "messages/100/1.3",
        length: .milliseconds(4_200)
      )
    )
    for hour in [0, 1] {
      let appointment = Appointment(
        in: "visits",
        start: Timestamp(seconds: 1_772_499_600 + hour * 3_600),
        length: .seconds(1_800),
        of: call,
        for: PhoneNumber("13811112222"),
        at: Timestamp(seconds: 1_772_413_100 + hour)
      )
      #expect(try store.book(appointment, places: 1))
    }
    #expect(try tool.run("why", "1.3") == 0)
    #expect(
      tool.output == """
        call 1.3 on bei
        2026-03-02 08:58:20  appointment 1 in visits for 2026-03-03 09:00:00, given up since
        2026-03-02 08:58:21  appointment 2 in visits for 2026-03-03 10:00:00
        2026-03-02 09:00:00  message 1 left for 100, 5 s, new

        """
    )
    #expect(try tool.run("why", "1.3", "--json") == 0)
    let story = try #require((try tool.json()["calls"] as? [[String: Any]])?.first)
    let message = try #require((story["messages"] as? [[String: Any]])?.first)
    #expect(message["mailbox"] as? String == "100")
    #expect(message["milliseconds"] as? Int == 4_200)
    let appointments = try #require(story["appointments"] as? [[String: Any]])
    #expect(appointments.map { $0["state"] as? String } == ["cancelled", "booked"])
  }

  @Test func whyShowsWhatANewerProgramStored() throws {
    try recordCall(caller: "13811112222")
    let connection = try tool.scratch.connection()
    try connection.run("UPDATE route_decision SET target = 'bot sales now'")
    try connection.run(
      """
      INSERT INTO ivr_step (node, uniqueid, at, revision, flow, step, event, keys, target)
      VALUES ('bei', '1.2', 1, 1, 'main', 'top', 'spoken', '', 'bot sales later')
      """
    )
    #expect(try tool.run("why", "1.2") == 0)
    #expect(tool.output.contains("called 4008001234: bot sales now, by the rule"))
    #expect(tool.output.contains("main top: spoken -> bot sales later"))
    #expect(try tool.run("why", "1.2", "--json") == 0)
    #expect(tool.output.contains("\"target\" : \"bot sales now\""))
    #expect(tool.output.contains("\"event\" : \"spoken\""))
    #expect(try tool.run("calls") == 0)
    #expect(tool.output.contains("bot sales now"))
  }

  @Test(arguments: [Int.min, Int.max, -1])
  func noMomentIsTooFarAway(microseconds: Int) throws {
    try recordCall(caller: "13811112222")
    try tool.scratch.connection()
      .run("UPDATE route_decision SET at = ?", [.integer(microseconds)])
    for form in [[], ["--json"]] {
      #expect(try tool.run(["why", "1.2"] + form) == 0)
      #expect(try tool.run(["calls"] + form) == 0)
    }
  }

  @Test(arguments: [["calls"], ["survey", "list"]])
  func aLimitIsPositive(command: [String]) throws {
    try recordCall(caller: "13811112222")
    for limit in ["--limit=-3", "--limit=0"] {
      #expect(try tool.run(command + [limit]) == 1)
      #expect(tool.output.isEmpty)
      #expect(tool.notices.contains("write a number from 1, such as --limit 50"))
    }
  }

  @Test func callsAreFoundByTheCaller() throws {
    try recordCall(caller: "13811112222")
    #expect(try tool.run("calls", "--caller", "+86 138 1111 2222") == 0)
    #expect(
      tool.output == """
        time                 caller       called      target       rule     call
        2026-03-02 09:00:00  13811112222  4008001234  queue sales  default  1.2

        """
    )
    #expect(try tool.run("calls", "--json") == 0)
    let calls = try #require(try tool.json()["calls"] as? [[String: Any]])
    #expect(calls.map { $0["uniqueid"] as? String } == ["1.2"])
    #expect(try tool.run("calls", "--caller", "anonymous") == 0)
    #expect(tool.output == "no such call\n")
  }

  @Test func aCallersNumberCannotMoveTheCursor() throws {
    try recordCall(caller: "\u{1B}[2J\u{7}x\r\n\u{202E}")
    try tool.run("why", "1.2")
    #expect(!tool.output.contains("\u{1B}"))
    #expect(!tool.output.contains("\u{202E}"))
    #expect(!tool.output.contains("\r"))
  }

  @Test func surveysAreListed() throws {
    try recordCall(caller: "13811112222")
    #expect(try tool.run("survey", "list") == 0)
    #expect(
      tool.output == """
        time                 survey  queue  agent  answers     call
        2026-03-02 09:01:00  s       sales  1001   q=1 (满意)  1.2

        """
    )
    #expect(try tool.run("survey", "list", "other", "--json") == 0)
    #expect((try tool.json()["surveys"] as? [Any])?.isEmpty == true)
  }
}
