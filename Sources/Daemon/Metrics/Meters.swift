import AMI
import Operations
import Records
import Synchronization

/// What the daemon counts about itself, from its start on.
///
/// Names of nodes, commands and outcomes are of a fixed and small number; nothing that a caller sends is
/// ever one.
public final class Meters: Sendable {
  /// How the FastAGI server is.
  public struct Calls: Sendable {
    /// Calls that are answered now.
    public var inService: Int
    /// Calls that were let in.
    public var admitted: Int
    /// Calls that were told `BUSY`.
    public var refused: Int
    /// The most at once.
    public var maximum: Int

    /// Describes a server.
    public init(inService: Int, admitted: Int, refused: Int, maximum: Int) {
      self.inService = inService
      self.admitted = admitted
      self.refused = refused
      self.maximum = maximum
    }
  }

  /// What was heard of a node.
  struct Hearing: Sendable {
    var events = 0
    var last: ContinuousClock.Instant?
    var gaps: [String: Int] = [:]
    var lost = 0
  }

  /// A manager user at a node.
  struct Login: Hashable, Sendable {
    var node: String
    var user: String
  }

  /// How it stands with a login.
  struct Standing: Sendable {
    var isUp = false
    var times = 0
  }

  /// A queue_log that is kept.
  struct Log: Sendable {
    var path: String
    var lines = 0
    var refused = 0
    var errors = 0
    /// When something went wrong for the last time.
    var lastError: Timestamp?
    /// Whether something is wrong now.
    var isInTrouble = false
    /// How far it was read.
    var position: QueueLogPosition?
  }

  struct Done: Hashable, Sendable {
    var command: String
    var outcome: String
  }

  struct Failure: Hashable, Sendable {
    var file: String
    var code: String
  }

  struct Counts: Sendable {
    var hearings: [String: Hearing] = [:]
    var logins: [Login: Standing] = [:]
    var logs: [String: Log] = [:]
    var deeds: [Done: Int] = [:]
    var attempts: [String: Int] = [:]
    var failures: [Failure: Int] = [:]
  }

  /// When this process began to count.
  let start = Timestamp.now()
  /// The FastAGI server; `nil` where there is none.
  let calls: (@Sendable () -> Calls)?
  private let state = Mutex(Counts())

  /// Counts from nothing.
  ///
  /// - Parameter calls: Asked when somebody wants to know of FastAGI.
  public init(calls: (@Sendable () -> Calls)? = nil) {
    self.calls = calls
  }

  /// All that was counted.
  var counts: Counts { state.withLock { $0 } }

  // MARK: AMI

  func heard(from node: String, at now: ContinuousClock.Instant = .now) {
    state.withLock { state in
      state.hearings[node, default: Hearing()].events += 1
      state.hearings[node]?.last = now
    }
  }

  func missed(_ lost: Int?, _ why: EventDelivery.Gap, from node: String) {
    let reason =
      switch why {
      case .began: "began"
      case .disconnected: "disconnected"
      case .overflow: "overflow"
      }
    state.withLock { state in
      state.hearings[node, default: Hearing()].gaps[reason, default: 0] += 1
      state.hearings[node]?.lost += lost ?? 0
    }
  }

  func login(_ user: ManagerSecrets.User, at node: String, isUp: Bool) {
    state.withLock { state in
      let login = Login(node: node, user: user.rawValue)
      let before = state.logins[login] ?? Standing()
      state.logins[login] = Standing(
        isUp: isUp,
        times: before.times + (isUp && !before.isUp ? 1 : 0)
      )
    }
  }

  // MARK: The history

  func follow(_ path: String, of node: String) {
    state.withLock { state in
      if state.logs[node]?.path != path { state.logs[node] = Log(path: path) }
    }
  }

  func change(log node: String, _ body: (inout Log) -> Void) {
    state.withLock { state in
      guard var log = state.logs[node] else { return }
      body(&log)
      state.logs[node] = log
    }
  }

  // MARK: What was asked for

  func did(_ command: String, _ outcome: String) {
    state.withLock { $0.deeds[Done(command: command, outcome: outcome), default: 0] += 1 }
  }

  /// An attempt is over; why Asterisk rejected one is left out.
  func attempted(_ outcome: String) {
    let word = outcome.split(separator: " ").first.map(String.init) ?? outcome
    state.withLock { $0.attempts[word, default: 0] += 1 }
  }

  // MARK: Files

  /// One of the store's files could not be read or written.
  ///
  /// - Parameters:
  ///   - file: `floor` or `switchboard`.
  ///   - code: The error's code.
  public func failed(_ file: String, _ code: String) {
    state.withLock { $0.failures[Failure(file: file, code: code), default: 0] += 1 }
  }
}
