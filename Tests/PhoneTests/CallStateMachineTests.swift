import Testing

@testable import Phone

/// Each test is the trace of a call: what comes in, what goes out.
@Suite struct CallStateMachineTests {
  static let start = Moment(nanoseconds: 0)
  static let own = OwnSide(
    endpoint: Endpoint(host: "127.0.0.1", port: 5071),
    credentials: Credentials(user: "1001", password: "secret"),
    seed: "s"
  )
  static let session = SessionDescription(audio: Endpoint(host: "127.0.0.1", port: 4_000))
  static let farSession = SessionDescription(audio: Endpoint(host: "127.0.0.1", port: 18_000))

  /// A call that we place, right after its INVITE.
  func placed() -> CallStateMachine {
    var call = CallStateMachine(
      to: "800",
      from: "138",
      callID: "id",
      own: Self.own,
      server: Endpoint(host: "127.0.0.1", port: 5060),
      session: Self.session
    )
    #expect(call.start(at: Self.start).trace == ["INVITE 1"])
    return call
  }

  /// A call that we receive.
  func received() throws -> CallStateMachine {
    try #require(
      CallStateMachine(receiving: request("INVITE", 7), own: Self.own, session: Self.session)
    )
  }

  func request(_ method: String, _ number: Int, branch: String = "far") -> SIPMessage {
    var message = SIPMessage(start: .request(method: method, uri: "sip:1001@127.0.0.1:5071"))
    message.add("Via", "SIP/2.0/UDP 127.0.0.1:5060;branch=\(branch)")
    message.add("From", "\"A\" <sip:138@127.0.0.1>;tag=theirs")
    message.add("To", "<sip:1001@127.0.0.1>")
    message.add("Call-ID", "id")
    message.add("CSeq", "\(number) \(method)")
    message.add("Contact", "<sip:asterisk@127.0.0.1:5060>")
    if method == "INVITE" { message.carry(Self.farSession) }
    return message
  }

  func response(
    _ status: Int,
    to call: CallStateMachine,
    method: String = "INVITE",
    number: Int = 1,
    reason: String? = nil,
    withSession: Bool = false
  ) -> SIPMessage {
    var message = call.invite.response(status, tag: "theirs", from: Self.own)
    message.remove("CSeq")
    message.add("CSeq", "\(number) \(method)")
    message.remove("Contact")
    message.add("Contact", "<sip:asterisk@127.0.0.1:5060>")
    if let reason { message.add("Reason", reason) }
    if withSession { message.carry(Self.farSession) }
    return message
  }

  func answered() -> CallStateMachine {
    var call = placed()
    _ = call.receive(response(200, to: call, withSession: true), at: Self.start)
    return call
  }

  @Test func weCallTheyAnswerAndHangUp() {
    var call = placed()
    #expect(call.receive(response(100, to: call), at: Self.start).trace == [])
    #expect(call.deadline == nil)
    #expect(call.receive(response(180, to: call), at: Self.start).trace == ["rings"])
    #expect(
      call.receive(response(183, to: call, withSession: true), at: Self.start).trace
        == ["media 18000", "progresses"]
    )
    #expect(
      call.receive(response(200, to: call, withSession: true), at: Self.start).trace
        == ["ACK 1", "media 18000", "answered"]
    )
    #expect(call.receive(response(200, to: call), at: Self.start).trace == ["ACK 1"])
    var bye = request("BYE", 8)
    bye.add("Reason", "Q.850;cause=16")
    #expect(
      call.receive(bye, at: Self.start).trace == ["200 BYE", "ended by the other side (cause 16)"]
    )
    #expect(call.receive(bye, at: Self.start).trace == ["200 BYE"])
    #expect(call.isSettled)
  }

  @Test func weHangUpAndRepeatUntilTheyConfirm() {
    var call = answered()
    #expect(call.hangUp(at: Self.start).trace == ["BYE 2", "ended by this phone"])
    #expect(call.hangUp(at: Self.start).trace == [])
    #expect(call.advance(to: Self.start + .milliseconds(499)).trace == [])
    #expect(call.advance(to: Self.start + .milliseconds(500)).trace == ["BYE 2"])
    #expect(
      call.receive(response(200, to: call, method: "BYE", number: 2), at: Self.start).trace == []
    )
    #expect(call.isSettled)
    #expect(call.deadline == nil)
  }

  @Test func weGiveUpBeforeTheyAnswer() {
    var call = placed()
    _ = call.receive(response(180, to: call), at: Self.start)
    #expect(call.hangUp(at: Self.start).trace == ["CANCEL 1", "ended by this phone"])
    #expect(call.receive(response(200, to: call, method: "CANCEL"), at: Self.start).trace == [])
    #expect(call.receive(response(487, to: call), at: Self.start).trace == ["ACK 1"])
    #expect(call.receive(response(487, to: call), at: Self.start).trace == ["ACK 1"])
    #expect(call.isSettled)
  }

  @Test func givingUpWaitsForTheFirstSignOfLife() {
    var call = placed()
    #expect(call.hangUp(at: Self.start).trace == [])
    #expect(
      call.receive(response(100, to: call), at: Self.start).trace
        == ["CANCEL 1", "ended by this phone"]
    )
  }

  @Test func anAnswerThatCrossesOurCancelIsHungUp() {
    var call = placed()
    _ = call.receive(response(180, to: call), at: Self.start)
    _ = call.hangUp(at: Self.start)
    #expect(
      call.receive(response(200, to: call, withSession: true), at: Self.start).trace
        == ["ACK 1", "BYE 2"]
    )
  }

  @Test func aRefusalCarriesStatusAndCause() {
    var call = placed()
    let busy = response(486, to: call, reason: "Q.850;cause=17")
    #expect(
      call.receive(busy, at: Self.start).trace
        == ["ACK 1", "ended by the other side (SIP 486, cause 17)"]
    )
  }

  @Test func anInviteIsRepeatedByTheTimersOfRFC3261ThenGivenUp() {
    var call = placed()
    var sent: [Int64] = []
    var now = Self.start
    while let deadline = call.deadline {
      now = deadline
      let trace = call.advance(to: now).trace
      if trace == ["INVITE 1"] { sent.append((now - Self.start).nanoseconds / 1_000_000) }
      if trace.last?.hasPrefix("ended") == true {
        #expect(trace == ["ended by nobody (SIP 408)"])
      }
    }
    #expect(sent == [500, 1_500, 3_500, 7_500, 15_500, 31_500])
    #expect(now - Self.start == .seconds(32))
  }

  @Test func aChallengeIsAnsweredOnce() {
    var call = placed()
    var challenge = response(401, to: call)
    challenge.add("WWW-Authenticate", "Digest realm=\"asterisk\", nonce=\"n\"")
    #expect(call.receive(challenge, at: Self.start).trace == ["ACK 1", "INVITE 2"])
    var again = response(401, to: call, number: 2)
    again.add("WWW-Authenticate", "Digest realm=\"asterisk\", nonce=\"m\"")
    #expect(
      call.receive(again, at: Self.start).trace
        == ["ACK 2", "ended by the other side (SIP 401)"]
    )
  }

  @Test func theyCallWeAnswerAndHangUp() throws {
    var call = try received()
    #expect(call.ring().trace == ["180 INVITE", "rings"])
    #expect(call.answer(at: Self.start).trace == ["200 INVITE", "media 18000", "answered"])
    #expect(call.advance(to: Self.start + .milliseconds(500)).trace == ["200 INVITE"])
    #expect(call.receive(request("INVITE", 7), at: Self.start).trace == ["200 INVITE"])
    #expect(call.hangUp(at: Self.start).trace == [])
    #expect(
      call.receive(request("ACK", 7), at: Self.start).trace == ["BYE 1", "ended by this phone"]
    )
  }

  @Test func aRepeatedInviteHearsTheLastResponseAgain() throws {
    var call = try received()
    #expect(call.receive(request("INVITE", 7), at: Self.start).trace == [])
    _ = call.ring()
    #expect(call.receive(request("INVITE", 7), at: Self.start).trace == ["180 INVITE"])
  }

  @Test func weRefuse() throws {
    var call = try received()
    #expect(
      call.refuse(486, at: Self.start).trace == ["486 INVITE", "ended by this phone (SIP 486)"]
    )
    #expect(call.receive(request("INVITE", 7), at: Self.start).trace == ["486 INVITE"])
    #expect(call.receive(request("ACK", 7), at: Self.start).trace == [])
    #expect(call.isSettled)
  }

  @Test func theyGiveUpWhileWeRing() throws {
    var call = try received()
    _ = call.ring()
    #expect(
      call.receive(request("CANCEL", 7), at: Self.start).trace
        == ["200 CANCEL", "487 INVITE", "ended by the other side (SIP 487)"]
    )
    #expect(call.receive(request("ACK", 7), at: Self.start).trace == [])
    #expect(call.isSettled)
  }

  @Test func aNewInviteInTheCallMovesTheAudio() {
    var call = answered()
    var hold = request("INVITE", 9, branch: "hold")
    var session = Self.farSession
    session.audio.port = 18_002
    session.direction = .sends
    hold.body = session.bytes
    let actions = call.receive(hold, at: Self.start)
    #expect(actions.trace == ["200 INVITE", "media 18002"])
    guard case .send(let response) = actions[0] else { return }
    #expect(response.session?.direction == .receives)
    #expect(call.receive(request("ACK", 9), at: Self.start).trace == [])
    #expect(call.hangUp(at: Self.start).trace == ["BYE 2", "ended by this phone"])
  }

  @Test func questionsInTheCallAreAnswered() {
    var call = answered()
    for method in ["OPTIONS", "INFO", "UPDATE", "NOTIFY"] {
      #expect(call.receive(request(method, 9), at: Self.start).trace == ["200 \(method)"])
    }
    #expect(call.receive(request("REFER", 9), at: Self.start).trace == ["501 REFER"])
  }

  @Test func acknowledgementsOfRefusalsStayInTheTransaction() {
    var call = placed()
    let branch = call.invite.branch
    guard case .send(let refusal)? = call.receive(response(486, to: call), at: Self.start).first
    else { return }
    #expect(refusal.branch == branch)
    #expect(refusal.to?.tag == "theirs")

    var other = placed()
    guard
      case .send(let acceptance)? = other.receive(response(200, to: other), at: Self.start).first
    else { return }
    #expect(acceptance.branch != branch)
    #expect(acceptance.start == .request(method: "ACK", uri: "sip:asterisk@127.0.0.1:5060"))
  }

  @Test func registrationAnswersTheChallenge() {
    var registration = RegistrationStateMachine(
      callID: "r",
      own: Self.own,
      server: Endpoint(host: "127.0.0.1", port: 5060),
      seconds: 60
    )
    guard case .send(let first)? = registration.start(at: Self.start).first else { return }
    #expect(first.start == .request(method: "REGISTER", uri: "sip:127.0.0.1:5060"))
    var challenge = first.response(401, tag: "x", from: Self.own)
    challenge.add("WWW-Authenticate", "Digest realm=\"asterisk\", nonce=\"n\", qop=\"auth\"")
    guard case .send(let second)? = registration.receive(challenge, at: Self.start).first else {
      return
    }
    #expect(second["Authorization"]?.contains("username=\"1001\"") == true)
    let done = second.response(200, tag: "x", from: Self.own)
    #expect(registration.receive(done, at: Self.start) == [.registered])
  }
}

extension [CallStateMachine.Action] {
  /// A word or two for each action.
  fileprivate var trace: [String] {
    map { action in
      switch action {
      case .send(let message):
        switch message.start {
        case .request(let method, _): "\(method) \(message.sequence?.number ?? 0)"
        case .response(let status, _): "\(status) \(message.sequence?.method ?? "")"
        }
      case .media(let session): "media \(session.audio.port)"
      case .report(.rings): "rings"
      case .report(.progresses): "progresses"
      case .report(.answered): "answered"
      case .report(.ended(let end)): "\(end)"
      }
    }
  }
}
