import Glibc
import Logging
import NIOCore
import Programs
import Testing

@testable import Daemon

/// The port for Prometheus: one request, one answer, and nobody is waited for.
@Suite(.timeLimit(.minutes(2))) struct MetricsServerTests {
  @Test(
    arguments: [
      ("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", .page), ("GET /metrics HTTP/1.0\n\n", .page),
      ("GET /metrics?a=b HTTP/1.1\r\n\r\n", .page), ("GET /metrics HTTP/1.1\r\n", nil),
      ("GET /metrics HTTP/1.1\r\nA: b\r\n", nil), ("", nil), ("\r\n\r\n", .malformed),
      ("GET / HTTP/1.1\r\n\r\n", .notFound), ("GET /metricsx HTTP/1.1\r\n\r\n", .notFound),
      ("POST /metrics HTTP/1.1\r\n\r\n", .wrongMethod), ("GET /metrics\r\n\r\n", .malformed),
      ("GET  /metrics HTTP/1.1\r\n\r\n", .malformed), ("GET /metrics HTTP/2\r\n\r\n", .malformed),
      ("\u{16}\u{3}\u{1}\n\n", .malformed),
    ] as [(String, ScrapeAnswer?)]
  )
  func aRequestIsJudgedOnceItHasEnded(request: String, answer: ScrapeAnswer?) {
    let bytes = Array(request.utf8)
    #expect(ScrapeAnswer(to: bytes) == answer)
    // However it was cut on its way.
    if answer != nil, bytes.count > 4 {
      for end in 0..<(bytes.count - 2) { #expect(ScrapeAnswer(to: Array(bytes[..<end])) == nil) }
    }
  }

  @Test func aRequestWithoutEndIsRefused() {
    let bytes = Array("GET /metrics HTTP/1.1\r\nA: ".utf8)
    let long = bytes + [UInt8](repeating: 0x61, count: ScrapeAnswer.limit)
    #expect(ScrapeAnswer(to: Array(long.prefix(ScrapeAnswer.limit - 1))) == nil)
    #expect(ScrapeAnswer(to: long) == .tooLong)
  }

  // MARK: Over sockets

  private func listening(
    patience: TimeAmount = .minutes(10),
    _ body: (UInt16) throws -> Void
  ) async throws {
    let page = MetricsPage(floor: Floor(nodes: ["pbx1"]), meters: Meters())
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let listeners = try await MetricsServer(port: 0, page, log: log, patience: patience).listen()
    let port = try #require(listeners.first?.localAddress?.port)
    let outcome = Result { try body(UInt16(port)) }
    for listener in listeners { try await listener.close() }
    try outcome.get()
  }

  private func rest(of client: LoopbackPeer) throws -> [String] {
    var lines: [String] = []
    while let line = try client.line() { lines.append(line) }
    return lines
  }

  @Test func thePageIsServed() async throws {
    try await listening { port in
      let client = LoopbackPeer(port: port)
      // In pieces.
      for part in ["GET /met", "rics HTTP/1.1\r\nHost: x\r\n", "\r\n"] { client.send(part) }
      let lines = try rest(of: client)
      #expect(lines.first == "HTTP/1.1 200 OK\r")
      let body = lines.drop { $0 != "\r" }.dropFirst().map { $0 + "\n" }.joined()
      #expect(lines.contains("Content-Length: \(body.utf8.count)\r"))
      let page = try ExpositionReader(body)
      #expect(page["switchboard_ami_events_total", ["node": "pbx1"]] == 0)
    }
  }

  @Test func whoSaysNothingIsLetGo() async throws {
    try await listening(patience: .milliseconds(50)) { port in
      let silent = LoopbackPeer(port: port)
      let nothing = try rest(of: silent)
      #expect(nothing == [])
      let slow = LoopbackPeer(port: port)
      slow.send("GET /metrics HTTP/1.1\r\n")
      let noAnswer = try rest(of: slow)
      #expect(noAnswer == [])
    }
  }

  @Test func aPortThatAnotherOneHoldsIsTriedAgainByWhoIsPatient() async throws {
    let page = MetricsPage(floor: Floor(nodes: ["pbx1"]), meters: Meters())
    let (said, saying) = AsyncStream<String>.makeStream()
    let log = Logger(label: "test") { _ in Ear { saying.yield($0) } }
    let held = try await MetricsServer(port: 0, page, log: log).listen()
    let port = try #require(held.first?.localAddress?.port)
    await #expect(throws: DaemonError.self) {
      try await MetricsServer(port: UInt16(port), page, log: log).run()
    }
    let patient = MetricsServer(port: UInt16(port), page, isPatient: true, log: log)
    let running = Task { try await patient.run() }
    var words = said.makeAsyncIterator()
    while let line = await words.next(), !line.hasSuffix("it is tried again") {}
    for listener in held { try await listener.close() }
    #expect(await words.next() == "answers http://127.0.0.1:\(port)/metrics")
    running.cancel()
    try await running.value
  }

  /// Hears what is told to a log.
  private struct Ear: LogHandler {
    let hear: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(_ hear: @escaping @Sendable (String) -> Void) { self.hear = hear }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { hear("\(event.message)") }
  }

  @Test func thereAreNoMoreClientsThanAFew() {
    let clients = Clients()
    for _ in 1...MetricsServer.mostClients { #expect(clients.enter()) }
    // Who is not let in leaves all the same.
    #expect(!clients.enter())
    clients.leave()
    clients.leave()
    #expect(clients.enter())
  }
}
