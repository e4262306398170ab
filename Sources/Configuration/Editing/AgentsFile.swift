import Foundation
public import Records
import Yams

/// `agents.yaml` as lines, changed in place: comments and order stay.
///
/// After a change it is read again. When anything else came to say something else, the change is
/// refused.
public struct AgentsFile {
  /// The lines.
  public private(set) var text: String

  /// Why a file was not changed.
  public enum Refusal: Error, Equatable {
    /// There is such an agent already.
    case present
    /// There is no such agent.
    case absent
    /// It is written in a way that is not changed safely.
    case unsure
  }

  /// Takes a file's text.
  public init(_ text: String) {
    self.text = text
  }

  /// Whether an agent stands there; what is no YAML holds nobody.
  public func has(_ number: String) -> Bool {
    (try? entries(of: text))?.contains { $0.number == number } ?? false
  }

  /// Puts an agent behind all others.
  public mutating func add(_ agent: AgentSettings) throws(Refusal) {
    let before = try entries(of: text)
    guard !before.contains(where: { $0.number == agent.number }) else { throw .present }
    var changed = text
    if !changed.isEmpty, !changed.hasSuffix("\n") { changed += "\n" }
    changed += Self.lines(of: agent)
    try take(changed, instead: before) { $0.number != agent.number }
    guard has(agent.number) else { throw .unsure }
  }

  /// Takes an agent out; a comment above stays.
  public mutating func remove(_ number: String) throws(Refusal) {
    let before = try entries(of: text)
    guard let index = before.firstIndex(where: { $0.number == number }) else { throw .absent }
    var lines = self.lines
    lines.removeSubrange(try span(index, of: before))
    try take(lines.joined(separator: "\n"), instead: before) { $0.number != number }
    guard !has(number) else { throw .unsure }
  }

  /// Sets an agent's PIN by its hash.
  public mutating func setPIN(_ hash: String, of number: String) throws(Refusal) {
    let before = try entries(of: text)
    guard let index = before.firstIndex(where: { $0.number == number }) else { throw .absent }
    guard let fields = before[index].value.mapping, let first = fields.first?.key.mark,
      fields.style != .flow, first.line > before[index].line
    else { throw .unsure }
    var lines = self.lines
    let indent = String(repeating: " ", count: first.column - 1)
    let new = "\(indent)pin: \"\(hash)\""
    if let field = fields.first(where: { $0.key.string == "pin" }), let mark = field.key.mark {
      // A value on a line of its own, or over several, is not ours to guess.
      guard lines.indices.contains(mark.line - 1), field.value.mark?.line == mark.line else {
        throw .unsure
      }
      lines[mark.line - 1] = new
    } else {
      lines.insert(new, at: first.line - 1)
    }
    try take(lines.joined(separator: "\n"), instead: before) { $0.number != number }
    guard let now = try entries(of: text).first(where: { $0.number == number })?.value.mapping,
      now["pin"]?.string == hash,
      Self.isSame(now, fields, without: "pin")
    else { throw .unsure }
  }

  /// An agent as it is written.
  public static func lines(of agent: AgentSettings) -> String {
    var text = "\(key(agent.number)):\n  name: \(plain(agent.name))\n"
    if let pin = agent.pin { text += "  pin: \"\(pin)\"\n" }
    if let team = agent.team { text += "  team: \(plain(team))\n" }
    if !agent.skills.isEmpty {
      let skills = agent.skills.map { "\($0.name): \($0.level)" }.joined(separator: ", ")
      text += "  skills: {\(skills)}\n"
    }
    if !agent.queues.isEmpty { text += "  queues: [\(agent.queues.joined(separator: ", "))]\n" }
    if !agent.roles.isEmpty {
      text += "  roles: [\(agent.roles.map(\.rawValue).joined(separator: ", "))]\n"
    }
    return text
  }

  /// A number with a zero in front is another one to programs that read numbers.
  private static func key(_ number: String) -> String {
    number.hasPrefix("0") ? "\"\(number)\"" : number
  }

  /// Quoted, unless nothing in it could mean anything to YAML.
  ///
  /// By scalars, not characters: a colon that shares a character with a letter is still a colon.
  private static func plain(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.first?.properties.isAlphabetic == true
      && text.unicodeScalars.allSatisfy { scalar in
        scalar == " " || scalar == "." || scalar.properties.isAlphabetic
          || scalar.properties.numericType != nil
      }
      && !["yes", "no", "on", "off", "true", "false", "null", "y", "n"].contains(text.lowercased())
    return isPlain ? text : "\"\(text)\""
  }
}

// MARK: - Reading

extension AgentsFile {
  /// An agent as the file has it.
  private struct Entry {
    var number: String
    /// Where it begins, from 1.
    var line: Int
    var value: Node
  }

  private var lines: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// All agents; an empty file has none.
  private func entries(of text: String) throws(Refusal) -> [Entry] {
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch { throw .unsure }
    guard let root, !(root.scalar?.string.isEmpty ?? false) else { return [] }
    guard let mapping = root.mapping, mapping.style != .flow else { throw .unsure }
    var entries: [Entry] = []
    for (key, value) in mapping {
      guard let number = key.string, let mark = key.mark, mark.column == 1 else { throw .unsure }
      entries.append(Entry(number: number, line: mark.line, value: value))
    }
    return entries.sorted { $0.line < $1.line }
  }

  /// The lines of one entry, without the comments and blank lines behind it.
  private func span(_ index: Int, of entries: [Entry]) throws(Refusal) -> Range<Int> {
    let lines = self.lines
    let first = entries[index].line - 1
    var end = index + 1 < entries.count ? entries[index + 1].line - 1 : lines.count
    while end > first + 1, Self.isOutside(lines[end - 1]) { end -= 1 }
    guard first < end, end <= lines.count else { throw .unsure }
    return first..<end
  }

  private static func isOutside(_ line: String) -> Bool {
    // An indented comment is the agent's own.
    line.trimmed.isEmpty || line.hasPrefix("#") || line.hasPrefix("...") || line.hasPrefix("---")
  }

  /// Takes the new text over, when all others say what they said.
  private mutating func take(
    _ changed: String,
    instead before: [Entry],
    _ isOther: (Entry) -> Bool
  ) throws(Refusal) {
    let after = try entries(of: changed)
    let old = before.filter(isOther)
    let new = after.filter(isOther)
    guard old.count == new.count,
      zip(old, new).allSatisfy({ $0.number == $1.number && $0.value == $1.value })
    else { throw .unsure }
    text = changed
  }

  private static func isSame(
    _ left: Node.Mapping,
    _ right: Node.Mapping,
    without key: String
  ) -> Bool {
    let left = left.filter { $0.key.string != key }
    let right = right.filter { $0.key.string != key }
    return left.count == right.count
      && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
  }
}
