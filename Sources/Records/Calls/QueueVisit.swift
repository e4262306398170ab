public import Database

/// One caller's stay in one queue: the wait, and the talk if it came to one.
public struct QueueVisit: Equatable, Sendable {
  /// The queue.
  public var queue: String
  /// When the caller came to it.
  public var entered: Timestamp
  /// How long the caller waited: until an agent answered, or until the end.
  public var wait: Duration
  /// The number of the agent who answered; empty is nobody.
  public var agent: String
  /// The member that the agent answered as.
  public var interface: String
  /// How long they talked; `nil` when nobody answered.
  public var talk: Duration?
  /// How it ended.
  public var end: End
  /// Whether the agent's phone was rung first, before the caller waited in the queue.
  public var isDirect: Bool

  /// How a stay ends.
  public enum End: Equatable, Sendable {
    /// The agent hung up.
    case agent
    /// The caller's side ended while the agent was talking.
    case caller
    /// The caller's side ended before anybody answered.
    case abandoned
    /// The queue let the caller go, for the reason that `Queue()` said in small letters: `timeout`,
    /// `full`, `joinempty`...
    case left(String)
  }

  /// Describes a stay.
  public init(
    queue: String,
    entered: Timestamp,
    wait: Duration,
    agent: String = "",
    interface: String = "",
    talk: Duration? = nil,
    end: End,
    isDirect: Bool = false
  ) {
    self.queue = queue
    self.entered = entered
    self.wait = wait
    self.agent = agent
    self.interface = interface
    self.talk = talk
    self.end = end
    self.isDirect = isDirect
  }
}

extension QueueVisit.End: RawRepresentable {
  /// Reads what was stored.
  public init(rawValue: String) {
    switch rawValue {
    case "agent": self = .agent
    case "caller": self = .caller
    case "abandoned": self = .abandoned
    default: self = .left(rawValue)
    }
  }

  /// The end as it is stored.
  public var rawValue: String {
    switch self {
    case .agent: "agent"
    case .caller: "caller"
    case .abandoned: "abandoned"
    case .left(let reason): reason
    }
  }
}

extension Store {
  func record(_ visit: QueueVisit, of key: CallKey) throws(DatabaseError) {
    try connection.run(
      """
      INSERT INTO queue_visit (
        node, uniqueid, queue, entered, wait, agent, interface, talk, ended, direct
      ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (uniqueid, node, queue, entered) DO NOTHING
      """,
      [
        .text(key.node), .text(key.uniqueid), .text(visit.queue),
        .integer(visit.entered.microseconds), .integer(visit.wait.microseconds),
        .text(visit.agent), .text(visit.interface), .integer(visit.talk?.microseconds),
        .text(visit.end.rawValue), .integer(visit.isDirect ? 1 : 0),
      ]
    )
  }

  /// The stays of a call, in order.
  public func visits(of key: CallKey) throws(DatabaseError) -> [QueueVisit] {
    try connection.all(
      """
      SELECT queue, entered, wait, agent, interface, talk, ended, direct
      FROM queue_visit WHERE uniqueid = ? AND node = ? ORDER BY entered, id
      """,
      [.text(key.uniqueid), .text(key.node)]
    ) { row in
      QueueVisit(
        queue: row.text(0),
        entered: Timestamp(microseconds: row.integer(1)),
        wait: .microseconds(row.integer(2)),
        agent: row.text(3),
        interface: row.text(4),
        talk: row.optionalInteger(5).map { .microseconds($0) },
        end: QueueVisit.End(rawValue: row.text(6)),
        isDirect: row.integer(7) != 0
      )
    }
  }
}

extension Duration {
  /// In whole microseconds.
  public var microseconds: Int {
    Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
  }
}
