import Glibc

/// Measures how strong single tones are in what is heard (Goertzel's algorithm).
enum ToneMeter {
  /// The share of full scale from which on a tone counts as heard.
  static let threshold = 0.02

  /// The amplitude of a tone in u-law audio, 1 being full scale.
  static func amplitude(of hertz: Int, in audio: some Collection<UInt8>) -> Double {
    guard !audio.isEmpty else { return 0 }
    let coefficient = 2 * cos(2 * Double.pi * Double(hertz) / 8_000)
    var (last, lastButOne) = (0.0, 0.0)
    for byte in audio {
      (last, lastButOne) = (Double(ULaw.decode(byte)) + coefficient * last - lastButOne, last)
    }
    let power = last * last + lastButOne * lastButOne - coefficient * last * lastButOne
    return max(0, power).squareRoot() * 2 / Double(audio.count) / 32_768
  }

  /// Which of these tones are heard.
  static func tones(among hertz: [Int], in audio: some Collection<UInt8>) -> Set<Int> {
    Set(hertz.filter { amplitude(of: $0, in: audio) > threshold })
  }
}
