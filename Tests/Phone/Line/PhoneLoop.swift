import Glibc

/// The thread that carries a phone's calls: it polls the sockets and obeys the mailbox.
final class PhoneLoop {
  /// How long a closing phone waits for the other sides.
  static let longestGoodbye = Duration.seconds(2)
  /// How long a call that is over still answers what is repeated.
  private static let afterlife = Retransmission.t1 * 64
  /// How often audio is taken and sent, for all calls together: that is what makes many cheap.
  private static let tick = Duration.milliseconds(10)

  var manner: Manner
  private let server: Endpoint
  private let serverAddress: sockaddr_in
  private let socket: UDPSocket
  private let mailbox: Mailbox
  private let sounds: PromptIndex
  private let credentials: Credentials?
  private let voice: Voice
  private let announce: (CallFacts, Watched<CallRecord>) -> Void
  private var legs: [String: Leg] = [:]
  private var registration: RegistrationStateMachine?
  private var registered: ((RegistrationStateMachine.Action) -> Void)?
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  private var audioBuffer = [UInt8](repeating: 0, count: 2_048)
  private var closesBy: Moment?
  private var nextTick = Moment.now

  init(
    server: Endpoint,
    serverAddress: sockaddr_in,
    socket: UDPSocket,
    mailbox: Mailbox,
    sounds: PromptIndex,
    credentials: Credentials?,
    voice: Voice,
    manner: Manner,
    announce: @escaping (CallFacts, Watched<CallRecord>) -> Void
  ) {
    self.server = server
    self.serverAddress = serverAddress
    self.socket = socket
    self.mailbox = mailbox
    self.sounds = sounds
    self.credentials = credentials
    self.voice = voice
    self.manner = manner
    self.announce = announce
  }

  static func randomName() -> String {
    String(UInt64.random(in: 0 ... .max), radix: 36)
  }

  /// Runs until the phone is closed.
  func run() {
    while !isDone(at: .now) {
      waitForWork()
      for order in mailbox.takeAll() { order(self) }
      receiveMessages()
      advance(to: .now)
    }
    for leg in legs.values { leg.endAudio(at: .now) }
    socket.close()
    mailbox.close()
  }

  private func isDone(at now: Moment) -> Bool {
    guard let closesBy else { return false }
    return now >= closesBy || legs.values.allSatisfy { $0.machine.isSettled }
  }

  /// Sleeps until a message, the mailbox or the clock wants something.
  private func waitForWork() {
    let input = Int16(POLLIN)
    var files = [
      pollfd(fd: mailbox.descriptor, events: input, revents: 0),
      pollfd(fd: socket.descriptor, events: input, revents: 0),
    ]
    var deadlines = legs.values.compactMap(\.deadline)
    deadlines += [registration?.deadline, closesBy].compactMap(\.self)
    if legs.values.contains(where: \.hasAudio) { deadlines.append(nextTick) }
    let pause = deadlines.min().map { max(.zero, $0 - .now).millisecondsRoundedUp } ?? -1
    poll(&files, nfds_t(files.count), pause)
  }

  // MARK: - Orders

  func place(_ call: CallFacts, record: Watched<CallRecord>, saying sound: Sound) {
    do {
      let audio = try UDPSocket(host: socket.local.host)
      let machine = CallStateMachine(
        to: call.number,
        from: call.caller,
        callID: call.id,
        own: ownSide(),
        server: server,
        session: SessionDescription(audio: audio.local, codec: voice.codec)
      )
      let leg = Leg(
        record,
        machine: machine,
        peer: serverAddress,
        socket: audio,
        sounds: sounds,
        voice: voice,
        saying: sound
      )
      legs[call.id] = leg
      carryOut(leg.machine.start(at: .now), for: leg)
    } catch {
      record.change { $0.end = CallEnd(by: .us) }
    }
  }

  func answer(_ id: String, saying sound: Sound) {
    guard let leg = legs[id] else { return }
    leg.say(sound)
    leg.plans = []
    carryOut(leg.machine.answer(at: .now), for: leg)
  }

  func reject(_ id: String, _ status: Int) {
    guard let leg = legs[id] else { return }
    carryOut(leg.machine.refuse(status, at: .now), for: leg)
  }

  func hangUp(_ id: String) {
    guard let leg = legs[id] else { return }
    carryOut(leg.machine.hangUp(at: .now), for: leg)
  }

  func say(_ sound: Sound, order: Int? = nil, _ id: String) {
    legs[id]?.say(sound, order: order)
  }

  func press(_ keys: String, rhythm: Rhythm, order: Int, _ id: String) {
    legs[id]?.press(keys, rhythm: rhythm, order: order)
  }

  func register(seconds: Int, done: @escaping (RegistrationStateMachine.Action) -> Void) {
    var machine = RegistrationStateMachine(
      callID: "\(Self.randomName())@\(socket.local.host)",
      own: ownSide(),
      server: server,
      seconds: seconds
    )
    let actions = machine.start(at: .now)
    registration = machine
    registered = done
    carryOut(actions)
  }

