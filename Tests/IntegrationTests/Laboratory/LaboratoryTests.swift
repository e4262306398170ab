import Laboratory
import Phone
import Testing

/// The laboratory itself: what the phones do is what Asterisk sees, and the other way round.
@Suite struct LaboratoryTests {
  static let queues = ["laboratory": ["1006"]]

  static let scripts = [
    "store.sh": """
    #!/bin/sh
    while read -r line && [ -n "$line" ]; do :; done
    echo "SET VARIABLE STORE \"$SWITCHBOARD_STORE\""
    read -r reply

    """
  ]

  /// Asterisk sends 183 in the background and drops audio until it has: hence the pause of 7002.
  static let dialplan = """
    [laboratory](+)
    exten => 7001,1,Answer()
     same => n,Read(KEYS,switchboard/menu-main,4,,1,10)
     same => n,Set(GLOBAL(KEYS_${CALLERID(num)})=${KEYS})
     same => n,Playback(switchboard/goodbye)
     same => n,Hangup(16)
    exten => 7002,1,Progress()
     same => n,Wait(0.2)
     same => n,Playback(switchboard/closed,noanswer)
     same => n,Hangup(17)
    exten => 7003,1,Answer()
     same => n,Playback(switchboard/welcome&switchboard/welcome&switchboard/goodbye)
     same => n,Wait(60)
    exten => _701X,1,Set(GLOBAL(CALLER_${EXTEN})=${CALLERID(name)}/${CALLERID(num)})
     same => n,Hangup(21)
    exten => 7005,1,Answer()
     same => n,SendDTMF(159#)
     same => n,Wait(60)
    exten => 7006,1,Answer()
     same => n,Set(SWB_QUEUE=laboratory)
     same => n,Goto(switchboard-queue,s,1)
    exten => 7008,1,AGI(store.sh)
     same => n,Set(GLOBAL(STORE)=${STORE})
     same => n,Hangup(16)
    exten => 7007,1,Dial(PJSIP/13700000000@laboratory-trunk,10)
     same => n,Hangup()

    """

  @Test func aMenuReadsThePressedKeys() async throws {
    try await Shared.laboratory().scene { laboratory in
      let phone = try laboratory.callerPhone()
      let call = try phone.call("7001", as: "13800000001")
      try call.waitForAnswer(within: .seconds(5))
      try call.waitToHear("switchboard/menu-main", within: .seconds(5))
      try call.press("19*#")
      let goodbye = try call.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      #expect(goodbye.isWhole)
      let end = try call.waitForHangup(within: .seconds(5))
      #expect(end == CallEnd(by: .them, cause: 16))
      let menu = try #require(call.transcript.prompts.first)
      #expect(menu.frames.lowerBound == 0)
      #expect(!menu.isWhole)
      #expect(try laboratory.console("dialplan show globals").contains("KEYS_13800000001=19*"))
    }
  }

  @Test func promptsOneAfterTheOtherAreHeardWhole() async throws {
    try await Shared.laboratory().scene { laboratory in
      let phone = try laboratory.callerPhone()
      let call = try phone.call("7003", as: "13800000002")
      try call.waitToHearAll(of: "en/switchboard/welcome", within: .seconds(10))
      try call.waitToHearAll(of: "switchboard/welcome", within: .seconds(10))
      try call.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      call.hangUp()
      #expect(try call.waitForHangup(within: .seconds(5)).by == .us)
      #expect(call.transcript.prompts.map(\.isWhole) == [true, true, true])
    }
  }

  @Test func earlyAudioIsHeardAndBusyIsSeen() async throws {
    try await Shared.laboratory().scene { laboratory in
      let phone = try laboratory.callerPhone()
      let call = try phone.call("7002", as: "13800000003")
      try call.waitToHearAll(of: "switchboard/closed", within: .seconds(10))
      let end = try call.waitForHangup(within: .seconds(5))
      #expect(end.status == 486)
      #expect(end.cause == 17)
      #expect(!call.transcript.happenings.contains(.answered))
    }
  }

  @Test func keysFromAsteriskAreHeard() async throws {
    try await Shared.laboratory().scene { laboratory in
      let call = try laboratory.callerPhone().call("7005", as: "13800000004")
      try call.waitForKeys("159#", within: .seconds(10))
      call.hangUp()
    }
  }

  /// Asterisk keeps the backslashes of a quoted name.
  @Test(arguments: [
    ("7010", CallerID(name: "张三 \"x\\", number: "13800000005")),
    ("7012", CallerID(name: "a,b;c|d(e)[f]${g}", number: "138|0,0\"5")),
    ("7013", CallerID(name: "the number of an agent", number: "1001")),
  ])
  func hostileCallersReachTheDialplanAsTheyAre(number: String, caller: CallerID) async throws {
    try await Shared.laboratory().scene { laboratory in
      let call = try laboratory.callerPhone().call(number, as: caller)
      #expect(try call.waitForHangup(within: .seconds(5)).cause == 21)
      let globals = try laboratory.console("dialplan show globals")
      let name = (caller.name ?? "").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      #expect(globals.contains("CALLER_\(number)=\(name)/\(caller.number)\n"))
    }
  }

  @Test func aNameThatIsNotUTF8StopsNobody() async throws {
    try await Shared.laboratory().scene { laboratory in
      let name = String(bytesAsTheyAre: [0xD5, 0xC5, 0xC8])
      let call = try laboratory.callerPhone().call("7011", as: CallerID(name: name, number: "138"))
      #expect(try call.waitForHangup(within: .seconds(5)).cause == 21)
    }
  }

