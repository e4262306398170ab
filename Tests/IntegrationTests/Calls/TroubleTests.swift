import Foundation
import Laboratory
import Phone
import Testing

/// Programs that die and stores that fail: callers get on by the defined default, the dialplan sees
/// a status, and the reason is logged once.
///
/// One call at a time: what is broken is broken for everyone.
@Suite(.serialized) struct TroubleTests {
  private static let open = Result {
    try Centre(
      "trouble",
      queues: ["fallback": ["1001"], "sales": ["1002"]],
      values: ["SWB_DEFAULT_QUEUE": "fallback", "SWB_ANNOUNCE_AGENT": "no"]
    )
  }

  private func scene(_ body: @escaping @Sendable (Centre) throws -> Void) async throws {
    try await Self.open.get().scene(body)
  }

  // MARK: - The store

  @Test(arguments: StoreTrouble.thatHidesTheConfiguration)
  func withoutAConfigurationCallersReachTheDefaultQueue(trouble: StoreTrouble) async throws {
    try await scene { centre in
      let fallback = try centre.laboratory.agentPhone("1001")
      try trouble.while(in: centre) {
        let call = try centre.call(centre.number(of: "sales"), as: "13812347001")
        try fallback.serve(call)
        try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
        try call.phone.waitForHangup(within: .seconds(5))
        let ending = try call.waitForEnding()
        #expect(ending.status == "DEFAULT")
        #expect(ending.error == "store-\(trouble.code)")
        try centre.checkLog(of: call, says: ["agi-route": trouble.code])
      }
    }
  }

  @Test(arguments: StoreTrouble.thatKeepsNothing)
  func whatCannotBeKeptDoesNotChangeWhereTheCallGoes(trouble: StoreTrouble) async throws {
    try await scene { centre in
      let sales = try centre.laboratory.agentPhone("1002")
      try trouble.while(in: centre) {
        let call = try centre.call(centre.number(of: "sales"), as: "13812347002")
        try sales.serve(call)
        // A survey whose answers cannot be kept is not asked.
        try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
        try call.phone.waitForHangup(within: .seconds(5))
        let ending = try call.waitForEnding()
        #expect(ending.status == "DEFAULT")
        #expect(ending.error == "store-\(trouble.code)")
        try centre.checkLog(
          of: call,
          says: ["agi-route": trouble.code, "agi-survey": trouble.code]
        )
      }
    }
  }

  // MARK: - Programs

  @Test func aRouteThatIsKilledIsTheDefaultRoute() async throws {
    try await scene { centre in
      let fallback = try centre.laboratory.agentPhone("1001")
      // The program waits a second for a store that somebody else holds.
      try StoreTrouble.held.while(in: centre) {
        let call = try centre.call(centre.number(of: "sales"), as: "13812347011")
        kill(try centre.laboratory.waitForProgram("agi-route", within: .seconds(10)), SIGKILL)
        try fallback.serve(call)
        try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
        #expect(try call.waitForEnding().status.isEmpty)
      }
    }
  }

