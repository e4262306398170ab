internal import AGI

/// Asterisk as it was recorded.
final class ReplayingPeer: Peer {
  private let events: [RecordedSession.Event]
  private let cut: RecordedSession.Cut
  private var next = 0
  private var reads: [ArraySlice<UInt8>] = []
  private var line: [UInt8] = []
  private var isClosed = false
  private(set) var hasSignalledHangup = false
  /// What was sent, line by line.
  private(set) var linesReceived: [String] = []
  private(set) var differences: [Replay.Difference] = []

  let hasStoppedServer = false

  init(_ session: RecordedSession, cut: RecordedSession.Cut) {
    events = session.events
    self.cut = cut
    playTurn()
  }

  /// Recorded commands that were not sent.
  var linesLeft: [String] {
    events[next...].compactMap { event in
      if case .sent(let bytes) = event { text(bytes.dropLast()) } else { nil }
    }
  }

  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard !isClosed else { return false }
    for byte in bytes {
      line.append(byte)
      if byte == UInt8(ascii: "\n") {
        answer()
        line.removeAll()
      }
    }
    return true
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let first = reads.first else {
      isClosed = true
      return 0
    }
    let bytes = first.prefix(buffer.count)
    if bytes.count == first.count {
      reads.removeFirst()
    } else {
      reads[0] = first.dropFirst(bytes.count)
    }
    buffer.copyBytes(from: bytes)
    return bytes.count
  }

  private func answer() {
    let command = CommandWords(line.dropLast())
    let words = command.words
    linesReceived.append(text(line.dropLast()))
    if next < events.count, case .sent(let expected) = events[next],
      CommandWords(expected.dropLast()).means(command)
    {
      next += 1
      playTurn()
    } else if words == CommandWords("CHANNEL STATUS".utf8).words {
      say(callerWillHaveLeft ? "511 Command Not Permitted on a dead channel" : "200 result=6")
    } else if let marker = words.last, words.count == 4, marker.starts(with: "swb-in-step-".utf8) {
      say("200 result=1 (\(text(marker)))")
    } else {
      differences.append(Replay.Difference(expected: linesLeft.first, sent: text(line.dropLast())))
      say("510 Invalid or unknown command")
    }
  }

  /// Plays what Asterisk said until the next command.
  private func playTurn() {
    var turn: [[UInt8]] = []
    while next < events.count {
      switch events[next] {
      case .sent:
        add(turn)
        return
      case .received(let bytes): turn.append(bytes)
      case .signal: hasSignalledHangup = true
      case .end: isClosed = true
      case .remark: break
      }
      next += 1
    }
    add(turn)
  }

  private func add(_ turn: [[UInt8]]) {
    let whole = turn.flatMap(\.self)
    switch cut {
    case .none:
      reads += turn.map { $0[...] }
    case .once(let place):
      reads += [whole.prefix(place), whole.dropFirst(place)].filter { !$0.isEmpty }
    case .every(let size):
      var rest = whole[...]
      while !rest.isEmpty {
        reads.append(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
    }
  }

  private func say(_ text: String) {
    add([Array((text + "\n").utf8)])
  }

  /// Whether the recording shows later that the channel is dead.
  private var callerWillHaveLeft: Bool {
    if hasSignalledHangup || isClosed { return true }
    return events[next...].contains { event in
      switch event {
      case .received(let bytes): bytes.starts(with: "511".utf8) || bytes == Array("HANGUP\n".utf8)
      case .signal, .end: true
      case .sent, .remark: false
      }
    }
  }

  private func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
