import Foundation
import Records
import Reports
import Testing

@testable import Operations

/// What lines of queue_log mean, one after the other.
@Suite struct HistoryTests {
  private func history(_ text: String, names: AgentNames = AgentNames()) -> History {
    HistoryReducer.history(of: facts(text), names: names)
  }

  private func at(_ seconds: Int) -> Timestamp { Timestamp(seconds: seconds) }

  @Test func answeredAndEndedByTheAgent() throws {
    let history = history(
      """
      100|c1|sales|NONE|ENTERQUEUE||13800138000|2
      103|c1|sales|1002|RINGNOANSWER|3000
      105|c1|sales|1001|CONNECT|5|a1|2
      165|c1|sales|1001|COMPLETEAGENT|5|60|2
      """
    )
    #expect(
      history.stays == [
        QueueStay(
          callID: "c1",
          queue: "sales",
          caller: "13800138000",
          entered: at(100),
          position: 2,
          answer: .init(
            agent: "1001",
            at: at(105),
            wait: .seconds(5),
            ring: .seconds(2),
            channel: "a1"
          ),
          end: .init(
            at: at(165),
            outcome: .completedByAgent,
            wait: .seconds(5),
            talk: .seconds(60)
          )
        )
      ]
    )
    #expect(
      history.missed == [
        MissedRing(
          agent: "1002",
          queue: "sales",
          callID: "c1",
          at: at(103),
          ring: .seconds(3),
          reason: .noAnswer
        )
      ]
    )
    #expect(
      history.intervals == [
        AgentInterval(
          agent: "1001",
          queue: "sales",
          kind: .talking(callID: "c1"),
          from: at(105),
          end: .at(at(165))
        )
      ]
    )
  }

  @Test(arguments: [
    ("NONE|ABANDON|1|1|7", QueueStay.Outcome.abandoned),
    ("NONE|EXITWITHTIMEOUT|1|1|7", .timeout),
    ("NONE|EXITEMPTY|1|1|7", .empty),
    ("NONE|EXITWITHKEY|1|1|1|7", .key("1")),
    ("NONE|WITHDRAW|1|1|7|moved|x", .withdrawn(info: "moved|x")),
  ])
  func leftUnanswered(line: String, outcome: QueueStay.Outcome) throws {
    let history = history("100|c1|sales|NONE|ENTERQUEUE|||1\n107|c1|sales|\(line)")
    let stay = try #require(history.stays.first)
    #expect(stay.end == .init(at: at(107), outcome: outcome, wait: .seconds(7), talk: nil))
    #expect(stay.answer == nil)
    #expect(stay.wait == .seconds(7))
    #expect(history.intervals.isEmpty)
  }

  @Test(arguments: [
    ("COMPLETECALLER|5|9|1", QueueStay.Outcome.completedByCaller),
    ("BLINDTRANSFER|600|internal|5|9|1", .blindTransfer(extension: "600", context: "internal")),
    ("ATTENDEDTRANSFER|BRIDGE|b1|5|9|1", .attendedTransfer(way: "BRIDGE", target: "b1")),
  ])
  func answeredAndEndedOtherwise(line: String, outcome: QueueStay.Outcome) throws {
    let history = history(
      """
      100|c1|sales|NONE|ENTERQUEUE|||1
      105|c1|sales|1001|CONNECT|5|a1|2
      114|c1|sales|1001|\(line)
      """
    )
    let end = try #require(history.stays.first?.end)
    #expect(end == .init(at: at(114), outcome: outcome, wait: .seconds(5), talk: .seconds(9)))
  }

  /// Asterisk 16 was seen to write both when an agent hands a caller over; the caller may come back later.
  @Test func anEndThatIsToldTwiceIsOne() {
    let history = history(
      """
      100|c1|sales|NONE|ENTERQUEUE||13800138000|1
      105|c1|sales|1001|CONNECT|5|a1|2
      165|c1|sales|1001|COMPLETEAGENT|5|60|1
      165|c1|sales|1001|ATTENDEDTRANSFER|BRIDGE|b1|5|60|1
      166|c1|sales|NONE|ENTERQUEUE||13800138000|1
      167|c1|sales|1001|CONNECT|1|a2|1
      168|c1|sales|1001|COMPLETECALLER|1|1|1
      """
    )
    #expect(history.stays.map(\.end?.outcome) == [.completedByAgent, .completedByCaller])
  }

  /// One call, three stays, two of them in one queue.
  @Test func fromQueueToQueueIsOneCall() throws {
    let history = history(
      """
      100|c1|sales|NONE|ENTERQUEUE||138|1
      110|c1|sales|NONE|EXITWITHTIMEOUT|1|1|10
      110|c2|support|NONE|ENTERQUEUE||139|1
      111|c1|support|NONE|ENTERQUEUE||138|2
      121|c1|support|NONE|EXITWITHTIMEOUT|2|2|10
      122|c1|sales|NONE|ENTERQUEUE||138|1
      125|c1|sales|1001|CONNECT|3|a1|2
      """
    )
    #expect(history.stays.count == 4)
    let calls = history.calls
    #expect(calls.map(\.callID) == ["c1", "c2"])
    #expect(calls[0].stays.map(\.queue) == ["sales", "support", "sales"])
    let counted = try #require(calls[0].queuedCall)
    #expect(counted.outcome == .answered)
    #expect(counted.wait == .seconds(25))
    #expect(calls[1].queuedCall?.outcome == .waiting)
  }

  @Test func aStartOfAsteriskClosesWhatWasOpen() throws {
    let history = history(
      """
      90|MANAGER|sales|Local/1001@switchboard-agents/n|ADDMEMBER|PAUSED
      100|c1|sales|NONE|ENTERQUEUE||138|1
      101|c2|sales|NONE|ENTERQUEUE||139|2
      105|c1|sales|1001|CONNECT|5|a1|2
      200|NONE|NONE|NONE|QUEUESTART|
      """
    )
    #expect(history.stays.map(\.end?.outcome) == [.unknown, .unknown])
    #expect(history.stays.map(\.end?.at) == [at(200), at(200)])
    #expect(history.stays.map(\.end?.talk) == [nil, nil])
    #expect(history.intervals.count == 3)
    #expect(history.intervals.allSatisfy { $0.end == .unknown(by: at(200)) })
    #expect(history.intervals.allSatisfy { $0.agent == "1001" })
  }

  /// The log begins in the middle: what its lines tell of the time before is known, and no more.
  @Test func aLogThatBeginsLate() throws {
    let history = history(
      """
      105|c1|sales|1001|CONNECT|5|a1|2
      110|c2|sales|1002|COMPLETEAGENT|4|30|1
      111|c3|sales|NONE|ABANDON|1|1|9
      112|c1|sales|1001|COMPLETECALLER|5|7|1
      113|MANAGER|sales|PJSIP/1001|REMOVEMEMBER|
      """
    )
    #expect(history.stays.map(\.callID) == ["c2", "c3", "c1"])
    #expect(history.stays.allSatisfy { $0.entered == nil })
    #expect(history.stays.map(\.arrived) == [at(76), at(102), at(100)])
    #expect(history.stays.map(\.wait) == [.seconds(4), .seconds(9), .seconds(5)])
    let signedIn = try #require(history.intervals.first { $0.kind == .signedIn })
    #expect(signedIn.from == nil)
    #expect(signedIn.end == .at(at(113)))
  }

  @Test func pauses() {
    let history = history(
      """
      90|MANAGER|sales|1001|ADDMEMBER|
      100|NONE|NONE|1001|PAUSEALL|lunch
      100|NONE|sales|1001|PAUSE|lunch
      110|NONE|sales|1001|PAUSE|a|b
      120|NONE|sales|1001|UNPAUSE|
      121|NONE|sales|1001|UNPAUSE|
      130|NONE|sales|1001|PAUSE|
      140|MANAGER|sales|1001|REMOVEMEMBER|
      """
    )
    let pauses = history.intervals.filter { $0.kind != .signedIn }
    #expect(
      pauses.map(\.kind) == [
        .paused(reason: "lunch"), .paused(reason: "a|b"), .paused(reason: ""),
      ]
    )
    #expect(pauses.map(\.from) == [at(100), at(110), at(130)])
    #expect(pauses.map(\.end) == [.at(at(110)), .at(at(120)), .at(at(140))])
    #expect(history.intervals.last?.kind == .signedIn)
    #expect(history.intervals.last?.end == .at(at(140)))
  }

  @Test func whoIsAddedTwiceHasLeftInBetween() {
    let history = history("90|CLI|sales|1001|ADDMEMBER|\n95|CLI|sales|1001|ADDMEMBER|")
    #expect(history.intervals.map(\.from) == [at(90), at(95)])
    #expect(history.intervals.map(\.end) == [.unknown(by: at(95)), nil])
  }

  @Test func namesOfInterfaces() {
    let history = history(
      """
      90|CLI|sales|PJSIP/1001|ADDMEMBER|
      91|NONE|sales|Alice|PAUSE|
      99|CLI|sales|PJSIP/1001|REMOVEMEMBER|
      """,
      names: AgentNames(["PJSIP/1001": "Alice"])
    )
    #expect(history.intervals.map(\.agent) == ["Alice", "Alice"])
    #expect(history.intervals.map(\.end) == [.at(at(99)), .at(at(99))])
  }

  @Test func anAgentOfThePool() {
    let history = history("112|NONE|NONE|100|AGENTLOGOFF|PJSIP/100-1|12")
    #expect(
      history.intervals == [
        AgentInterval(
          agent: "100",
          queue: "NONE",
          kind: .signedIn,
          from: at(100),
          end: .at(at(112))
        )
      ]
    )
  }

  /// A caller who was there at a gap is waited for a day; an end that comes is the end.
  @Test func afterAGap() {
    var reducer = HistoryReducer()
    for fact in facts("100|c1|q|NONE|ENTERQUEUE||1|1\n101|c2|q|NONE|ENTERQUEUE||2|2") {
      reducer.add(fact)
    }
    reducer.add(.gap)
    for fact in facts(
      """
      200|c1|q|NONE|ABANDON|1|1|100
      90000|c3|q|NONE|ENTERQUEUE||3|1
      """
    ) {
      reducer.add(fact)
    }
    let closed = reducer.takeClosed()
    #expect(closed.stays.map(\.callID) == ["c1", "c2"])
    #expect(closed.stays.map(\.end?.outcome) == [.abandoned, .unknown])
    #expect(reducer.goingOn.stays.map(\.callID) == ["c3"])
  }

  /// What real Asterisks wrote: transfers, abandons, rings in vain, keys, timeouts, restarts.
  @Test(arguments: ["16", "22"])
  func realLogs(version: String) throws {
    let history = history(try fixture(version))
    let text = try fixture(version)
    func lines(_ names: String...) -> Int {
      text.split(separator: "\n").count { line in
        names.contains(String(line.split(separator: "|", omittingEmptySubsequences: false)[4]))
      }
    }
    func ends(_ isIt: (QueueStay.Outcome) -> Bool) -> Int {
      history.stays.count { $0.end.map { isIt($0.outcome) } ?? false }
    }
    #expect(ends { $0 == .abandoned } == lines("ABANDON"))
    #expect(ends { $0 == .completedByAgent } == lines("COMPLETEAGENT"))
    #expect(ends { $0 == .completedByCaller } == lines("COMPLETECALLER"))
    #expect(ends { $0 == .timeout } == lines("EXITWITHTIMEOUT"))
    #expect(ends { $0 == .empty } == lines("EXITEMPTY"))
    #expect(ends { if case .key = $0 { true } else { false } } == lines("EXITWITHKEY"))
    #expect(ends { if case .withdrawn = $0 { true } else { false } } == lines("WITHDRAW"))
    #expect(ends { if case .blindTransfer = $0 { true } else { false } } == lines("BLINDTRANSFER"))
    #expect(
      ends { if case .attendedTransfer = $0 { true } else { false } } == lines("ATTENDEDTRANSFER")
    )
    #expect(history.missed.count == lines("RINGNOANSWER", "RINGCANCELED", "AGENTDUMP"))
    // Where the recorded pieces meet there is a start of Asterisk, or a call lost its end.
    let begun = history.stays.count { $0.entered != nil }
    #expect(begun == lines("ENTERQUEUE"))
    // Asterisk counts seconds by another clock than it stamps lines with.
    for stay in history.stays {
      guard let entered = stay.entered, let answer = stay.answer, let wait = answer.wait else {
        continue
      }
      let apart = answer.at.seconds - entered.seconds - Int(wait.components.seconds)
      #expect((-1...1).contains(apart))
    }
  }
}

/// Lines of a log as facts.
func facts(_ text: String) -> [Fact] {
  text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.isEmpty }.map {
    switch QueueLogEntry(parsing: Array($0.utf8)) {
    case .line(let line): .line(line)
    case .malformed(let line): .malformed(line)
    }
  }
}

/// A queue_log that a real Asterisk of that version wrote.
func fixture(_ version: String) throws -> String {
  let url = try #require(
    Bundle.module.url(forResource: version, withExtension: "queue_log", subdirectory: "Fixtures")
  )
  return try String(contentsOf: url, encoding: .utf8)
}