  @Test func aMenuThatIsKilledLeadsToTheDefaultQueue() async throws {
    try await scene { centre in
      let fallback = try centre.laboratory.agentPhone("1001")
      let call = try centre.call("4008001234", as: "13812347012")
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      kill(try centre.laboratory.waitForProgram("agi-ivr", within: .seconds(10)), SIGKILL)
      try fallback.serve(call)
      try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      #expect(try call.waitForEnding().status.isEmpty)
      #expect(
        try call.story() == [
          "dialled 4008001234 -> flow main", "main greeting played -> choice",
        ]
      )
    }
  }

  @Test func aSurveyThatIsKilledSaysGoodbye() async throws {
    try await scene { centre in
      let sales = try centre.laboratory.agentPhone("1002")
      let call = try centre.call(centre.number(of: "sales"), as: "13812347013")
      try sales.serve(call)
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      kill(try centre.laboratory.waitForProgram("agi-survey", within: .seconds(10)), SIGKILL)
      try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      #expect(try call.phone.waitForHangup(within: .seconds(5)).cause == 16)
      #expect(try call.waitForEnding().status.isEmpty)
    }
  }

  @Test func aSurveyThatIsKilledKeepsItsAnswers() async throws {
    try await scene { centre in
      let sales = try centre.laboratory.agentPhone("1002")
      let call = try centre.call(centre.number(of: "sales"), as: "13812347014")
      try sales.serve(call)
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitToHear("switchboard/survey-thanks", within: .seconds(10))
      kill(try centre.laboratory.waitForProgram("agi-survey", within: .seconds(10)), SIGKILL)
      try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      #expect(try call.story().last == "satisfaction sales 1002: satisfaction 1 good")
    }
  }

  @Test(arguments: ProgramTrouble.allCases)
  func withoutARouteTheDefaultQueueIsReached(trouble: ProgramTrouble) async throws {
    try await scene { centre in
      let fallback = try centre.laboratory.agentPhone("1001")
      try trouble.while("agi-route", in: centre) {
        let call = try centre.call(centre.number(of: "sales"), as: "13812347021")
        try fallback.serve(call)
        try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
        #expect(try call.waitForEnding().status.isEmpty)
      }
    }
  }

  @Test(arguments: ProgramTrouble.allCases)
  func withoutAMenuTheDefaultQueueIsReached(trouble: ProgramTrouble) async throws {
    try await scene { centre in
      let fallback = try centre.laboratory.agentPhone("1001")
      try trouble.while("agi-ivr", in: centre) {
        let call = try centre.call("4008001234", as: "13812347022")
        try fallback.serve(call)
        try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
        #expect(try call.story() == ["dialled 4008001234 -> flow main"])
      }
    }
  }

  @Test(arguments: ProgramTrouble.allCases)
  func withoutASurveyTheCallerIsThanked(trouble: ProgramTrouble) async throws {
    try await scene { centre in
      let sales = try centre.laboratory.agentPhone("1002")
      try trouble.while("agi-survey", in: centre) {
        let call = try centre.call(centre.number(of: "sales"), as: "13812347023")
        try sales.serve(call)
        try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
        #expect(try call.waitForEnding().status.isEmpty)
      }
    }
  }

  // MARK: - The server

  @Test func withoutAServerProgramsAreStarted() async throws {
    try await scene { centre in
      let sales = try centre.laboratory.agentPhone("1002")
      let number = Centre.Prefix.fastAGI + centre.number(of: "sales")
      let call = try centre.call(number, as: "13812347031")
      try sales.serve(call)
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      try call.phone.press("1")
      try call.phone.waitToHearAll(of: "switchboard/survey-thanks", within: .seconds(10))
      #expect(try call.waitForEnding().status == "SUCCESS")
      #expect(try call.story().last == "satisfaction sales 1002: satisfaction 1 good")
    }
  }

  @Test func whenTheServerStopsTheMenuGoesOnWhereItWas() async throws {
    try await scene { centre in
      let sales = try centre.laboratory.agentPhone("1002")
      let daemon = try centre.laboratory.startDaemon()
      let call = try centre.call(Centre.Prefix.fastAGI + "4008001234", as: "13812347032")
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      #expect(daemon.stop() == 0)
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      try call.phone.press("1")
      try sales.serve(call)
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      call.phone.hangUp()
      #expect(
        try call.story() == [
          "dialled 4008001234 -> flow main", "main greeting played -> choice",
          "main choice key 1 -> queue sales", "satisfaction sales 1002: nothing",
        ]
      )
    }
  }

  @Test func aServerThatIsKilledLosesNobody() async throws {
    try await scene { centre in
      let fallback = try centre.laboratory.agentPhone("1001")
      let daemon = try centre.laboratory.startDaemon()
      let call = try centre.call(Centre.Prefix.fastAGI + "4008001234", as: "13812347033")
      try call.phone.waitToHear("switchboard/menu-main", within: .seconds(10))
      kill(daemon.processID, SIGKILL)
      daemon.stop()
      try fallback.serve(call)
      try call.phone.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
    }
  }

  @Test func whomAFullServerTurnsAwayProgramsServe() async throws {
    try await scene { centre in
      let daemon = try centre.laboratory.startDaemon("--calls", "1")
      let first = try centre.call(Centre.Prefix.fastAGI + "4008001234", as: "13812347034")
      try first.phone.waitToHear("switchboard/welcome", within: .seconds(10))
      let second = try centre.call(Centre.Prefix.fastAGI + "4008001234", as: "13812347035")
      try second.phone.waitToHear("switchboard/welcome", within: .seconds(10))
      #expect(centre.laboratory.agiPrograms().values.sorted() == ["agi-ivr"])
      first.phone.hangUp()
      second.phone.hangUp()
      #expect(try first.waitForEnding().status == "HANGUP")
      #expect(try second.waitForEnding().status == "HANGUP")
      #expect(daemon.stop() == 0)
    }
  }
}

extension Phone {
  /// Answers the call, speaks until both hear each other, and hangs up.
  fileprivate func serve(_ call: OutsideCall) throws {
    let received = try waitForCall(within: .seconds(20))
    received.answer(saying: .tone(hertz: 660))
    try call.phone.waitToHear(tones: [660], among: Centre.tones, within: .seconds(20))
    received.hangUp()
    try received.waitForHangup(within: .seconds(5))
  }
}

extension Centre {
  /// Checks that each program wrote one line about the call, with the code in it.
  ///
  /// Where the machine has a system log, that has the lines, and not this test.
  func checkLog(of call: OutsideCall, says codes: [String: String]) throws {
    guard access("/dev/log", W_OK) != 0 else {
      print("NOT CHECKED: what the programs log, because this machine has a system log")
      return
    }
    // What is kept after the call says so after the call.
    let lines = try consoleLines(about: ": \(call.uniqueID()): ").filter {
      !$0.contains("agi-ended[")
    }
    for (program, code) in codes {
      let own = lines.filter { $0.contains("\(program)[") }
      #expect(own.count == 1)
      #expect(own.first?.contains(code) == true)
      #expect(own.first?.contains("1381234") == false)
    }
    #expect(lines.count == codes.count)
  }
}

/// What may be wrong with a program.
enum ProgramTrouble: String, CaseIterable, CustomTestStringConvertible {
  case missing, notExecutable

  var testDescription: String { rawValue }

  func `while`(_ program: String, in centre: Centre, _ body: () throws -> Void) throws {
    let laboratory = centre.laboratory
    let path = "\(laboratory.agi)/\(program)"
    unlink(path)
    if self == .notExecutable {
      try "#!/bin/sh\n".write(toFile: path, atomically: true, encoding: .utf8)
    }
    defer { try? laboratory.install("\(Laboratory.programs)/\(program)", as: program) }
    try body()
  }
}
