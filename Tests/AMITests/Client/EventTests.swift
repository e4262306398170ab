import AMI
import AMITesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct EventTests {
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

  @Test func aReplyDoesNotWaitBehindEventsThatNobodyReads() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    try await withClient(of: asterisk) { client async throws in
      let unread = client.events(.user, capacity: 10)
      var reader = unread.makeAsyncIterator()
      #expect(await reader.next() == .gap(lost: nil, .began))
      let event = Message.event("UserEvent", .user, ["UserEvent": "Flood"])
      asterisk.send(bytes: Array([[UInt8]](repeating: event.bytes, count: 20_000).joined()))
      #expect(try await client.send(Action("Ping")).isSuccess)
      asterisk.send(.event("UserEvent", .user, ["UserEvent": "Last"]))
      #expect(try await client.send(Action("Ping")).isSuccess)
      var seen = 0
      var lost = 0
      while seen + lost < 20_001, let delivery = await reader.next() {
        switch delivery {
        case .event: seen += 1
        case .gap(let count, let why):
          #expect(why == .overflow)
          lost += count ?? 0
        }
      }
      #expect(seen + lost == 20_001 && lost > 0)
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
