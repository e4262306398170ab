public import Records

/// Whether an agent may be written into `agents.yaml` as it is.
public enum AgentCheck {
  /// Whether phones that dial this number get something else: help, or the car park of calls.
  ///
  /// The contexts `switchboard-emergency` and `switchboard-parked` come before the agents' own.
  public static func isTaken(_ number: String) -> Bool {
    NumberPlan.emergencies.contains(number)
      || number.utf8.count == 3 && Int(number).map { (700...720).contains($0) } ?? false
  }

  /// What is wrong; `nil` when nothing is.
  ///
  /// Whether its queues are there is the whole check's part.
  public static func trouble(with agent: AgentSettings) -> Mistake? {
    let isNumber =
      (3...5).contains(agent.number.utf8.count)
      && agent.number.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isNumber else { return .noExtension(agent.number) }
    guard !isTaken(agent.number) else { return .takenNumber(agent.number) }
    for name in [agent.name, agent.team].compactMap(\.self) where !Name.isShown(name) {
      return .unshownName(name)
    }
    for name in agent.queues + agent.skills.map(\.name) where !Name.isWord(name) {
      return .badName(name)
    }
    for skill in agent.skills where !(Skill.lowest...Skill.highest).contains(skill.level) {
      return .outOfBounds(
        found: "\"\(skill.level)\"",
        lowest: Skill.lowest,
        highest: Skill.highest
      )
    }
    return nil
  }
}
