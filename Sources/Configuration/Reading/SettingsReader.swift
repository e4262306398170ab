import Records
import Yams

/// Reads `switchboard.yaml`: what holds for the whole centre.
struct SettingsReader {
  var settings = Settings()
  /// How numbers are written and dialled.
  var plan = NumberPlan.china
  static let keys: Section.Keys = [
    ("zone", "Asia/Shanghai"), ("languages", "[zh, en]"),
    ("sounds", "/usr/share/asterisk/sounds"), ("spool", "/var/spool/asterisk"),
    ("prompts", "{command: ...}"),
    ("asterisk", "{files: /etc/asterisk/switchboard/generated}"),
    ("operators", "{duty: \"$6$...\"}"), ("numbers", "{country: 86}"),
  ]
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
    settings.sounds = root["sounds"]?.folder()
    settings.spool = root["spool"]?.folder()
    if let section = root["prompts"]?.section(example: "command: my-voice") {
      section.allow(Self.promptKeys)
      settings.promptCommand = section["command"]?.command()
    }
    if let section = root["asterisk"]?.section(example: "files: /etc/asterisk/...") {
      section.allow(Self.asteriskKeys)
      settings.asteriskFiles = section["files"]?.folder() ?? Self.usualFolder
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
  func folder() -> String? {
    guard let text = text(example: "/etc/asterisk") else { return nil }
    let names = text.split(separator: "/")
    guard text.hasPrefix("/"), !names.isEmpty, !names.contains(".."),
      text.unicodeScalars.allSatisfy({
        $0.value >= 0x20 && !"\u{7F}\";<>".unicodeScalars.contains($0)
      })
    else {
      report(.noFolder(text))
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
