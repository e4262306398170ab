import AMI
import AMITesting
import Control
import Foundation
import Glibc
import Laboratory
import Phone
import Testing

/// What the daemon shows when Asterisk says too much, or nothing at all.
@Suite(.serialized) struct BoardTroubleTests {
  /// A floor whose daemon sees its Asterisk through a proxy.
  private struct Followed: Sendable {
    let floor: FloorCentre
    let proxy: RecordingProxy
  }

  private static let followed = Task {
    let centre = try Centre(
      "board-trouble",
      queues: ["talked": ["1001"], "other": ["1002"]],
      queueOptions: floodedQueues
    )
    let proxy = try await RecordingProxy.start(port: Int(centre.laboratory.ami.port))
    return Followed(floor: try FloorCentre(of: centre, manager: proxy.port), proxy: proxy)
  }

  /// One agent in a hundred queues: each pause of all is a hundred events.
  private static let flooded = 100
  private static let member = "Local/1003@switchboard-agents/n"
  private static let floodedQueues = (0..<flooded).map { number in
    "[flooded-\(number)](switchboard-rrmemory)\nmember => \(member),0,1003,PJSIP/1003\n"
  }.joined()

  private static let otherMember = "Local/1002@switchboard-agents/n"

  private func scene<Result: Sendable>(
    _ body: @escaping @Sendable (FloorCentre) throws -> Result
  ) async throws -> Result {
    let followed = try await Self.followed.value
    return try await followed.floor.centre.scene { _ in try body(followed.floor) }
  }

  // MARK: - Too much

  /// 100,000 events while a call is in progress.
  @Test(.timeLimit(.minutes(5))) func aFloodHidesNothing() async throws {
    let (call, agent) = try await scene { floor in
      let (call, agent) = try floor.centre.talk(in: "talked", as: "13812347401")
      try floor.wait("calls") { Self.isTalking($0) }
      return (call, agent)
    }
    let rounds = 100_000 / Self.flooded
    let (before, looked) = AsyncStream<Void>.makeStream()
    let looks = Task {
      try await scene { floor in
        // The first one is before the flood, and ends the wait also when it fails.
        defer { looked.finish() }
        var looks = 0
        while true {
          let reason = try floor.look("agents").agents?.first { $0.agent == "1003" }?.reason
          #expect(Self.isTalking(try floor.look("calls")))
          looks += 1
          looked.finish()
          if reason == "over" { return looks }
        }
      }
    }
    for await _ in before {}
    try await Self.flood(rounds: rounds)
    #expect(try await looks.value > 1)
    try await scene { floor in
      let report = try floor.wait("agents") { report in
        report.agents?.first { $0.agent == "1003" }?.state == "paused"
      }
      let state = report.agents?.first { $0.agent == "1001" }?.state
      #expect(state == "talking")
      let peak = try Self.peakMemory(of: floor.daemon)
      print("the daemon had at most \(peak / 1_024) MiB")
      #expect(peak < Self.mostMemory)
      call.phone.hangUp()
      try agent.waitForHangup(within: .seconds(10))
      try floor.wait("calls") { $0.calls?.isEmpty == true }
    }
    let events = Self.count("Event: QueueMemberPause\r\n", in: try await Self.followed.value.proxy)
    #expect(events >= 100_000)
  }

  /// In KiB.
  private static let mostMemory = 256 * 1_024

  private static func isTalking(_ report: FloorReport) -> Bool {
    report.calls?.contains {
      $0.number == "13812347401" && $0.place == "agent" && $0.agent == "1001"
    } == true
  }

  /// Pauses the agent in all queues and ends the pause, many times; the last pause is told apart.
  private static func flood(rounds: Int) async throws {
    let floor = try await followed.value.floor
    let secrets = try String(
      contentsOfFile: "\(floor.centre.laboratory.etc)/switchboard/manager-secrets.conf",
      encoding: .utf8
    )
    let section = secrets.components(separatedBy: "[switchboard-control-secret]").last ?? ""
    let secret = section.components(separatedBy: "secret = ").dropFirst().first?
      .prefix { !$0.isNewline }
    let configuration = AMI.Configuration(
      port: Int(floor.centre.laboratory.ami.port),
      credentials: AMI.Credentials(username: "switchboard-control", secret: String(secret ?? ""))
    )
    try await AMIClient.withClient(configuration) { client async throws in
      for round in 0..<rounds {
        let isPaused = round % 2 == 0
        try await client.send(.queuePause(interface: member, paused: isPaused, reason: "flood"))
      }
      try await client.send(.queuePause(interface: member, paused: true, reason: "over"))
    }
  }

  private static func peakMemory(of daemon: Daemon) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(daemon.processID)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? .max
  }

  /// By the C library: it is 40 MB.
  private static func count(_ text: String, in proxy: RecordingProxy) -> Int {
    let pattern = Array(text.utf8)
    return proxy.session.said(by: .asterisk).withUnsafeBytes { said in
      var count = 0
      var place = 0
      while let start = said.baseAddress, place + pattern.count <= said.count,
        let found = memchr(start + place, Int32(pattern[0]), said.count - place)
      {
        place = UnsafeRawPointer(found) - start
        if place + pattern.count <= said.count, memcmp(found, pattern, pattern.count) == 0 {
          count += 1
        }
        place += 1
      }
      return count
    }
  }

  // MARK: - Nothing

  /// The connection stands, and nothing comes by it: as when a cable is pulled.
  @Test(.timeLimit(.minutes(3))) func aSilentConnectionIsFoundDeadAndMadeAnew() async throws {
    let proxy = try await Self.followed.value.proxy
    try await scene { floor in
      proxy.stall()
      let stale = try floor.wait("queues", within: .seconds(90)) {
        $0.servers?.first?.floor == "stale" && $0.servers?.first?.trouble != nil
      }
      #expect(stale.servers?.first?.since != nil)
      let trouble = stale.servers?.first?.trouble ?? ""
      #expect(trouble.contains("no pong: the connection is dead"), "\(trouble)")
      // What happens meanwhile is not seen, and is there as soon as Asterisk speaks again.
      try floor.centre.laboratory.console(
        "queue pause member \(Self.otherMember) queue other reason unseen"
      )
      #expect(try floor.look("agents").agents?.first { $0.agent == "1002" }?.state != "paused")
      proxy.resume()
      try floor.wait("queues", within: .seconds(90)) { $0.servers?.first?.floor == "current" }
      let agents = try floor.look("agents").agents ?? []
      #expect(agents.first { $0.agent == "1002" }?.reason == "unseen")
      try floor.centre.laboratory.console(
        "queue unpause member \(Self.otherMember) queue other"
      )
      try floor.wait("agents") { report in
        report.agents?.first { $0.agent == "1002" }?.state != "paused"
      }
    }
  }
}
