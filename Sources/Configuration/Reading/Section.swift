import Foundation
import Records
import Yams

/// One mapping of a file, read key by key; every mistake met on the way is reported.
///
/// Reading never stops at a mistake: what cannot be read is `nil`, and the check goes on.
struct Section {
  let file: String
  let line: Int
  let findings: Findings
  private let entries: [(key: Node, value: Node)]

  /// The section that a node holds.
  init?(_ node: Node, in file: String, example: String, _ findings: Findings) {
    guard let mapping = node.mapping else {
      let isWide = node.scalar?.string.contains(Mistake.wideColonSign) == true
      Item(node, in: file, findings)
        .report(isWide ? .wideColon : .unexpected(found: node.kind, example: example))
      return nil
    }
    self.file = file
    self.findings = findings
    line = node.mark?.line ?? 1
    // YAML holds 1 and "1" for two keys, and we do not.
    var seen: [String: Int] = [:]
    entries = mapping.compactMap { key, value in
      guard let text = key.string else { return (key, value) }
      let item = Item(key, in: file, findings)
      guard let first = seen[text] else {
        seen[text] = item.line
        return (key, value)
      }
      item.report(.repeatedKey(text, on: [first, item.line]))
      return nil
    }
  }

  /// All keys with what they hold.
  var items: [(key: Item, value: Item)] {
    entries.map { (Item($0.key, in: file, findings), Item($0.value, in: file, findings)) }
  }

  /// What a key holds; ``allow(_:)`` reports those that hold nothing.
  subscript(key: String) -> Item? {
    guard let entry = entries.first(where: { $0.key.string == key }) else { return nil }
    let item = Item(entry.value, in: file, findings)
    return item.isEmpty ? nil : item
  }

  /// Whether a key stands here, even with nothing behind it.
  func has(_ key: String) -> Bool {
    entries.contains { $0.key.string == key }
  }

  /// What a key holds that must be there.
  func needed(_ key: String, example: String) -> Item? {
    guard let item = self[key] else {
      if !has(key), !findings.meantKeys.contains(place(of: key)) {
        report(.missingKey(key, example: example))
      }
      return nil
    }
    guard !item.isEmptyCollection else {
      item.report(.emptyKey(key, example: example))
      return nil
    }
    return item
  }

  /// The keys that a section may have, each with what could stand behind it.
  typealias Keys = [(name: String, example: String)]

  /// Reports all other keys, and those with nothing behind them: to leave out `hours` and to forget
  /// what they are is not the same.
  ///
  /// - Parameters:
  ///   - known: The keys.
  ///   - told: Keys of which more was said already.
  func allow(_ known: Keys, except told: [String] = []) {
    for (key, value) in items {
      if let name = key.node.string, told.contains(name) { continue }
      guard let found = known.first(where: { $0.name == key.node.string }) else {
        let name = key.node.string ?? key.node.kind
        key.report(.unknownKey(name, known: known.map(\.name)))
        if let meant = nearWord(to: name, among: known.map(\.name)) {
          findings.meantKeys.insert(place(of: meant))
        }
        continue
      }
      if value.isEmpty {
        key.report(.emptyKey(found.name, example: "\(found.name): \(found.example)"))
      }
    }
  }

  private func place(of key: String) -> String { "\(file):\(line):\(key)" }

  func report(_ mistake: Mistake) {
    findings.report(mistake, in: file, line: line)
  }
}

/// One value of a file.
struct Item {
  let file: String
  let node: Node
  let findings: Findings

  init(_ node: Node, in file: String, _ findings: Findings) {
    self.file = file
    self.node = node
    self.findings = findings
  }

  var line: Int { node.mark?.line ?? 1 }

  /// A list or a mapping with nothing in it.
  var isEmptyCollection: Bool {
    switch node {
    case .sequence(let sequence): sequence.isEmpty
    case .mapping(let mapping): mapping.isEmpty
    default: false
    }
  }

  /// Nothing behind the colon.
  var isEmpty: Bool {
    switch node {
    case .scalar(let scalar): scalar.string.isEmpty && scalar.style == .plain
    default: false
    }
  }

  func report(_ mistake: Mistake) {
    findings.report(mistake, in: file, line: line)
  }

  /// A text.
  ///
  /// Numbers are texts too, as they were written: `007` keeps its zeros. Letters with accents come
  /// in one form (NFC): the store compares bytes, and two that look alike must be one name there.
  func text(example: String) -> String? {
    guard let text = node.scalar?.string, !text.isEmpty else {
      report(.unexpected(found: node.kind, example: example))
      return nil
    }
    return text.precomposedStringWithCanonicalMapping
  }

  /// One item, or a list of them.
  var list: [Item] {
    guard let sequence = node.sequence else { return isEmpty ? [] : [self] }
    return sequence.map { Item($0, in: file, findings) }
  }

  func section(example: String) -> Section? {
    Section(node, in: file, example: example, findings)
  }
}

extension Node {
  /// What a person would call it.
  var kind: String {
    switch self {
    case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "\"\(scalar.string)\""
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    }
  }
}
