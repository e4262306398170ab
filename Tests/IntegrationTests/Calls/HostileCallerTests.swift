import Foundation
import Laboratory
import Phone
import Testing

/// Callers whose names and numbers mean something to a shell, to the dialplan, to a log or to a
/// terminal: they are served as everybody, and nothing of it happens.
@Suite struct HostileCallerTests {
  /// A caller, and the number that is left after cleaning.
  struct Hostile: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var caller: CallerID
    var cleaned: String
  }

  private static let trap = "/tmp/switchboard-trap-\(getpid())"

  private static func named(_ what: String, _ name: String) -> Hostile {
    Hostile(
      testDescription: what,
      caller: CallerID(name: name, number: "13812348000"),
      cleaned: "13812348000"
    )
  }

  private static func numbered(_ number: String, _ cleaned: String, _ what: String) -> Hostile {
    Hostile(testDescription: what, caller: CallerID(number: number), cleaned: cleaned)
  }

  static let hostiles = [
    named("name: dialplan", "${SHELL(touch \(trap))}$[1+1]${GLOBAL(SWB_TRUNK)}"),
    named("name: columns", "a|b|ENTERQUEUE|c"),
    named("name: quotes", "\"; touch \(trap); \" ' ` \\"),
    named("name: commas", "a,b,c(d)e;f=g"),
    named("name: SQL", "'; DROP TABLE route_decision; --"),
    named("name: terminal", "\u{1B}[2J\u{1B}]0;x\u{7}\u{202E}"),
    named("name: 900 characters", String(repeating: "x", count: 900)),
    named("name: not UTF-8", String(bytesAsTheyAre: [0x41, 0xFF, 0xFE, 0xC3, 0x28])),
    named("name: Chinese", "张三｜李四"),
    numbered("138|9|9", "13899", "number: columns"),
    numbered("138\r\n1|NONE|fake|NONE|ENTERQUEUE", "1381NONEfakeNONEENTERQUEUE", "number: lines"),
    numbered("139${SHELL(touch \(trap))}", "139SHELLtouchtmp" + trapWord, "number: dialplan"),
    numbered("137\" <1>,x", "1371x", "number: quotes"),
    numbered("136' OR 1=1 --", "136OR11--", "number: SQL"),
    numbered("135\u{1B}[2J\u{7}", "1352J", "number: terminal"),
    numbered(String(repeating: "9", count: 900), String(repeating: "9", count: 79), "number: long"),
  ]

  /// What is left of the trap's name in a number.
  private static var trapWord: String { "switchboard-trap-\(getpid())" }

  @Test(arguments: hostiles)
  func isServedAndRunsNothing(hostile: Hostile) async throws {
    try await OpenCentre.scene { centre in
      let phones = try HostileCallerTests.agents.get()
      let call = try centre.call(
        centre.number(of: "hostile"),
        as: hostile.caller,
        saying: .tone(hertz: 440)
      )
      try call.phone.waitToHear(tones: [660], among: [660], within: .seconds(60))
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(30))
      try call.phone.press("1")
      try call.phone.waitForHangup(within: .seconds(20))
      let uniqueID = try call.uniqueID()
      #expect(try call.waitForEnding().status == "SUCCESS")

      let story = try centre.story(of: uniqueID)
      #expect(story.routes.map(\.callerRaw) == [hostile.cleaned])
      #expect(story.routes.map(\.target) == ["queue hostile"])
      #expect(story.surveys.flatMap(\.answers).map(\.meaning) == ["good"])
      #expect(access(Self.trap, F_OK) != 0)

      let told = try centre.laboratory.tool("why", uniqueID)
      #expect(!told.unicodeScalars.contains { $0 != "\n" && $0.properties.isHidden })
      let lines = try centre.queueLog()
      #expect(lines.allSatisfy { $0.count >= 5 && UInt($0[0]) != nil })
      let own = lines.filter { $0[1] == uniqueID }
      #expect(own.map { $0[4] } == ["ENTERQUEUE", "CONNECT", "COMPLETEAGENT"])
      #expect(own.map(\.count) == [8, 8, 8])
      #expect(own.first?[6] == hostile.cleaned)
      withExtendedLifetime(phones) {}
    }
  }

  /// Four agents who hang up when they hear their caller.
  private static let agents = Result {
    try OpenCentre.open().agents(["1021", "1022", "1023", "1024"])
  }
}

extension Unicode.Scalar.Properties {
  /// Whether it moves a terminal's cursor, or is not seen.
  fileprivate var isHidden: Bool {
    [.control, .format, .lineSeparator, .paragraphSeparator].contains(generalCategory)
  }
}
