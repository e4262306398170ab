import AGI
import Records
import Testing

@testable import CallScripts

/// What a channel tells at the end of its call.
@Suite struct EndingTests {
  private let member = "Local/1001@switchboard-agents/n"

  @Test func anAnsweredStayHasItsWaitAndItsTalk() {
    let visits = VisitText.visits(in: "&Q~sales~1000000~61500000~20~1001~\(member)~CONTINUE")
    #expect(
      visits == [
        QueueVisit(
          queue: "sales",
          entered: Timestamp(seconds: 1),
          wait: .seconds(20),
          agent: "1001",
          interface: member,
          talk: .milliseconds(40_500),
          end: .agent
        )
      ]
    )
  }

  @Test(arguments: [
    ("~~", "-", QueueVisit.End.abandoned), ("~~", "TIMEOUT", .left("timeout")),
    ("~~", "FULL", .left("full")), ("~1001~Local/1001@x/n", "-", .caller),
    ("~1001~Local/1001@x/n", "CONTINUE-", .caller),
    ("~1001~Local/1001@x/n", "TRANSFER", .left("transfer")),
  ])
  func aStayEndsAsItWasLeft(agent: String, status: String, end: QueueVisit.End) {
    let visits = VisitText.visits(in: "&Q~sales~1000000~5000000~\(agent)~\(status)")
    #expect(visits.map(\.end) == [end])
    #expect(visits.first?.talk == (agent == "~~" ? nil : .seconds(4)))
  }

  @Test(arguments: [
    ("ANSWER", QueueVisit.End.agent), ("ANSWER-", .caller), ("NOANSWER", .left("noanswer")),
    ("CANCEL-", .abandoned), ("-", .abandoned),
  ])
  func anAgentWhoWasRungFirstIsAStayToo(status: String, end: QueueVisit.End) {
    let visits = VisitText.visits(in: "&A~sales~1000000~9000000~3~1001~\(member)~\(status)")
    #expect(visits.map(\.end) == [end])
    #expect(visits.first?.isDirect == true)
    #expect(visits.first?.talk == (status.hasPrefix("ANSWER") ? .seconds(3) : nil))
  }

  @Test(arguments: [
    "", "&", "&Q", "&Q~sales~x~y~~~~", "&Q~sales~5~1~~~~", "&X~sales~1~5~~~~", "&Q~a~1~2~3~4~5~6~7",
    "&Q~sales~1~5~~~", "garbage", "&Q~s~-5~1~1~1001~x~C", "&Q~s~1~9223372036854775807~1~1001~x~C",
  ])
  func whatIsNotWholeIsLeftOut(text: String) {
    #expect(VisitText.visits(in: text).isEmpty)
  }

  @Test(arguments: ["99999999999999", "9223372036854775807", "-9223372036854775808", "-1"])
  func anImpossibleWaitIsNoMoreThanTheStay(seconds: String) {
    for kind in ["Q", "A"] {
      let text = "&\(kind)~sales~1000000~9000000~\(seconds)~1001~\(member)~ANSWER"
      let visit = VisitText.visits(in: text).first
      #expect(visit?.wait == .zero || visit?.wait == .seconds(8))
      #expect(visit?.talk == .zero || visit?.talk == .seconds(8))
    }
  }

  @Test func queuesAreNamedInTheirOrder() {
    let text = "&Q~sales~1~2~~~~FULL&A~x~1~2~~~~&Q~support~3~4~~~~TIMEOUT"
    #expect(VisitText.queues(in: text) == ["sales", "support"])
  }

  @Test func aCallEndsWithItsLastAgent() throws {
    let environment = Environment([
      "agi_uniqueid": "1.7", "agi_callerid": "13811112222", "agi_dnid": "4008001234",
    ])
    let told =
      "1000000|16|zh|&Q~sales~2000000~4000000~1~1001~\(member)~CONTINUE"
      + "&Q~support~5000000~9000000~1~1002~\(member)~CONTINUE-|7|bei|jing"
    let ending = try #require(CallEnding(told, environment, at: Timestamp(seconds: 9)))
    #expect(ending.key == CallKey(node: "bei|jing", uniqueid: "1.7"))
    #expect(ending.revision == 7)
    #expect(ending.visits.count == 2)
    #expect(ending.call.agent == "1002")
    #expect(ending.call.queue == "support")
    #expect(ending.call.isDropped)
    #expect(ending.call.cause == 16)
    #expect(ending.call.begun == Timestamp(seconds: 1))
  }

  @Test func aCallThatSaysNothingIsStillACall() throws {
    let ending = try #require(
      CallEnding("|||||", Environment(["agi_uniqueid": "1.7"]), at: Timestamp(seconds: 9))
    )
    #expect(ending.call.begun == ending.call.ended)
    #expect(!ending.call.isDropped)
    #expect(CallEnding("", Environment(["agi_uniqueid": "1.7"]), at: Timestamp(seconds: 9)) == nil)
  }
}
