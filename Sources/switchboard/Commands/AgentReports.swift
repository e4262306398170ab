import Configuration
import Records

/// What became of an agent.
struct AgentChange: Report {
  var number: String
  var change: Change
  /// Mistakes that kept it from being done.
  var check: CheckReport?
  var applied: ApplyReport?
  /// A PIN's hash, when that was asked for.
  var hash: String?
  /// The phone's password, when that was asked for.
  var password: String?

  enum Change: String, Encodable {
    case added, removed, pinSet, hashed
  }

  var isGood: Bool { check == nil && applied?.isGood ?? true }

  func text(in world: World) -> String {
    if let hash { return hash }
    if let check {
      return check.text(in: world) + "\n" + world.text(Phrases.agentsFileLeft)
    }
    let done =
      switch change {
      case .added: Phrases.agentAdded(number)
      case .removed: Phrases.agentRemoved(number)
      case .pinSet, .hashed: Phrases.pinSet(number)
      }
    let next = applied.map { $0.text(in: world) } ?? world.text(Phrases.applyNext)
    let password = password.map { [world.text(Phrases.password(number, $0))] } ?? []
    return ([world.text(done), next] + password).joined(separator: "\n")
  }
}

/// The agents that are live; PINs stay where they are.
struct AgentList: Report {
  var agents: [Entry]

  struct Entry: Encodable {
    var number: String
    var name: String
    var team: String?
    var skills: [String: Int]
    var queues: [String]
    var roles: [String]
    var hasPIN: Bool

    init(_ agent: AgentSettings) {
      number = agent.number
      name = agent.name
      team = agent.team
      skills = Dictionary(agent.skills.map { ($0.name, $0.level) }) { first, _ in first }
      queues = agent.queues
      roles = agent.roles.map(\.rawValue)
      hasPIN = agent.pin != nil
    }
  }

  func text(in world: World) -> String {
    guard !agents.isEmpty else { return world.text(Phrases.noAgents) }
    let rows = agents.map { agent in
      let skills = agent.skills.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      return [
        agent.number, agent.name, agent.team ?? "", agent.queues.joined(separator: ", "),
        skills.joined(separator: ", "), agent.roles.joined(separator: ", "),
      ]
    }
    return Table(Phrases.agentHead, world.language, rows).text
  }
}

/// A phone's password.
struct AgentPassword: Report {
  var number: String
  var password: String

  func text(in world: World) -> String { password }
}
