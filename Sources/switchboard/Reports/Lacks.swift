import Configuration
import Foundation
import Operations
import Records

extension StoreOption {
  /// What the history of all nodes lacks of a time.
  func lacks(_ floor: FloorStore, in span: Range<Timestamp>, in world: World) throws -> [Lack] {
    let store = try open(in: world)
    let servers = try store.liveHead().map { live in
      try store.revision(begunWith: live.number).centre().servers
    }
    let logs = (servers ?? []).reduce(into: [:]) { $0[$1.name] = $1.queueLog }
    let nodes = Set(try floor.nodes()).union(logs.keys)
    return try nodes.sorted().flatMap { try floor.lacks(of: $0, in: span, queueLog: logs[$0]) }
  }
}

extension [Lack] {
  /// A line for each, below a table.
  func lines(in world: World) -> [String] { words(in: world).map { world.text($0) } }

  /// Tells them beside comma-separated values.
  func say(in world: World) {
    for words in words(in: world) { world.say(words) }
  }

  private func words(in world: World) -> [Words] {
    map { lack in
      switch lack {
      case .lost(let node, let from, let to):
        Phrases.lostHistory(node, from.map { world.local($0) }, world.local(to))
      case .unread(let node, let bytes): Phrases.unreadHistory(node, bytes)
      }
    }
  }
}

/// One of them, as scripts read it.
struct LackRow: Encodable {
  var node: String
  var lostFrom: String?
  var lostTo: String?
  var unreadBytes: Int?

  init(_ lack: Lack) {
    switch lack {
    case .lost(let node, let from, let to):
      self.node = node
      lostFrom = from?.description
      lostTo = to.description
    case .unread(let node, let bytes):
      self.node = node
      unreadBytes = bytes
    }
  }
}
