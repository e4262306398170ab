import Records

extension QueueLogEntry {
  /// The longest line that is read; Asterisk's own have some 8,000 bytes at most.
  public static let longestLine = 65_536

  /// Reads the bytes of one line, without its end.
  public init(parsing bytes: some RandomAccessCollection<UInt8>) {
    if let reading = bytes.withContiguousStorageIfAvailable({ Self.read($0) }) {
      self = reading
    } else {
      self = Array(bytes).withUnsafeBufferPointer { Self.read($0) }
    }
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> QueueLogEntry {
    func malformed(_ reason: MalformedLine.Reason) -> QueueLogEntry {
      .malformed(MalformedLine(reason: reason, text: String(decoding: bytes, as: UTF8.self)))
    }
    guard bytes.count <= longestLine else { return malformed(.length) }
    var ends: (Int, Int, Int, Int) = (0, 0, 0, 0)
    var found = 0
    var dataStart = bytes.count
    for index in bytes.indices where bytes[index] == UInt8(ascii: "|") {
      switch found {
      case 0: ends.0 = index
      case 1: ends.1 = index
      case 2: ends.2 = index
      case 3: ends.3 = index
      default: dataStart = index
      }
      found += 1
      if found == 5 { break }
    }
    guard found >= 4 else { return malformed(.columns) }
    guard let seconds = seconds(bytes[..<ends.0]) else { return malformed(.time) }
    guard ends.3 + 1 < dataStart else { return malformed(.event) }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return .line(
      QueueLogLine(
        at: Timestamp(seconds: seconds),
        callID: text(ends.0 + 1..<ends.1),
        queue: text(ends.1 + 1..<ends.2),
        agent: text(ends.2 + 1..<ends.3),
        name: text(ends.3 + 1..<dataStart),
        data: text(min(dataStart + 1, bytes.count)..<bytes.count)
      )
    )
  }

  /// Digits alone, and no more of them than a moment's microseconds leave room for.
  private static func seconds(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard (1...12).contains(bytes.count) else { return nil }
    var number = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}
