import Testing

@testable import Phone

@Suite struct MediaTests {
  @Test func packetsSurviveTheWire() throws {
    let packet = RTPPacket(
      payloadType: 101,
      isMarked: true,
      sequence: 0xFFFE,
      timestamp: 0x8000_0001,
      source: 0xDEAD_BEEF,
      payload: [1, 2, 3]
    )
    #expect(RTPPacket(packet.bytes) == packet)
    for length in 0..<packet.bytes.count { _ = RTPPacket(packet.bytes[..<length]) }
  }

  @Test func extensionsAndPaddingAreLeftOut() throws {
    let header: [UInt8] = [0xB1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9]
    let bytes = header + [0, 0, 0, 7] + [0xBE, 0xDE, 0, 1, 9, 9, 9, 9] + [5, 6, 0, 2]
    #expect(RTPPacket(bytes)?.payload == [5, 6])
  }

  @Test func controlPacketsAreNotAudio() {
    #expect(RTPPacket([0x80, 200] + [UInt8](repeating: 0, count: 24)) == nil)
  }

  @Test func uLawIsItsOwnInverse() {
    for byte in UInt8.min ... .max where byte != 0x7F {
      #expect(ULaw.encode(ULaw.decode(byte)) == byte)
    }
    #expect(ULaw.decode(0xFF) == 0)
    #expect(ULaw.decode(0x80) == 32_124)
    #expect(ULaw.encode(.min) == 0x00)
  }

  @Test func aLawIsItsOwnInverse() {
    for byte in UInt8.min ... .max { #expect(ALaw.encode(ALaw.decode(byte)) == byte) }
    #expect(ALaw.decode(0xD5) == 8)
    #expect(ALaw.decode(0xAA) == 32_256)
    #expect(ALaw.encode(.min) == 0x2A)
  }

  @Test func aVoiceIsSpokenInItsCodecFromItsFirstPacketOn() throws {
    let voice = Voice(codec: .aLaw, firstPacket: 65_535)
    var sender = AudioSender(.tone(hertz: 440), voice: voice, telephoneEvent: 101, source: 7)
    let packets = (0..<25).flatMap { _ in sender.step().packets }
    #expect(packets.map(\.payloadType) == [UInt8](repeating: 8, count: 25))
    #expect(packets.prefix(2).map(\.sequence) == [65_535, 0])
    let heard = packets.flatMap { voice.codec.decode($0.payload) }
    #expect(ToneMeter.tones(among: [440, 660], in: heard) == [440])
  }

  /// The payloads of the steps: `a` for audio, `1+160` for a key, `!` at its end.
  func trace(_ sender: inout AudioSender, steps: Int) -> [String] {
    (0..<steps).map { _ in
      sender.step().packets.map { packet in
        guard packet.payloadType == 101, let event = TelephoneEvent(packet.payload) else {
          return "a"
        }
        return
          "\(packet.isMarked ? "|" : "")\(event.key)+\(event.duration)\(event.isEnd ? "!" : "")"
      }.joined(separator: " ")
    }
  }

  @Test func aKeyIsHeldAndRestsForItsTime() {
    var sender = AudioSender(.silence, telephoneEvent: 101, source: 7)
    sender.press("1#", rhythm: .usual, order: 3)
    #expect(
      trace(&sender, steps: 18) == [
        "|1+160", "1+320", "1+480", "1+640! 1+640! 1+640!", "a", "a", "a", "a",
        "|#+160", "#+320", "#+480", "#+640! #+640! #+640!", "a", "a", "a", "a",
        "a", "a",
      ]
    )
  }

  @Test func theOrderIsFinishedWhenItsLastKeyIsUp() {
    var sender = AudioSender(.nothing, telephoneEvent: 101, source: 7)
    let rhythm = Rhythm(press: .milliseconds(40), gap: .milliseconds(20))
    sender.press("12", rhythm: rhythm, order: 3)
    let steps = (0..<6).map { _ in sender.step() }
    #expect(steps.map(\.pressed) == ["1", nil, nil, "2", nil, nil])
    #expect(steps.map(\.finished) == [[], [], [], [], [3], []])
  }

