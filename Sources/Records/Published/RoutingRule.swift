/// One rule of where calls go.
///
/// Rules are tried in order until one wins. A rule whose conditions hold and that names no target
/// leaves what it says of the queue with the call, and the next rule is tried.
public struct RoutingRule: Equatable, Sendable {
  /// Its name, which answers "why".
  public var name: String
  /// Which calls it is for: those for which all of these hold.
  public var conditions: [Condition]
  /// When it holds: the name of opening hours, or always.
  public var hours: String?
  /// Where the call goes; `nil` leaves that to the condition, or to the next rule.
  public var target: Target?
  /// Where the call goes outside the hours; without it the next rule is tried then.
  public var closed: Target?
  /// The place in the queue: higher is served first.
  public var priority: Int?
  /// Which agents of the queue are rung.
  public var penalties: Penalties?
  /// How long an agent is rung before the caller waits in the queue.
  public var ring: Duration?

  /// Which calls a rule is for.
  public enum Condition: Hashable, Sendable {
    /// The caller's number is on a list.
    case listed(String)
    /// The caller dialled a number.
    case dialled(String)
    /// The caller's number begins so.
    case prefix(String)
    /// The caller's number belongs to a region.
    case region(String)
    /// The caller is spoken to in a language.
    case language(String)
    /// The call needs a skill: the channel's variable `SWB_SKILL`.
    case skill(String)
    /// More callers wait in a queue.
    case waiting(queue: String, over: Int)
    /// Fewer agents of a queue are free.
    case free(queue: String, under: Int)
    /// It is a holiday; one with a target of its own needs none of the rule.
    case holiday
    /// The caller's last call was dropped so many seconds ago at most.
    case dropped(within: Int)
    /// The agent whom the caller spoke with so many days ago at most is free.
    case lastAgent(days: Int)
    /// The agent who always takes this contact's calls is free.
    case fixedAgent
    /// The business system is asked; its answer may name the target.
    case business(socket: String, milliseconds: Int)
    /// All calls.
    case always
  }

  /// Describes a rule.
  public init(
    name: String,
    conditions: [Condition],
    hours: String? = nil,
    target: Target?,
    closed: Target? = nil,
    priority: Int? = nil,
    penalties: Penalties? = nil,
    ring: Duration? = nil
  ) {
    self.name = name
    self.conditions = conditions
    self.hours = hours
    self.target = target
    self.closed = closed
    self.priority = priority
    self.penalties = penalties
    self.ring = ring
  }

  /// Describes a rule with one condition.
  public init(
    name: String,
    condition: Condition,
    hours: String? = nil,
    target: Target?,
    closed: Target? = nil,
    priority: Int? = nil
  ) {
    self.init(
      name: name,
      conditions: [condition],
      hours: hours,
      target: target,
      closed: closed,
      priority: priority
    )
  }
}

/// Which agents of a queue are rung: those whose penalty is within these.
public struct Penalties: Hashable, Sendable {
  /// The lowest penalty, `QUEUE_MIN_PENALTY`.
  public var lowest: Int
  /// The highest penalty, `QUEUE_MAX_PENALTY`.
  public var highest: Int

  /// Describes a range.
  public init(_ lowest: Int, _ highest: Int) {
    self.lowest = lowest
    self.highest = highest
  }
}

extension Penalties: LosslessStringConvertible {
  /// Reads `2-5`, or `3` for that one alone.
  public init?(_ text: String) {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { Int($0.drop { $0 == " " }.prefix { $0 != " " }) }
    guard let first = ends.first, let lowest = first, let last = ends.last, let highest = last,
      ends.count <= 2, lowest >= 0, lowest <= highest
    else { return nil }
    self.init(lowest, highest)
  }

  /// The range as it is written.
  public var description: String { lowest == highest ? "\(lowest)" : "\(lowest)-\(highest)" }
}

extension RoutingRule {
  /// The form in which it is published: its conditions stand first, as they are asked first.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("name", name)
    for condition in conditions {
      let (key, value) = condition.flat
      flat.append(key, value)
    }
    flat.append("hours", hours)
    flat.append("target", target)
    flat.append("closed", closed)
    flat.append("priority", priority)
    flat.append("penalty", penalties)
    flat.append("ring", ring?.milliseconds)
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    self.init(name: "", conditions: [], target: nil)
    for (key, value) in flat.lines {
      switch key {
      case "name": name = value
      case "hours": hours = value
      case "target":
        guard let place = Target(value) else { return nil }
        target = place
      case "closed": closed = Target(value)
      case "priority": priority = Int(value)
      case "penalty": penalties = Penalties(value)
      case "ring": ring = Int(value).map { .milliseconds($0) }
      default:
        // A condition that is not known cannot be said to hold.
        guard let condition = Condition(key, value) else { return nil }
        conditions.append(condition)
      }
    }
    guard !name.isEmpty, !conditions.isEmpty else { return nil }
  }
}

extension RoutingRule.Condition {
  fileprivate var flat: (key: String, value: String) {
    switch self {
    case .listed(let list): ("listed", list)
    case .dialled(let number): ("dialled", number)
    case .prefix(let prefix): ("prefix", prefix)
    case .region(let region): ("region", region)
    case .language(let language): ("language", language)
    case .skill(let skill): ("skill", skill)
    case .waiting(let queue, let count): ("waiting", "\(queue) \(count)")
    case .free(let queue, let count): ("free", "\(queue) \(count)")
    case .holiday: ("holiday", "")
    case .dropped(let seconds): ("dropped", "\(seconds)")
    case .lastAgent(let days): ("lastAgent", "\(days)")
    case .fixedAgent: ("fixedAgent", "")
    case .business(let socket, let wait): ("business", "\(wait) \(socket)")
    case .always: ("always", "")
    }
  }

  fileprivate init?(_ key: String, _ value: String) {
    switch key {
    case "listed": self = .listed(value)
    case "dialled": self = .dialled(value)
    case "prefix": self = .prefix(value)
    case "region": self = .region(value)
    case "language": self = .language(value)
    case "skill": self = .skill(value)
    case "holiday": self = .holiday
    case "fixedAgent": self = .fixedAgent
    case "always": self = .always
    default: self.init(key, words: value.split(separator: " ", maxSplits: 1).map(String.init))
    }
  }

  private init?(_ key: String, words: [String]) {
    guard let first = words.first, let last = words.last else { return nil }
    switch (key, Int(first), Int(last)) {
    case ("waiting", _, let count?): self = .waiting(queue: first, over: count)
    case ("free", _, let count?): self = .free(queue: first, under: count)
    case ("dropped", let seconds?, _): self = .dropped(within: seconds)
    case ("lastAgent", let days?, _): self = .lastAgent(days: days)
    case ("business", let wait?, _): self = .business(socket: last, milliseconds: wait)
    default: return nil
    }
  }
}
