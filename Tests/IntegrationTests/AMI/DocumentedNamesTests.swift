import AMI
import Foundation
import FoundationXML
import Laboratory
import Testing

/// The names of typed actions and events, against Asterisk's own documentation.
@Suite struct DocumentedNamesTests {
  /// What is sent, although the documentation of one version or both leaves it out.
  private static let undocumented: Set<String> = [
    "queueparams queue", "queueparams servicelevel", "queueparams weight", "hangup techcause",
    "attendedtransfer transfertargetuniqueid",
  ]

  /// Events that the documentation of one version or both forgets.
  private static let forgotten: Set<String> = [
    "BridgeListItem", "BridgeMerge", "DBGetResponse", "DTMFBegin", "DTMFEnd", "QueueMember",
    "QueueSummary", "Rename",
  ]

  @Test func everyActionAndHeaderIsDocumented() throws {
    let documented = try Documentation.read(for: "manager")
    for (name, headers) in try Source.actions() {
      let known = try #require(documented[name], "\(name): no such action")
      let strange = headers.subtracting(known)
      #expect(strange.isEmpty, "\(name): \(strange.sorted()) of \(known.sorted())")
    }
  }

  @Test func everyEventAndHeaderIsDocumented() throws {
    let documented = try Documentation.read(for: "managerEvent")
    for (name, headers) in try Source.events() where !Self.forgotten.contains(name) {
      let known = documented[name] ?? []
      let strange = headers.subtracting(known).filter {
        !Self.undocumented.contains("\(name) \($0)".lowercased())
      }
      #expect(
        !known.isEmpty && strange.isEmpty,
        "\(name): \(strange.sorted()) of \(known.sorted())"
      )
    }
  }
}

/// The names in `Sources/AMI`, read from its text, so that no list can fall behind.
private enum Source {
  static func actions() throws -> [String: Set<String>] {
    var actions: [String: Set<String>] = [:]
    for text in try texts("Actions") {
      for call in text.matches(of: /Action\(\s*"(\w+)"(?:,\s*\[(.*?)\])?\s*\)/.dotMatchesNewlines())
      {
        let headers = (call.2 ?? "").matches(of: /"([\w-]+)":/).map { $0.1.lowercased() }
        actions[String(call.1), default: []].formUnion(headers)
      }
    }
    #expect(actions.count > 40)
    return actions
  }

  static func events() throws -> [String: Set<String>] {
    var events: [String: Set<String>] = [:]
    let texts = try texts("Events")
    let member = try memberHeaders(texts)
    for text in texts {
      for type in text.split(separator: "public struct ").dropFirst()
      where type.prefix(while: { $0 != "{" }).contains("TypedEvent") {
        var asked = headers(in: type)
        for snapshot in type.matches(of: /(Channel|Bridge)Snapshot\(message, "(\w*)"\)/) {
          let id = snapshot.1 == "Channel" ? "Uniqueid" : "BridgeUniqueid"
          asked.insert((snapshot.2 + id).lowercased())
        }
        if type.contains("MemberSnapshot(message)") { asked.formUnion(member) }
        events[String(type.prefix { $0 != ":" })] = asked
      }
    }
    #expect(events.count > 50)
    return events
  }

  /// What an event that tells of a member has in it: the documentation spells it out for each.
  private static func memberHeaders(_ texts: [String]) throws -> Set<String> {
    let types = texts.flatMap { $0.split(separator: "public struct ") }
    let snapshot = try #require(types.first { $0.hasPrefix("MemberSnapshot:") })
    let member = headers(in: snapshot)
    #expect(member.count == 15)
    return member
  }

  private static func headers(in type: Substring) -> Set<String> {
    let asked = type.matches(of: /message(?:\.number|\.flag)?[\[(]"([\w-]+)"/)
    return Set(asked.map { $0.1.lowercased() })
  }

  private static func texts(_ folder: String) throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/AMI/\(folder)")
    return try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }
}

/// The headers of each action or event in `core-en_US.xml`.
private final class Documentation: NSObject, XMLParserDelegate {
  private let element: String
  private var name = ""
  private var depth = 0
  private var isInSyntax = false
  /// In small letters, as Asterisk does not mind: 16 writes `options`.
  private var headers: [String: Set<String>] = [:]
  private var includes: [String: Set<String>] = [:]

  private init(_ element: String) {
    self.element = element
  }

  static func read(for element: String) throws -> [String: Set<String>] {
    let path =
      try ManagerLaboratory.laboratory().directory
      + "/data/documentation/core-en_US.xml"
    let parser = XMLParser(data: try #require(FileManager.default.contents(atPath: path)))
    let documentation = Documentation(element)
    parser.delegate = documentation
    #expect(parser.parse())
    return documentation.resolved
  }

  /// An included piece counts as all headers of the event that it is taken from.
  private var resolved: [String: Set<String>] {
    headers.reduce(into: [:]) { resolved, entry in
      resolved[entry.key] = includes[entry.key, default: []].reduce(entry.value) {
        $0.union(headers[$1] ?? [])
      }
    }
  }

  func parser(
    _ parser: XMLParser,
    didStartElement tag: String,
    namespaceURI: String?,
    qualifiedName: String?,
    attributes: [String: String]
  ) {
    switch tag {
    case element:
      name = attributes["name"] ?? ""
      headers[name, default: []] = headers[name] ?? []
    case "syntax": isInSyntax = !name.isEmpty
    case "parameter" where isInSyntax: add(attributes["name"] ?? "")
    case "channel_snapshot" where isInSyntax:
      add((attributes["prefix"] ?? "") + "Uniqueid")
    case "bridge_snapshot" where isInSyntax:
      add((attributes["prefix"] ?? "") + "BridgeUniqueid")
    case "xi:include" where isInSyntax:
      let place = attributes["xpointer"] ?? ""
      for other in place.matches(of: /@name='(\w+)'/) {
        includes[name, default: []].insert(String(other.1))
        add(String(other.1))
      }
    default: return
    }
  }

  private func add(_ header: String) {
    headers[name]?.insert(header.lowercased())
  }

  func parser(
    _ parser: XMLParser,
    didEndElement tag: String,
    namespaceURI: String?,
    qualifiedName: String?
  ) {
    if tag == "syntax" { isInSyntax = false }
    if tag == element { name = "" }
  }
}
