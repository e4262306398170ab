import Records
import Testing

@testable import Operations

/// Lines as Asterisk writes them, and as callers forge them.
@Suite struct QueueLogLineTests {
  private func line(_ text: String) throws -> QueueLogLine {
    guard case .line(let line) = QueueLogEntry(parsing: Array(text.utf8)) else {
      throw Surprise("no line: \(text)")
    }
    return line
  }

  private func event(_ text: String) throws -> QueueEvent {
    try line("1795300111|lab-1795300111.0|sales|1001|" + text).event
  }

  @Test func columns() throws {
    let read = try line("1795300139|lab-1795300111.0|sales|坐席甲|CONNECT|1|lab-1795300111.2|1")
    #expect(
      read
        == QueueLogLine(
          at: Timestamp(seconds: 1_795_300_139),
          callID: "lab-1795300111.0",
          queue: "sales",
          agent: "坐席甲",
          name: "CONNECT",
          data: "1|lab-1795300111.2|1"
        )
    )
    #expect(
      read.event
        == .connect(hold: .seconds(1), channel: "lab-1795300111.2", ring: .seconds(1))
    )
  }

  /// Every event that Asterisk 16 and 22 know.
  @Test(arguments: [
    ("QUEUESTART|", QueueEvent.queueStart),
    ("CONFIGRELOAD|", .configReload),
    ("ENTERQUEUE||13800138000|1", .enterQueue(url: "", caller: "13800138000", position: 1)),
    ("RINGNOANSWER|3000", .ringNoAnswer(.seconds(3))),
    ("RINGCANCELED|2021", .ringCanceled(.milliseconds(2_021))),
    ("AGENTDUMP|", .agentDump),
    (
      "COMPLETEAGENT|1|2|1",
      .completeAgent(.init(hold: .seconds(1), talk: .seconds(2), originalPosition: 1))
    ),
    (
      "COMPLETECALLER|0|3|1",
      .completeCaller(.init(hold: .zero, talk: .seconds(3), originalPosition: 1))
    ),
    (
      "BLINDTRANSFER|600|internal|0|5|1",
      .blindTransfer(
        extension: "600",
        context: "internal",
        .init(hold: .zero, talk: .seconds(5), originalPosition: 1)
      )
    ),
    (
      "ATTENDEDTRANSFER|BRIDGE|87d6a364|0|2|1",
      .attendedTransfer(
        way: "BRIDGE",
        target: "87d6a364",
        .init(hold: .zero, talk: .seconds(2), originalPosition: 1)
      )
    ),
    ("ABANDON|1|2|6", .abandon(.init(position: 1, originalPosition: 2, wait: .seconds(6)))),
    (
      "EXITWITHTIMEOUT|1|1|2",
      .exitWithTimeout(.init(position: 1, originalPosition: 1, wait: .seconds(2)))
    ),
    ("EXITEMPTY|1|1|3", .exitEmpty(.init(position: 1, originalPosition: 1, wait: .seconds(3)))),
    (
      "EXITWITHKEY|1|2|3|4",
      .exitWithKey(key: "1", .init(position: 2, originalPosition: 3, wait: .seconds(4)))
    ),
    (
      "WITHDRAW|1|1|3|moved|by hand",
      .withdraw(
        .init(position: 1, originalPosition: 1, wait: .seconds(3)),
        info: "moved|by hand"
      )
    ),
    ("ADDMEMBER|", .addMember(isPaused: false)),
    ("ADDMEMBER|PAUSED", .addMember(isPaused: true)),
    ("REMOVEMEMBER|", .removeMember),
    ("PAUSE|a|b;c,d", .pause(reason: "a|b;c,d")),
    ("UNPAUSE|", .unpause(reason: "")),
    ("PAUSEALL|午餐 lunch", .pauseAll(reason: "午餐 lunch")),
    ("UNPAUSEALL|", .unpauseAll(reason: "")),
    ("PENALTY|3", .penalty(3)),
    ("RINGINUSE|1", .ringInUse(true)),
    ("AGENTLOGIN|PJSIP/100-00000001", .agentLogin(channel: "PJSIP/100-00000001")),
    (
      "AGENTLOGOFF|PJSIP/100-00000001|12",
      .agentLogoff(channel: "PJSIP/100-00000001", after: .seconds(12))
    ),
    ("SYSCOMPAT|", .systemCompatibility),
    ("DID|4008001234", .other),
  ])
  func events(text: String, event expected: QueueEvent) throws {
    #expect(try event(text) == expected)
  }

  @Test func aBarInACallersNumberShiftsNothingElse() throws {
    #expect(
      try event("ENTERQUEUE|http://x|138|FAKE|y|1")
        == .enterQueue(url: "http://x", caller: "138|FAKE|y", position: 1)
    )
    // A mark that joins the character before it.
    #expect(
      try event("ENTERQUEUE||\u{301}138|2")
        == .enterQueue(url: "", caller: "\u{301}138", position: 2)
    )
  }

  /// A number that cannot be one is none, and never ends the program.
  @Test func numbersThatAreNone() throws {
    #expect(
      try event("COMPLETEAGENT|9223372036854775807|-1|x")
        == .completeAgent(.init(hold: nil, talk: nil, originalPosition: nil))
    )
    #expect(try event("CONNECT") == .connect(hold: nil, channel: "", ring: nil))
    #expect(
      try event("BLINDTRANSFER|600") == .blindTransfer(extension: "600", context: "", .init())
    )
  }

  @Test(arguments: [
    ("", MalformedLine.Reason.columns), ("|1", .columns), ("1795300111|x|y|z", .columns),
    ("x|a|b|c|ABANDON|", .time), ("|a|b|c|ABANDON|", .time),
    ("99999999999999999999|a|b|c|ABANDON|", .time), ("-5|a|b|c|ABANDON|", .time),
    ("1795300111|a|b|c|", .event), ("1795300111|a|b|c||1", .event),
  ])
  func whatIsNoLineSaysWhy(text: String, reason: MalformedLine.Reason) {
    #expect(
      QueueLogEntry(parsing: Array(text.utf8))
        == .malformed(MalformedLine(reason: reason, text: text))
    )
  }

  @Test func bytesThatAreNotUTF8() throws {
    let bytes = Array("1|a|".utf8) + [0xD5, 0xC5] + Array("|NONE|ABANDON|1|1|2".utf8)
    guard case .line(let line) = QueueLogEntry(parsing: bytes) else { throw Surprise("no line") }
    #expect(line.queue.unicodeScalars.allSatisfy { $0 == "\u{FFFD}" })
    #expect(line.data == "1|1|2")
  }
}

/// Something that should not be.
struct Surprise: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
