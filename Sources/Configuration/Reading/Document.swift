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
      error.report(in: file, findings)
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

extension YamlError {
  fileprivate func report(in file: String, _ findings: Findings) {
    switch self {
    case .duplicatedKeysInMapping(let duplicates, let context):
      for key in duplicates.sorted() {
        findings.report(.repeatedKey(key), in: file, line: context.mark.line)
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
