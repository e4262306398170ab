import Foundation
import Programs

/// The centres that calls are measured in: the example's, with many rules, numbers and nodes.
struct BenchCentre {
  /// What a call meets before the rule that wins, in all.
  static let rules = 100
  /// A flow of so many nodes goes by this name.
  static func flow(of nodes: Int) -> String { "bench-\(nodes)" }

  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "switchboard-bench.\(ProcessInfo.processInfo.processIdentifier)")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// Publishes the example with two flows more, so many rules (`nil`: its own) up to the one that
  /// wins, and so many numbers on its black list.
  func store(rules: Int?, numbers: Int) throws -> ExampleStore {
    let centre = folder.appending(path: "centre")
    try? FileManager.default.removeItem(at: centre)
    try FileManager.default.copyItem(at: URL(filePath: ExampleStore.example), to: centre)
    for nodes in [5, 500] {
      try Self.flow(nodes: nodes).write(
        to: centre.appending(path: "ivr/\(Self.flow(of: nodes)).yaml"),
        atomically: true,
        encoding: .utf8
      )
    }
    if let rules { try addRules(rules - 3, to: centre.appending(path: "routing.yaml")) }
    let store = try ExampleStore(of: centre.path)
    let list = folder.appending(path: "numbers.csv")
    try Self.list(numbers).write(to: list)
    try store.tool(["blacklist", "import", list.path])
    return store
  }

  /// Adds rules for other numbers before the example's first; two lists are asked before them.
  private func addRules(_ count: Int, to file: URL) throws {
    let lines = try String(contentsOf: file, encoding: .utf8).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    guard let start = lines.firstIndex(of: "dialled:") else {
      throw BenchFailure("\(file.path) has no rules by the number that was dialled")
    }
    let rules = (0..<count).map { "  \(4_008_100_000 + $0):\n    to: queue sales" }
    let text =
      lines[...start].joined(separator: "\n") + "\n" + rules.joined(separator: "\n") + "\n"
      + lines[(start + 1)...].joined(separator: "\n")
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// A greeting, a menu, and behind one of its keys all other nodes.
  private static func flow(nodes: Int) -> String {
    var text = """
      nodes:
        greeting:
          play: welcome
          next: choice
        choice:
          menu: menu-main
          keys:
            1: queue sales
            2: node-3
          otherwise: queue support

      """
    for node in 3...nodes {
      let next = node == nodes ? "queue support" : "node-\(node + 1)"
      text += "  node-\(node):\n    play: welcome\n    next: \(next)\n"
    }
    return text
  }

  /// Mobile numbers, none of which calls.
  private static func list(_ count: Int) -> Data {
    var text = "number\n"
    text.reserveCapacity(count * 12 + 8)
    for index in 0..<count { text += "\(15_000_000_000 + index * 7)\n" }
    return Data(text.utf8)
  }
}
