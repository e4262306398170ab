internal import Glibc

/// The caller's voice, as `EAGI()` gives it: frames of signed 16-bit samples, 8000 a second.
///
/// Each step blocks until a frame is there; the sequence ends with the call. Asterisk sends audio
/// only while it is read, so a script that stops reading loses nothing but time.
public struct AudioFrames: Sequence, IteratorProtocol {
  private let descriptor: Int32
  private let frameSamples: Int

  init(descriptor: Int32, frameSamples: Int = 160) {
    self.descriptor = descriptor
    self.frameSamples = frameSamples
  }

  /// The next 20 ms, or `nil` when the call is over; a last frame may be shorter.
  public mutating func next() -> [Int16]? {
    var samples = [Int16](repeating: 0, count: frameSamples)
    let size = frameSamples * 2
    let filled = samples.withUnsafeMutableBytes { buffer in
      var filled = 0
      while filled < size {
        let count = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        filled += count
      }
      return filled
    }
    guard filled > 1 else { return nil }
    samples.removeLast(frameSamples - filled / 2)
    return samples
  }
}

extension Call {
  /// The caller's voice; `nil` unless the dialplan used `EAGI()`.
  public var audio: AudioFrames? {
    environment.isEnhanced ? AudioFrames(descriptor: audioDescriptor) : nil
  }
}
