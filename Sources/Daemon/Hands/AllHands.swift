import Synchronization

/// What is done at each Asterisk that is followed at the moment.
final class AllHands: Sendable {
  private let hands = Mutex<[String: ServerHands]>([:])

  /// The Asterisks, in order.
  var nodes: [String] { hands.withLock { $0.keys.sorted() } }

  subscript(node: String) -> ServerHands? {
    get { hands.withLock { $0[node] } }
    set { hands.withLock { $0[node] = newValue } }
  }
}
