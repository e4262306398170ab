/// Turns Asterisk's bytes into replies, however they were cut on the way.
///
/// Pure: it owns no file and no clock. Feed bytes with ``append(_:)``, ask with ``next(_:)``.
struct ReplyDecoder: Sendable {
  /// What the pending command's reply may look like.
  enum Form: Sendable {
    /// One line.
    case line
    /// `(value)`, where the value is raw and may span lines.
    case value
    /// A marker's own reply, after which all is in step again; what comes before belongs to the
    /// command before it.
    case marker([UInt8])
  }

  enum Event: Equatable, Sendable {
    case reply(Reply)
    /// FastAGI's in-band notice that the caller has left.
    case hangup
    /// A value that may go on or not: `)` ended a line, yet a parenthesis is still open. Send a
    /// marker, then ask for it.
    case undecided
  }

  private var buffer: [UInt8] = []
  private var start = 0
  /// Lines that belonged to no reply; each would have shifted all later ones.
  private(set) var strayLines = 0
  private let limit: Int

  init(limit: Int = 1 << 20) {
    self.limit = limit
  }

  /// Whether bytes wait that are not part of a reply yet.
  var isEmpty: Bool { start == buffer.count }

  mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0, start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next event, or `nil` when more bytes are needed.
  ///
  /// - Throws: ``AGIError`` with code `protocolViolation` when a reply passes the limit.
  mutating func next(_ form: Form) throws(AGIError) -> Event? {
    if case .marker(let marker) = form { return try nextMarker(marker) }
    while let end = lineEnd(from: start) {
      let line = buffer[start..<end]
      if line.elementsEqual(ReplyDecoder.hangup) {
        start = end + 1
        return .hangup
      }
      guard let status = Reply.status(of: line) else {
        strayLines += 1
        start = end + 1
        continue
      }
      switch status {
      case 100:
        start = end + 1
      case 520:
        return try usageEnd(firstLineEnd: end).map { end throws(AGIError) in try take(to: end) }
      case 200:
        guard case .value = form, let open = line.firstIndex(of: Byte.open) else {
          return try take(to: end)
        }
        return try nextValue(open: open, firstLineEnd: end)
      default:
        return try take(to: end)
      }
    }
    try checkLimit()
    return nil
  }

  /// Takes bare `HANGUP` lines that came while nothing was asked.
  mutating func takeIdleHangup() -> Bool {
    var found = false
    while let end = lineEnd(from: start), buffer[start..<end].elementsEqual(ReplyDecoder.hangup) {
      start = end + 1
      found = true
    }
    return found
  }

  // MARK: - Replies of several lines

  /// `520-...` runs to its own last line, unless Asterisk has no usage text to show.
  private func usageEnd(firstLineEnd: Int) throws(AGIError) -> Int? {
    let first = buffer[start..<firstLineEnd]
    guard buffer[start + 3] == Byte.minus, first.firstRange(ofText: "not available") == nil else {
      return firstLineEnd
    }
    var lineStart = firstLineEnd + 1
    while let end = lineEnd(from: lineStart) {
      if buffer[lineStart..<end].starts(withText: "520 End of proper usage.") { return end }
      lineStart = end + 1
    }
    try checkLimit()
    return nil
  }

  /// A value ends with `)` at the end of a line. It goes on when more bytes are already here
  /// (commands are never pipelined, so they can be nothing else), or when the line has no `)`.
  private mutating func nextValue(open: Int, firstLineEnd: Int) throws(AGIError) -> Event? {
    var end = firstLineEnd
    while true {
      if buffer[end - 1] == Byte.close {
        let next = end + 1
        if next < buffer.count {
          if ReplyDecoder.mayBeHangup(buffer[next...]) { return try take(to: end) }
        } else if balance(open..<end) <= 0 {
          return try take(to: end)
        } else {
          return .undecided
        }
      }
      guard let following = lineEnd(from: end + 1) else {
        try checkLimit()
        return nil
      }
      end = following
    }
  }

  private mutating func nextMarker(_ marker: [UInt8]) throws(AGIError) -> Event? {
    let reply = Array("200 result=1 (".utf8) + marker + [Byte.close, Byte.lineFeed]
    var lineStart = start
    while let end = lineEnd(from: lineStart) {
      if buffer[lineStart...end].elementsEqual(reply) {
        let bytes = withoutHangupLines(buffer[start..<lineStart])
        start = end + 1
        return .reply(try Reply(bytes.isEmpty ? Array("200 result=".utf8) : bytes))
      }
      lineStart = end + 1
    }
    try checkLimit()
    return nil
  }

  // MARK: - Lines

  private mutating func take(to end: Int) throws(AGIError) -> Event {
    let reply = try Reply(Array(buffer[start..<end]))
    start = end + 1
    return .reply(reply)
  }

  private func lineEnd(from index: Int) -> Int? {
    guard index < buffer.count else { return nil }
    return buffer[index...].firstIndex(of: Byte.lineFeed)
  }

  private func balance(_ range: Range<Int>) -> Int {
    buffer[range].reduce(0) { $1 == Byte.open ? $0 + 1 : $1 == Byte.close ? $0 - 1 : $0 }
  }

  private func withoutHangupLines(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var lines = bytes.split(separator: Byte.lineFeed, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return Array(
      lines.filter { !$0.elementsEqual(ReplyDecoder.hangup) }.joined(separator: [Byte.lineFeed])
    )
  }

  private func checkLimit() throws(AGIError) {
    guard buffer.count - start <= limit else {
      throw AGIError(
        .protocolViolation,
        doing: "reading a reply",
        reason: "over \(limit) bytes without an end"
      )
    }
  }

  private static let hangup = Array("HANGUP".utf8)

  private static func mayBeHangup(_ bytes: ArraySlice<UInt8>) -> Bool {
    let whole = hangup + [Byte.lineFeed]
    return bytes.starts(with: whole) || whole.starts(with: bytes)
  }
}
