public import AGI

/// What became of a replayed session.
public struct Replay {
  /// A command that is not the recorded one.
  public struct Difference: Sendable, Equatable, CustomStringConvertible {
    /// The recorded line; `nil` when the recording is over.
    public let expected: String?
    /// The line that was sent.
    public let sent: String

    /// Both lines.
    public var description: String { "expected \(expected ?? "nothing more"), got \(sent)" }
  }

  /// How the script came to its end.
  public let end: ScriptEnd
  /// What it threw.
  public let error: (any Error)?
  /// Where it left the recording; empty when every command was the recorded one.
  public let differences: [Difference]
  /// Recorded commands that were not sent.
  public let linesLeft: [String]

  /// Whether all that was recorded was sent, and nothing else.
  public var isFaithful: Bool { differences.isEmpty && linesLeft.isEmpty }
}

extension RecordedSession {
  /// How what Asterisk says at once is cut into reads.
  public enum Cut: Sendable, Equatable {
    /// As it was recorded: each line by itself.
    case none
    /// All lines of a reply in one read, but cut once behind this many bytes.
    case once(at: Int)
    /// Into reads of this many bytes.
    case every(Int)
  }

  /// Runs a script against the recording: each command gets the reply that was recorded.
  ///
  /// A command is the recorded one when Asterisk reads the same words from it, however they are
  /// quoted. The library's own probes, which find out whether a caller has left, are answered in
  /// the recording's sense.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - cut: How Asterisk's bytes arrive.
  /// - Returns: How it ended, and where it left the recording.
  public func replay(_ script: some Script, cut: Cut = .none) -> Replay {
    var script = script
    let peer = ReplayingPeer(self, cut: cut)
    let (end, error) = PeerSession.run(&script, with: peer)
    return Replay(
      end: end,
      error: error,
      differences: peer.differences,
      linesLeft: peer.linesLeft
    )
  }

  /// Runs commands against the recording, as ``replay(_:cut:)`` runs a script.
  public func replay(cut: Cut = .none, _ body: @escaping (Call) throws -> Void) -> Replay {
    replay(Commands(body), cut: cut)
  }

  /// The most bytes that Asterisk says before it waits for the script.
  public var longestTurn: Int {
    turns.map { $0.reduce(0) { $0 + $1.count } }.max() ?? 0
  }

  /// What Asterisk says between two commands, line by line.
  private var turns: [[[UInt8]]] {
    var turns: [[[UInt8]]] = [[]]
    for event in events {
      switch event {
      case .sent: turns.append([])
      case .received(let bytes): turns[turns.count - 1].append(bytes)
      case .signal, .end, .remark: break
      }
    }
    return turns
  }
}
