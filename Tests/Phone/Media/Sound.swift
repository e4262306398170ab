import Glibc

/// What a phone says while nobody presses keys.
public enum Sound: Hashable, Sendable {
  /// Packets of silence, as a muted phone sends them.
  case silence
  /// No packets at all.
  case nothing
  /// A sine tone, a quarter of full scale.
  case tone(hertz: Int)
  /// These u-law bytes once, then silence.
  case speech([UInt8])
}

/// Cuts a sound into frames of 20 ms.
struct SoundFrames {
  static let frameSize = 160

  let sound: Sound
  private var position = 0

  init(_ sound: Sound) {
    self.sound = sound
  }

  /// Whether all that was to be said has been said; a tone never ends.
  var isSpoken: Bool {
    guard case .speech(let bytes) = sound else { return false }
    return position >= bytes.count
  }

  /// The next 160 u-law bytes; `nil` when nothing is to be sent.
  mutating func next() -> [UInt8]? {
    defer { position += Self.frameSize }
    switch sound {
    case .nothing:
      return nil
    case .silence:
      return Self.silence
    case .tone(let hertz):
      // A tone of whole hertz repeats after a second of 8000 samples.
      return (0..<Self.frameSize).map { sample in
        let angle = 2 * Double.pi * Double(hertz * ((position + sample) % 8_000)) / 8_000
        return ULaw.encode(Int16(8_000 * sin(angle)))
      }
    case .speech(let bytes):
      guard position < bytes.count else { return Self.silence }
      let frame = bytes[position..<min(position + Self.frameSize, bytes.count)]
      return frame + [UInt8](repeating: ULaw.silence, count: Self.frameSize - frame.count)
    }
  }

  private static let silence = [UInt8](repeating: ULaw.silence, count: frameSize)
}
