import ArgumentParser
import Records

/// Counts the ways that callers took through a flow.
struct IVRPaths: Command {
  static let configuration = CommandConfiguration(
    commandName: "paths",
    abstract: "Count the ways that callers took through a flow, node by node."
  )

  @Argument(help: "The flow.")
  var flow: String

  @Option(help: "Only the last so many days.")
  var days = 30

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> PathReport {
    guard days > 0 else { throw Phrases.noDays(days) }
    let since = Timestamp(microseconds: world.now().microseconds - days * 86_400_000_000)
    return PathReport(
      flow: flow,
      paths: try store.open(in: world).paths(ofFlow: flow, since: since)
    )
  }
}

/// How often each way was taken.
struct PathReport: Report {
  var flow: String
  var paths: [PathCount]

  func text(in world: World) -> String {
    guard !paths.isEmpty else { return world.text(Phrases.noPaths(flow)) }
    let rows = paths.map { path in
      // What was not heard is no place where the call went.
      if path.event == .missing, case .announce(let prompt) = Target(path.target) {
        let event = world.text(Phrases.missing(prompt.path))
        return [path.node, event, "", String(path.count), String(path.calls)]
      }
      return [
        path.node, world.text(Phrases.event(path.event, keys: path.key)), path.target,
        String(path.count), String(path.calls),
      ]
    }
    return Table(Phrases.pathHead, world.language, rows).text
  }

  private enum Keys: String, CodingKey {
    case flow, paths
  }

  private struct Row: Encodable {
    var node: String
    var event: String
    var key: String
    var target: String
    var count: Int
    var calls: Int
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(flow, forKey: .flow)
    let rows = paths.map { path in
      Row(
        node: path.node,
        event: path.event.rawValue,
        key: path.key,
        target: path.target,
        count: path.count,
        calls: path.calls
      )
    }
    try container.encode(rows, forKey: .paths)
  }
}
