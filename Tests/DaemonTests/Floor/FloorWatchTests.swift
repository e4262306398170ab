import AMI
import AMITesting
import Control
import Daemon
import Testing

/// What `observe` says when there is nothing to see.
@Suite(.timeLimit(.minutes(10))) struct FloorWatchTests {
  /// A person has to mend it, so it is not waited for.
  @Test func aUserWhoMayNotAskForTheListsIsToldSo() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.answer("QueueStatus") { _ in
      [Message([("Response", "Error"), ("Message", "Permission denied")])]
    }
    let watch = FloorWatch(asterisk.configuration, node: "theirs")
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
    let watch = FloorWatch(configuration, node: "theirs")
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
    let watch = FloorWatch(asterisk.configuration, node: "theirs")
    let job = Task { await watch.run() }
    await asterisk.actions("CoreShowChannels")
    while !watch.isSettled { await Task.yield() }
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
    while watch.report().agents?.first?.state != "paused" { await Task.yield() }
    job.cancel()
    await job.value
    await asterisk.stop()
  }
}