  @Test func whoWithholdsTheNumberIsNobody() async throws {
    try await Shared.laboratory().scene { laboratory in
      let call = try laboratory.callerPhone().call("7014", as: .withheld)
      try call.waitForHangup(within: .seconds(5))
      let globals = try laboratory.console("dialplan show globals")
      #expect(globals.contains("CALLER_7014=Anonymous/anonymous\n"))
    }
  }

  @Test func agiProgramsRunAndKnowTheStore() async throws {
    try await Shared.laboratory().scene { laboratory in
      let call = try laboratory.callerPhone().call("7008", as: "13800000008")
      #expect(try call.waitForHangup(within: .seconds(5)).cause == 16)
      let globals = try laboratory.console("dialplan show globals")
      #expect(globals.contains("STORE=\(laboratory.store)\n"))
    }
  }

  @Test func agentsAnswerTalkAndHangUp() async throws {
    try await Shared.laboratory().scene { laboratory in
      let agent = try laboratory.agentPhone("1001")
      let caller = try laboratory.agentPhone("1002")
      let call = try caller.call("1001", as: "1002", saying: .tone(hertz: 440))
      let ringing = try agent.waitForCall(within: .seconds(5))
      #expect(ringing.caller == CallerID(name: "Agent 1002", number: "1002"))
      try call.waitForRinging(within: .seconds(5))
      ringing.answer(saying: .tone(hertz: 660))
      try call.waitForAnswer(within: .seconds(5))
      try call.waitToHear(tones: [660], among: [440, 660], within: .seconds(5))
      try ringing.waitToHear(tones: [440], among: [440, 660], within: .seconds(5))
      ringing.hangUp()
      #expect(try call.waitForHangup(within: .seconds(5)) == CallEnd(by: .them, cause: 16))
      agent.close()
      caller.close()
    }
  }

  @Test func agentsRefuseAndCallersGiveUp() async throws {
    try await Shared.laboratory().scene { laboratory in
      let agent = try laboratory.agentPhone("1003", manner: .rejects(486))
      let caller = try laboratory.agentPhone("1004")
      let refused = try caller.call("1003", as: "1004")
      #expect(try refused.waitForHangup(within: .seconds(5)).status == 486)
      let refusal = try agent.waitForCall(within: .seconds(5))
      #expect(try refusal.waitForHangup(within: .seconds(5)) == CallEnd(by: .us, status: 486))

      agent.become(.rings)
      let abandoned = try caller.call("1003", as: "1004")
      try abandoned.waitForRinging(within: .seconds(5))
      abandoned.hangUp()
      let missed = try agent.waitForCall(within: .seconds(5))
      #expect(try missed.waitForHangup(within: .seconds(5)).status == 487)
    }
  }

  @Test func aWrongPasswordDoesNotRegister() async throws {
    try await Shared.laboratory().scene { laboratory in
      let credentials = Credentials(user: "1005", password: "guess")
      let phone = try Phone(server: laboratory.sip, credentials: credentials)
      let error = #expect(throws: PhoneError.self) { try phone.register() }
      #expect(error?.code == .refused)
    }
  }

  @Test func aQueueBringsCallerAndAgentTogether() async throws {
    try await Shared.laboratory().scene { laboratory in
      let agent = try laboratory.agentPhone("1006", manner: .answers(saying: .tone(hertz: 660)))
      let call = try laboratory.callerPhone()
        .call("7006", as: "13800000006", saying: .tone(hertz: 440))
      try call.waitToHearAll(of: "switchboard/agent", within: .seconds(10))
      try call.waitToHearAll(of: "digits/6", within: .seconds(10))
      let received = try agent.waitForCall(within: .seconds(5))
      #expect(received.caller.number == "13800000006")
      try call.waitToHear(tones: [660], among: [440, 660], within: .seconds(5))
      try received.waitToHear(tones: [440], among: [440, 660], within: .seconds(5))
      received.hangUp()
      try call.waitToHearAll(of: "switchboard/goodbye", within: .seconds(10))
      #expect(try call.waitForHangup(within: .seconds(5)).cause == 16)
    }
  }

  @Test func theWorldOutsideIsCalled() async throws {
    try await Shared.laboratory().scene { laboratory in
      let outside = try laboratory.outsidePhone(manner: .answers(saying: .tone(hertz: 660)))
      let call = try laboratory.callerPhone().call("7007", as: "13800000007")
      try call.waitForAnswer(within: .seconds(5))
      let received = try outside.waitForCall(within: .seconds(5))
      #expect(received.number == "13700000000")
      try call.waitToHear(tones: [660], among: [440, 660], within: .seconds(5))
      call.hangUp()
      #expect(try received.waitForHangup(within: .seconds(5)).by == .them)
    }
  }

  @Test func fiftyCallersAtOnce() async throws {
    try await Shared.laboratory().scene { laboratory in
      let phone = try laboratory.callerPhone()
      let numbers = (0..<50).map { String(13_900_000_000 + $0) }
      let calls = try numbers.map { try phone.call("7001", as: CallerID(number: $0)) }
      _ = try together(50) { index in
        let call = calls[index]
        try call.waitToHear("switchboard/menu-main", within: .seconds(20))
        try call.press("\(index / 10)\(index % 10)#")
        try call.waitToHearAll(of: "switchboard/goodbye", within: .seconds(20))
        try call.waitForHangup(within: .seconds(20))
      }
      let globals = try laboratory.console("dialplan show globals")
      for (index, number) in numbers.enumerated() {
        #expect(globals.contains("KEYS_\(number)=\(index / 10)\(index % 10)\n"))
      }
    }
  }
}
