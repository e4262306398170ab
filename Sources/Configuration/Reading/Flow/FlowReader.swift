import Records
import Yams

/// Reads `ivr/NAME.yaml`: what a caller meets.
///
/// A node's kind is the word that begins it; how each
/// is read is in the extensions.
struct FlowReader {
  var flow: Flow
  /// All places named, to be checked against the other files.
  var targets: [WrittenTarget] = []
  /// Opening hours named, and languages.
  var hours: [(name: String, item: Item)] = []
  var languages: [(name: String, item: Item)] = []
  /// Variables that values are taken from, and those that are set.
  var read: [(name: String, item: Item)] = []
  var written: Set<String> = []
  /// Where each node was written, in that order.
  private(set) var places: [(node: String, item: Item)] = []

  init?(name: String, _ root: Section) {
    flow = Flow(name: name, start: "", nodes: [:])
    root.allow([
      ("start", "main"), ("operator", "queue people"), ("nodes", "{main: {menu: welcome, ...}}"),
      Section.languageKey,
    ])
    root.readLanguage()
    let example = "nodes: {main: {menu: welcome, ...}}"
    guard
      let section = root.needed("nodes", example: example)?.section(
        example: "main: {menu: welcome}"
      )
    else { return nil }
    flow.operator = root["operator"].flatMap { target($0) }
    for (key, value) in section.items { readNode(key, value) }
    guard let first = places.first else { return nil }
    flow.start = root["start"]?.text(example: first.node) ?? first.node
    if let start = root["start"], !known.contains(flow.start) {
      start.report(.unknownNode(flow.start, flow: name, known: known.sorted()))
    }
  }

  /// The names of all nodes, of those that could not be read too.
  private(set) var known: Set<String> = []

  private mutating func readNode(_ key: Item, _ value: Item) {
    guard let name = key.text(example: "main") else { return }
    guard Name.isReadable(name), !Target.verbs.contains(name) else {
      key.report(.badName(name))
      return
    }
    places.append((name, key))
    known.insert(name)
    guard let section = value.section(example: "{menu: welcome, keys: {1: queue sales}}") else {
      return
    }
    flow.nodes[name] = node(section)
  }

  private mutating func node(_ section: Section) -> FlowNode? {
    let kinds = section.items.compactMap { key, _ in
      key.node.string.flatMap { FlowNode.Kind(rawValue: $0) }
    }
    // Opening hours and a queue stand in nodes of other kinds too.
    let kind = kinds.first { $0 != .hours } ?? kinds.first
    switch kind {
    case .menu: return menu(section)
    case .play: return play(section)
    case .say: return say(section)
    case .collect: return collect(section)
    case .pin: return pin(section)
    case .language: return language(section)
    case .hours: return hours(section)
    case .set: return set(section)
    case .lookup: return lookup(section)
    case .record: return record(section)
    case .appointment: return appointment(section)
    case .queue: return queue(section)
    case .go: return go(section)
    case nil:
      section.report(.noNodeKind)
      return nil
    }
  }
}

// MARK: - What kinds share

extension FlowReader {
  /// A place that a node leads to.
  mutating func target(_ item: Item) -> Target? {
    guard let written = item.target() else { return nil }
    targets.append(written)
    return written.target
  }

  /// A place that must be named.
  mutating func needed(_ key: String, _ section: Section, example: String) -> Target? {
    section.needed(key, example: "\(key): \(example)").flatMap { target($0) }
  }

  /// A place that may be left out.
  ///
  /// - Returns: It, or what stands for it; `nil` when it cannot be read.
  mutating func optional(_ key: String, _ section: Section, else other: Target) -> Target? {
    guard let item = section[key] else { return other }
    return target(item)
  }

  /// A variable's name.
  func variable(_ item: Item) -> String? {
    guard let text = item.text(example: "account") else { return nil }
    guard Name.isVariable(text) else {
      item.report(.badVariable(text))
      return nil
    }
    return text
  }

  /// A variable that a value is taken from.
  mutating func source(_ item: Item) -> FlowValue? {
    guard let name = variable(item) else { return nil }
    read.append((name, item))
    return .variable(name)
  }

  /// A variable that is given a value.
  mutating func destination(_ item: Item) -> String? {
    guard let name = variable(item) else { return nil }
    guard !Name.builtInVariables.contains(name) else {
      item.report(.builtInVariable(name))
      return nil
    }
    written.insert(name)
    return name
  }

  /// A question with its prompts, attempts and comments.
  func question(_ key: String, _ section: Section, attempts: Int = 3) -> KeyQuestion {
    var question = KeyQuestion(
      section.needed(key, example: "\(key): welcome")?.prompts() ?? [],
      attempts: attempts
    )
    section.readManner(of: &question)
    return question
  }

  /// `6`, or `4-8`.
  func length(_ section: Section) -> ClosedRange<Int>? {
    guard let item = section.needed("digits", example: "digits: 6"),
      let text = item.text(example: "6")
    else { return nil }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(ends.count), let lowest = ends[0], let highest = ends[ends.count - 1],
      lowest > 0, lowest <= highest, highest <= 40
    else {
      item.report(.noLength(text))
      return nil
    }
    return lowest...highest
  }
}

extension Name {
  /// The name of a variable, as channels take it behind a prefix.
  static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 40 else { return false }
    return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// Variables that every call has.
  static let builtInVariables = ["caller", "dialled", "language", "now"]
}
