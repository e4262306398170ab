/// How Asterisk rings a queue's members: what its section in `queues.conf` says.
public struct QueueRinging: Equatable, Sendable {
  /// The queue.
  public var queue: String
  /// Whose phone rings first.
  public var strategy: Strategy
  /// How long one phone rings; `nil` is the template's.
  public var ring: Duration?
  /// How long an agent is left alone after a call.
  public var wrapUp: Duration?
  /// How many callers may wait; `nil` is any number.
  public var length: Int?
  /// Its weight against other queues of the same agents.
  public var weight: Int?
  /// The class of music on hold.
  public var music: String?
  /// A call that is answered within this time counts as well served.
  public var serviceLevel: Duration?

  /// Describes how a queue rings.
  public init(queue: String, strategy: Strategy = .rrmemory) {
    self.queue = queue
    self.strategy = strategy
  }

  /// Whose phone rings first, as Asterisk calls it.
  public enum Strategy: String, CaseIterable, Sendable {
    /// All phones at once (全部).
    case ringall
    /// In turn, from where the last call left off (记忆).
    case rrmemory
    /// Whose last call is longest ago (最近).
    case leastrecent
    /// Who took the fewest calls (最少).
    case fewestcalls
    /// By chance (随机).
    case random
    /// In turn, in the order of the list (轮流).
    case rrordered
    /// Always from the top of the list (顺序).
    case linear
    /// By chance, penalties being weights (加权).
    case wrandom

    /// The name that people in Chinese call centres use.
    public var fieldName: String {
      switch self {
      case .ringall: "全部"
      case .rrmemory: "记忆"
      case .leastrecent: "最近"
      case .fewestcalls: "最少"
      case .random: "随机"
      case .rrordered: "轮流"
      case .linear: "顺序"
      case .wrandom: "加权"
      }
    }

    /// The strategy that either name means.
    public init?(written name: String) {
      guard let found = Self.allCases.first(where: { $0.rawValue == name || $0.fieldName == name })
      else { return nil }
      self = found
    }
  }
}

extension QueueRinging {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("strategy", strategy.rawValue)
    flat.append("ring", ring?.milliseconds)
    flat.append("wrapUp", wrapUp?.milliseconds)
    flat.append("length", length)
    flat.append("weight", weight)
    flat.append("music", music)
    flat.append("serviceLevel", serviceLevel?.milliseconds)
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(queue: String, _ flat: FlatText) {
    guard let strategy = flat["strategy"].flatMap(Strategy.init(rawValue:)) else { return nil }
    self.init(queue: queue, strategy: strategy)
    ring = flat.duration("ring")
    wrapUp = flat.duration("wrapUp")
    length = flat["length"].flatMap { Int($0) }
    weight = flat["weight"].flatMap { Int($0) }
    music = flat["music"]
    serviceLevel = flat.duration("serviceLevel")
  }
}
