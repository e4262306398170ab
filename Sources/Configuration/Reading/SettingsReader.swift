import Records
import Yams

/// Reads `switchboard.yaml`: what holds for the whole centre.
struct SettingsReader {
  var settings = Settings()
  /// How numbers are written and dialled.
  var plan = NumberPlan.china
  var servers: [ServerSettings] = []
  var roles: [RoleSettings] = []
  static let keys: Section.Keys = [
    ("zone", "Asia/Shanghai"), ("languages", "[zh, en]"),
    ("sounds", "/usr/share/asterisk/sounds"), ("spool", "/var/spool/asterisk"),
    ("prompts", "{command: ...}"),
    ("asterisk", "{files: /etc/asterisk/switchboard/generated}"),
    ("operators", "{duty: \"$6$...\"}"), ("numbers", "{country: 86}"),
    ("servers", "{pbx1: {manager: 127.0.0.1:5038}}"), ("roles", "{supervisor: {groups: [floor]}}"),
  ]
  static let roleKeys: Section.Keys = [("users", "[li]"), ("groups", "[floor]")]
  static let promptKeys: Section.Keys = [("command", "my-voice")]
  static let asteriskKeys: Section.Keys = [
    ("files", "/etc/asterisk/switchboard/generated"), ("reload", "asterisk -rx"),
  ]

  /// Where generated files go when only `asterisk: {}` is written.
  static let usualFolder = "/etc/asterisk/switchboard/generated"

  init(_ root: Section) {
    root.allow(Self.keys, except: ["nodes"])
    if let (key, _) = root.items.first(where: { $0.key.node.string == "nodes" }) {
      key.report(.noNodes)
    }
    settings.zone = root["zone"].flatMap { HoursReader.zone($0) }
    settings.languages = names(root["languages"], example: "zh")
    settings.sounds = root["sounds"]?.folder(example: "/usr/share/asterisk/sounds")
    settings.spool = root["spool"]?.folder(example: "/var/spool/asterisk")
    if let section = root["prompts"]?.section(example: "command: my-voice") {
      section.allow(Self.promptKeys)
      settings.promptCommand = section["command"]?.command()
    }
    if let section = root["asterisk"]?.section(example: "files: /etc/asterisk/...") {
      section.allow(Self.asteriskKeys)
      settings.asteriskFiles =
        section["files"]?.folder(example: Self.usualFolder) ?? Self.usualFolder
      settings.asteriskCommand = section["reload"]?.command()
    }
    if let section = root["numbers"]?.section(example: "country: 86") {
      plan = NumberPlanReader(section).plan
    }
    for (key, value) in root["operators"]?.section(example: "duty: ...")?.items ?? [] {
      guard let name = key.personName(),
        let pin = value.pinHash(for: "switchboard agent pin")
      else { continue }
      settings.operators.append(.init(name: name, pin: pin))
    }
    if let section = root["servers"]?.section(example: "pbx1: {}") {
      servers = ServersReader(section).servers
    }
    readRoles(root)
  }

  private mutating func readRoles(_ root: Section) {
    let example = "supervisor: {groups: [floor]}"
    guard let section = root["roles"]?.section(example: example) else { return }
    section.allow(RoleSettings.Role.allCases.map { ($0.rawValue, "{groups: [floor]}") })
    for role in RoleSettings.Role.allCases {
      guard let who = section[role.rawValue]?.section(example: "groups: [floor]") else { continue }
      who.allow(Self.roleKeys)
      roles.append(
        RoleSettings(
          role: role,
          users: names(who["users"], example: "li"),
          groups: names(who["groups"], example: "floor")
        )
      )
    }
  }

  private func names(_ item: Item?, example: String) -> [String] {
    var names: [String] = []
    for item in item?.list ?? [] {
      guard let name = item.name(example: example) else { continue }
      guard !names.contains(name) else {
        item.report(.repeatedKey(name))
        continue
      }
      names.append(name)
    }
    return names
  }
}

extension Item {
  /// A folder's path from the root.
  func folder(example: String) -> String? {
    path(example: example) { .noFolder($0, example: example) }
  }

  /// A file's path from the root.
  func filePath(example: String) -> String? {
    path(example: example, isFile: true) { .noFile($0, example: example) }
  }

  private func path(
    example: String,
    isFile: Bool = false,
    _ mistake: (String) -> Mistake
  ) -> String? {
    guard let text = text(example: example) else { return nil }
    // By bytes, as the system reads it: a slash under a combining accent is a slash too.
    let names = text.utf8.split(separator: UInt8(ascii: "/"))
    guard text.utf8.first == UInt8(ascii: "/"), !names.isEmpty,
      !names.contains(where: { $0.elementsEqual("..".utf8) }),
      !isFile || text.utf8.last != UInt8(ascii: "/"),
      text.unicodeScalars.allSatisfy({
        $0.value >= 0x20 && !"\u{7F}\";<>".unicodeScalars.contains($0)
      })
    else {
      report(mistake(text))
      return nil
    }
    return text
  }

  /// A program with its arguments.
  func command() -> String? {
    guard let text = text(example: "asterisk -rx") else { return nil }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "\u{7F}" }) else {
      report(.unexpected(found: node.kind, example: "asterisk -rx"))
      return nil
    }
    return text
  }
}
