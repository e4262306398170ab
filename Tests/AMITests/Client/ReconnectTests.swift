import AMI
import AMITesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct ReconnectTests {
  @Test func aCutConnectionComesBackWithItsSubscribersAndSendsNothingTwice() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.answer("Silence") { _ in [] }
    try await withClient(of: asterisk) { client async throws in
      var events = client.events(.call).makeAsyncIterator()
      #expect(await events.next() == .gap(lost: nil, .began))
      let waiting = Task { await code { try await client.send(Action("Silence")) } }
      await asterisk.actions("Silence")
      asterisk.cut()
      #expect(await waiting.value == .connectionLost)
      #expect(await events.next() == .gap(lost: nil, .disconnected))
      #expect(await events.next() == .gap(lost: nil, .began))
      #expect(asterisk.received.last { $0.has("Action", "Login") }?["Events"] == "call")
      asterisk.send(.event("Hangup", .call))
      #expect(await events.next() == .event(.event("Hangup", .call)))
      #expect(asterisk.received.filter { $0.has("Action", "Silence") }.count == 1)
    }
    await asterisk.stop()
  }

  /// A peer that goes away after byte 0, 1, 2 ...
  ///
  /// of all it says up to the first event.
  @Test func aConnectionCutAtAnyByteComesBack() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.list("QueueStatus", [Message([("Event", "QueueParams"), ("Queue", "sales")])])
    // Ids are random and not all of one length.
    let length = try await saidToOneClient(asterisk)
    for count in stride(from: 0, to: length - 40, by: 3) {
      asterisk.fail(.cut(after: count))
      let visits = asterisk.visits
      let client = AMIClient(quick(asterisk))
      let running = Task { try await client.run() }
      var events = client.events(.call).makeAsyncIterator()
      let list = Task {
        try await client.untilConnected()
        return try await client.list(Action("QueueStatus"))
      }
      await asterisk.wait { asterisk.visits > visits && asterisk.connections == 0 }
      asterisk.fail(.none)
      // Once nothing fails any more, there is a session in the end.
      var delivery = await events.next()
      while let gap = delivery, gap != .gap(lost: nil, .began) { delivery = await events.next() }
      #expect(delivery != nil, "cut after \(count)")
      #expect(await client.states.first { if case .connected = $0 { true } else { false } } != nil)
      _ = await list.result
      running.cancel()
      _ = await running.result
    }
    await asterisk.stop()
  }

  @Test func aPeerThatStallsIsLeft() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    for count in [0, 10, 29, 60, 100] {
      asterisk.fail(.stall(after: count))
      var configuration = quick(asterisk)
      configuration.loginDeadline = .milliseconds(20)
      let client = AMIClient(configuration)
      let running = Task { try await client.run() }
      // Also when nothing comes until the time limit: a client that is left alone tries for ever.
      defer { running.cancel() }
      let wait = await client.states.first { if case .waiting = $0 { true } else { false } }
      guard case .waiting(_, let error)? = wait else {
        Issue.record("it does not wait")
        return
      }
      #expect(error.code == .timedOut)
      running.cancel()
      _ = await running.result
    }
    await asterisk.stop()
  }

  @Test func aDeadConnectionIsFoundByItsPong() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.answer("Ping") { _ in [] }
    try await withClient(
      of: asterisk,
      {
        $0.pingInterval = .milliseconds(5)
        $0.pongDeadline = .milliseconds(5)
      },
      { client async throws in
        for await state in client.states {
          guard case .waiting(_, let error) = state else { continue }
          #expect(error.code == .timedOut && error.reason == "no pong: the connection is dead")
          break
        }
        await asterisk.wait { asterisk.logins >= 3 }
      }
    )
    #expect(asterisk.logins >= 3)
    await asterisk.stop()
  }

  @Test func aPeerThatIsNotAsteriskIsLeft() async throws {
    let asterisk = try await ScriptedAsterisk.start(version: nil)
    asterisk.answer("Challenge") { _ in [Message([("", String(repeating: "x", count: 5000))])] }
    var configuration = quick(asterisk)
    configuration.messageLimit = 4096
    let client = AMIClient(configuration)
    let running = Task { try await client.run() }
    // Also when nothing comes until the time limit: a client that is left alone tries for ever.
    defer { running.cancel() }
    let wait = await client.states.first { if case .waiting = $0 { true } else { false } }
    guard case .waiting(_, let error)? = wait else {
      Issue.record("it does not wait")
      return
    }
    #expect(error.code == .protocolViolation)
    running.cancel()
    _ = await running.result
    await asterisk.stop()
  }

  private func quick(_ asterisk: ScriptedAsterisk) -> Configuration {
    var configuration = asterisk.configuration
    configuration.shortestWait = .milliseconds(1)
    configuration.longestWait = .milliseconds(5)
    return configuration
  }

  /// How many bytes Asterisk says in a short session, up to the client's farewell.
  private func saidToOneClient(_ asterisk: ScriptedAsterisk) async throws -> Int {
    let proxy = try await RecordingProxy.start(port: asterisk.port)
    var configuration = asterisk.configuration
    configuration.port = proxy.port
    // As the clients of the test: who subscribes first is heard with the login.
    let client = AMIClient(configuration)
    var events = client.events(.call).makeAsyncIterator()
    let running = Task { try await client.run() }
    #expect(await events.next() == .gap(lost: nil, .began))
    _ = try await client.list(Action("QueueStatus"))
    running.cancel()
    _ = await running.result
    await proxy.stop()
    let said = String(decoding: proxy.session.said(by: .asterisk), as: UTF8.self)
    // The client does not wait for a word on its farewell.
    return said.split(separator: "Response: Goodbye").first?.utf8.count ?? 0
  }
}