  func close() {
    guard closesBy == nil else { return }
    closesBy = .now + Self.longestGoodbye
    for leg in legs.values { carryOut(leg.machine.hangUp(at: .now), for: leg) }
  }

  private func ownSide() -> OwnSide {
    OwnSide(endpoint: socket.local, credentials: credentials, seed: Self.randomName())
  }

  // MARK: - Messages

  private func receiveMessages() {
    while let (bytes, sender) = socket.receive(into: &buffer) {
      guard let message = SIPMessage(bytes), let id = message.callID else { continue }
      if let leg = legs[id] {
        // Audio first: what was said before a hangup is heard before it.
        leg.listen(into: &audioBuffer, at: .now)
        carryOut(leg.machine.receive(message, at: .now), for: leg)
      } else if id == registration?.callID {
        carryOut(registration?.receive(message, at: .now) ?? [])
      } else if message.method == "INVITE", message.to?.tag == nil, closesBy == nil {
        receiveCall(message, from: sender)
      } else if let method = message.method, method != "ACK" {
        let status = method == "OPTIONS" || method == "NOTIFY" ? 200 : 481
        let own = ownSide()
        socket.send(message.response(status, tag: own.seed, from: own).bytes, to: sender)
      }
    }
  }

  private func receiveCall(_ invite: SIPMessage, from sender: sockaddr_in) {
    guard let id = invite.callID, let audio = try? UDPSocket(host: socket.local.host) else {
      return
    }
    let session = SessionDescription(audio: audio.local, codec: voice.codec)
    guard let machine = CallStateMachine(receiving: invite, own: ownSide(), session: session) else {
      return audio.close()
    }
    let remote = machine.remote
    var number = ""
    if case .request(_, let uri) = invite.start { number = SIPURI.user(of: uri) }
    let caller = CallerID(name: remote.name, number: remote.user)
    let record = Watched(CallRecord())
    record.change { $0.transcript.add(.wasCalled(by: caller, number: number)) }
    let leg = Leg(
      record,
      machine: machine,
      peer: sender,
      socket: audio,
      sounds: sounds,
      voice: voice,
      saying: manner.sound
    )
    legs[id] = leg
    if manner.rings { carryOut(leg.machine.ring(), for: leg) }
    leg.plans.append((.now + manner.after, .decide(manner.decision)))
    if let talk = manner.hangsUpAfter {
      leg.plans.append((.now + manner.after + talk, .hangUp))
    }
    announce(CallFacts(id: id, caller: caller, number: number), record)
  }

  // MARK: - Time

  private func advance(to now: Moment) {
    let isTick = now >= nextTick
    if isTick { nextTick = max(nextTick + Self.tick, now) }
    for (id, leg) in legs {
      carryOut(leg.machine.advance(to: now), for: leg)
      let due = leg.plans.filter { $0.at <= now }
      leg.plans.removeAll { $0.at <= now }
      for plan in due { carryOut(actions(of: plan.act, for: leg, at: now), for: leg) }
      if isTick {
        leg.listen(into: &audioBuffer, at: now)
        leg.speak(until: now)
        leg.advanceHearing(to: now)
      }
      if let forgetAt = leg.forgetAt, now >= forgetAt { legs[id] = nil }
    }
    carryOut(registration?.advance(to: now) ?? [])
  }

  private func actions(
    of plan: Leg.Plan,
    for leg: Leg,
    at now: Moment
  ) -> [CallStateMachine.Action] {
    switch plan {
    case .decide(.none): []
    case .decide(.answer): leg.machine.answer(at: now)
    case .decide(.reject(let status)): leg.machine.refuse(status, at: now)
    case .hangUp: leg.machine.hangUp(at: now)
    }
  }

  // MARK: - Actions

  private func carryOut(_ actions: [CallStateMachine.Action], for leg: Leg) {
    let now = Moment.now
    for action in actions {
      switch action {
      case .send(let message): socket.send(message.bytes, to: leg.peer)
      case .media(let session): leg.sendAudio(to: session, at: now)
      case .report(.ended(let end)):
        leg.endAudio(at: now)
        leg.plans = []
        leg.forgetAt = now + Self.afterlife
        leg.record.change { record in
          record.transcript.add(.ended(end), at: now)
          record.end = end
        }
      case .report(.rings): note(.rang, in: leg, at: now)
      case .report(.progresses): note(.earlyAudio, in: leg, at: now)
      case .report(.answered):
        leg.record.changeQuietly { $0.isAnswered = true }
        note(.answered, in: leg, at: now)
      }
    }
  }

  private func note(_ happening: Transcript.Happening, in leg: Leg, at now: Moment) {
    leg.record.change { $0.transcript.add(happening, at: now) }
  }

  private func carryOut(_ actions: [RegistrationStateMachine.Action]) {
    for action in actions {
      switch action {
      case .send(let message): socket.send(message.bytes, to: serverAddress)
      case .registered, .refused: registered?(action)
      }
    }
  }
}
