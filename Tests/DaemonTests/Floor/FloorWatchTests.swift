import AMI
import AMITesting
import Control
import Testing

@testable import Daemon

/// What `observe` says when there is nothing to see.
@Suite(.timeLimit(.minutes(10))) struct FloorWatchTests {
  /// On a machine that is busy with something else, nothing is told late.
  private func patient(_ configuration: AMI.Configuration) -> AMI.Configuration {
    var configuration = configuration
    configuration.connectDeadline = .seconds(600)
    configuration.loginDeadline = .seconds(600)
    configuration.actionDeadline = .seconds(600)
    configuration.pingInterval = .seconds(600)
    return configuration
  }

  /// A person has to mend it, so it is not waited for.
  @Test func aUserWhoMayNotAskForTheListsIsToldSo() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.answer("QueueStatus") { _ in
      [Message([("Response", "Error"), ("Message", "Permission denied")])]
    }
    let watch = FloorWatch(patient(asterisk.configuration), node: "theirs")
    #expect(!watch.isSettled)
    await watch.run()
    #expect(watch.isSettled)
    #expect(watch.trouble?.contains("Permission denied") == true)
    await asterisk.stop()
  }

  @Test func aWrongPasswordIsToldSo() async throws {
    let asterisk = try await ScriptedAsterisk.start(secret: "other")
    let configuration = AMI.Configuration(
      port: asterisk.port,
      credentials: Credentials(username: "test", secret: "hush-hush")
    )
    let watch = FloorWatch(patient(configuration), node: "theirs")
    await watch.run()
    #expect(watch.isSettled)
    #expect(watch.trouble?.contains("hush") == false)
    #expect(asterisk.visits == 1)
    await asterisk.stop()
  }

  /// What Asterisk does not send cannot be seen: a board that stands still while callers come is told.
  @Test func whatIsSeenIsTheListsAndTheEventsAfterThem() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.list(
      "QueueStatus",
      [
        Message([("Event", "QueueParams"), ("Queue", "sales"), ("ServiceLevel", "20")]),
        Message([
          ("Event", "QueueMember"), ("Queue", "sales"), ("Name", "1001"),
          ("Location", "Local/1001@phones/n"), ("StateInterface", "PJSIP/1001"), ("Status", "1"),
          ("Paused", "0"),
        ]),
      ]
    )
    asterisk.list("CoreShowChannels", [])
    let watch = FloorWatch(patient(asterisk.configuration), node: "theirs")
    let job = Task { await watch.run() }
    await asterisk.actions("CoreShowChannels")
    try await until { watch.isSettled }
    #expect(watch.trouble == nil)
    #expect(watch.report().agents?.map(\.agent) == ["1001"])
    #expect(watch.counters.map(\.target) == [20])
    asterisk.send(
      .event(
        "QueueMemberPause",
        .agent,
        ["Queue": "sales", "MemberName": "1001", "Interface": "Local/1001@phones/n", "Paused": "1"]
      )
    )
    try await until { watch.report().agents?.first?.state == "paused" }
    job.cancel()
    await job.value
    await asterisk.stop()
  }

  // MARK: What Asterisk does not send

  /// A queue, and who waits there.
  private static func sales(_ calls: String...) -> [Message] {
    let entries = calls.enumerated().map { place, call in
      Message([
        ("Event", "QueueEntry"), ("Queue", "sales"), ("Position", "\(place + 1)"),
        ("Channel", "PJSIP/trunk-\(call)"), ("Uniqueid", call), ("Wait", "3"),
      ])
    }
    return [Message([("Event", "QueueParams"), ("Queue", "sales")])] + entries
  }

  /// Waits until the queues are counted once more, and what comes has been looked at.
  private static func untilCounted(by asterisk: ScriptedAsterisk) async {
    // By a member that is none, counters alone are asked for.
    @Sendable func asked() -> Int {
      asterisk.received.count { $0.has("Action", "QueueStatus") && $0["Member"] == nil }
    }
    let before = asked()
    await asterisk.wait { asked() >= before + 2 }
  }

  @Test func aFloorThatIsHeardAfterAllIsSeenAgain() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.list("QueueStatus", Self.sales())
    asterisk.list("CoreShowChannels", [])
    let configuration = patient(asterisk.configuration)
    let watch = FloorWatch(configuration, node: "theirs", pause: .milliseconds(20))
    let job = Task { await watch.run() }
    try await until { watch.isSettled }
    await Self.untilCounted(by: asterisk)
    // A list may overtake an event.
    asterisk.list("QueueStatus", Self.sales("1.1"))
    await Self.untilCounted(by: asterisk)
    #expect(watch.isSettled)
    #expect(watch.trouble == nil)
    asterisk.list("QueueStatus", Self.sales("1.1", "1.2"))
    try await until { watch.trouble != nil }
    #expect(watch.trouble?.contains("read = agent,call") == true)
    #expect(watch.report().servers?.map(\.floor) == ["stale"])
    #expect(watch.report().queues?.first?.waiting.isEmpty == true)
    // Whatever it says, events come: the lists after it have who waits.
    asterisk.send(
      .event("QueueCallerAbandon", .agent, ["Queue": "sales", "Uniqueid": "1.0"])
    )
    try await until { watch.isSettled }
    #expect(watch.trouble == nil)
    #expect(watch.report().queues?.first?.waiting.map(\.call) == ["1.1", "1.2"])
    asterisk.list("QueueStatus", Self.sales("1.2"))
    asterisk.send(.event("QueueCallerLeave", .agent, ["Queue": "sales", "Uniqueid": "1.1"]))
    try await until { watch.report().queues?.first?.waiting.map(\.call) == ["1.2"] }
    for call in ["1.3", "1.4", "1.5"] {
      asterisk.list("QueueStatus", Self.sales(call))
      await Self.untilCounted(by: asterisk)
    }
    #expect(watch.isSettled)
    #expect(watch.trouble == nil)
    job.cancel()
    await job.value
    await asterisk.stop()
  }

  /// Callers come and go while nobody can hear it, or ask.
  @Test func aQuietFloorIsNotDeafForItsGaps() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.list("QueueStatus", Self.sales())
    asterisk.list("CoreShowChannels", [])
    var configuration = patient(asterisk.configuration)
    configuration.shortestWait = .milliseconds(10)
    let watch = FloorWatch(configuration, node: "theirs", pause: .milliseconds(20))
    let job = Task { await watch.run() }
    try await until { watch.isSettled }
    await Self.untilCounted(by: asterisk)
    for round in 1...3 {
      asterisk.cut()
      asterisk.list("QueueStatus", Self.sales("\(round).1"))
      await asterisk.actions("CoreShowChannels", count: round + 1)
      try await until { watch.isSettled }
      await Self.untilCounted(by: asterisk)
      #expect(watch.isSettled)
      #expect(watch.trouble == nil)
    }
    for round in 4...6 {
      asterisk.answer("QueueStatus") { _ in
        [Message([("Response", "Error"), ("Message", "not now")])]
      }
      await Self.untilCounted(by: asterisk)
      asterisk.list("QueueStatus", Self.sales("\(round).1"))
      await Self.untilCounted(by: asterisk)
      #expect(watch.isSettled)
      #expect(watch.trouble == nil)
    }
    job.cancel()
    await job.value
    await asterisk.stop()
  }
}
