/// What happened in a call, as one phone saw it, in order.
public struct Transcript: Sendable {
  public enum Happening: Hashable, Sendable {
    /// We called this number.
    case called(String)
    /// We were called: by whom, for which number.
    case wasCalled(by: CallerID, number: String)
    case rang
    /// Audio before the answer.
    case earlyAudio
    case answered
    case heard(HeardPrompt)
    /// The other side pressed a key.
    case heardKey(Character)
    case pressed(Character)
    case ended(CallEnd)
  }

  public struct Entry: Hashable, Sendable {
    public let at: Moment
    public internal(set) var happening: Happening
  }

  public internal(set) var entries: [Entry] = []

  /// What happened, without the times.
  public var happenings: [Happening] { entries.map(\.happening) }

  /// The prompts that were heard, in order.
  public var prompts: [HeardPrompt] {
    entries.compactMap {
      if case .heard(let prompt) = $0.happening { prompt } else { nil }
    }
  }

  /// The keys that the other side pressed.
  public var heardKeys: String {
    String(
      entries.compactMap {
        if case .heardKey(let key) = $0.happening { key } else { nil }
      }
    )
  }

  mutating func add(_ happening: Happening, at moment: Moment = .now) {
    entries.append(Entry(at: moment, happening: happening))
  }

  /// Updates the prompt that is being heard.
  mutating func update(_ prompt: HeardPrompt) {
    let current = entries.lastIndex {
      if case .heard(let heard) = $0.happening { !heard.isOver } else { false }
    }
    if let current { entries[current].happening = .heard(prompt) }
  }
}

extension Transcript: CustomStringConvertible {
  /// A line for each happening, with the seconds since the first.
  public var description: String {
    guard let start = entries.first?.at else { return "nothing happened" }
    return
      entries
      .map { "\(($0.at - start).inSeconds)  \($0.happening)" }
      .joined(separator: "\n")
  }
}

extension Transcript.Happening: CustomStringConvertible {
  public var description: String {
    switch self {
    case .called(let number): "called \(number)"
    case .wasCalled(let caller, let number):
      "was called by \(caller.name.map { "\"\($0)\" " } ?? "")\(caller.number) for \(number)"
    case .rang: "rang"
    case .earlyAudio: "early audio"
    case .answered: "answered"
    case .heard(let prompt): "heard \(prompt)"
    case .heardKey(let key): "heard the key \(key)"
    case .pressed(let key): "pressed \(key)"
    case .ended(let end): "\(end)"
    }
  }
}
