import AMI
import AMITesting
import InMemoryLogging
import Logging
import Testing

@Suite(.timeLimit(.minutes(10))) struct LoggingTests {
  @Test(arguments: [Credentials.Login.challenge, .plainText])
  func aLoggerHearsWhatIsDoneAndNoValueOfIt(_ login: Credentials.Login) async throws {
    let asterisk = try await ScriptedAsterisk.start(secret: "hush-hush")
    asterisk.accept("Setvar")
    asterisk.accept("Getvar", ["Value": "private-value"])
    let log = InMemoryLogHandler()
    var logger = Logger(label: "test") { _ in log }
    logger.logLevel = .trace
    var configuration = asterisk.configuration
    configuration.credentials.login = login
    try await AMIClient.withClient(configuration, logger: logger) { client async throws in
      var events = client.events(.user).makeAsyncIterator()
      #expect(await events.next() == .gap(lost: nil, .began))
      try await client.send(.setvar(variable: "PIN", value: "private-pin"))
      try await client.send(.getvar(variable: "PIN", channel: "private-channel"))
      _ = await code { try await client.send(Action("Nonsense", ["X": "private-header"])) }
      asterisk.send(bytes: Array("private-tail: x\r\n\r\n".utf8))
      asterisk.send(.event("UserEvent", .user, ["Text": "private-text"]))
      _ = await events.next()
    }
    await asterisk.stop()
    let lines = log.entries.map { "\($0.message) \($0.metadata)" }
    let text = lines.joined(separator: "\n")
    #expect(text.contains("connected to AMI 11.0.0") && text.contains("stopped"), "\(text)")
    #expect(text.contains("Setvar") && text.contains("refused") && text.contains("dropped"))
    #expect(!text.contains("hush") && !text.contains("private"), "\(text)")
    let key = asterisk.received.lazy.compactMap { $0["Key"] }.first
    #expect(key.map { !text.contains($0) } ?? (login == .plainText))
    #expect(log.entries.allSatisfy { $0.level <= .debug })
  }
}
