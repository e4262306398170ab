import Configuration
import Foundation
import Scratch
import Testing

/// The schemas by which editors complete and warn say what the readers accept.
@Suite struct SchemaTests {
  /// A place in a file where keys stand: its schema, the way to it there, and a file with the key
  /// `zzzzzz` at that place.
  static let places: [(schema: String, pointer: String, file: String, text: String)] = [
    ("queues", "*", "queues.yaml", "sales: {zzzzzz: 1}"),
    ("queues", "*/overflow/1", "queues.yaml", "sales: {overflow: {zzzzzz: 1}}"),
    ("agents", "*", "agents.yaml", "1001: {zzzzzz: 1}"),
    ("trunks", "*", "trunks.yaml", "carrier: {zzzzzz: 1}"),
    ("trunks", "*/dial/[]", "trunks.yaml", "carrier: {dial: [{zzzzzz: 1}]}"),
    ("switchboard", "", "switchboard.yaml", "zzzzzz: 1"),
    ("switchboard", "prompts", "switchboard.yaml", "prompts: {zzzzzz: 1}"),
    ("switchboard", "asterisk", "switchboard.yaml", "asterisk: {zzzzzz: 1}"),
    ("switchboard", "numbers", "switchboard.yaml", "numbers: {zzzzzz: 1}"),
    ("switchboard", "servers/*", "switchboard.yaml", "servers: {pbx1: {zzzzzz: 1}}"),
    ("switchboard", "roles", "switchboard.yaml", "roles: {zzzzzz: {}}"),
    ("switchboard", "roles/agent", "switchboard.yaml", "roles: {agent: {zzzzzz: 1}}"),
    ("switchboard", "roles/supervisor", "switchboard.yaml", "roles: {supervisor: {zzzzzz: 1}}"),
    ("switchboard", "roles/manager", "switchboard.yaml", "roles: {manager: {zzzzzz: 1}}"),
    (
      "switchboard", "roles/administrator", "switchboard.yaml",
      "roles: {administrator: {zzzzzz: 1}}"
    ),
    ("ivr", "", "ivr/main.yaml", "zzzzzz: 1\nnodes: {a: {go: hangup}}"),
    ("ivr", "nodes/*/0", "ivr/main.yaml", "nodes: {a: {menu: m, zzzzzz: 1}}"),
    ("ivr", "nodes/*/1", "ivr/main.yaml", "nodes: {a: {play: m, zzzzzz: 1}}"),
    ("ivr", "nodes/*/2", "ivr/main.yaml", "nodes: {a: {say: m, zzzzzz: 1}}"),
    ("ivr", "nodes/*/3", "ivr/main.yaml", "nodes: {a: {collect: m, zzzzzz: 1}}"),
    (
      "ivr", "nodes/*/3/confirm", "ivr/main.yaml",
      "nodes: {a: {collect: m, confirm: {after: m, zzzzzz: 1}}}"
    ),
    ("ivr", "nodes/*/4", "ivr/main.yaml", "nodes: {a: {pin: m, zzzzzz: 1}}"),
    (
      "ivr", "nodes/*/4/lock", "ivr/main.yaml",
      "nodes: {a: {pin: m, digits: 4, of: contact p, next: a, otherwise: a, lock: {zzzzzz: 1}}}"
    ),
    ("ivr", "nodes/*/5", "ivr/main.yaml", "nodes: {a: {language: m, zzzzzz: 1}}"),
    ("ivr", "nodes/*/6", "ivr/main.yaml", "nodes: {a: {hours: office, zzzzzz: 1}}"),
    ("ivr", "nodes/*/7", "ivr/main.yaml", "nodes: {a: {set: {a: b}, zzzzzz: 1}}"),
    ("ivr", "nodes/*/8", "ivr/main.yaml", "nodes: {a: {lookup: m, zzzzzz: 1}}"),
    ("ivr", "nodes/*/9", "ivr/main.yaml", "nodes: {a: {record: m, zzzzzz: 1}}"),
    ("ivr", "nodes/*/10", "ivr/main.yaml", "nodes: {a: {appointment: m, zzzzzz: 1}}"),
    ("ivr", "nodes/*/11", "ivr/main.yaml", "nodes: {a: {queue: sales, zzzzzz: 1}}"),
    ("ivr", "nodes/*/11/then", "ivr/main.yaml", "nodes: {a: {queue: sales, then: {zzzzzz: 1}}}"),
    ("ivr", "nodes/*/12", "ivr/main.yaml", "nodes: {a: {go: hangup, zzzzzz: 1}}"),
    ("surveys", "", "surveys/s.yaml", "zzzzzz: 1"),
    ("surveys", "invite/1", "surveys/s.yaml", "invite: {zzzzzz: 1}"),
    ("surveys", "questions/*/0", "surveys/s.yaml", "questions: {a: {zzzzzz: 1}}"),
    ("surveys", "questions/*/1", "surveys/s.yaml", "questions: {a: {kind: nps, zzzzzz: 1}}"),
    ("surveys", "questions/*/2", "surveys/s.yaml", "questions: {a: {kind: comment, zzzzzz: 1}}"),
    ("routing", "", "routing.yaml", "zzzzzz: 1"),
    ("routing", "blacklist", "routing.yaml", "blacklist: {zzzzzz: 1}"),
    ("routing", "whitelist", "routing.yaml", "whitelist: {zzzzzz: 1}"),
    ("routing", "vip", "routing.yaml", "vip: {zzzzzz: 1}"),
    ("routing", "calendar", "routing.yaml", "calendar: {zzzzzz: 1}"),
    ("routing", "dropped", "routing.yaml", "dropped: {zzzzzz: 1}"),
    ("routing", "personal", "routing.yaml", "personal: {zzzzzz: 1}"),
    ("routing", "business", "routing.yaml", "business: {zzzzzz: 1}"),
    ("routing", "rules/[]", "routing.yaml", "rules: [{name: a, zzzzzz: 1}]"),
    ("routing", "rules/[]/when", "routing.yaml", "rules: [{name: a, when: {zzzzzz: 1}}]"),
    (
      "routing", "rules/[]/when/waiting", "routing.yaml",
      "rules: [{name: a, when: {waiting: {zzzzzz: 1}}}]"
    ),
    (
      "routing", "rules/[]/when/free", "routing.yaml",
      "rules: [{name: a, when: {free: {zzzzzz: 1}}}]"
    ),
    ("routing", "dialled/*", "routing.yaml", "dialled: {4008001234: {zzzzzz: 1}}"),
    ("routing", "default", "routing.yaml", "default: {zzzzzz: 1}"),
    ("calendar", "", "calendar.yaml", "zzzzzz: 1"),
    ("calendar", "holidays/*/2", "calendar.yaml", "holidays: {a: {zzzzzz: 1}}"),
  ]

