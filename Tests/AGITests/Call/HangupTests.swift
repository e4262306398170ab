@testable import AGI
import AGITesting
import Testing

/// However the caller leaves, it ends in the same dead call.
struct HangupTests {
  struct Survey: Script {
    var answers: [String] = []
    var saved: [String]?

    mutating func run(_ call: Call) throws {
      try call.answer()
      for question in ["q1", "q2", "q3"] {
        guard let digit = try call.ask(.file(question), for: .digits(1)).digits else { break }
        answers.append(digit)
        try call.set("SWB_\(question)", to: digit)
      }
      saved = answers
    }

    mutating func ended(_ call: DeadCall) throws {
      saved = answers
      try call.set("SWB_HALF", to: answers.joined())
    }
  }

  @Test(arguments: [ScriptedCaller.HangupNotice.signal, .inBand, .none, .closed])
  func hangupDuringAQuestionKeepsEarlierAnswers(_ notice: ScriptedCaller.HangupNotice) {
    for hangup in [Step.hangUp, .hangUp(during: "q3"), .hangUp(at: .streamFile)] {
      var caller = ScriptedCaller(.press("4"), .press("5"), hangup)
      caller.hangupNotice = notice
      var survey = Survey()
      let call = caller.call(&survey)
      let answers =
        hangup == .hangUp(at: .streamFile) ? call.variables["SWB_q2"].map { "4" + $0 } : "45"
      #expect(call.end == .hangup && call.isHungUp && survey.saved?.joined() == answers)
      if notice != .closed {
        #expect(call.variables["SWB_HALF"] == answers && call.status == "HANGUP")
      }
    }
  }

  @Test func aConnectionThatBreaksAtAnyByteIsAHangup() {
    var caller = ScriptedCaller(.press("4"), .press("5"), .press("6"))
    caller.networkScript = "survey"
    let whole = caller.call(Survey())
    #expect(whole.end == .success && whole.variables["SWB_q3"] == "6")
    let bytes = whole.recording.events.reduce(0) { count, event in
      if case .received(let bytes) = event { count + bytes.count } else { count }
    }
    for place in 0...bytes {
      caller.breaksAfter = place
      for size in [1, 4096] {
        caller.readSize = size
        var survey = Survey()
        let call = caller.call(&survey)
        #expect([.hangup, .failure, .success].contains(call.end))
        #expect(survey.answers.joined() == "456".prefix(survey.answers.count))
        if call.end == .hangup { #expect(survey.saved == survey.answers) }
      }
    }
  }

  @Test func aMissingFileIsNoHangup() {
    var caller = ScriptedCaller()
    caller.missingSounds = ["nosuch"]
    let call = caller.call { call in
      #expect(code { try call.play("nosuch") } == .missingFile)
      #expect(try call.status() == .ring)
      try call.play("there")
    }
    #expect(call.end == .success && call.heard == ["there"])
  }

  @Test func aDeadCallIsAskedForNothingThatNeedsTheCaller() {
    let call = ScriptedCaller(.hangUp(during: "f")).call { call in
      #expect(code { try call.play("f") } == .hangup)
      for _ in 0..<3 { #expect(code { try call.answer() } == .hangup) }
      #expect(code { try call.record(to: "r") } == .hangup)
      try call.set("STILL", to: "here")
    }
    #expect(call.commands == ["STREAM FILE f \"\"", "SET VARIABLE STILL here"])
    #expect(call.variables["STILL"] == "here" && call.end == .success)
  }

  @Test func hangupInARecordingIsAnEndLikeOthers() throws {
    final class Kept { var recording: Recording? }
    let kept = Kept()
    let call = ScriptedCaller(.hangUp).call { call in
      kept.recording = try call.record(to: "message")
      #expect(code { try call.play("thanks") } == .hangup)
    }
    #expect(kept.recording?.end == .hangup && call.end == .success)
    #expect(call.recordings == ["message.wav"] && call.heard == ["beep"])
    let pressed = ScriptedCaller(.press("12#")).call { call in
      kept.recording = try call.record(to: "message", endedBy: "#", beep: false)
    }
    #expect(kept.recording?.end == .digit("#") && kept.recording?.duration == .seconds(3))
    #expect(pressed.stepsLeft.isEmpty)
  }

  @Test func hangingUpIsNotBeingHungUpOn() {
    var survey = HangsUp()
    let call = ScriptedCaller().call(&survey)
    #expect(call.end == .success && !survey.wasEnded && call.isHungUp)
  }

  struct HangsUp: Script {
    var wasEnded = false
    func run(_ call: Call) throws { try call.hangup() }
    mutating func ended(_ call: DeadCall) throws { wasEnded = true }
  }

  @Test func whatAScriptThrowsIsToldToTheDialplan() {
    let call = ScriptedCaller().call { call in
      try call.exec("NoOp")
      throw AGIError(.init(rawValue: "mine"), doing: "testing")
    }
    #expect(call.end == .failure && call.status == "FAILURE")
    #expect(call.variables["SWB_ERROR"] == "mine")
    let saving = ScriptedCaller(.hangUp).call { call in
      _ = try call.waitForDigit(timeout: .seconds(1))
    } ended: { _ in
      throw AGIError(.init(rawValue: "disk"), doing: "saving")
    }
    #expect(saving.end == .failure && saving.variables["SWB_ERROR"] == "disk")
  }

  @Test func aServerThatStopsEndsInTheDeadCallOfALivingChannel() {
    for step in [Step.stopServer, .stopServer(during: "q1")] {
      var survey = Survey()
      var caller = ScriptedCaller(step)
      caller.networkScript = "survey"
      let call = caller.call(&survey)
      #expect(call.end == .shutdown && call.status == "SHUTDOWN" && !call.isHungUp)
      #expect(call.variables["SWB_HALF"] == "")
    }
  }

  @Test func applicationsTellFailureFromHangupAndAbsence() {
    var caller = ScriptedCaller()
    caller.missingApplications = ["Nosuch"]
    caller.applications = [
      "Fails": { _, _ in -1 },
      "Queue": { options, variables in
        variables["QUEUESTATUS"] = options == "sales" ? "CONTINUE" : "TIMEOUT"
        return 0
      },
    ]
    let call = caller.call { call in
      #expect(code { try call.exec("Nosuch") } == .unknownApplication)
      #expect(try call.exec("Fails") == -1)
      try call.exec("Queue", arguments: ["sales"])
      #expect(try call.get("QUEUESTATUS") == "CONTINUE")
    }
    #expect(call.error == nil && call.executed == ["Nosuch", "Fails", "Queue(sales)"])
  }
}
