public import AMI
public import Records

/// The floor of one Asterisk, as its events tell it: queues, who waits in them, agents, calls.
///
/// A pure reducer: events and lists go in, what they touched comes out; it knows no connection and
/// no clock. What an event costs does not depend on how many queues, agents and calls there are.
/// Asterisk sends some events twice and in no fixed order, so what is known already changes nothing.
public struct Board: Sendable {
  /// Whether what is shown can be trusted.
  public enum Knowledge: Sendable, Equatable {
    /// Nothing was heard of this Asterisk yet.
    case unknown
    /// The lists and all events since are in it.
    case current
    /// The connection is lost, or events were: what is shown was so at that moment.
    case stale(since: Timestamp)
  }

  /// Which Asterisk: its `systemname`.
  public let node: String
  /// Whether what is shown can be trusted.
  public private(set) var knowledge = Knowledge.unknown
  /// The queues by their names.
  public internal(set) var queues: [String: Queue] = [:]
  /// The agents by their member names.
  public internal(set) var agents: [String: Agent] = [:]
  /// The calls by their Linkedid.
  public internal(set) var calls: [String: Call] = [:]
  /// The channels by their Uniqueid.
  var channels: [String: Channel] = [:]
  /// Which agents a device belongs to: `PJSIP/1001`.
  var agentsByDevice: [String: Set<String>] = [:]
  /// Which channels a phone or trunk has.
  var legs: [String: Set<String>] = [:]
  /// Which channels are in a bridge, by its id.
  var bridges: [String: Set<String>] = [:]
  /// Agents whose wrap-up ends by the clock.
  var wrappingUp: Set<String> = []
  /// When the last event was, by Asterisk's clock.
  var heard = Timestamp(microseconds: 0)
  var touched = Touched()
  /// Whether the queues' own counters are to be asked for.
  var isCountDue = false

  /// What changed on the board.
  public struct Touched: Sendable, Equatable {
    /// Queues that changed or are gone.
    public var queues: Set<String> = []
    /// Agents that changed or are gone.
    public var agents: Set<String> = []
    /// Calls that changed or are gone.
    public var calls: Set<String> = []

    /// Nothing.
    public init() {}

    /// Whether nothing changed.
    public var isEmpty: Bool { queues.isEmpty && agents.isEmpty && calls.isEmpty }
  }

  /// An empty board of an Asterisk that was not heard of yet.
  public init(node: String) {
    self.node = node
  }

  /// Takes an event.
  ///
  /// - Parameters:
  ///   - event: What Asterisk sent.
  ///   - arrival: When it came; Asterisk's own `Timestamp` counts, where it has one.
  /// - Returns: What changed.
  public mutating func take(_ event: AMI.Message, at arrival: Timestamp) -> Touched {
    guard let name = event.event, let happening = Happening(event: name) else { return Touched() }
    let now = event.moment ?? arrival
    heard = max(heard, now)
    take(happening, event, now)
    return takeTouched()
  }

  private mutating func take(_ happening: Happening, _ event: AMI.Message, _ now: Timestamp) {
    switch happening {
    case .callerJoins: callerJoins(event, now)
    case .callerLeaves: callerLeaves(event, now)
    case .callerAbandons: callerAbandons(event, now)
    case .agentRings: agentRings(event, now)
    case .agentConnects: agentConnects(event, now)
    case .agentCompletes, .agentIsDumped: agentCompletes(event, now)
    case .agentDoesNotAnswer: agentDoesNotAnswer(event, now)
    case .memberIsAdded, .memberIs, .memberPauses, .memberHasPenalty: memberIs(event, now)
    case .memberIsRemoved: memberIsRemoved(event, now)
    case .channelAppears: appear(event, now)
    case .channelIsRenamed: channelIsRenamed(event)
    case .channelDisappears: channelDisappears(event, now)
    case .bridgeIsEntered: bridgeIsEntered(event, now)
    case .bridgeIsLeft: bridgeIsLeft(event, now)
    case .holds: holds(event, true, now)
    case .holdsNoMore: holds(event, false, now)
    case .isParked: parks(event, .parked, now)
    case .isUnparked, .givesUpParked, .isParkedTooLong: parks(event, .dialplan, now)
    }
  }

  /// Whether somebody's state will change by time alone.
  public var isSomebodyWrappingUp: Bool { !wrappingUp.isEmpty }

  /// Lets time pass: a wrap-up ends by the clock alone.
  public mutating func pass(until now: Timestamp) -> Touched {
    for name in wrappingUp {
      change(name, now) { _ in }
      // No event of its queues says that one more is ready.
      if touched.agents.contains(name), let agent = agents[name] {
        touched.queues.formUnion(agent.memberships.keys)
      }
    }
    return takeTouched()
  }

  /// The connection is lost, or events were.
  public mutating func lose(at now: Timestamp) {
    if case .current = knowledge { knowledge = .stale(since: now) }
  }

  /// From here on all is known.
  mutating func trust() {
    knowledge = .current
  }

  mutating func takeTouched() -> Touched {
    defer { touched = Touched() }
    return touched
  }
}

extension AMI.Message {
  /// When it happened: `Timestamp`, as `timestampevents = yes` makes Asterisk say it.
  var moment: Timestamp? {
    guard let text = self["Timestamp"] else { return nil }
    var whole = 0
    var fraction = 0
    var places = -1
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where places < 0:
        whole = whole &* 10 &+ Int(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "0")...UInt8(ascii: "9") where places < 6:
        fraction = fraction * 10 + Int(byte - UInt8(ascii: "0"))
        places += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
      case UInt8(ascii: ".") where places < 0: places = 0
      default: return nil
      }
    }
    guard whole > 0, whole < 1 << 40 else { return nil }
    for _ in max(places, 0)..<6 { fraction *= 10 }
    return Timestamp(microseconds: whole * 1_000_000 + fraction)
  }

  /// A header that says something: not empty, and not `<unknown>`.
  func said(_ name: String) -> String? {
    guard let text = self[name], !text.isEmpty, text != "<unknown>", text != "unknown" else {
      return nil
    }
    return text
  }
}
