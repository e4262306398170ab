import Control
import Database
import Foundation
import Laboratory
import Operations
import struct Phone.Endpoint
import Records
import struct Phone.Endpoint

/// A centre that is followed by a daemon.
struct FloorCentre: Sendable {
  let centre: Centre
  let daemon: Daemon

  /// Opens a centre, and starts the daemon when it is published that it follows this Asterisk.
  init(_ name: String, queues: [String: [String]]) throws {
    centre = try Centre(name, queues: queues, values: ["SWB_TRUNK": "laboratory-trunk"])
    let laboratory = centre.laboratory
    try centre.publish([
      "switchboard.yaml": """
      zone: Asia/Shanghai
      languages: [zh, en]
      servers:
        here:
          manager: 127.0.0.1:\(laboratory.ami.port)
          secrets: \(laboratory.etc)/switchboard/manager-secrets.conf
          queue_log: \(laboratory.log)/queue_log
      """
    ])
    daemon = try laboratory.startDaemon()
    try wait("queues") { $0.servers?.first?.floor == "current" }
  }

  /// What the tool shows of the floor.
  func look(_ part: String) throws -> FloorReport {
    let options = part == "calls" ? ["--now"] : []
    let answer = try Laboratory.tool(
      [part, "--json", "--control", centre.laboratory.control] + options
    )
    return try JSONDecoder().decode(FloorReport.self, from: Data(answer.utf8))
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
    let end = ContinuousClock.now + limit
    while true {
      let report = try look(part)
      if isIt(report) { return report }
      guard ContinuousClock.now < end else { throw Surprise("\(part) stay so: \(report)") }
      usleep(50_000)
    }
  }

  /// Waits until an agent's state is this.
  func wait(agent: String, is state: String) throws {
    try wait("agents") { $0.agents?.first { $0.agent == agent }?.state == state }
  }
}
