import Records
import Yams

/// Nodes that play something, and nodes that only lead on.
extension FlowReader {
  mutating func play(_ section: Section) -> FlowNode? {
    section.allow([("play", "welcome"), ("next", "hangup")])
    let prompts = section.needed("play", example: "play: welcome")?.prompts() ?? []
    guard let next = needed("next", section, example: "hangup") else { return nil }
    return .play(prompts, next: next)
  }

  mutating func say(_ section: Section) -> FlowNode? {
    section.allow([("say", "[your-balance-is, {money: balance}]"), ("next", "hangup")])
    var parts: [Say.Part] = []
    for item in section.needed("say", example: "say: [your-balance-is, {money: balance}]")?.list
      ?? []
    {
      if let part = part(item) { parts.append(part) }
    }
    guard let next = needed("next", section, example: "hangup") else { return nil }
    return .say(Say(parts, next: next))
  }

  /// A prompt, or how a value is said and which.
  private mutating func part(_ item: Item) -> Say.Part? {
    let manners = Say.Manner.allCases.map(\.rawValue)
    guard item.node.mapping != nil else { return item.prompt().map { .prompt($0) } }
    guard let section = item.section(example: "{money: balance}") else { return nil }
    // A prompt as text is a mapping too.
    guard let first = section.items.first, let word = first.key.node.string,
      manners.contains(word)
    else {
      if let word = section.items.first?.key.node.string, !Self.textKeys(word) {
        item.report(.unknownKey(word, known: manners))
        return nil
      }
      return item.prompt().map { .prompt($0) }
    }
    section.allow([(word, "balance")])
    guard let manner = Say.Manner(rawValue: word), let text = first.value.text(example: "balance")
    else { return nil }
    if let value = text.utf8.first, (0x30...0x39).contains(value) || value == UInt8(ascii: "-") {
      return .value(.text(text), as: manner)
    }
    return source(first.value).map { .value($0, as: manner) }
  }

  /// Whether a key could begin a prompt as text.
  private static func textKeys(_ word: String) -> Bool {
    word == "text" || word == "language" || Name.isLanguage(word)
  }

  mutating func hours(_ section: Section) -> FlowNode? {
    section.allow([("hours", "office"), ("open", "queue sales"), ("closed", "announce closed")])
    let item = section.needed("hours", example: "hours: office")
    let name = item?.name(example: "office")
    if let item, let name { hours.append((name, item)) }
    let open = needed("open", section, example: "queue sales")
    let closed = needed("closed", section, example: "announce closed")
    guard let name, let open, let closed else { return nil }
    return .hours(name, open: open, closed: closed)
  }

  mutating func set(_ section: Section) -> FlowNode? {
    section.allow([("set", "{branch: north}"), ("next", "hangup")])
    var assignments: [Assignment] = []
    let values = section.needed("set", example: "set: {branch: north}")?
      .section(example: "branch: north")
    for (key, item) in values?.items ?? [] {
      guard let variable = destination(key), let text = item.text(example: "north") else {
        continue
      }
      let value = FlowValue(text)
      if case .variable(let name) = value {
        guard Name.isVariable(name) else {
          item.report(.badVariable(name))
          continue
        }
        read.append((name, item))
      } else if !Name.isHarmless(text) {
        item.report(.badValue(text))
        continue
      }
      assignments.append(Assignment(variable, value))
    }
    guard let next = needed("next", section, example: "hangup") else { return nil }
    return .set(assignments, next: next)
  }

  mutating func lookup(_ section: Section) -> FlowNode? {
    section.allow([
      ("lookup", "directory"), ("key", "account"), ("into", "{balance: balance}"),
      ("found", "queue vip"), ("unknown", "queue sales"), ("failed", "queue sales"),
    ])
    let source: Lookup.Source? = section.needed("lookup", example: "lookup: directory")
      .flatMap { item in
        guard let text = item.text(example: "directory") else { return nil }
        guard let source = Lookup.Source(text), Name.areWords(text) else {
          item.report(.noLookup(text))
          return nil
        }
        return source
      }
    let key = section["key"].map { self.source($0) } ?? .variable("caller")
    let fields = fields(section)
    let found = needed("found", section, example: "queue vip")
    let unknown = needed("unknown", section, example: "queue sales")
    guard let source, let key, let found, let unknown,
      let failed = optional("failed", section, else: unknown)
    else { return nil }
    return .lookup(
      Lookup(source, key: key, fields: fields, found: found, unknown: unknown, failed: failed)
    )
  }

  /// Variables, and the field that each is taken from.
  private mutating func fields(_ section: Section) -> [Lookup.Field] {
    var fields: [Lookup.Field] = []
    for (key, item) in section["into"]?.section(example: "balance: balance")?.items ?? [] {
      guard let variable = destination(key), let field = item.text(example: "balance") else {
        continue
      }
      fields.append(.init(field, into: variable))
    }
    return fields
  }

  mutating func queue(_ section: Section) -> FlowNode? {
    section.allow([
      ("queue", "sales"), ("priority", "10"), ("timeout", "90s"),
      ("then", "{timeout: callback sales}"),
    ])
    let item = section.needed("queue", example: "queue: sales")
    let name = item?.name(example: "sales")
    if let item, let name { targets.append(WrittenTarget(target: .queue(name), item: item)) }
    var entry = QueueEntry(name ?? "")
    entry.priority = section["priority"]?.integer(from: 0, to: 1_000)
    entry.longest = section["timeout"]?.duration(upTo: .seconds(7_200))
    if let then = section["then"]?.section(example: "timeout: callback sales") {
      let reasons = QueueEntry.Reason.allCases
      then.allow(reasons.map { ($0.rawValue, "callback sales") })
      for reason in reasons {
        guard let target = then[reason.rawValue].flatMap({ target($0) }) else { continue }
        entry.then.append(.init(reason, target))
      }
    }
    return name == nil ? nil : .queue(entry)
  }

  mutating func go(_ section: Section) -> FlowNode? {
    section.allow([("go", "extension 1001")])
    return needed("go", section, example: "extension 1001").map { .go($0) }
  }
}

extension Name {
  /// Words with blanks between them, nothing else.
  static func areWords(_ text: String) -> Bool {
    text.split(separator: " ").allSatisfy { isWord(String($0)) }
  }

  /// Whether a value reaches a dialplan as it is written.
  static func isHarmless(_ text: String) -> Bool {
    text.utf8.count <= 200
      && text.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "0"..."9", "a"..."z", "A"..."Z", " ", "-", "_", ".", ":", "+", "*", "#", "@", "/": true
        default: scalar.value >= 0xA0 && scalar.properties.isAlphabetic
        }
      }
  }
}
