@testable import AGI
import Glibc
import Programs
import Synchronization
import Testing

/// The real server on loopback, against peers that are not always Asterisk.
struct FastAGIServerTests {
  @Test func aRequestChoosesItsScript() throws {
    let running = try Running { request in
      #expect(request.script == "hello" && request.query == "x=1&y=2")
      return Steps { try $0.set("GOT", to: request.environment.version) }
    }
    let peer = LoopbackPeer(port: running.port, asking: "hello?x=1&y=2")
    #expect(try peer.answer("200 result=1") == "SET VARIABLE GOT 22.10.1")
    #expect(try peer.line() == nil)
  }

  @Test func anUnknownScriptIsToldToTheDialplan() throws {
    let running = try Running { _ in nil }
    let peer = LoopbackPeer(port: running.port, asking: "nosuch")
    #expect(try peer.answer("200 result=1") == "SET VARIABLE SWB_STATUS FAILURE")
    #expect(try peer.answer("200 result=1") == "SET VARIABLE SWB_ERROR noSuchScript")
    #expect(try peer.line() == nil)
    #expect(try running.reported() == .failed)
  }

  @Test func aPeerThatSaysNothingIsNotWaitedForLong() throws {
    let running = try Running(patience: .milliseconds(50)) { _ in nil }
    let peer = LoopbackPeer(port: running.port)
    #expect(try peer.line() == nil)
    #expect(try running.reported() == .timeout)
    let half = LoopbackPeer(port: running.port)
    half.send("agi_network: y")
    #expect(try half.line() == nil)
    #expect(try running.reported() == .timeout)
  }

  @Test func tenMegabytesOfNothingEndInAnErrorAndTheServerLivesOn() throws {
    let running = try Running { _ in Steps { try $0.noop() } }
    let flood = LoopbackPeer(port: running.port)
    flood.send(String(repeating: "agi_x: y\n", count: 10_000_000 / 9))
    flood.leave()
    #expect(try running.reported() == .protocolViolation)
    let endless = LoopbackPeer(port: running.port, asking: "x")
    _ = try endless.line()
    endless.send(String(repeating: "x", count: 10_000_000))
    endless.leave()
    #expect(try running.reported() == .protocolViolation)
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.answer("200 result=0") == "NOOP")
  }

  @Test func peersThatLeaveAtAnyByteDoNoHarm() throws {
    let running = try Running { _ in Steps { try $0.noop() } }
    let text = "agi_network: yes\nagi_network_script: x\n\n"
    for count in 0...text.utf8.count {
      let peer = LoopbackPeer(port: running.port)
      peer.send(String(text.prefix(count)))
      peer.leave()
    }
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.answer("200 result=0") == "NOOP")
  }

  @Test func fiftyCallsAtOnceAllGetTheirOwnReplies() throws {
    let running = try Running { request in
      Steps { call in
        _ = try call.waitForDigit(timeout: nil)
        try call.set("WHO", to: request.script)
      }
    }
    let peers = (0..<50).map { LoopbackPeer(port: running.port, asking: "call-\($0)") }
    for peer in peers { #expect(try peer.line() == "WAIT FOR DIGIT -1") }
    #expect(running.server.runningCalls == 50)
    for (index, peer) in peers.enumerated().reversed() {
      peer.send("200 result=49\n")
      #expect(try peer.answer("200 result=1") == "SET VARIABLE WHO call-\(index)")
    }
  }

  @Test func beyondTheCeilingTheDialplanIsToldAtOnce() throws {
    let running = try Running(maximum: 1) { _ in Steps { _ = try $0.waitForDigit(timeout: nil) } }
    let first = LoopbackPeer(port: running.port, asking: "x")
    #expect(try first.line() == "WAIT FOR DIGIT -1")
    for end in ["200 result=1\n", "HANGUP\n200 result=1\nHANGUP\n"] {
      let second = LoopbackPeer(port: running.port, asking: "x")
      #expect(try second.line() == "SET VARIABLE SWB_STATUS BUSY")
      second.send(end)
      #expect(try second.line() == nil)
    }
    first.send("200 result=0\n")
    #expect(try first.line() == nil)
  }

  @Test func whoIsNotAllowedIsSentAway() throws {
    let running = try Running(allowed: ["192.0.2.1"]) { _ in Steps { try $0.noop() } }
    #expect(try LoopbackPeer(port: running.port, asking: "x").line() == nil)
  }

  @Test func anAddressThatIsTakenOrNoNumberSaysSo() throws {
    let running = try Running { _ in nil }
    var settings = FastAGIServer.Settings()
    settings.port = running.port
    #expect(code { try FastAGIServer(settings) { _ in nil } } == .system)
    settings.address = "localhost"
    #expect(code { try FastAGIServer(settings) { _ in nil } } == .system)
  }

  @Test func hangupInBandEndsInTheDeadCall() throws {
    let running = try Running { _ in Steps { try $0.streamFile("f") } }
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.answer("200 result=-1 endpos=9\nHANGUP") == "STREAM FILE f \"\"")
    #expect(try peer.answer("511 dead") == "CHANNEL STATUS")
    #expect(try peer.answer("HANGUP\n200 result=1") == "SET VARIABLE SAVED hangup")
    #expect(try peer.answer("200 result=1") == "SET VARIABLE SWB_STATUS HANGUP")
    #expect(try peer.line() == nil)
  }
}

