/// What a decision says of the queue that the caller comes to, now or later.
public struct QueueChoice: Equatable, Sendable {
  /// Which agents are rung.
  public var penalties: Penalties?
  /// The number of an agent who is rung first.
  public var agent: String?
  /// For how long.
  public var ring: Duration?

  /// Nothing is said.
  public init(penalties: Penalties? = nil, agent: String? = nil, ring: Duration? = nil) {
    self.penalties = penalties
    self.agent = agent
    self.ring = ring
  }

  /// The form in which it is stored.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("penalty", penalties)
    flat.append("agent", agent)
    flat.append("ring", ring?.milliseconds)
    return flat
  }

  init(_ flat: FlatText) {
    self.init()
    guard !flat.encoded.isEmpty else { return }
    penalties = flat["penalty"].flatMap(Penalties.init)
    agent = flat["agent"]
    ring = flat["ring"].flatMap { Int($0) }.map { .milliseconds($0) }
  }
}
