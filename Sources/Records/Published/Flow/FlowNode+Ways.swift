/// One way out of a node.
public struct Way: Equatable, Sendable {
  /// What takes it: a key (`1`), or what happened (`next`, `otherwise`, `closed`).
  public var word: String
  /// Where it leads.
  public var target: Target
  /// Whether a caller comes this way who presses nothing, without having waited in a queue.
  public var isSilent: Bool

  /// Describes a way.
  public init(word: String, target: Target, isSilent: Bool) {
    self.word = word
    self.target = target
    self.isSilent = isSilent
  }
}

extension FlowNode {
  /// All ways out, the flow's key 0 apart.
  public var ways: [Way] {
    switch self {
    case .menu(let menu):
      menu.keys.map { Way(word: String($0.key), target: $0.target, isSilent: false) }
        + [Way(word: "otherwise", target: menu.otherwise, isSilent: true)]
    case .play(_, let next), .set(_, let next): [silent("next", next)]
    case .say(let say): [silent("next", say.next)]
    case .collect(let collect):
      [pressed("next", collect.next), silent("otherwise", collect.otherwise)]
    case .pin(let check):
      [
        pressed("next", check.next), silent("locked", check.locked),
        silent("otherwise", check.otherwise),
      ]
    case .language(let choice):
      choice.places.map { pressed($0.language, $0.target) }
        + (choice.isNextUsed ? [pressed("next", choice.next)] : [])
        + [silent("otherwise", choice.otherwise)]
    case .hours(_, let open, let closed): [silent("open", open), silent("closed", closed)]
    case .lookup(let lookup):
      [
        silent("found", lookup.found), silent("unknown", lookup.unknown),
        silent("failed", lookup.failed),
      ]
    case .record(let message):
      [pressed("next", message.next), silent("otherwise", message.otherwise)]
    case .appointment(let offer):
      [
        pressed("next", offer.next), silent("full", offer.full),
        silent("otherwise", offer.otherwise),
      ]
    case .queue(let entry):
      [silent("queue", .queue(entry.queue))]
        + entry.then.map { pressed($0.reason.rawValue, $0.target) }
    case .go(let target): [silent("to", target)]
    }
  }

  /// Whether the key 0 has a meaning of its own here, so that the flow's is not offered.
  public var hasOwnZero: Bool {
    if case .menu(let menu) = self { return menu.target(of: "0") != nil }
    if case .language(let choice) = self { return choice.language(of: "0") != nil }
    return false
  }

  /// Whether a caller is asked for keys here, so that 0 reaches a person.
  public var asks: Bool {
    switch kind {
    case .menu, .collect, .pin, .language, .record, .appointment: true
    case .play, .say, .hours, .set, .lookup, .queue, .go: false
    }
  }

  private func silent(_ word: String, _ target: Target) -> Way {
    Way(word: word, target: target, isSilent: true)
  }

  private func pressed(_ word: String, _ target: Target) -> Way {
    Way(word: word, target: target, isSilent: false)
  }
}