/// What becomes of calls when the server stops.
struct FastAGIShutdownTests {
  @Test func aCallThatEndsWithinTheDrainIsNotDisturbed() throws {
    let running = try Running(drain: .seconds(20)) { _ in
      Steps { call in
        _ = try call.waitForDigit(timeout: nil)
        try call.noop()
      }
    }
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.line() == "WAIT FOR DIGIT -1")
    running.server.stop()
    peer.send("200 result=49\n")
    #expect(try peer.answer("200 result=0") == "NOOP")
    #expect(try peer.line() == nil)
    running.waitForEnd()
    #expect(!LoopbackPeer(port: running.port).isConnected)
  }

  /// What Asterisk says to the marker, after the command that it broke off.
  @Test(arguments: [
    ("STREAM FILE", ""), ("GET DATA", ""), ("GET OPTION", ""),
    ("WAIT FOR DIGIT", "200 result=1\n"), ("SAY DIGITS", "200 result=0\n"),
    ("EXEC", "200 result=0\nHANGUP\n"),
  ])
  func theRunningCommandIsEndedAndTheDialplanTold(_ command: String, _ owed: String) throws {
    let running = try Running(drain: .zero) { _ in
      Steps { call in
        switch command {
        case "STREAM FILE": try call.streamFile("f")
        case "GET DATA": _ = try call.getData("f")
        case "GET OPTION": _ = try call.getOption("f", escape: "1")
        case "WAIT FOR DIGIT": _ = try call.waitForDigit(timeout: nil)
        case "SAY DIGITS": try call.say(digits: "123")
        default: try call.exec("Wait", "60")
        }
      }
    }
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.line()?.hasPrefix(command) == true)
    running.server.stop()
    let marker = try #require(try peer.line())
    #expect(marker.hasPrefix("GET FULL VARIABLE swb-in-step-"))
    peer.send(owed + "200 result=1 (\(marker.dropFirst(18)))\n")
    #expect(try peer.answer("200 result=1") == "SET VARIABLE SAVED shutdown")
    #expect(try peer.answer("200 result=1") == "SET VARIABLE SWB_STATUS SHUTDOWN")
    #expect(try peer.line() == nil)
    peer.leave()
    running.waitForEnd()
  }

  @Test func aCommandThatGoesOnIsLeftWithTheStatusBehindIt() throws {
    let running = try Running(drain: .zero) { _ in Steps { try $0.say(number: 123_456_789) } }
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.line() == "SAY NUMBER 123456789 \"\"")
    running.server.stop()
    #expect(try peer.line()?.hasPrefix("GET FULL VARIABLE ") == true)
    #expect(try peer.line() == "SET VARIABLE SWB_STATUS SHUTDOWN")
    #expect(try peer.line() == nil)
    peer.leave()
    running.waitForEnd()
  }

  @Test func anAsteriskThatStopsAnsweringDoesNotHoldTheServer() throws {
    let running = try Running(drain: .zero) { _ in Steps { try $0.streamFile("f") } }
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.line() == "STREAM FILE f \"\"")
    running.server.stop()
    let marker = try #require(try peer.line())
    peer.send("200 result=1 (\(marker.dropFirst(18)))\n")
    #expect(try peer.line() == "SET VARIABLE SAVED shutdown")
    #expect(try peer.line() == nil)
    peer.leave()
    running.waitForEnd()
  }

  @Test func aScriptThatNeverEndsDoesNotHoldTheServer() throws {
    let never = try Wake()
    let running = try Running(drain: .zero, farewell: .milliseconds(1)) { _ in
      Steps { call in
        try call.noop()
        _ = waitToRead(never.descriptor, orWake: nil, milliseconds: -1)
      }
    }
    let peer = LoopbackPeer(port: running.port, asking: "x")
    #expect(try peer.answer("200 result=0") == "NOOP")
    running.server.stop()
    running.waitForEnd()
    #expect(try running.reported() == .timeout)
    never.signal()
    #expect(try peer.line() == nil)
  }

  @Test func whoHasNotSaidWhatItWantsIsToldToo() throws {
    let running = try Running(drain: .zero) { _ in Steps { try $0.noop() } }
    let first = LoopbackPeer(port: running.port, asking: "x")
    #expect(try first.line() == "NOOP")
    let peer = LoopbackPeer(port: running.port)
    peer.send("agi_network: yes\n")
    while running.server.runningCalls < 2 { sched_yield() }
    running.server.stop()
    #expect(try peer.line() == "SET VARIABLE SWB_STATUS SHUTDOWN")
    #expect(try peer.line() == nil)
    peer.leave()
    first.leave()
    running.waitForEnd()
  }
}

