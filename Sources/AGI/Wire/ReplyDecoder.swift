/// Turns Asterisk's bytes into replies, however they were cut on the way.
///
/// Pure: it owns no file and no clock. Feed bytes with ``append(_:)``, ask with ``next(_:)``.
///
/// Two things are not decided by a line's end. A value in parentheses is raw and may hold newlines;
/// where `)` ends a line while a parenthesis is open, only a marker can tell. And FastAGI says
/// `HANGUP` on a line of its own, before, between or after replies.
struct ReplyDecoder: Sendable {
  /// What the pending command's reply may look like.
  enum Form: Sendable {
    /// One line, or the several lines of 520.
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
    /// A value that may go on or not. Send a marker, then ask for it.
    case undecided
  }

  private var buffer: [UInt8] = []
  private var start = 0
  /// The line without its end so far, and how far it has been searched for one.
  private var partialLine = (start: 0, searched: 0)
  /// Bytes of lines that belonged to no reply; each would have shifted all later ones.
  private(set) var strayBytes = 0
  private let limit: Int

  init(limit: Int = Limits(line: 0).reply) {
    self.limit = limit
  }

  /// Whether bytes wait that are not part of a reply yet.
  var isEmpty: Bool { start == buffer.count }

  mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0, start == buffer.count {
      buffer.removeAll(keepingCapacity: true)
      start = 0
      partialLine = (0, 0)
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next event, or `nil` when more bytes are needed.
  ///
  /// - Throws: ``AGIError`` with code `protocolViolation` when a reply passes the limit, or when
  ///   the environment goes on where a reply should be.
  mutating func next(_ form: Form) throws(AGIError) -> Event? {
    if case .marker(let marker) = form { return try nextMarker(marker) }
    while let end = lineEnd(from: start) {
      let line = buffer[start..<end]
      if line.elementsEqual(ReplyDecoder.hangup) {
        start = end + 1
        return .hangup
      }
      guard let status = Reply.status(of: line) else {
        try skipStray(to: end)
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
    try checkLimit(buffer.count - start)
    return nil
  }

  /// Drops the lines that came while nothing was asked, so that none answers the next command.
  ///
  /// - Returns: Whether a `HANGUP` was among them.
  /// - Throws: ``AGIError`` with code `protocolViolation`, as ``next(_:)`` does.
  mutating func discardUnasked() throws(AGIError) -> Bool {
    var hangup = false
    while let end = lineEnd(from: start) {
      if buffer[start..<end].elementsEqual(ReplyDecoder.hangup) {
        hangup = true
        start = end + 1
      } else {
        try skipStray(to: end)
      }
    }
    return hangup
  }

  // MARK: - Replies of several lines

  /// `520-...` runs to its own last line, unless Asterisk has no usage text to show.
  private mutating func usageEnd(firstLineEnd: Int) throws(AGIError) -> Int? {
    let first = buffer[start..<firstLineEnd]
    guard buffer[start + 3] == Byte.minus, first.firstRange(ofText: "not available") == nil else {
      return firstLineEnd
    }
    var lineStart = firstLineEnd + 1
    while let end = lineEnd(from: lineStart) {
      if buffer[lineStart..<end].starts(withText: "520 End of proper usage.") { return end }
      lineStart = end + 1
    }
    try checkLimit(buffer.count - start)
    return nil
  }

  /// A value ends with `)` at the end of a line.
  ///
  /// It goes on when more bytes are already here: commands are never pipelined, so they can be
  /// nothing else, but for a `HANGUP`.
  private mutating func nextValue(open: Int, firstLineEnd: Int) throws(AGIError) -> Event? {
    var end = firstLineEnd
    while true {
      if buffer[end - 1] == Byte.close, ReplyDecoder.mayBeHangup(buffer[(end + 1)...]) {
        return balance(open..<end) <= 0 ? try take(to: end) : .undecided
      }
      guard let following = lineEnd(from: end + 1) else {
        try checkLimit(buffer.count - start)
        return nil
      }
      end = following
    }
  }

  private mutating func nextMarker(_ marker: [UInt8]) throws(AGIError) -> Event? {
    let reply = Array("200 result=1 (".utf8) + marker + [Byte.close]
    var lineStart = start
    while let end = lineEnd(from: lineStart) {
      if buffer[lineStart..<end].elementsEqual(reply) {
        if removeHangup(before: lineStart) { return .hangup }
        let bytes = buffer[start..<max(start, lineStart - 1)]
        start = end + 1
        return .reply(try Reply(bytes.isEmpty ? Array("200 result=".utf8) : Array(bytes)))
      }
      lineStart = end + 1
    }
    try checkLimit(buffer.count - start)
    return nil
  }

  /// Takes out a `HANGUP` that stands before or behind the reply that ends at `end`.
  private mutating func removeHangup(before end: Int) -> Bool {
    let whole = ReplyDecoder.hangup + [Byte.lineFeed]
    if buffer[start..<end].starts(with: whole) {
      start += whole.count
      return true
    }
    let last = end - whole.count
    guard last > start, buffer[last - 1] == Byte.lineFeed,
      buffer[last..<end].elementsEqual(whole)
    else { return false }
    buffer.removeSubrange(last..<end)
    partialLine = (start, start)
    return true
  }

  // MARK: - Lines

  private mutating func take(to end: Int) throws(AGIError) -> Event {
    let reply = try Reply(Array(buffer[start..<end]))
    start = end + 1
    return .reply(reply)
  }

  private mutating func skipStray(to end: Int) throws(AGIError) {
    let line = buffer[start..<end]
    guard !line.starts(withText: "agi_") else {
      throw AGIError(
        .protocolViolation,
        doing: "reading a reply",
        reason: "the environment goes on: a newline in the caller's number or name ended it early",
        evidence: line.prefix(80).text
      )
    }
    strayBytes += line.count + 1
    start = end + 1
    try checkLimit(strayBytes)
  }

  private mutating func lineEnd(from index: Int) -> Int? {
    let from = index == partialLine.start ? max(index, partialLine.searched) : index
    if from < buffer.count, let end = buffer[from...].firstIndex(of: Byte.lineFeed) { return end }
    partialLine = (index, buffer.count)
    return nil
  }

  private func balance(_ range: Range<Int>) -> Int {
    buffer[range].reduce(0) { $1 == Byte.open ? $0 + 1 : $1 == Byte.close ? $0 - 1 : $0 }
  }

  private func checkLimit(_ count: Int) throws(AGIError) {
    guard count <= limit else {
      throw AGIError(
        .protocolViolation,
        doing: "reading a reply",
        reason: "over \(limit) bytes without an end"
      )
    }
  }

  private static let hangup = Array("HANGUP".utf8)

  /// Whether nothing follows, or what may become `HANGUP` and its newline.
  private static func mayBeHangup(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.isEmpty { return true }
    let whole = hangup + [Byte.lineFeed]
    return bytes.starts(with: whole) || whole.starts(with: bytes)
  }
}
