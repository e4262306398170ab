import AGI
@testable import AGITesting

/// A recorded session without the lines that we refuse to send, and those lines.
///
/// A line is refused when it is no line (CR, LF, NUL), too long or of too many words for the
/// Asterisk that it was sent to, or when it would run a shell.
struct Sayable {
  struct Line {
    let words: [[UInt8]]
    let refusal: AGIError.Code?

    /// The words, cut where they are long.
    var shown: String {
      words.map { word in
        let text = ByteLiteral.text(of: Array(word.prefix(60)))
        return word.count > 60 ? "\(text)... (\(word.count) bytes)" : text
      }
      .prefix(8).joined(separator: " ") + (words.count > 8 ? " ... (\(words.count) words)" : "")
    }
  }

  private(set) var recorded = RecordedSession()
  private(set) var lines: [Line] = []
  private(set) var refused: [Line] = []

  init(_ session: RecordedSession) {
    let version = session.events.lazy.compactMap { event in
      if case .received(let bytes) = event, bytes.starts(with: "agi_version: ".utf8) {
        String(decoding: bytes.dropFirst(13), as: UTF8.self)
      } else {
        nil
      }
    }
    let limits = Limits(asteriskVersion: version.first ?? "")
    var isRefused = false
    for (index, event) in session.events.enumerated() {
      switch event {
      case .sent(let bytes):
        let line = Sayable.line(bytes.dropLast(), within: limits)
        let isAnswered = session.events[(index + 1)...].contains { event in
          if case .sent = event { false } else { true }
        }
        // Quoted without need, a line may have been too long for Asterisk; unquoted it is not.
        isRefused = line.refusal != nil || !isAnswered || bytes.count - 1 > limits.line
        if line.refusal != nil { refused.append(line) }
        if !isRefused {
          lines.append(line)
          recorded.events.append(event)
        }
      case .received where isRefused: break
      default: recorded.events.append(event)
      }
    }
  }

  /// Says every line, and returns the results.
  func replay(cut: RecordedSession.Cut) -> (results: [String], Replay) {
    let results = Results()
    let replay = recorded.replay(cut: cut) { call in
      let speaker = Speaker(call: call)
      results.all = lines.map { speaker.say($0.words) }
    }
    return (results.all, replay)
  }

  /// Each line with all that Asterisk said after it.
  var exchanges: [(Line, reply: [UInt8])] {
    var exchanges: [(Line, reply: [UInt8])] = []
    for event in recorded.events {
      switch event {
      case .sent: exchanges.append((lines[exchanges.count], []))
      case .received(let bytes) where !exchanges.isEmpty:
        exchanges[exchanges.count - 1].reply += bytes
      default: break
      }
    }
    return exchanges.filter { !$0.reply.isEmpty }
  }

  /// What is written when every line is said, as it goes on the wire.
  func linesOfOurs() -> [String] {
    let peer = ReplayingPeer(recorded, cut: .none)
    if let call = try? PeerSession.open(peer) {
      let speaker = Speaker(call: call)
      for line in lines { _ = speaker.say(line.words) }
    }
    return peer.linesReceived
  }

  private final class Results {
    var all: [String] = []
  }

  private static func line(_ bytes: some Collection<UInt8>, within limits: Limits) -> Line {
    let words = CommandWords(bytes).words
    let text = String(decoding: bytes, as: UTF8.self)
    let length = words.reduce(words.count - 1) { length, word in
      let isPlain = !word.isEmpty && word.allSatisfy { (0x21...0x7E).contains($0) }
      return length + word.count + (isPlain ? 0 : 2)
    }
    let refusal: AGIError.Code? =
      if words.isEmpty || bytes.contains(where: { [0, 10, 13].contains($0) })
        || text.contains("SHELL(") && text.contains(" VARIABLE ")
      {
        .refusedArgument
      } else if words.count > limits.words {
        .tooManyArguments
      } else if length > limits.line {
        .lineTooLong
      } else {
        nil
      }
    return Line(words: words, refusal: refusal)
  }
}
