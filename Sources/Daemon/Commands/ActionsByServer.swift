import Synchronization

/// What is done at each Asterisk that is followed at the moment.
final class ActionsByServer: Sendable {
  private let servers = Mutex<[String: ServerActions]>([:])

  /// The Asterisks, in order.
  var nodes: [String] { servers.withLock { $0.keys.sorted() } }

  subscript(node: String) -> ServerActions? {
    get { servers.withLock { $0[node] } }
    set { servers.withLock { $0[node] = newValue } }
  }
}
