import Control
import Database
import Foundation
import Laboratory
import Operations
import Records
import struct Phone.Endpoint

/// A centre that is followed by a daemon.
struct FloorCentre: Sendable {
  let centre: Centre
  let daemon: Daemon
  private let manager: Int

  /// Opens a centre, and starts the daemon when it is published that it follows this Asterisk.
  init(
    _ name: String,
    queues: [String: [String]],
    yaml: [String: String] = [:]
  ) throws {
    let centre = try Centre(
      name,
      queues: queues,
      values: ["SWB_TRUNK": "laboratory-trunk"],
      yaml: yaml
    )
    try self.init(of: centre, manager: Int(centre.laboratory.ami.port))
  }

  /// Starts the daemon of a centre whose manager interface is found at this port.
  init(of centre: Centre, manager: Int) throws {
    self.centre = centre
    self.manager = manager
    try Self.publish(in: centre, manager: manager)
    daemon = try centre.laboratory.startDaemon()
    try waitForTheFloor()
  }

  /// The manager users' passwords, as Asterisk has them.
  static func secrets(of laboratory: Laboratory) -> String {
    "\(laboratory.etc)/switchboard/manager-secrets.conf"
  }

  private static func publish(
    in centre: Centre,
    manager: Int,
    _ more: String = "",
    secrets: String? = nil
  ) throws {
    let laboratory = centre.laboratory
    try centre.publish([
      "switchboard.yaml": """
      zone: Asia/Shanghai
      languages: [zh, en]
      servers:
        here:
          manager: 127.0.0.1:\(manager)
          secrets: \(secrets ?? Self.secrets(of: laboratory))
          queue_log: \(laboratory.log)/queue_log
      \(more)
      """
    ])
  }

  /// Publishes more of `switchboard.yaml`, or another file of passwords.
  func publish(_ more: String = "", secrets: String? = nil) throws {
    try Self.publish(in: centre, manager: manager, more, secrets: secrets)
  }

  /// Waits until the daemon knows the floor.
  func waitForTheFloor() throws {
    try wait("queues", within: .seconds(20)) { $0.servers?.first?.floor == "current" }
  }

  /// Plays a scene on a thread of its own.
  func scene(_ body: @escaping @Sendable (FloorCentre) throws -> Void) async throws {
    try await centre.scene { _ in try body(self) }
  }

  /// What the tool shows of the floor.
  func look(_ part: String) throws -> FloorReport {
    try FloorView(centre.laboratory.control).look(part)
  }

  /// Asks the daemon for something; what it did, in its words.
  @discardableResult
  func ask(_ words: String...) throws -> String {
    // These commands know no store.
    try Laboratory.tool(words + ["--control", centre.laboratory.control])
      .trimmingCharacters(in: .newlines)
  }

  /// What the daemon was asked for, and which calls it placed, the latest first.
  func book() throws -> (deeds: [Deed], attempts: [Attempt]) {
    let store = try FloorStore(
      at: StoreLocation(folder: centre.laboratory.store),
      .administrator
    )
    return (try store.deeds(limit: 1_000), try store.attempts(limit: 1_000))
  }

  /// Waits until the floor is as it should be.
  @discardableResult
  func wait(
    _ part: String,
    within limit: Duration = .seconds(10),
    until isIt: (FloorReport) -> Bool
  ) throws -> FloorReport {
    try FloorView(centre.laboratory.control).wait(part, within: limit, until: isIt)
  }

  /// Waits until what is written down of the calls that were placed, by their numbers, is this.
  func wait(forAttempts isIt: ([String: String?]) -> Bool) throws {
    let end = ContinuousClock.now + .seconds(20)
    while true {
      let outcomes = try book().attempts.reduce(into: [String: String?]()) {
        $0.updateValue($1.outcome, forKey: $1.call.number)
      }
      if isIt(outcomes) { return }
      guard ContinuousClock.now < end else { throw Surprise("attempts stay so: \(outcomes)") }
      usleep(50_000)
    }
  }

  /// Waits until an agent's state is this.
  func wait(agent: String, is state: String) throws {
    try wait("agents") { $0.agents?.first { $0.agent == agent }?.state == state }
  }
}
