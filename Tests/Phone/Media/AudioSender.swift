/// Decides which packets leave every 20 ms: audio, or the key that is held.
struct AudioSender {
  static let interval = Duration.milliseconds(20)

  /// What one interval brings.
  struct Step: Equatable {
    var packets: [RTPPacket] = []
    /// The key that went down in this interval.
    var pressed: Character?
    /// The orders that are carried out: the last key is up again, the speech is spoken.
    var finished: [Int] = []
  }

  /// A key on its way: how many intervals it is held, how many it rests.
  private struct KeyStroke {
    let key: Character
    let held: Int
    let rest: Int
    /// The order that ends with this key.
    let finishes: Int?
    var elapsed = 0
  }

  /// The payload type that the other side takes for keys.
  var telephoneEvent: UInt8
  private let codec: Voice.Codec
  private var frames: SoundFrames
  /// The order that ends with the sound.
  private var speechOrder: Int?
  private var strokes: [KeyStroke] = []
  private var sequence: UInt16
  private var timestamp: UInt32
  private var strokeTimestamp: UInt32 = 0
  private let source: UInt32
  private var hasSpoken = false

  init(_ sound: Sound, voice: Voice = Voice(), telephoneEvent: UInt8, source: UInt32) {
    codec = voice.codec
    frames = SoundFrames(sound)
    self.telephoneEvent = telephoneEvent
    self.source = source
    sequence = voice.firstPacket ?? UInt16(truncatingIfNeeded: source)
    timestamp = source
  }

  /// Says something else.
  ///
  /// The step in which speech ends carries `order`.
  mutating func say(_ sound: Sound, order: Int? = nil) {
    frames = SoundFrames(sound)
    speechOrder = order
  }

  /// Queues keys.
  ///
  /// The step in which the last one is released carries `order`: what the key does may come before
  /// its pause is over, even the end of the call.
  mutating func press(_ keys: String, rhythm: Rhythm, order: Int) {
    for (index, key) in keys.enumerated() {
      strokes.append(
        KeyStroke(
          key: key,
          held: max(2, Int(rhythm.press / Self.interval)),
          rest: max(1, Int(rhythm.gap / Self.interval)),
          finishes: index == keys.count - 1 ? order : nil
        )
      )
    }
  }

  /// Moves on by 20 ms.
  mutating func step() -> Step {
    defer { timestamp &+= UInt32(SoundFrames.frameSize) }
    var step = Step()
    guard var stroke = strokes.first else {
      speak(into: &step)
      return step
    }
    if stroke.elapsed < stroke.held {
      if stroke.elapsed == 0 {
        strokeTimestamp = timestamp
        step.pressed = stroke.key
      }
      hold(stroke, into: &step)
    } else {
      speak(into: &step)
    }
    stroke.elapsed += 1
    if stroke.elapsed == stroke.held, let order = stroke.finishes { step.finished.append(order) }
    if stroke.elapsed == stroke.held + stroke.rest {
      strokes.removeFirst()
    } else {
      strokes[0] = stroke
    }
    return step
  }

  private mutating func speak(into step: inout Step) {
    guard let frame = frames.next() else { return }
    step.packets.append(
      packet(
        codec.payloadType,
        codec.encode(frame),
        isMarked: !hasSpoken,
        timestamp: timestamp
      )
    )
    hasSpoken = true
    guard frames.isSpoken, let order = speechOrder else { return }
    step.finished.append(order)
    speechOrder = nil
  }

  /// One packet while the key is held; the last one three times, should some be lost.
  private mutating func hold(_ stroke: KeyStroke, into step: inout Step) {
    let isEnd = stroke.elapsed == stroke.held - 1
    let event = TelephoneEvent(
      key: stroke.key,
      isEnd: isEnd,
      duration: UInt16(clamping: (stroke.elapsed + 1) * SoundFrames.frameSize)
    )
    for _ in 0..<(isEnd ? 3 : 1) {
      step.packets.append(
        packet(
          telephoneEvent,
          event.bytes,
          isMarked: stroke.elapsed == 0,
          timestamp: strokeTimestamp
        )
      )
    }
  }

  private mutating func packet(
    _ type: UInt8,
    _ payload: [UInt8],
    isMarked: Bool,
    timestamp: UInt32
  ) -> RTPPacket {
    defer { sequence &+= 1 }
    return RTPPacket(
      payloadType: type,
      isMarked: isMarked,
      sequence: sequence,
      timestamp: timestamp,
      source: source,
      payload: payload
    )
  }
}
