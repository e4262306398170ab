import Records
import Yams

/// Reads `agents.yaml`: who takes calls.
struct AgentsReader {
  var agents: [AgentSettings] = []
  static let keys: Section.Keys = [
    ("name", "王芳"), ("pin", "\"$6$...\""), ("team", "sales"), ("skills", "{english: 3}"),
    ("queues", "[sales, support]"), ("roles", "[supervisor]"),
  ]

  /// Queues named, each with its agent, to be checked against the other files.
  private(set) var queues: [(agent: Int, queue: String, item: Item)] = []

  init(_ root: Section) {
    for (key, value) in root.items {
      guard let number = key.extensionNumber() else { continue }
      var agent = AgentSettings(number: number, name: number)
      guard let section = value.section(example: "{name: 王芳, queues: [sales]}") else { continue }
      section.allow(Self.keys)
      agent.name = section.needed("name", example: "name: 王芳")?.personName() ?? number
      agent.pin = section["pin"]?.pinHash(for: "switchboard agent pin \(number)")
      agent.team = section["team"]?.personName()
      agent.skills = section["skills"]?.skills() ?? []
      for item in section["queues"]?.list ?? [] {
        guard let queue = item.name(example: "sales") else { continue }
        guard !agent.queues.contains(queue) else {
          item.report(.repeatedKey(queue))
          continue
        }
        agent.queues.append(queue)
        queues.append((agents.count, queue, item))
      }
      for item in section["roles"]?.list ?? [] {
        guard let text = item.text(example: "supervisor") else { continue }
        guard let role = AgentSettings.Role(rawValue: text) else {
          item.report(.unknownRole(text))
          continue
        }
        agent.roles.append(role)
      }
      agents.append(agent)
    }
  }
}

extension Item {
  /// The number of a phone inside, as the dialplan rings it.
  func extensionNumber() -> String? {
    guard let text = text(example: "1001") else { return nil }
    guard (3...5).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else {
      report(.noExtension(text))
      return nil
    }
    guard !AgentCheck.isTaken(text) else {
      report(.takenNumber(text))
      return nil
    }
    return text
  }

  /// A name that phones and screens show: nothing in it that Asterisk's files or SIP would read.
  func personName() -> String? {
    guard let text = text(example: "王芳") else { return nil }
    guard Name.isShown(text) else {
      report(.unshownName(text))
      return nil
    }
    return text
  }

  /// Names with levels.
  func skills() -> [Skill] {
    guard let section = section(example: "english: 3") else { return [] }
    return section.items.compactMap { key, value in
      guard let name = key.name(example: "english"),
        let level = value.integer(from: Skill.lowest, to: Skill.highest)
      else { return nil }
      return Skill(name, level)
    }
  }

  /// A PIN's hash; the PIN itself has no place in a file.
  func pinHash(for command: String) -> String? {
    guard let text = node.scalar?.string, Name.isHash(text) else {
      report(.plainPIN(command: command))
      return nil
    }
    return text
  }

  /// `yes` or `no`.
  func yesOrNo() -> Bool? {
    guard let text = text(example: "yes") else { return nil }
    switch text.lowercased() {
    case "yes", "true", "on": return true
    case "no", "false", "off": return false
    default:
      report(.unexpected(found: "\"\(text)\"", example: "yes, or no"))
      return nil
    }
  }
}

extension Name {
  /// What a name may hold that people and phones read.
  static func isShown(_ name: String) -> Bool {
    !name.isEmpty && name.count <= 60 && name.trimmed == name
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
          .unassigned:
          false
        default: !"\"\\<>[]{};,=|$%^~`#@!*".unicodeScalars.contains(scalar)
        }
      }
  }

  /// What `crypt` writes.
  static func isHash(_ text: String) -> Bool {
    PINHash.isHash(text)
      && text.utf8.allSatisfy { byte in
        isWord(String(UnicodeScalar(byte))) || "$./=,".utf8.contains(byte)
      }
  }
}
