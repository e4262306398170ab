import AMI
import AMITesting
import Control
import Database
import Logging
import Records
import Scratch
import ServiceLifecycle
import Testing

@testable import Daemon

/// What becomes of a supervisor's command where there are several Asterisks, and where something fails.
@Suite(.timeLimit(.minutes(10))) struct SupervisorCommandsTests {
  /// Two Asterisks, `pbx1` and `pbx2`, and the daemon's side of them.
  private struct Stage {
    let scratch: Scratch
    let asterisks: [String: ScriptedAsterisk]
    let floor = Floor(nodes: ["pbx1", "pbx2"])
    let servers: ActionsByServer
    let commands: SupervisorCommands
    let jobs: Task<Void, Never>

    init() async throws {
      let scratch = try Scratch()
      self.scratch = scratch
      let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      let leadership = try HandClock().leadership(at: scratch.location)
      let meters = Meters()
      let servers = ActionsByServer()
      self.servers = servers
      try scratch.write(
        "[switchboard-control]\nsecret = secret\n[switchboard-dial]\nsecret = secret\n",
        to: "secrets.conf"
      )
      var asterisks: [String: ScriptedAsterisk] = [:]
      for name in ["pbx1", "pbx2"] {
        let asterisk = try await ScriptedAsterisk.start(username: "switchboard-control")
        asterisk.admit("switchboard-dial", secret: "secret")
        asterisk.accept("QueuePause")
        asterisks[name] = asterisk
        servers[name] = ServerActions(
          ServerSettings(
            name: name,
            manager: "127.0.0.1:\(asterisk.port)",
            secrets: scratch.folder + "/secrets.conf"
          ),
          leadership,
          meters: meters,
          log: log
        )
      }
      self.asterisks = asterisks
      commands = SupervisorCommands(
        floor,
        servers,
        Book(leadership, meters: meters),
        meters: meters,
        published: { PublishedConfiguration() },
        log: log
      )
      let services = servers.nodes.compactMap { servers[$0] }.flatMap(\.services)
      jobs = Task {
        await withDiscardingTaskGroup { group in
          for service in services { group.addTask { try? await service.run() } }
        }
      }
      try await until { meters.counts.logins.values.count(where: \.isUp) == 4 }
    }

    /// The lists of one Asterisk come, with the agent 1001 in a queue.
    func see(_ node: String) {
      let member = Message([
        ("Event", "QueueMember"), ("Queue", "sales"), ("Name", "1001"),
        ("Location", "Local/1001@\(node)/n"), ("StateInterface", "PJSIP/1001"), ("Status", "1"),
        ("Paused", "0"),
      ])
      let queue = Message([("Event", "QueueParams"), ("Queue", "sales")])
      floor.resync(node, queueStatus: [queue, member], channels: [])
    }

    func ask(_ command: String, _ arguments: [String: String]) async throws -> String {
      let peer = Peer(user: 0, groups: [])
      return try await commands.act(Request(command, arguments), for: peer, .supervisor)
    }

    /// What was asked of an Asterisk, without what everybody sends.
    func asked(_ node: String) -> [String] {
      (asterisks[node]?.received ?? [])
        .filter { !$0.has("Action", "Login") && !$0.has("Action", "Challenge") }
        .filter { !$0.has("Action", "Events") && !$0.has("Action", "Ping") }
        .map { "\($0["Action"] ?? "") \($0["Interface"] ?? $0["Channel"] ?? "")" }
    }

    func end() async {
      jobs.cancel()
      await jobs.value
      for asterisk in asterisks.values { await asterisk.stop() }
    }
  }

  @Test func anAgentIsPausedWhereverTheyAreSignedIn() async throws {
    let stage = try await Stage()
    stage.see("pbx1")
    stage.see("pbx2")
    #expect(try await stage.ask("pause", ["agent": "1001"]) == "1001 is paused")
    #expect(stage.asked("pbx1") == ["QueuePause Local/1001@pbx1/n"])
    #expect(stage.asked("pbx2") == ["QueuePause Local/1001@pbx2/n"])
    #expect(try await stage.ask("unpause", ["agent": "1001", "server": "pbx2"]) != "")
    #expect(stage.asked("pbx1").count == 1)
    #expect(stage.asked("pbx2").count == 2)
    await stage.end()
  }

  /// Half done would look like all of it.
  @Test func whereOneAsteriskIsNotSeenNothingIsHalfDone() async throws {
    let stage = try await Stage()
    stage.see("pbx1")
    stage.see("pbx2")
    stage.floor.lose("pbx2")
    let trouble = await #expect(throws: Reply.Trouble.self) {
      try await stage.ask("pause", ["agent": "1001"])
    }
    #expect(trouble?.code == "stale")
    #expect(stage.asked("pbx1") == [])
    #expect(stage.asked("pbx2") == [])
    await stage.end()
  }

  /// Of whom nothing was ever seen, nobody knows; it is told.
  @Test func anAsteriskThatWasNeverSeenIsNamed() async throws {
    let stage = try await Stage()
    stage.see("pbx1")
    let words = try await stage.ask("pause", ["agent": "1001"])
    #expect(words == "1001 is paused; not seen now, and left as it is: pbx2")
    #expect(stage.asked("pbx1").count == 1)
    #expect(try await stage.ask("pause", ["agent": "1001", "server": "pbx1"]) == "1001 is paused")
    await stage.end()
  }

  @Test func whatIsDoneOnOneAndRefusedOnTheOtherIsTold() async throws {
    let stage = try await Stage()
    stage.see("pbx1")
    stage.see("pbx2")
    stage.asterisks["pbx2"]?.answer("QueuePause") { _ in
      [Message([("Response", "Error"), ("Message", "Interface not found")])]
    }
    let trouble = await #expect(throws: Reply.Trouble.self) {
      try await stage.ask("pause", ["agent": "1001"])
    }
    #expect(trouble?.words.hasPrefix("1001 is paused on pbx1; then: ") == true)
    await stage.end()
  }

  /// The customer was on the phone, whatever becomes of the row.
  @Test func whatCannotBeWrittenDownAfterACallIsToldAsItWas() async throws {
    let stage = try await Stage()
    stage.see("pbx1")
    try stage.scratch.migratedFloor().execute(
      script: """
        CREATE TRIGGER no_attempt BEFORE UPDATE ON attempt BEGIN SELECT RAISE(ABORT, 'no'); END;
        CREATE TRIGGER no_deed BEFORE UPDATE ON deed BEGIN SELECT RAISE(ABORT, 'no'); END;
        """
    )
    stage.asterisks["pbx1"]?.answer("Originate") { asked in
      [
        Message([("Response", "Success"), ("Message", "Originate successfully queued")]),
        Message([
          ("Event", "OriginateResponse"), ("Privilege", "call,all"), ("Response", "Success"),
          ("Channel", "Local/1"), ("Reason", "4"), ("Uniqueid", asked["ChannelId"] ?? ""),
        ]),
      ]
    }
    let words = try await stage.ask(
      "callback",
      ["number": "+8613800138000", "queue": "sales", "server": "pbx1"]
    )
    #expect(words == "138****8000: answered")
    #expect(stage.asked("pbx1").filter { $0.hasPrefix("Originate") }.count == 1)
    // The customer may be called again, whatever becomes of the row.
    let again = try await stage.ask(
      "callback",
      ["number": "13800138000", "queue": "sales", "server": "pbx1"]
    )
    #expect(again == words)
    await stage.end()
  }
}
