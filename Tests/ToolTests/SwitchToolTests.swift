import Foundation
import Records
import Scratch
import Testing

/// Switches beside what is published, and until when they hold.
@Suite struct SwitchToolTests {
  private let tool: Tool
  private let yaml: String

  init() throws {
    tool = try Tool()
    yaml = try tool.writeConfiguration()
    let overflow = "{overflow: message 100}"
    try tool.scratch.write("sales: \(overflow)\nnight: \(overflow)\n", to: "yaml/queues.yaml")
    try tool.scratch.write(flow, to: "yaml/ivr/fire.yaml")
    #expect(try tool.run("apply", yaml) == 0)
  }

  private let flow = "nodes: {top: {play: {zh: 着火, en: Fire}, next: hangup}}"

  private func removeFlow() throws {
    try FileManager.default.removeItem(atPath: yaml + "/ivr/fire.yaml")
  }

  private let refusal =
    "all calls go to the emergency flow fire now, and this revision does not have it: "
    + "keep ivr/fire.yaml, or end the emergency first: switchboard emergency off\n"

  @Test func aRunningEmergencyKeepsItsFlow() throws {
    #expect(try tool.run("emergency", "on", "fire") == 0)
    try removeFlow()
    #expect(try tool.run("apply", yaml) == 1)
    #expect(tool.notices == refusal)
    #expect(try tool.run("emergency", "off") == 0)
    #expect(try tool.run("apply", yaml) == 0)
  }

  @Test func noRollbackTakesItAwayEither() throws {
    try removeFlow()
    #expect(try tool.run("apply", yaml) == 0)
    try tool.scratch.write(flow, to: "yaml/ivr/fire.yaml")
    #expect(try tool.run("apply", yaml) == 0)
    #expect(try tool.run("emergency", "on", "fire") == 0)
    #expect(try tool.run("rollback", "2") == 1)
    #expect(tool.notices == refusal)
    #expect(try tool.run("rollback", "1") == 0)
  }

  @Test func theAuditHasAHeading() throws {
    #expect(try tool.run("queue", "close", "night") == 0)
    #expect(try tool.run("emergency", "show") == 0)
    #expect(tool.output.contains("\nwhat was switched, the latest first:\ntime "))
  }

  @Test func aSwitchForAQueueThatGoesIsTold() throws {
    #expect(try tool.run("queue", "close", "night") == 0)
    try tool.scratch.write("sales: {overflow: message 100}\n", to: "yaml/queues.yaml")
    #expect(try tool.run("apply", yaml) == 0)
    #expect(
      tool.output.contains(
        "queue night is closed by hand, and this revision has no such queue: take it back with "
          + "switchboard queue auto night\n"
      )
    )
  }

  // MARK: Until when

  @Test(arguments: [
    ("zone: Asia/Shanghai", "2026-03-02 18:00:00 (Asia/Shanghai)", "2026-03-02T10:00:00"),
    ("languages: [zh]", "2026-03-02 18:00:00 (GMT)", "2026-03-02T18:00:00"),
  ])
  func untilIsByTheCentresClock(settings: String, shown: String, utc: String) throws {
    try tool.scratch.write(settings, to: "yaml/switchboard.yaml")
    #expect(try tool.run("apply", yaml) == 0)
    tool.zone = "GMT"
    #expect(try tool.run("notice", "storm", "--until", "18:00") == 0)
    #expect(tool.output.contains("notice storm before every queue, until \(shown)"))
    #expect(tool.notices.hasPrefix("nobody looked whether Asterisk has the sound "))
    #expect(try tool.run("emergency", "show", "--json") == 0)
    let switches = try #require(try tool.json()["switches"] as? [[String: Any]])
    #expect((switches.first?["until"] as? String)?.hasPrefix(utc) == true, "\(switches)")
  }

  @Test func aZoneThatIsNoneIsTold() throws {
    tool.zone = "GMT"
    tool.unknownZone = "Nonsense/Zone"
    #expect(try tool.run("calls") == 0)
    #expect(tool.notices.hasPrefix("TZ=Nonsense/Zone is no time zone, so times are in UTC: "))
    try tool.scratch.write("zone: Asia/Shanghai", to: "yaml/switchboard.yaml")
    #expect(try tool.run("apply", yaml) == 0)
    #expect(try tool.run("calls") == 0)
    #expect(tool.notices == "")
  }
}
