import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Daemon

/// What systemd is told of the daemon.
@Suite(.timeLimit(.minutes(10))) struct ServiceManagerTests {
  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test(arguments: SystemdSide.Place.allCases)
  func aDatagramReachesTheSocket(place: SystemdSide.Place) async throws {
    let systemd = try SystemdSide(place)
    try #require(NotifySocket(systemd.name)).send("READY=1")
    #expect(await systemd.next() == "READY=1")
  }

  @Test func nobodyAtTheSocketIsAnError() throws {
    let socket = try #require(NotifySocket("@switchboard-nobody"))
    #expect(throws: DaemonError.self) { try socket.send("READY=1") }
  }

  @Test(arguments: [
    "", "@", "vsock:2:1234", "run/notify", "/" + String(repeating: "x", count: 107),
  ])
  func whatIsNoSocketIsNone(name: String) {
    #expect(NotifySocket(name) == nil)
  }

  // MARK: The wish

  @Test(
    arguments: [
      (["NOTIFY_SOCKET": "/n"], nil),
      (["NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "30000000"], .seconds(30)),
      (["NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "5", "WATCHDOG_PID": "7"], .microseconds(5)),
      (["NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "5", "WATCHDOG_PID": "8"], nil),
      (["NOTIFY_SOCKET": "/n", "WATCHDOG_USEC": "soon"], nil),
    ] as [([String: String], Duration?)]
  )
  func theWatchdogIsOursAlone(environment: [String: String], watchdog: Duration?) throws {
    let wish = ServiceManagerReports.Wish(environment: { environment[$0] }, process: 7)
    #expect(try #require(wish).watchdog == watchdog)
  }

  @Test func withoutSystemdThereIsNoWish() {
    #expect(ServiceManagerReports.Wish(environment: { _ in nil }, process: 7) == nil)
  }

  @Test func noChildHasTheWish() {
    for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { setenv(name, "/1", 1) }
    #expect(ServiceManagerReports.Wish.take()?.socket.name == "/1")
    for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] { #expect(getenv(name) == nil) }
  }

  // MARK: What is told

  @Test func readyComesWhenTheLastPartAnswers() async throws {
    let systemd = try SystemdSide()
    let (one, other) = (Heartbeat(), Heartbeat())
    let reports = ServiceManagerReports(
      try wish(systemd, watchdog: nil),
      of: [LifeSign(one.ask), LifeSign(other.ask)],
      log: log
    )
    try await running(reports) { _ in
      one.beatFromNowOn()
      #expect(systemd.isEmpty)
      other.beatFromNowOn()
      #expect(await systemd.next() == "READY=1")
    }
    #expect(await systemd.next() == "STOPPING=1")
    #expect(systemd.isEmpty)
  }

  @Test func aPartThatHangsIsNoLife() async throws {
    let systemd = try SystemdSide()
    let (living, hanging) = (Heartbeat(), Heartbeat())
    let ticks = Ticks()
    let reports = ServiceManagerReports(
      try wish(systemd, watchdog: .seconds(30)),
      of: [LifeSign(living.ask), LifeSign(hanging.ask)],
      log: log,
      pause: ticks.pause
    )
    living.beatFromNowOn()
    hanging.beatFromNowOn()
    try await running(reports) { _ in
      #expect(await systemd.next() == "READY=1")
      #expect(await ticks.begun() == .seconds(15))
      hanging.hang()
      // Asked before it hung, and answered.
      ticks.end()
      _ = await ticks.begun()
      #expect(await systemd.next() == "WATCHDOG=1")
      for _ in 1...3 {
        ticks.end()
        _ = await ticks.begun()
      }
      #expect(systemd.isEmpty)
      hanging.beatFromNowOn()
      ticks.end()
      #expect(await systemd.next() == "WATCHDOG=1")
    }
    #expect(await systemd.next() == "STOPPING=1")
  }

  @Test func theThreadsOfSocketsAnswer() async {
    await withCheckedContinuation { done in LifeSign.eventLoops.ask { done.resume() } }
  }

  // MARK: Pieces

  private func wish(
    _ systemd: SystemdSide,
    watchdog: Duration?
  ) throws -> ServiceManagerReports.Wish {
    .init(socket: try #require(NotifySocket(systemd.name)), watchdog: watchdog)
  }

  /// Runs the service as the daemon does; then it stops.
  private func running(
    _ service: ServiceManagerReports,
    _ body: (ServiceGroup) async throws -> Void
  ) async throws {
    let group = ServiceGroup(services: [service], logger: log)
    async let run: Void = group.run()
    try await body(group)
    await group.triggerGracefulShutdown()
    try await run
  }
}

extension Heartbeat {
  /// From now on no question is answered.
  fileprivate func hang() { beatFromNowOn(false) }
}

/// Time that passes when a test says so.
private final class Ticks: Sendable {
  private let starts = AsyncStream<Duration>.makeStream()
  private let ends = AsyncStream<Void>.makeStream()

  /// What the service waits with.
  var pause: @Sendable (Duration) async throws -> Void {
    { [starts, ends] duration in
      starts.continuation.yield(duration)
      for await _ in ends.stream { return }
      throw CancellationError()
    }
  }

  /// Waits until the service waits; for how long it would.
  func begun() async -> Duration? {
    for await duration in starts.stream { return duration }
    return nil
  }

  func end() { ends.continuation.yield() }
}
