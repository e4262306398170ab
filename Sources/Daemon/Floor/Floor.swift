import AMI
import Control
import Operations
import Records
import Synchronization

/// The boards of all Asterisks, and who follows them.
final class Floor: Sendable {
  /// What somebody who follows is told: all at first, then what changes.
  struct Change: Sendable {
    var node: String
    var extent: Extent

    /// How much of an Asterisk changed.
    enum Extent: Sendable {
      /// All: what was known of it is known no more.
      case whole
      /// So much of its board.
      case part(Board.Touched)
      /// How the daemon stands with it, and nothing on its board.
      case server

      /// `nil` when nothing was touched.
      fileprivate init?(_ touched: Board.Touched?) {
        guard let touched, !touched.isEmpty else { return nil }
        self = .part(touched)
      }
    }
  }

  private struct State {
    var boards: [String: Board] = [:]
    var troubles: [String: String] = [:]
    var followers: [Int: AsyncStream<Change>.Continuation] = [:]
    var nextFollower = 0
  }

  private let state = Mutex(State())

  /// How many changes may wait for somebody who follows; who is slower is let go.
  private static let patience = 10_000

  /// Begins with some Asterisks.
  init(nodes: [String] = []) {
    for node in nodes { begin(node) }
  }

  /// The Asterisks, in order.
  var nodes: [String] { state.withLock { $0.boards.keys.sorted() } }

  // MARK: What happens

  /// Begins with an Asterisk of which nothing is known yet.
  func begin(_ node: String) {
    change(node) { state in
      state.boards[node] = Board(node: node)
      state.troubles[node] = nil
      return .whole
    }
  }

  /// Ends with an Asterisk: its board is gone.
  func end(_ node: String) {
    change(node) { state in
      state.boards[node] = nil
      state.troubles[node] = nil
      return .whole
    }
  }

  func take(_ event: AMI.Message, from node: String, at now: Timestamp = .now()) {
    change(node) { Change.Extent($0.boards[node]?.take(event, at: now)) }
  }

  /// Takes the lists; from here on there is no trouble.
  func resync(_ node: String, queueStatus: [AMI.Message], channels: [AMI.Message]) {
    change(node) { state in
      guard var board = state.boards.removeValue(forKey: node) else { return nil }
      _ = board.resync(queueStatus: queueStatus, channels: channels, at: .now())
      state.boards[node] = board
      state.troubles[node] = nil
      return .whole
    }
  }

  /// Says why nothing is seen of an Asterisk, until its lists come.
  func say(_ trouble: String, of node: String) {
    change(node) { state in
      guard state.boards[node] != nil, state.troubles[node] != trouble else { return nil }
      state.troubles[node] = trouble
      return .server
    }
  }

  /// Whether an Asterisk's queues are to be asked for their own counters, which is asked once.
  func takeCountDue(of node: String) -> Bool {
    state.withLock { $0.boards[node]?.takeCountDue() ?? false }
  }

  func recount(_ node: String, queueStatus: [AMI.Message]) {
    change(node) { Change.Extent($0.boards[node]?.recount(queueStatus)) }
  }

  /// The connection is lost, or events were.
  func lose(_ node: String) {
    change(node) { state in
      guard state.boards[node]?.knowledge == .current else { return nil }
      state.boards[node]?.lose(at: .now())
      return .server
    }
  }

  /// Lets time pass: wrap-ups end by the clock.
  func pass(until now: Timestamp = .now()) {
    for node in nodes {
      change(node) { Change.Extent($0.boards[node]?.pass(until: now)) }
    }
  }

  /// Whether time alone will change what an agent does.
  var isSomebodyWrappingUp: Bool {
    state.withLock { $0.boards.values.contains { $0.isSomebodyWrappingUp } }
  }

  /// Changes what is known of an Asterisk, and tells who follows how much of it changed.
  private func change(_ node: String, _ body: (inout State) -> Change.Extent?) {
    let (change, followers) = state.withLock {
      state -> (Change?, [AsyncStream<Change>.Continuation]) in
      guard let extent = body(&state), !state.followers.isEmpty else { return (nil, []) }
      return (Change(node: node, extent: extent), Array(state.followers.values))
    }
    guard let change else { return }
    for follower in followers {
      if case .dropped = follower.yield(change) { follower.finish() }
    }
  }

  // MARK: Who looks

  /// The board of an Asterisk.
  func board(of node: String) -> Board? {
    state.withLock { $0.boards[node] }
  }

  /// Why nothing is seen of an Asterisk; `nil` when it is.
  func trouble(with node: String) -> String? {
    state.withLock { state in
      state.boards[node]?.knowledge == .current ? nil : state.troubles[node]
    }
  }

  /// What changes from now on; it ends when the reader is too slow, and by `stop`.
  func follow() -> (changes: AsyncStream<Change>, stop: @Sendable () -> Void) {
    let (stream, continuation) = AsyncStream<Change>.makeStream(
      bufferingPolicy: .bufferingOldest(Self.patience)
    )
    let id = state.withLock { state in
      state.nextFollower += 1
      state.followers[state.nextFollower] = continuation
      return state.nextFollower
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.followers.removeValue(forKey: id) }
    }
    return (stream, { continuation.finish() })
  }
}
