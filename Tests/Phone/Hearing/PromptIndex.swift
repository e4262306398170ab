import Glibc

/// The sound files that a phone knows by heart.
///
/// Asterisk sends a `.ulaw` file to a u-law channel byte by byte, without touching it, so a prompt
/// is recognised by its bytes. Files of equal bytes are one prompt with several names.
public final class PromptIndex: Sendable {
  struct Prompt {
    var names: [String]
    let bytes: [UInt8]

    /// The bytes that are heard for certain: Asterisk keeps the last incomplete 20 ms until
    /// something follows.
    var wholeFrames: Int { bytes.count / SoundFrames.frameSize * SoundFrames.frameSize }

    /// How many of the bytes heard are the prompt's own from `position` on.
    func matches(_ heard: UnsafeRawBufferPointer, at position: Int) -> Int {
      bytes.withUnsafeBytes { bytes in
        let expected = bytes[position...].prefix(heard.count)
        let start = UnsafeRawBufferPointer(rebasing: expected)
        guard !start.isEmpty, memcmp(start.baseAddress!, heard.baseAddress!, start.count) != 0
        else {
          return start.count
        }
        return zip(start, heard).prefix { $0 == $1 }.count
      }
    }
  }

  /// A place in a prompt.
  struct Place: Equatable {
    let prompt: Int
    let position: Int
  }

  let prompts: [Prompt]
  private let places: [UInt64: [Place]]
  /// One bit for each hash of a key: most bytes that are heard need no look into `places`.
  private let sieve: [UInt64]

  /// Knows nothing.
  public static let empty = PromptIndex([:])

  /// Learns the given prompts: name and u-law bytes.
  public init(_ sounds: [String: [UInt8]]) {
    var prompts: [Prompt] = []
    var numbers: [[UInt8]: Int] = [:]
    for (name, bytes) in sounds.sorted(by: { $0.key < $1.key })
    where bytes.count >= SoundFrames.frameSize {
      if let number = numbers[bytes] {
        prompts[number].names.append(name)
      } else {
        numbers[bytes] = prompts.count
        prompts.append(Prompt(names: [name], bytes: bytes))
      }
    }
    var places: [UInt64: [Place]] = [:]
    var sieve = [UInt64](repeating: 0, count: 1 << 10)
    for (number, prompt) in prompts.enumerated() {
      for position in stride(from: 0, to: prompt.wholeFrames, by: SoundFrames.frameSize) {
        let key = prompt.bytes.withUnsafeBytes { Self.key($0, at: position) }
        guard !Self.isMonotonous(key) else { continue }
        places[key, default: []].append(Place(prompt: number, position: position))
        let bit = Self.hash(key)
        sieve[bit >> 6] |= 1 << UInt64(bit & 63)
      }
    }
    self.prompts = prompts
    self.places = places
    self.sieve = sieve
  }

  /// Learns every `.ulaw` file below some folders.
  ///
  /// The names are paths below the folder, without the extension: `en/switchboard/welcome`. The
  /// key of each folder stands before its names.
  public convenience init(folders: [String: String]) throws {
    var sounds: [String: [UInt8]] = [:]
    for (prefix, folder) in folders {
      for path in try SoundFolder.files(below: folder) {
        let name = prefix + path.dropLast(".ulaw".count)
        sounds[name] = try SoundFolder.bytes(of: "\(folder)/\(path)")
      }
    }
    self.init(sounds)
  }

  /// Whether some prompt goes by this name, with or without its language.
  public func knows(_ name: String) -> Bool {
    prompts.contains { $0.names.contains { $0.isPrompt(named: name) } }
  }

  /// The places where a prompt has the eight bytes at `offset`, and 160 equal ones.
  func places(of heard: UnsafeRawBufferPointer, at offset: Int) -> [Place] {
    let key = Self.key(heard, at: offset)
    let bit = Self.hash(key)
    guard sieve[bit >> 6] & 1 << UInt64(bit & 63) != 0, let places = places[key] else { return [] }
    let frame = UnsafeRawBufferPointer(rebasing: heard[offset..<(offset + SoundFrames.frameSize)])
    return places.filter { prompts[$0.prompt].matches(frame, at: $0.position) == frame.count }
  }

  private static func key(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Whether all eight bytes are the same, as in silence.
  private static func isMonotonous(_ key: UInt64) -> Bool {
    key == (key & 0xFF) &* 0x0101_0101_0101_0101
  }

  private static func hash(_ key: UInt64) -> Int {
    Int((key &* 0x9E37_79B9_7F4A_7C15) >> 48)
  }
}

extension String {
  /// Whether this path is the prompt of that name: `en/a/b` is `a/b` and `en/a/b`.
  func isPrompt(named name: String) -> Bool {
    self == name || hasSuffix("/" + name)
  }
}
