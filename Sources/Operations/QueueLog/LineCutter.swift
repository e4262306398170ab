/// Cuts the bytes of a file into lines; the last one waits for its end.
///
/// However the bytes come, the lines are the same.
struct LineCutter {
  /// Where the line that is not over begins.
  private(set) var offset: Int
  /// What is there of it.
  private var pending: [UInt8] = []
  /// The last bytes before it.
  private var recent: [UInt8]

  /// Begins at a place of a file, of which the last bytes before are known.
  init(offset: Int = 0, recent: [UInt8] = []) {
    self.offset = offset
    self.recent = recent
  }

  /// Where the next bytes come from.
  var end: Int { offset + pending.count }

  /// The last bytes that were taken, to be found again where the next ones come from.
  var lastBytes: ArraySlice<UInt8> {
    (recent + pending).suffix(QueueLogPosition.markedBytes)
  }

  /// The fingerprint of the last bytes before ``offset``.
  var mark: UInt64 { fingerprint(recent) }

  /// Takes bytes; the lines that are over now.
  mutating func add(_ bytes: [UInt8]) -> [QueueLogBatch.Entry] {
    var entries: [QueueLogBatch.Entry] = []
    let searched = pending.count
    pending += bytes
    var start = 0
    var index = searched
    while index < pending.count {
      if pending[index] == UInt8(ascii: "\n") {
        let content = QueueLogEntry(parsing: pending[start..<index])
        entries.append(.init(offset: offset + start, content: content))
        start = index + 1
      } else if index - start == QueueLogEntry.longestLine {
        // In pieces, so that who begins again between two of them reads the same.
        entries.append(.init(offset: offset + start, content: tooLong(pending[start..<index])))
        start = index
      }
      index += 1
    }
    take(start)
    return entries
  }

  /// The line that will never be over, when the file is.
  mutating func finish() -> QueueLogBatch.Entry? {
    guard !pending.isEmpty else { return nil }
    let text = String(decoding: pending, as: UTF8.self)
    let line = MalformedLine(reason: .end, text: text)
    let entry = QueueLogBatch.Entry(offset: offset, content: .malformed(line))
    take(pending.count)
    return entry
  }

  private func tooLong(_ piece: ArraySlice<UInt8>) -> QueueLogEntry {
    let beginning = String(decoding: piece.prefix(1_000), as: UTF8.self)
    return .malformed(MalformedLine(reason: .length, text: beginning))
  }

  private mutating func take(_ count: Int) {
    guard count > 0 else { return }
    recent = Array((recent + pending[..<count]).suffix(QueueLogPosition.markedBytes))
    pending.removeFirst(count)
    offset += count
  }
}