  @Test(arguments: places.indices)
  func keysAreThoseThatTheReaderAllows(index: Int) throws {
    let place = Self.places[index]
    let scratch = try Scratch()
    try scratch.write(place.text, to: place.file)
    let what = "\"zzzzzz\" means nothing here"
    let fixes = Checked(directory: scratch.folder).findings
      .filter { $0.file == place.file && $0.mistake.what.english == what }
      .map(\.mistake.fix.english)
    let fix = try #require(fixes.first, "\(place.text)")
    let prefix = "what can stand here: "
    #expect(fix.hasPrefix(prefix))
    let allowed = fix.dropFirst(prefix.count).split(separator: ", ").map(String.init)
    let keys = try #require(Self.objects(in: place.schema)[place.pointer], "\(place.pointer)")
    #expect(Set(keys) == Set(allowed))
  }

  /// No place is left out of the table above.
  @Test func everyPlaceIsCompared() throws {
    for schema in try Self.schemas() {
      let compared = Self.places.filter { $0.schema == schema }.map(\.pointer)
      #expect(Set(compared) == Set(try Self.objects(in: schema).keys), "\(schema)")
    }
  }

  @Test func everyExampleNamesItsSchema() throws {
    let folder = Self.project + "/asterisk/example"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }
    #expect(files.count >= FileSchema.allCases.count)
    for file in files {
      let words = file.dropLast(5).split(separator: "/")
      let line = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
        .prefix { $0 != "\n" }
      // Where scripts/install puts them: a copy of the example finds them anywhere.
      let schema = "/etc/asterisk/switchboard/schemas/\(words[0]).schema.json"
      #expect(line == "# yaml-language-server: $schema=\(schema)")
    }
  }

  /// The tool has them all, as they are in the tree.
  @Test func everySchemaIsEmbedded() throws {
    #expect(Set(FileSchema.allCases.map(\.rawValue)) == Set(try Self.schemas()))
    for schema in FileSchema.allCases {
      let path = "\(Self.project)/asterisk/schemas/\(schema.rawValue).schema.json"
      #expect(try schema.text == String(contentsOfFile: path, encoding: .utf8))
      #expect(schema.text.contains("\"title\": \"\(schema.files)\""))
    }
  }

  // MARK: Schemas

  private static let project =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  private static func schemas() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: project + "/asterisk/schemas")
      .map { $0.replacing(".schema.json", with: "") }
  }

  /// Every object with a closed set of keys, by the way that leads to it.
  private static func objects(in schema: String) throws -> [String: [String]] {
    let path = "\(project)/asterisk/schemas/\(schema).schema.json"
    let data = try Data(contentsOf: URL(filePath: path))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    var found: [String: [String]] = [:]
    walk(root, [], &found)
    return found
  }

  private static func walk(
    _ schema: [String: Any],
    _ way: [String],
    _ found: inout [String: [String]]
  ) {
    if let properties = schema["properties"] as? [String: Any] {
      found[way.joined(separator: "/")] = properties.keys.sorted()
      for (key, value) in properties { walk(value as? [String: Any] ?? [:], way + [key], &found) }
    }
    if let others = schema["additionalProperties"] as? [String: Any] {
      walk(others, way + ["*"], &found)
    }
    if let items = schema["items"] as? [String: Any] { walk(items, way + ["[]"], &found) }
    for (index, choice) in (schema["anyOf"] as? [[String: Any]] ?? []).enumerated() {
      walk(choice, way + ["\(index)"], &found)
    }
  }
}
