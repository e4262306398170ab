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
    /// `nil` is all of that Asterisk.
    var touched: Board.Touched?
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
    announce(node) { state in
      state.boards[node] = Board(node: node)
      state.troubles[node] = nil
    }
  }

  /// Ends with an Asterisk: its board is gone.
  func end(_ node: String) {
    announce(node) { state in
      state.boards[node] = nil
      state.troubles[node] = nil
    }
  }

  func take(_ event: AMI.Message, from node: String, at now: Timestamp = .now()) {
    change(node) { $0.take(event, at: now) }
  }

  /// Takes the lists; from here on there is no trouble.
  func resync(_ node: String, queueStatus: [AMI.Message], channels: [AMI.Message]) {
    state.withLock { $0.troubles[node] = nil }
    change(node, isAll: true) {
      $0.resync(queueStatus: queueStatus, channels: channels, at: .now())
    }
  }

  /// Says why nothing is seen of an Asterisk, until its lists come.
  func say(_ trouble: String, of node: String) {
    state.withLock { $0.troubles[node] = trouble }
  }

  /// Whether an Asterisk's queues are to be asked for their own counters, which is asked once.
  func takeCountDue(of node: String) -> Bool {
    state.withLock { $0.boards[node]?.takeCountDue() ?? false }
  }

  func recount(_ node: String, queueStatus: [AMI.Message]) {
    change(node) { $0.recount(queueStatus) }
  }

  /// The connection is lost, or events were.
  func lose(_ node: String) {
    change(node, isAll: true) { board in
      board.lose(at: .now())
      return Board.Touched()
    }
  }

  /// Lets time pass: wrap-ups end by the clock.
  func pass(until now: Timestamp = .now()) {
    for node in nodes { change(node) { $0.pass(until: now) } }
  }

  /// Whether time alone will change what an agent does.
  var isSomebodyWrappingUp: Bool {
    state.withLock { $0.boards.values.contains { $0.isSomebodyWrappingUp } }
  }

  private func change(
    _ node: String,
    isAll: Bool = false,
    _ body: (inout sending Board) -> Board.Touched
  ) {
    let (change, followers) = state.withLock {
      state -> (Change?, [AsyncStream<Change>.Continuation]) in
      guard var board = state.boards.removeValue(forKey: node) else { return (nil, []) }
      let touched = body(&board)
      state.boards[node] = board
      guard isAll || !touched.isEmpty, !state.followers.isEmpty else { return (nil, []) }
      return (Change(node: node, touched: isAll ? nil : touched), Array(state.followers.values))
    }
    if let change { tell(change, followers) }
  }

  /// Changes which Asterisks there are.
  private func announce(_ node: String, _ body: (inout State) -> Void) {
    let followers = state.withLock { state in
      body(&state)
      return Array(state.followers.values)
    }
    tell(Change(node: node, touched: nil), followers)
  }

  private func tell(_ change: Change, _ followers: [AsyncStream<Change>.Continuation]) {
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
    state.withLock { $0.troubles[node] }
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
