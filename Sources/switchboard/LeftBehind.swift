import Database
import Records

/// What a revision would leave behind: switches that name what it lacks, files that nobody keeps.
extension Store {
  /// Refuses a revision that would take an emergency's flow away from its callers.
  func keepEmergency(in revision: Int, at world: World) throws {
    guard let flow = try switches(at: world.now()).emergency,
      try !self.revision(begunWith: revision).hasFlow(flow)
    else { return }
    throw Phrases.emergencyNeeds(flow)
  }

  /// What to say of switches for queues that a revision does not have.
  ///
  /// Where it names no queues at all, they are Asterisk's own matter.
  func strayedSwitches(in revision: Int, at world: World) throws -> [String] {
    let queues = try self.revision(begunWith: revision).queueNames()
    guard !queues.isEmpty else { return [] }
    return try switches(at: world.now()).all
      .filter { $0.kind != .emergency && $0.name != LiveSwitch.everyQueue }
      .filter { !queues.contains($0.name) }
      .map { world.text(Phrases.strayed($0)) }
  }

  /// Where the live revision has Asterisk's files; `nil` when it leaves them alone.
  func asteriskFolder() throws -> String? {
    try liveHead() == nil ? nil : revision().settings().asteriskFiles
  }

  /// What to say when an earlier revision leaves Asterisk's files alone, which a later one made: they
  /// stay as that one made them.
  func stayingFiles(
    in former: String?,
    of later: Int?,
    after earlier: Int,
    at world: World
  ) throws -> [String] {
    guard let former, let later, later != earlier, try asteriskFolder() == nil else {
      return try leftFiles(in: former, at: world)
    }
    return [world.text(Phrases.stayingFiles(former, of: later, after: earlier))]
  }

  /// What to say when the live revision keeps Asterisk's files elsewhere than the one before, or not
  /// at all: Asterisk goes on reading the old ones.
  func leftFiles(in former: String?, at world: World) throws -> [String] {
    guard let former, try asteriskFolder() != former else { return [] }
    return [world.text(Phrases.leftFiles(former))]
  }
}
