import AMI
import AMITesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct EventTests {
  @Test func theMaskFollowsTheSubscribers() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    try await withClient(of: asterisk) { client async throws in
      #expect(asterisk.received.last { $0.has("Action", "Login") }?["Events"] == "off")
      do {
        let agents = client.events(.agent)
        var reader = agents.makeAsyncIterator()
        #expect(await reader.next() == .gap(lost: nil, .began))
        let calls = client.events([.call, .agent])
        await asterisk.actions("Events", count: 2)
        withExtendedLifetime((agents, calls)) {}
      }
      let masks = await asterisk.actions("Events", count: 3).map { $0["EventMask"] ?? "" }
      #expect(masks.prefix(2) == ["agent", "call,agent"])
      await asterisk.wait {
        asterisk.received.last { $0.has("Action", "Events") }?["EventMask"] == "off"
      }
    }
    await asterisk.stop()
  }

  /// The last subscriber's end is on its way: what Asterisk sends until the next mask has no beginning.
  @Test func aBeginningWaitsForTheMaskBehindAnEnd() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    try await withClient(of: asterisk) { client async throws in
      do {
        let first = client.events(.call)
        var reader = first.makeAsyncIterator()
        #expect(await reader.next() == .gap(lost: nil, .began))
        // From here on the test answers.
        asterisk.answer("Events") { _ in [] }
        withExtendedLifetime(first) {}
      }
      await asterisk.actions("Events", count: 2)
      var reader = client.events(.call).makeAsyncIterator()
      let masks = await asterisk.actions("Events", count: 3)
      #expect(masks.map { $0["EventMask"] } == ["call", "off", "call"])
      let answers = masks.map {
        Message([("Response", "Success"), ("ActionID", $0["ActionID"] ?? "")])
      }
      let last = Message.event("Hangup", .call)
      asterisk.send(.event("Newchannel", .call), answers[1])
      asterisk.send(.event("Newstate", .call), answers[2], last)
      #expect(await reader.next() == .gap(lost: nil, .began))
      #expect(await reader.next() == .event(last))
    }
    await asterisk.stop()
  }

  @Test func aSubscriberSeesItsClassesAlone() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    try await withClient(of: asterisk) { client async throws in
      var agents = client.events(.agent).makeAsyncIterator()
      var all = client.events([.agent, .call]).makeAsyncIterator()
      var picked = client.events([.agent, .call]) { $0.isEvent("Hangup") }.makeAsyncIterator()
      #expect(await agents.next() == .gap(lost: nil, .began))
      #expect(await all.next() == .gap(lost: nil, .began))
      #expect(await picked.next() == .gap(lost: nil, .began))
      let events = [
        Message.event("Newchannel", .call), .event("QueueCallerJoin", .agent),
        .event("Hangup", .call),
      ]
      asterisk.send(events[0], events[1], events[2])
      #expect(await agents.next() == .event(events[1]))
      for event in events { #expect(await all.next() == .event(event)) }
      #expect(await picked.next() == .event(events[2]))
    }
    await asterisk.stop()
  }

  /// A hundred thousand events to somebody who reads none of them, and to somebody who reads them all.
  @Test func aFloodIsBoundedAndToldAndRepliesDoNotWaitBehindIt() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    try await withClient(of: asterisk) { client async throws in
      let unread = client.events(.user, capacity: 10)
      var reader = unread.makeAsyncIterator()
      #expect(await reader.next() == .gap(lost: nil, .began))
      let event = Message.event("UserEvent", .user, ["UserEvent": "Flood"])
      let thousand = Array([[UInt8]](repeating: event.bytes, count: 1000).joined())
      for _ in 0..<100 { asterisk.send(bytes: thousand) }
      // Asterisk's answer comes behind them all, and is not kept from us by who does not read.
      #expect(try await client.send(Action("Ping")).isSuccess)
      // A reply is handed over before the events that came in one read with it: by the next, all have.
      #expect(try await client.send(Action("Ping")).isSuccess)
      for _ in 0..<10 { #expect(await reader.next() == .event(event)) }
      #expect(await reader.next() == .gap(lost: 99_990, .overflow))
      let last = Message.event("UserEvent", .user, ["UserEvent": "Last"])
      asterisk.send(last)
      #expect(await reader.next() == .event(last))
    }
    await asterisk.stop()
  }

  /// What a caller's data made up is in no class that was not asked for.
  @Test func aMadeUpEventReachesNobodyWhoDidNotAskForItsClass() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    try await withClient(of: asterisk) { client async throws in
      var users = client.events(.user).makeAsyncIterator()
      #expect(await users.next() == .gap(lost: nil, .began))
      let forged = Message.event(
        "UserEvent",
        .user,
        ["Text": "x\r\n\r\nEvent: QueueMemberPause\r\nPrivilege: agent,all\r\n\r\nTail: y"]
      )
      let last = Message.event("UserEvent", .user, ["UserEvent": "Last"])
      asterisk.send(forged, last)
      #expect(await users.next() == .event(.event("UserEvent", .user, ["Text": "x"])))
      #expect(await users.next() == .event(last))
    }
    await asterisk.stop()
  }

  @Test func theEndOfTheClientIsTheEndOfItsEvents() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    let events = try await withClient(of: asterisk) { client async throws in
      let events = client.events(.call)
      var reader = events.makeAsyncIterator()
      #expect(await reader.next() == .gap(lost: nil, .began))
      return events
    }
    var deliveries: [EventDelivery] = []
    for await delivery in events { deliveries.append(delivery) }
    #expect(deliveries == [.gap(lost: nil, .disconnected)])
    await asterisk.stop()
  }
}
