import Glibc

/// The working parts of one call: its state machine, its audio, its ear.
///
/// Owned by the loop.
final class Leg {
  let record: Watched<CallRecord>
  /// Where our SIP messages go.
  let peer: sockaddr_in
  /// The socket of the audio; `nil` after the call.
  private(set) var socket: UDPSocket?
  var machine: CallStateMachine
  private let codec: Voice.Codec
  private var sender: AudioSender
  private var order = PacketOrder()
  private var recognizer: PromptRecognizer
  private var heardKeyAt: UInt32?
  /// Where our audio goes; `nil` before the other side has said so.
  private var audioTarget: SessionDescription?
  private var nextStep: Moment?
  /// What the phone will do by itself.
  var plans: [(at: Moment, act: Plan)] = []
  /// When the leg may be forgotten.
  var forgetAt: Moment?

  enum Plan {
    case decide(Manner.Decision)
    case hangUp
  }

  init(
    _ record: Watched<CallRecord>,
    machine: CallStateMachine,
    peer: sockaddr_in,
    socket: UDPSocket,
    sounds: PromptIndex,
    voice: Voice,
    saying sound: Sound
  ) {
    self.record = record
    self.machine = machine
    self.peer = peer
    self.socket = socket
    recognizer = PromptRecognizer(sounds)
    codec = voice.codec
    sender = AudioSender(
      sound,
      voice: voice,
      telephoneEvent: 101,
      source: .random(in: 0 ... .max)
    )
  }

  var isOver: Bool { machine.hasReportedEnd }

  /// Whether there is audio to hear or to say.
  var hasAudio: Bool { socket != nil }

  /// When the leg has something to do, audio apart.
  var deadline: Moment? {
    [
      machine.deadline, plans.map(\.at).min(), forgetAt,
    ].compactMap(\.self).min()
  }

  // MARK: - Speaking

  func sendAudio(to session: SessionDescription, at now: Moment) {
    audioTarget = session
    sender.telephoneEvent = session.telephoneEvent ?? 101
    nextStep = nextStep ?? now
  }

  func say(_ sound: Sound, order: Int? = nil) {
    sender.say(sound, order: order)
  }

  func press(_ keys: String, rhythm: Rhythm, order: Int) {
    sender.press(keys, rhythm: rhythm, order: order)
  }

  /// Sends what is due.
  ///
  /// A phone that was held up for long lets the time go.
  func speak(until now: Moment) {
    guard let target = audioTarget, let address = target.audio.socketAddress, !isOver else {
      return
    }
    while let due = nextStep, due <= now {
      nextStep = now - due > .milliseconds(200) ? now : due + AudioSender.interval
      let step = sender.step()
      if let key = step.pressed {
        record.change { $0.transcript.add(.pressed(key), at: now) }
      }
      for packet in step.packets { socket?.send(packet.bytes, to: address) }
      if !step.finished.isEmpty {
        record.change { $0.finishedOrders.formUnion(step.finished) }
      }
    }
  }

  // MARK: - Hearing

  /// Takes all packets that have arrived.
  func listen(into buffer: inout [UInt8], at now: Moment) {
    while let (bytes, _) = socket?.receive(into: &buffer) {
      guard let packet = RTPPacket(bytes) else { continue }
      hear(order.receive(packet, at: now), at: now)
    }
  }

  /// Ends what has waited long enough.
  func advanceHearing(to now: Moment) {
    hear(order.advance(to: now), at: now)
    note(recognizer.advance(to: now))
  }

  /// The call is over: nothing is heard or said any more.
  func endAudio(at now: Moment) {
    note(recognizer.finish(at: now))
    socket?.close()
    socket = nil
  }

  private func hear(_ arrivals: [PacketOrder.Arrival], at now: Moment) {
    for arrival in arrivals {
      switch arrival {
      case .lost(let count):
        recognizer.lose(count * SoundFrames.frameSize)
      case .packet(let packet) where packet.payloadType == codec.payloadType:
        let audio = codec.decode(packet.payload)
        record.changeQuietly { $0.audio += audio }
        note(recognizer.hear(audio, at: now))
        if record.read({ $0.listeners > 0 }) { record.change { _ in } }
      case .packet(let packet) where packet.payloadType == sender.telephoneEvent:
        guard let event = TelephoneEvent(packet.payload), packet.timestamp != heardKeyAt else {
          continue
        }
        heardKeyAt = packet.timestamp
        record.change { $0.transcript.add(.heardKey(event.key), at: now) }
      case .packet:
        continue
      }
    }
  }

  private func note(_ events: [PromptRecognizer.Event]) {
    guard !events.isEmpty else { return }
    record.change { record in
      for event in events {
        switch event {
        case .began(let prompt): record.transcript.add(.heard(prompt), at: prompt.beganAt)
        case .ended(let prompt): record.transcript.update(prompt)
        }
      }
    }
  }
}