/// A script of one closure; when its call is over it says why.
struct Steps: Script {
  var body: @Sendable (Call) throws -> Void = { _ in }

  init() {}

  init(_ body: @escaping @Sendable (Call) throws -> Void) {
    self.body = body
  }

  func run(_ call: Call) throws { try body(call) }

  func ended(_ call: DeadCall) throws {
    try call.set("SAVED", to: call.end == .hangup ? "hangup" : "shutdown")
  }
}

/// A server that runs on a thread of its own until the test is over.
final class Running: Sendable {
  let server: FastAGIServer
  private let ended: Wake
  private let reports: Reports

  var port: UInt16 { server.port }

  /// Codes of what was reported, in order; a reader waits for the next one.
  private final class Reports: Sendable {
    let codes = Mutex<[AGIError.Code]>([])
    let ends: (read: Int32, write: Int32)

    init() {
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      self.ends = (ends[0], ends[1])
    }

    deinit {
      close(ends.read)
      close(ends.write)
    }

    func add(_ error: any Error) {
      codes.withLock { $0.append((error as? AGIError)?.code ?? AGIError.Code(rawValue: "other")) }
      write(ends.write, "x", 1)
    }

    func next() throws -> AGIError.Code {
      guard waitToRead(ends.read, orWake: nil, milliseconds: 20_000) else {
        throw LoopbackPeer.Silence()
      }
      var byte: UInt8 = 0
      _ = read(ends.read, &byte, 1)
      return codes.withLock { $0.removeFirst() }
    }
  }

  init(
    patience: Duration = .seconds(20),
    drain: Duration = .zero,
    farewell: Duration = .seconds(20),
    maximum: Int = 100,
    allowed: Set<String> = [],
    router: @escaping FastAGIServer.Router
  ) throws {
    let reports = Reports()
    var settings = FastAGIServer.Settings()
    settings.port = 0
    settings.patience = patience
    settings.drain = drain
    settings.farewell = farewell
    settings.maximumCalls = maximum
    settings.allowed = allowed
    settings.report = { _, error in reports.add(error) }
    let server = try FastAGIServer(settings, router: router)
    let ended = try Wake()
    self.server = server
    self.reports = reports
    self.ended = ended
    #expect(
      startThread {
        server.run()
        ended.signal()
      }
    )
  }

  deinit {
    server.stop()
  }

  func reported() throws -> AGIError.Code {
    try reports.next()
  }

  func waitForEnd() {
    #expect(waitToRead(ended.descriptor, orWake: nil, milliseconds: 20_000))
  }
}
