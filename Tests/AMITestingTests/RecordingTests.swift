import AMI
import AMITesting
import Testing

struct RecordingTests {
  @Test func aRecordingIsReadBack() {
    let session = RecordedSession([
      .init(.client, milliseconds: 0, bytes: Array("Action: Ping\r\n\r\n".utf8)),
      .init(.asterisk, milliseconds: 61_005, bytes: [0, 0xFF, 0x0A]),
      .init(.asterisk, milliseconds: 61_005, bytes: []),
    ])
    #expect(RecordedSession(parsing: session.bytes) == session)
    #expect(session.bytes.starts(with: Array(">> 0.000 16\nAction: Ping".utf8)))
    for count in 1..<session.bytes.count {
      let cut = RecordedSession(parsing: Array(session.bytes.prefix(count)))
      #expect(cut == nil || session.pieces.starts(with: cut?.pieces ?? []))
    }
  }

  @Test func whatAProxyWroteDownAnswersTheNextClientWithoutItsSecrets() async throws {
    let real = try await ScriptedAsterisk.start(secret: "hush")
    real.list("QueueStatus", [Message([("Event", "QueueParams"), ("Queue", "sales")])])
    let proxy = try await RecordingProxy.start(port: real.port)
    var configuration = real.configuration
    configuration.port = proxy.port
    for login in [Credentials.Login.challenge, .plainText] {
      configuration.credentials.login = login
      try await AMIClient.withClient(configuration) { client async throws in
        #expect(try await client.list(Action("QueueStatus")).items.count == 1)
      }
    }
    await proxy.stop()
    await real.stop()
    let said = String(decoding: proxy.session.bytes, as: UTF8.self)
    #expect(said.contains("Secret: ****\r\n") && !said.contains("hush"))
    let keys = said.split(separator: "\r\n").filter { $0.hasPrefix("Key: ") }
    #expect(keys.allSatisfy { $0 == "Key: " + String(repeating: "*", count: 32) } && !keys.isEmpty)

    let replay = try await ScriptedAsterisk.start()
    replay.replay(try #require(RecordedSession(parsing: proxy.session.bytes)))
    try await AMIClient.withClient(replay.configuration) { client async throws in
      for _ in 0..<2 {
        let list = try await client.list(Action("QueueStatus"))
        #expect(list.items.map { $0["Queue"] } == ["sales"])
      }
      await #expect(throws: AMIError.self) { try await client.list(Action("QueueStatus")) }
    }
    await replay.stop()
  }
}
