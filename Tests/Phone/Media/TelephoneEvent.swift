/// The payload that carries a key (RFC 4733).
struct TelephoneEvent: Equatable {
  var key: Character
  var isEnd: Bool
  /// How long the key has been held, in samples of 1/8000 s.
  var duration: UInt16

  private static let keys: [Character] = Array("0123456789*#ABCD")

  /// Whether a phone has that key.
  static func hasKey(_ key: Character) -> Bool { keys.contains(key) }

  init(key: Character, isEnd: Bool, duration: UInt16) {
    self.key = key
    self.isEnd = isEnd
    self.duration = duration
  }

  init?(_ payload: [UInt8]) {
    guard payload.count >= 4, Int(payload[0]) < Self.keys.count else { return nil }
    key = Self.keys[Int(payload[0])]
    isEnd = payload[1] & 0x80 != 0
    duration = UInt16(payload[2]) << 8 | UInt16(payload[3])
  }

  /// The payload, at a volume of -10 dBm0.
  var bytes: [UInt8] {
    let code = UInt8(Self.keys.firstIndex(of: key)!)
    return [
      code, (isEnd ? 0x80 : 0) | 10, UInt8(duration >> 8), UInt8(truncatingIfNeeded: duration),
    ]
  }
}

/// How long keys are held and how long the pause after each is.
public struct Rhythm: Hashable, Sendable {
  public var press: Duration
  public var gap: Duration

  public init(press: Duration = .milliseconds(80), gap: Duration = .milliseconds(80)) {
    self.press = press
    self.gap = gap
  }

  /// 80 ms each, as quick fingers and most phones do.
  public static let usual = Rhythm()
}
