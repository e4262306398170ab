import Control
import Glibc
import Programs
import Testing

/// The daemon under what administrators and service managers do to it.
@Suite(.timeLimit(.minutes(10))) struct DaemonTests {
  // MARK: - Its command line

  @Test(arguments: ["--help", "-h"])
  func helpIsPrinted(option: String) throws {
    let daemon = try SpawnedDaemon.asked(option)
    let help = try daemon.restOfOutput()
    #expect(help.hasPrefix("usage: switchboardd "))
    #expect(help.contains("HUP, USR1"))
    #expect(daemon.wait().code == 0)
  }

  @Test(arguments: [("--sotre", "--sotre is no option"), ("--store", "--store needs a value")])
  func aMistakeIsNamed(option: String, words: String) throws {
    let daemon = try SpawnedDaemon.asked(option)
    // The last line is what systemctl status shows.
    #expect(try daemon.allErrors().hasSuffix("\nswitchboardd: \(words)\n"))
    #expect(daemon.wait().code == 2)
  }

  @Test(arguments: [
    ("0.0.0.0:0", "who reaches 0.0.0.0 may speak for Asterisk: name each Asterisk by --allow"),
    (":::1", ":::1 is no address: write 127.0.0.1:4573 or [::1]:4573"),
  ])
  func anAddressThatIsTooOpenIsRefused(address: String, words: String) throws {
    let daemon = try SpawnedDaemon.asked("--listen", address)
    #expect(try daemon.allErrors().contains("\nswitchboardd: \(words)"))
    #expect(daemon.wait().code == 2)
  }

  // MARK: - Descriptors

  @Test func theCeilingIsWhatTheLimitOfOpenFilesCarries() throws {
    let store = try ExampleStore()
    let daemon = try SpawnedDaemon(on: store, limit: "-n 149")
    #expect(daemon.readiness.hasSuffix("at most 7 calls at once: only 149 files may be open"))
    let talking = (1...7).map { _ in LoopbackPeer(port: daemon.port, asking: "agi-ivr", "main") }
    for peer in talking { try reachTheMenu(peer) }
    let next = LoopbackPeer(port: daemon.port, asking: "agi-ivr", "main")
    #expect(try next.line() == "SET VARIABLE SWB_STATUS BUSY")
  }

  @Test func theSoftLimitIsRaised() throws {
    let daemon = try SpawnedDaemon(on: ExampleStore(), limit: "-Sn 149")
    #expect(daemon.readiness.contains(" calls at once"))
    #expect(!daemon.readiness.contains("at most 7 calls"))
  }

  // MARK: - Its log

  @Test func aClosedLogEndsNothing() throws {
    let store = try ExampleStore()
    let daemon = try SpawnedDaemon(on: store)
    daemon.process.closeErrors()
    try expectCallsToBeAnswered(daemon)
  }

  @Test func aLogThatNobodyReadsHoldsNobody() throws {
    let store = try ExampleStore()
    let daemon = try SpawnedDaemon(on: store)
    daemon.process.fillErrors()
    try expectCallsToBeAnswered(daemon)
  }

  // MARK: - Signals

  @Test func aReloadIsNoReasonToDropCalls() throws {
    let store = try ExampleStore()
    let daemon = try SpawnedDaemon(on: store)
    daemon.process.signal(SIGHUP)
    daemon.process.signal(SIGUSR1)
    try expectCallsToBeAnswered(daemon)
  }

  @Test func theSecondRequestToEndIsObeyedAtOnce() throws {
    let store = try ExampleStore()
    let daemon = try SpawnedDaemon(on: store)
    let peer = LoopbackPeer(port: daemon.port, asking: "agi-ivr", "main")
    try reachTheMenu(peer)
    daemon.process.signal(SIGTERM)
    while LoopbackPeer(port: daemon.port).isConnected {}
    daemon.process.signal(SIGTERM)
    #expect(daemon.process.wait().code == 128 + SIGTERM)
  }

  // MARK: - systemd

  @Test func systemdIsToldOfItsLife() throws {
    let systemd = try SystemdSocket()
    let store = try ExampleStore()
    let control = store.path + "/control.sock"
    let daemon = try SpawnedDaemon(
      on: store,
      control: control,
      environment: ["NOTIFY_SOCKET=\(systemd.path)", "WATCHDOG_USEC=2000000"]
    )
    #expect(systemd.next() == "READY=1")
    #expect(access(control, F_OK) == 0)
    #expect(systemd.next() == "WATCHDOG=1")
    daemon.process.signal(SIGTERM)
    #expect(systemd.nextBut("WATCHDOG=1") == "STOPPING=1")
    #expect(daemon.process.wait().code == 0)
  }

  // MARK: - Figures

  /// By the control socket, as the tool prints them, and over HTTP.
  @Test func figuresAreFetchedBothWays() throws {
    let store = try ExampleStore()
    let control = store.path + "/control.sock"
    let daemon = try SpawnedDaemon(on: store, control: control, options: "--metrics-port 0")
    let address = "switchboardd: answers http://127.0.0.1:"
    var told = try daemon.process.errorLine()
    while told?.hasPrefix(address) == false { told = try daemon.process.errorLine() }
    let rest = try #require(told).dropFirst(address.count)
    let port = try #require(UInt16(rest.prefix { $0 != "/" }))
    let talking = LoopbackPeer(port: daemon.port, asking: "agi-ivr", "main")
    try reachTheMenu(talking)

    let fetched = try fetch("/metrics", from: port)
    #expect(fetched.head.first == "HTTP/1.1 200 OK")
    #expect(fetched.head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
    let page = try ExpositionReader(fetched.body)
    #expect(page["switchboard_fastagi_calls", [:]] == 1)
    #expect(page["switchboard_fastagi_calls_total", [:]] == 1)
    #expect(page["switchboard_fastagi_refused_total", [:]] == 0)
    #expect((page["process_resident_memory_bytes", [:]] ?? 0) > 1_000_000)
    #expect((page["process_open_fds", [:]] ?? 0) > 5)

    let printed = try SpawnedProgram.run(
      [try releaseProgram("switchboard"), "metrics", "--control", control]
    )
    #expect(printed.code == 0)
    let other = try ExpositionReader(printed.output)
    #expect(Set(other.values.keys) == Set(page.values.keys))
    #expect(other["switchboard_fastagi_calls", [:]] == 1)

    #expect(try fetch("/", from: port).head.first == "HTTP/1.1 404 Not Found")
    talking.leave()
    daemon.process.signal(SIGTERM)
    #expect(daemon.process.wait().code == 0)
  }

  private func fetch(_ path: String, from port: UInt16) throws -> (head: [String], body: String) {
    let client = LoopbackPeer(port: port)
    client.send("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
    var lines: [String] = []
    while let line = try client.line() { lines.append(line) }
    let head = lines.prefix { $0 != "\r" }.map { String($0.prefix { $0 != "\r" }) }
    return (head, lines.dropFirst(head.count + 1).map { $0 + "\n" }.joined())
  }

  // MARK: - The control socket

  @Test func whoFollowsTheFloorDoesNotKeepItFromItsEnd() throws {
    let systemd = try SystemdSocket()
    let store = try ExampleStore()
    let control = store.path + "/control.sock"
    let daemon = try SpawnedDaemon(
      on: store,
      control: control,
      environment: ["NOTIFY_SOCKET=\(systemd.path)"]
    )
    #expect(systemd.next() == "READY=1")
    let (follower, idler) = (try ControlSocket(path: control), try ControlSocket(path: control))
    try follower.send(#"{"v":1,"id":1,"do":"agents","with":{"follow":"yes"}}"#.utf8)
    #expect(try follower.line() != nil)
    daemon.process.signal(SIGTERM)
    #expect(daemon.process.wait().code == 0)
    #expect(try follower.line() == nil)
    #expect(try idler.line() == nil)
  }

  // MARK: - Calls

  private func reachTheMenu(_ peer: LoopbackPeer) throws {
    #expect(
      try peer.answer("200 result=1 (1|centre)")
        == "GET FULL VARIABLE ${SWB_REVISION}|${SYSTEMNAME}"
    )
    #expect(try peer.line() == "ANSWER")
  }

  /// A health check and a call that cannot be served, of which the log tells; then it ends well.
  private func expectCallsToBeAnswered(_ daemon: SpawnedDaemon) throws {
    LoopbackPeer(port: daemon.port).leave()
    let lost = LoopbackPeer(port: daemon.port, asking: "agi-ivr", "no-such-flow")
    var told: [String] = []
    while let line = try lost.line() {
      told.append(line)
      lost.send("200 result=1\n")
    }
    #expect(told.contains { $0.hasSuffix(",SWB_STATUS=DEFAULT") })
    lost.leave()
    let served = LoopbackPeer(port: daemon.port, asking: "agi-ivr", "main")
    try reachTheMenu(served)
    served.leave()
    daemon.process.signal(SIGTERM)
    #expect(try daemon.process.line() == "switchboardd: stopped")
    #expect(daemon.process.wait().code == 0)
  }
}
