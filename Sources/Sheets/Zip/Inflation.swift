import CZlib

/// What zlib does for an archive's part.
enum Inflation {
  /// What became of a part.
  enum Outcome {
    case whole([UInt8])
    case tooLarge
    case damaged
  }

  /// Inflates a raw stream, and stops when it grows beyond `limit`.
  static func inflate(_ body: ArraySlice<UInt8>, limit: Int) -> Outcome {
    var stream = z_stream()
    guard switchboard_inflate_init(&stream) == Z_OK else { return .damaged }
    defer { inflateEnd(&stream) }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var input = Array(body)
    return input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while true {
        let (result, count) = piece.withUnsafeMutableBufferPointer { piece in
          stream.next_out = piece.baseAddress
          stream.avail_out = UInt32(piece.count)
          let result = CZlib.inflate(&stream, Z_NO_FLUSH)
          return (result, piece.count - Int(stream.avail_out))
        }
        guard result == Z_OK || result == Z_STREAM_END else { return .damaged }
        guard text.count + count <= limit else { return .tooLarge }
        text.append(contentsOf: piece[..<count])
        if result == Z_STREAM_END { return .whole(text) }
        // An end that is missing.
        if stream.avail_in == 0, count < piece.count { return .damaged }
      }
    }
  }

  /// The checksum that an archive keeps of its parts.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    UInt32(crc32_z(0, bytes, bytes.count))
  }
}