  @Test func theTimestampStandsStillWhileAKeyIsHeldAndSequenceGoesOn() {
    var sender = AudioSender(.silence, telephoneEvent: 101, source: 7)
    sender.press("5", rhythm: .usual, order: 1)
    let packets = (0..<5).flatMap { _ in sender.step().packets }
    #expect(packets.map(\.timestamp) == [7, 7, 7, 7, 7, 7, 7 + 640])
    #expect(packets.map(\.sequence) == Array(7...13))
  }

  @Test func speechIsPaddedWithSilence() {
    var frames = SoundFrames(.speech([UInt8](repeating: 1, count: 200)))
    #expect(frames.next() == [UInt8](repeating: 1, count: 160))
    #expect(
      frames.next() == [UInt8](repeating: 1, count: 40) + [UInt8](repeating: 0xFF, count: 120)
    )
    #expect(frames.next() == [UInt8](repeating: 0xFF, count: 160))
  }

  @Test func theEndOfSpeechIsTold() {
    var sender = AudioSender(.silence, telephoneEvent: 101, source: 7)
    sender.say(.speech([UInt8](repeating: 1, count: 200)), order: 4)
    #expect((0..<3).map { _ in sender.step().finished } == [[], [4], []])
  }

  @Test func tonesAreTellableApart() {
    var low = SoundFrames(.tone(hertz: 440))
    let audio = (0..<10).flatMap { _ in low.next()! }
    #expect(ToneMeter.tones(among: [440, 660, 880], in: audio) == [440])
    #expect(abs(ToneMeter.amplitude(of: 440, in: audio) - 0.244) < 0.02)
    #expect(ToneMeter.tones(among: [440], in: [UInt8](repeating: 0xFF, count: 1_600)) == [])
  }

  // MARK: - Order

  func packet(_ sequence: UInt16, source: UInt32 = 1) -> RTPPacket {
    RTPPacket(payloadType: 0, sequence: sequence, timestamp: 0, source: source, payload: [])
  }

  /// Numbers of packets, `-n` for lost ones.
  func trace(_ arrivals: [PacketOrder.Arrival]) -> [Int] {
    arrivals.map {
      switch $0 {
      case .packet(let packet): Int(packet.sequence)
      case .lost(let count): -count
      }
    }
  }

  @Test func packetsOutOfOrderAreSorted() {
    var order = PacketOrder()
    let now = Moment(nanoseconds: 0)
    #expect(trace(order.receive(packet(65_534), at: now)) == [65_534])
    #expect(trace(order.receive(packet(0), at: now)) == [])
    #expect(trace(order.receive(packet(1), at: now)) == [])
    #expect(trace(order.receive(packet(0), at: now)) == [])
    #expect(trace(order.receive(packet(65_535), at: now)) == [65_535, 0, 1])
    #expect(trace(order.receive(packet(65_535), at: now)) == [])
    #expect(order.deadline == nil)
  }

  @Test func aMissingPacketIsGivenUpAfterAWhile() {
    var order = PacketOrder()
    let now = Moment(nanoseconds: 0)
    _ = order.receive(packet(1), at: now)
    _ = order.receive(packet(4), at: now)
    #expect(trace(order.advance(to: now + .milliseconds(59))) == [])
    #expect(trace(order.advance(to: now + .milliseconds(60))) == [-2, 4])
    #expect(trace(order.receive(packet(5), at: now)) == [5])
  }

  @Test func anotherSourceBeginsAnew() {
    var order = PacketOrder()
    let now = Moment(nanoseconds: 0)
    _ = order.receive(packet(1), at: now)
    #expect(trace(order.receive(packet(900, source: 2), at: now)) == [900])
    #expect(trace(order.receive(packet(901, source: 2), at: now)) == [901])
  }
}
