import AMI
import AMITesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct ClientTests {
  @Test func aResponseIsReturnedAndARefusalIsThrown() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.accept("CoreSettings", ["SystemName": "pbx"])
    try await withClient(of: asterisk) { client async throws in
      #expect(try await client.send(Action("CoreSettings"))["SystemName"] == "pbx")
      #expect(await code { try await client.send(Action("Nonsense")) } == .refused)
      #expect(
        await code { try await client.send(Action("Setvar", ["Value": "a\nb"])) } == .refusedHeader
      )
    }
    await asterisk.stop()
  }

  @Test(arguments: [1, 2, 3, 7, 64])
  func itDoesNotMatterInWhichPiecesBytesCome(_ size: Int) async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.send(inPiecesOf: size)
    asterisk.accept("Getvar", ["Value": "张三"])
    try await withClient(of: asterisk) { client async throws in
      #expect(try await client.send(Action("Getvar"))["Value"] == "张三")
    }
    await asterisk.stop()
  }

  @Test func aHundredActionsAtOnceGetTheirOwnAnswers() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.answer("Getvar") { action in
      [Message([("Response", "Success"), ("Value", action["Variable"] ?? "")])]
    }
    try await withClient(of: asterisk) { client async throws in
      try await withThrowingTaskGroup { group in
        for number in 0..<100 {
          group.addTask {
            let reply = try await client.send(Action("Getvar", ["Variable": "\(number)"]))
            #expect(reply.number("Value") == number)
          }
        }
        try await group.waitForAll()
      }
    }
    await asterisk.stop()
  }

  @Test func aListComesAsValuesOrOneByOne() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.list(
      "QueueStatus",
      (1...3).map { Message([("Event", "QueueParams"), ("Queue", "q\($0)")]) }
    )
    try await withClient(of: asterisk) { client async throws in
      let list = try await client.list(Action("QueueStatus"))
      #expect(list.items.map { $0["Queue"] } == ["q1", "q2", "q3"])
      var queues: [String] = []
      for try await item in client.items(of: Action("QueueStatus")) {
        queues.append(item["Queue"] ?? "")
      }
      #expect(queues == ["q1", "q2", "q3"])
      #expect(await code { _ = try await client.list(Action("Unknown")) } == .refused)
    }
    await asterisk.stop()
  }

  @Test func aListBeyondTheLimitFails() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.list(
      "QueueStatus",
      (1...3).map { Message([("Event", "QueueParams"), ("Queue", "q\($0)")]) }
    )
    try await withClient(of: asterisk, { $0.listLimit = 2 }) { client async throws in
      #expect(await code { _ = try await client.list(Action("QueueStatus")) } == .listTooLong)
      #expect(
        await code { for try await _ in client.items(of: Action("QueueStatus")) {} } == .listTooLong
      )
      #expect(try await client.send(Action("Ping")).isSuccess)
    }
    await asterisk.stop()
  }

  @Test func whoIsCancelledFreesItsPlace() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.answer("Silence") { _ in [] }
    try await withClient(of: asterisk, { $0.inFlight = 1 }) { client async throws in
      let waiting = Task { await code { try await client.send(Action("Silence")) } }
      await asterisk.actions("Silence")
      #expect(await code { try await client.send(Action("Ping")) } == .tooManyInFlight)
      waiting.cancel()
      #expect(await waiting.value == .cancelled)
      #expect(try await client.send(Action("Ping")).isSuccess)
    }
    await asterisk.stop()
  }

  @Test func anActionHasADeadline() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.answer("Silence") { _ in [] }
    try await withClient(of: asterisk) { client async throws in
      #expect(
        await code { try await client.send(Action("Silence"), within: .milliseconds(1)) }
          == .timedOut
      )
      #expect(try await client.send(Action("Ping")).isSuccess)
    }
    await asterisk.stop()
  }

  @Test func aCommandIsSentOnlyWhereItIsAllowed() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    asterisk.accept("Command", ["Output": "1.2.3"])
    let command = Action.command(command: "core show version")
    try await withClient(of: asterisk) { client async throws in
      #expect(await code { try await client.send(command) } == .notAllowed)
      #expect(await code { try await client.send(Action("COMMAND")) } == .notAllowed)
    }
    #expect(asterisk.received.allSatisfy { !$0.has("Action", "Command") })
    try await withClient(of: asterisk, { $0.allowsCommands = true }) { client async throws in
      #expect(try await client.send(command).output == ["1.2.3"])
    }
    await asterisk.stop()
  }

  /// A peer that does not even take the connection: its queue of callers is full.
  @Test func whoIsCancelledWhileConnectingLeavesAtOnce() async throws {
    let door = FullDoor()
    var configuration = Configuration(
      port: door.port,
      credentials: Credentials(username: "test", secret: "secret")
    )
    configuration.connectDeadline = .seconds(3600)
    let client = AMIClient(configuration)
    let running = Task { await code { try await client.run() } }
    for await state in client.states where state == .connecting { break }
    running.cancel()
    #expect(await running.value == nil)
    #expect(await client.states.first { _ in true } == .stopped)
  }

  @Test func aWrongSecretEndsTheClient() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    var configuration = asterisk.configuration
    configuration.credentials = Credentials(username: "test", secret: "wrong")
    let client = AMIClient(configuration)
    async let running = code { try await client.run() }
    #expect(await code { try await client.untilConnected() } == .authenticationFailed)
    #expect(await running == .authenticationFailed)
    #expect(asterisk.received.filter { $0.has("Action", "Login") }.count == 1)
    #expect(await code { try await client.send(Action("Ping")) } == .notConnected)
    #expect(await code { try await client.run() } == .stopped)
    await asterisk.stop()
  }

  @Test func whereNobodyListensTheClientWaits() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    let port = asterisk.port
    await asterisk.stop()
    var configuration = Configuration(
      port: port,
      credentials: Credentials(username: "test", secret: "secret")
    )
    configuration.shortestWait = .milliseconds(1)
    let client = AMIClient(configuration)
    let running = Task { await code { try await client.run() } }
    for await state in client.states {
      if case .waiting(_, let error) = state {
        #expect(error.code == .cannotConnect)
        #expect(error.description.contains("enabled=yes"))
        break
      }
    }
    running.cancel()
    #expect(await running.value == nil)
    #expect(await client.states.first { $0.isFinal } == .stopped)
  }

  @Test func leavingLogsOff() async throws {
    let asterisk = try await ScriptedAsterisk.start()
    try await withClient(of: asterisk) { _ in }
    await asterisk.actions("Logoff")
    await asterisk.wait { asterisk.connections == 0 }
    await asterisk.stop()
  }
}
