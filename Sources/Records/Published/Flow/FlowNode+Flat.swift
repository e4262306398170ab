extension FlowNode {
  /// The form in which it is published.
  ///
  /// - Parameter person: Where the flow's key 0 leads: a call reads the node alone.
  /// - Returns: Its lines.
  func flat(operator person: Target? = nil) -> FlatText {
    var flat = FlatText()
    flat.append("kind", kind.rawValue)
    switch self {
    case .menu(let menu): menu.append(to: &flat)
    case .play(let prompts, let next):
      flat.append(prompts: prompts)
      flat.append("next", next)
    case .say(let say): say.append(to: &flat)
    case .collect(let collect): collect.append(to: &flat)
    case .pin(let check): check.append(to: &flat)
    case .language(let choice): choice.append(to: &flat)
    case .hours(let hours, let open, let closed):
      flat.append("hours", hours)
      flat.append("open", open)
      flat.append("closed", closed)
    case .set(let assignments, let next):
      for one in assignments { flat.append("set", "\(one.variable) \(one.value)") }
      flat.append("next", next)
    case .lookup(let lookup): lookup.append(to: &flat)
    case .record(let message): message.append(to: &flat)
    case .appointment(let offer): offer.append(to: &flat)
    case .queue(let entry): entry.append(to: &flat)
    case .go(let target): flat.append("to", target)
    }
    flat.append("operator", person)
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    guard let kind = flat["kind"].flatMap(Kind.init), let node = Self.read(kind, flat) else {
      return nil
    }
    self = node
  }

  private static func read(_ kind: Kind, _ flat: FlatText) -> FlowNode? {
    switch kind {
    case .menu: return Menu(flat).map { .menu($0) }
    case .play: return flat.target("next").map { .play(flat.prompts, next: $0) }
    case .say: return Say(flat).map { .say($0) }
    case .collect: return Collect(flat).map { .collect($0) }
    case .pin: return PINCheck(flat).map { .pin($0) }
    case .language: return LanguageChoice(flat).map { .language($0) }
    case .hours:
      guard let hours = flat["hours"], let open = flat.target("open"),
        let closed = flat.target("closed")
      else { return nil }
      return .hours(hours, open: open, closed: closed)
    case .set:
      guard let next = flat.target("next") else { return nil }
      return .set(flat.all("set").compactMap(Assignment.init), next: next)
    case .lookup: return Lookup(flat).map { .lookup($0) }
    case .record: return VoiceMessage(flat).map { .record($0) }
    case .appointment: return AppointmentOffer(flat).map { .appointment($0) }
    case .queue: return QueueEntry(flat).map { .queue($0) }
    case .go: return flat.target("to").map { .go($0) }
    }
  }
}

extension FlowNode {
  /// What a node does, by the word that begins it in YAML.
  public enum Kind: String, CaseIterable, Sendable {
    /// One key leads on.
    case menu
    /// Prompts.
    case play
    /// Prompts and values.
    case say
    /// Digits.
    case collect
    /// A secret number.
    case pin
    /// A language.
    case language
    /// Open or closed.
    case hours
    /// Variables.
    case set
    /// A record's fields.
    case lookup
    /// The caller's voice.
    case record
    /// A date and time.
    case appointment
    /// A queue.
    case queue
    /// A place outside.
    case go
  }

  /// What the node does.
  public var kind: Kind {
    switch self {
    case .menu: .menu
    case .play: .play
    case .say: .say
    case .collect: .collect
    case .pin: .pin
    case .language: .language
    case .hours: .hours
    case .set: .set
    case .lookup: .lookup
    case .record: .record
    case .appointment: .appointment
    case .queue: .queue
    case .go: .go
    }
  }
}

extension Assignment {
  fileprivate init?(_ line: String) {
    guard let blank = line.utf8.firstIndex(of: UInt8(ascii: " ")) else { return nil }
    self.init(
      String(line[..<blank]),
      FlowValue(String(line[line.utf8.index(after: blank)...]))
    )
  }
}

extension FlatText {
  var prompts: [PromptName] { prompts("prompt") }

  func prompts(_ key: String) -> [PromptName] { all(key).map(PromptName.init) }

  mutating func append(prompts: [PromptName], as key: String = "prompt") {
    for prompt in prompts { append(key, prompt.name) }
  }

  func target(_ key: String) -> Target? { self[key].flatMap(Target.init) }

  func duration(_ key: String) -> Duration? {
    self[key].flatMap { Int($0) }.map { .milliseconds($0) }
  }

  var length: ClosedRange<Int>? {
    guard let lowest = self["least"].flatMap(Int.init),
      let highest = self["most"].flatMap(Int.init), lowest <= highest
    else { return nil }
    return lowest...highest
  }

  mutating func append(length: ClosedRange<Int>) {
    append("least", length.lowerBound)
    append("most", length.upperBound)
  }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  var milliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
