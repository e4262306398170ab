import AMITesting
import Foundation
import Laboratory
import Phone
import Testing

/// Beside an Asterisk of somebody else's, `switchboard observe` sees what is true and changes nothing.
@Suite struct ObserveTests {
  private static let equipment = Equipment(
    queues: ["seen": ["1001"]],
    files: [
      "extensions.conf": """
      [laboratory](+)
      exten => 7201,1,Answer()
       same => n,Queue(seen,ct)

      """,
      "queues.conf": """
      [seen](+)
      servicelevel = 20

      """,
      // No more than reads need.
      "manager.conf": """
      [observer]
      secret = only looking
      read = agent,call
      write = reporting

      """,
    ]
  )

  @Test func whatIsSeenIsTrueAndNothingIsChanged() async throws {
    let laboratory = try Laboratory(Self.equipment, name: "observe")
    let proxy = try await RecordingProxy.start(port: Int(laboratory.ami.port))
    let port = proxy.port
    let (answer, text, before, after) = try await laboratory.scene { laboratory in
      let agent = try laboratory.agentPhone(
        "1001",
        manner: .answers(saying: .tone(hertz: 660), hangingUpAfter: .seconds(1))
      )
      let phone = try laboratory.callerPhone()
      try Self.call("13900000001", on: phone).waitForHangup(within: .seconds(30))
      try laboratory.console(
        "queue show seen",
        untilIt: { $0.contains("C:1, A:0") },
        within: .seconds(10)
      )
      try laboratory.console("logger rotate")
      try laboratory.console(
        "queue pause member Local/1001@switchboard-agents/n queue seen reason tea"
      )
      let given = try Self.call("13900000002", on: phone)
      try laboratory.console(
        "queue show seen",
        untilIt: { $0.contains("(wait: 0:02") },
        within: .seconds(20)
      )
      given.hangUp()
      try laboratory.console(
        "queue show seen",
        untilIt: { $0.contains("C:1, A:1") },
        within: .seconds(10)
      )
      let waiting = try Self.call("13900000003", on: phone)
      try laboratory.console(
        "queue show seen",
        untilIt: { $0.contains("(wait: 0:0") },
        within: .seconds(10)
      )
      let secret = laboratory.store + "/secret"
      try "only looking\n".write(toFile: secret, atomically: true, encoding: .utf8)
      let words = [
        "observe", "--once", "--manager", "127.0.0.1:\(port)", "--user", "observer",
        "--secret-file", secret, "--queue-log", "\(laboratory.log)/queue_log", "--short", "0",
      ]
      let before = try Self.state(of: laboratory)
      let answer = try Laboratory.tool(words + ["--json"])
      let text = try Laboratory.tool(words)
      let after = try Self.state(of: laboratory)
      waiting.hangUp()
      withExtendedLifetime(agent) {}
      return (answer, text, before, after)
    }
    await proxy.stop()
    #expect(before == after)
    // By Logoff, unless the program's end closes the connection before.
    #expect(
      Self.actions(in: proxy.session).subtracting(["Logoff"])
        == ["Challenge", "CoreShowChannels", "Login", "QueueStatus"]
    )
    try Self.check(try JSONDecoder().decode(Seen.self, from: Data(answer.utf8)))
    #expect(text.contains("13900000002"))
    #expect(text.contains("it leaves out 1 who gave up after more than a short while"))
  }

  private static func call(_ number: String, on phone: Phone) throws -> PhoneCall {
    try phone.call("7201", as: CallerID(number: number), saying: .tone(hertz: 440))
  }

  private static func check(_ seen: Seen) throws {
    #expect(seen.trouble == nil)
    #expect(seen.floor.servers.map(\.floor) == ["current"])
    // The other one ships, for calls that nothing else takes.
    #expect(seen.floor.queues.map(\.queue) == ["seen", "switchboard"])
    #expect(seen.floor.queues.first?.waiting.map(\.number) == ["13900000003"])
    #expect(seen.floor.agents.first?.state == "paused")
    let total = seen.queues.total
    #expect(total.offered == 3 && total.answered == 1 && total.abandoned == 1 && total.waiting == 1)
    let difference = try #require(seen.differences.first)
    #expect(difference.servicelevelPerf == 100 && difference.isSame)
    #expect(difference.serviceLevel.numerator == 1 && difference.serviceLevel.denominator == 2)
    #expect(seen.lostCallers.map(\.number) == ["13900000002"])
    let agent = try #require(seen.agents.agents.first { $0.agent == "1001" })
    #expect(agent.answered == 1)
    #expect(agent.pauses.map(\.reason) == ["tea"])
  }

  // MARK: The other side

  /// What must be the same before and after.
  private struct OtherSide: Equatable {
    var files: [String: Data] = [:]
    var database = ""
    var channels: [String] = []
  }

  private static func state(of laboratory: Laboratory) throws -> OtherSide {
    var state = OtherSide()
    for folder in [laboratory.etc, laboratory.log] {
      let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
      for name in names where folder == laboratory.etc || name.hasPrefix("queue_log") {
        state.files["\(folder)/\(name)"] = FileManager.default.contents(atPath: "\(folder)/\(name)")
      }
    }
    #expect(state.files.count { $0.key.contains("queue_log") } == 2)
    state.database = try laboratory.console("database show")
    // The other columns are clocks.
    state.channels = try laboratory.console("core show channels concise").split(separator: "\n")
      .map { String($0.prefix { $0 != "!" }) }.sorted()
    #expect(state.channels.contains { $0.hasPrefix("PJSIP/") })
    return state
  }

  /// The names of all actions that were sent.
  private static func actions(in session: RecordedSession) -> Set<String> {
    let said = session.pieces.filter { $0.side == .client }.flatMap(\.bytes)
    let lines = String(decoding: said, as: UTF8.self).split(separator: "\r\n")
    return Set(
      lines.filter { $0.lowercased().hasPrefix("action:") }.map {
        $0.dropFirst("action:".count).trimmingCharacters(in: .whitespaces)
      }
    )
  }
}

/// What `observe --json` says, as far as the test asks.
private struct Seen: Decodable {
  struct Floor: Decodable {
    struct Server: Decodable { var floor: String }
    struct Queue: Decodable {
      struct Waiting: Decodable { var number: String? }
      var queue: String
      var waiting: [Waiting]
    }
    struct Agent: Decodable { var state: String }
    var servers: [Server]
    var queues: [Queue]
    var agents: [Agent]
  }

  struct Queues: Decodable {
    struct Figures: Decodable {
      var offered: Int
      var answered: Int
      var abandoned: Int
      var waiting: Int
    }
    var total: Figures
  }

  struct Agents: Decodable {
    struct Figures: Decodable {
      struct Pauses: Decodable { var reason: String }
      var agent: String
      var answered: Int
      var pauses: [Pauses]
    }
    var agents: [Figures]
  }

  struct Difference: Decodable {
    struct Share: Decodable {
      var numerator: Int
      var denominator: Int
    }
    var servicelevelPerf: Double?
    var isSame: Bool
    var serviceLevel: Share
  }

  struct Caller: Decodable { var number: String }

  var floor: Floor
  var trouble: String?
  var queues: Queues
  var agents: Agents
  var differences: [Difference]
  var lostCallers: [Caller]
}
