import Foundation
import Yams

/// One file of the configuration.
struct Document {
  /// Its path below the directory.
  let file: String
  let root: Section

  /// Reads a file; what keeps it from being read is reported.
  init?(_ file: String, in directory: String, _ findings: Findings) {
    self.file = file
    guard let text = Self.text(file, directory, findings) else { return nil }
    do {
      let node = try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
      guard let root = Section(node, in: file, example: "key: value", findings) else { return nil }
      self.root = root
    } catch let error as YamlError {
      let lines = SourceLines(text)
      if let (line, mistake) = lines.slip {
        findings.report(mistake, in: file, line: line)
      } else {
        error.report(in: file, lines, findings)
      }
      return nil
    } catch {
      findings.report(.unreadableFile(cause: "\(error)"), in: file, line: 1)
      return nil
    }
  }

  private static func text(_ file: String, _ directory: String, _ findings: Findings) -> String? {
    do {
      let bytes = try Data(contentsOf: URL(filePath: directory).appending(path: file))
      guard let text = String(bytes: bytes, encoding: .utf8) else {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let bad = lines.firstIndex { String(bytes: $0, encoding: .utf8) == nil } ?? 0
        findings.report(.noUTF8, in: file, line: bad + 1)
        return nil
      }
      return text
    } catch {
      findings.report(.unreadableFile(cause: error.localizedDescription), in: file, line: 1)
      return nil
    }
  }
}

/// The lines of a file that is no YAML, for what the parser does not say.
private struct SourceLines {
  private let lines: [Substring]

  init(_ text: String) {
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  /// What a keyboard likes to write, and no parser explains: a tab, a full-width colon.
  var slip: (line: Int, mistake: Mistake)? {
    for (index, line) in lines.enumerated() {
      let content = line.drop { $0 == " " }
      if content.first == "\t", content.contains(where: { !$0.isWhitespace }) {
        return (index + 1, .tab)
      }
      let words = content.prefix { $0 != "#" }
      if words.contains(Mistake.wideColonSign), !words.contains(":") {
        return (index + 1, .wideColon)
      }
    }
    return nil
  }

  /// The lines from one on where a key stands in the same column.
  func places(of key: String, from mark: Mark) -> [Int] {
    lines.indices.dropFirst(mark.line - 1).filter { index in
      let rest = lines[index].dropFirst(mark.column - 1)
      return ["", "\"", "'"].contains { quote in
        rest.hasPrefix(quote + key + quote + ":")
      } && lines[index].prefix(mark.column - 1).allSatisfy { $0 == " " || $0 == "-" }
    }.map { $0 + 1 }
  }
}

extension YamlError {
  fileprivate func report(in file: String, _ lines: SourceLines, _ findings: Findings) {
    switch self {
    case .duplicatedKeysInMapping(let duplicates, let context):
      for key in duplicates.sorted() {
        let places = Array(lines.places(of: key, from: context.mark).prefix(2))
        findings.report(.repeatedKey(key, on: places), in: file, line: context.mark.line)
      }
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      findings.report(.noYAML(problem: problem), in: file, line: mark.line)
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      findings.report(
        .noYAML(problem: problem),
        in: file,
        line: 1 + before.count { $0.isNewline }
      )
    default:
      findings.report(.noYAML(problem: "\(self)"), in: file, line: 1)
    }
  }
}
