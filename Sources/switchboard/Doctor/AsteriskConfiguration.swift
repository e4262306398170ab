import Foundation
import Glibc

/// A file of Asterisk's configuration, with what it includes, as sections of lines.
struct AsteriskConfiguration {
  /// The lines `key = value` and `key => value` of each section, in order.
  private(set) var sections: [String: [(key: String, value: String)]] = [:]

  private var section = ""
  private let folder: String

  /// Includes that include themselves end here.
  private static let deepest = 8

  /// Reads a file of the folder; `nil` when it cannot be read.
  init?(_ name: String, in folder: String) {
    self.folder = folder
    guard read(name, depth: 0) else { return nil }
  }

  /// The last value of a key.
  subscript(section: String, key: String) -> String? {
    sections[section]?.last { $0.key == key }?.value
  }

  private mutating func read(_ name: String, depth: Int) -> Bool {
    let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
    guard depth < Self.deepest, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return false
    }
    for line in text.split(whereSeparator: \.isNewline) {
      // A semicolon with a backslash before it is one of the value.
      let end = line.indices.first { index in
        line[index] == ";" && (index == line.startIndex || line[line.index(before: index)] != "\\")
      }
      take(line[..<(end ?? line.endIndex)].trimmingCharacters(in: .whitespaces), depth)
    }
    return true
  }

  private mutating func take(_ line: String, _ depth: Int) {
    if line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2, words[0].hasSuffix("include") else { return }
      let name = words[1].trimmingCharacters(in: CharacterSet(charactersIn: " \"<>"))
      for file in files(name) { _ = read(file, depth: depth + 1) }
    } else if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
      section = String(line[line.index(after: line.startIndex)..<end])
      if sections[section] == nil { sections[section] = [] }
    } else if let equals = line.firstIndex(of: "=") {
      let value = line[line.index(after: equals)...].drop { $0 == ">" }
      sections[section, default: []].append(
        (
          line[..<equals].trimmingCharacters(in: .whitespaces),
          value.trimmingCharacters(in: .whitespaces)
        )
      )
    }
  }

  /// An include may name many files at once.
  private func files(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    let path = pattern.hasPrefix("/") ? pattern : "\(folder)/\(pattern)"
    guard glob(path, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }
}
