/// Somebody who takes calls, as the configuration knows them.
public struct AgentSettings: Equatable, Sendable {
  /// The agent's number, which is the extension and the SIP user too.
  public var number: String
  /// The name that colleagues see.
  public var name: String
  /// The PIN's hash, as `PINHash` makes it; without one, nobody signs in by phone.
  public var pin: String?
  /// The team.
  public var team: String?
  /// What the agent can do, by name.
  public var skills: [Skill]
  /// The queues that the agent is a member of.
  public var queues: [String]
  /// What the agent may do besides taking calls.
  public var roles: [Role]

  /// Describes an agent.
  public init(
    number: String,
    name: String,
    pin: String? = nil,
    team: String? = nil,
    skills: [Skill] = [],
    queues: [String] = [],
    roles: [Role] = []
  ) {
    self.number = number
    self.name = name
    self.pin = pin
    self.team = team
    self.skills = skills
    self.queues = queues
    self.roles = roles
  }

  /// What somebody may do.
  public enum Role: String, CaseIterable, Sendable {
    /// Takes calls.
    case agent
    /// Listens, helps and steps in; switches queues and notices.
    case supervisor
    /// Changes the configuration.
    case administrator
  }

  /// The level of a skill; `nil` when the agent does not have it.
  public func level(of skill: String) -> Int? {
    skills.first { $0.name == skill }?.level
  }

  /// The penalty in a queue: the better the skills it needs, the lower; `nil` when one is missing.
  ///
  /// It is ``Skill/highest`` less the level of the skill the agent knows least of those needed.
  public func penalty(in queue: QueueSettings) -> Int? {
    var lowest = Skill.highest
    for needed in queue.skills {
      guard let level = level(of: needed.name), level >= needed.level else { return nil }
      lowest = min(lowest, level)
    }
    return Skill.highest - lowest
  }
}

extension AgentSettings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("name", name)
    flat.append("pin", pin)
    flat.append("team", team)
    for skill in skills { flat.append("skill", skill.flat) }
    for queue in queues { flat.append("queue", queue) }
    for role in roles { flat.append("role", role.rawValue) }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(number: String, _ flat: FlatText) {
    guard let name = flat["name"] else { return nil }
    self.init(
      number: number,
      name: name,
      pin: flat["pin"],
      team: flat["team"],
      skills: flat.all("skill").compactMap { Skill(flat: $0) },
      queues: flat.all("queue"),
      roles: flat.all("role").compactMap { Role(rawValue: $0) }
    )
  }
}
