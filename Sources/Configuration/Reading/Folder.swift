import Foundation

/// What a directory of the configuration holds.
struct Folder {
  /// Its path below the directory that is checked, with a slash behind it; empty for that itself.
  private let path: String
  private let findings: Findings
  private let entries: [String]

  /// Looks into a folder; what keeps it from being read is reported.
  init?(_ name: String, in directory: String, _ findings: Findings) {
    let place = name.isEmpty ? directory : directory + "/" + name
    do {
      let entries = try FileManager.default.contentsOfDirectory(atPath: place)
      // What editors leave behind, and words for people.
      self.entries = entries.sorted().filter {
        !$0.hasPrefix(".") && !$0.hasSuffix("~") && !$0.hasPrefix("README")
      }
    } catch {
      let reason = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error) ?? error
      findings.report(
        .unreadableFolder(cause: reason.localizedDescription),
        in: name.isEmpty ? "." : name,
        line: 1
      )
      return nil
    }
    path = name.isEmpty ? "" : name + "/"
    self.findings = findings
  }

  /// Whether something of that name is here, even what cannot be read.
  func has(_ name: String) -> Bool { entries.contains(name) }

  /// Reports what would be passed over: a slip in a file's name must not take its words away.
  func allow(_ known: [String]) {
    for entry in entries where !known.contains(entry) {
      let meant = Self.yaml(entry)
      report(entry, known.first { $0.lowercased() == meant.lowercased() })
    }
  }

  /// The names of all YAML files; all else is reported.
  func yamlFiles() -> [(name: String, file: String)] {
    entries.compactMap { entry in
      if entry.hasSuffix(".yaml") { return (String(entry.dropLast(5)), path + entry) }
      let meant = Self.yaml(entry)
      report(entry, meant == entry ? nil : meant)
      return nil
    }
  }

  private func report(_ entry: String, _ meant: String?) {
    findings.report(.unknownFile(meant: meant.map { path + $0 }), in: path + entry, line: 1)
  }

  /// The name with the ending that is read, when it has one that people write instead.
  private static func yaml(_ name: String) -> String {
    let endings = [".yaml.txt", ".yml.txt", ".yaml", ".yml"]
    let small = name.lowercased()
    guard let ending = endings.first(where: { small.hasSuffix($0) }) else { return name }
    return name.dropLast(ending.count) + ".yaml"
  }
}
