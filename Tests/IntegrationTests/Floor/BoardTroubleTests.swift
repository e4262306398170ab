import AMI
import AMITesting
import Control
import Foundation
import Glibc
import Laboratory
import Phone
import Synchronization
import Testing

/// What the daemon shows when Asterisk says too much, nothing at all, or what a caller made it say.
///
/// The time limit counts the wait for a place on the stage.
@Suite(.serialized, .timeLimit(.minutes(20))) struct BoardTroubleTests {
  /// A floor whose daemon sees its Asterisk through a proxy.
  private struct Followed: Sendable {
    let floor: FloorCentre
    let proxy: RecordingProxy
  }

  private static let followed = Task {
    let centre = try Centre(
      "board-trouble",
      queues: ["talked": ["1001"], "other": ["1002"]],
      queueOptions: floodedQueues,
      dialplan: dialplan
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

  /// A caller whose name ends what carries it, and goes on as it likes.
  private static let dialplan = """
    [laboratory](+)
    exten => 7301,1,Answer()
     same => n,Set(END=${URIDECODE(%0D%0A)})
     same => n,Set(WHO=Queue: other${END}MemberName: 1002${END}Interface: \(otherMember)${END})
     same => n,Set(READY=Event: QueueMemberPause${END}Privilege: agent${END}${WHO}Paused: 0${END})
     same => n,Set(GONE=Event: QueueMemberRemoved${END}Privilege: agent${END}${WHO})
     same => n,Set(LIE=x${END}${END}${READY}${END}${GONE}${END}Response: Success)
     same => n,UserEvent(Forgery,Text: ${LIE})
     same => n,Set(CALLERID(name)=${LIE})
     same => n,Set(CONNECTEDLINE(name)=${LIE})
     same => n,Queue(other,ct)

    """

  private func scene<Result: Sendable>(
    _ body: @escaping @Sendable (FloorCentre) throws -> Result
  ) async throws -> Result {
    let followed = try await Self.followed.value
    return try await followed.floor.centre.scene { _ in try body(followed.floor) }
  }

  // MARK: - Too much

  /// 100,000 events while a call is in progress.
  @Test func aFloodHidesNothing() async throws {
    let (call, agent) = try await scene { floor in
      let (call, agent) = try floor.centre.talk(in: "talked", as: "13812347401")
      try floor.wait("calls") { Self.isTalking($0) }
      return (call, agent)
    }
    let rounds = 100_000 / Self.flooded
    let (before, looked) = AsyncStream<Void>.makeStream()
    let flood = Flood()
    // Whoever looks ends with it, whatever ends it.
    defer { flood.isOver.store(true, ordering: .relaxed) }
    let looks = Task {
      try await scene { floor in
        // The first one is before the flood, and ends the wait also when it fails.
        defer { looked.finish() }
        var looks = 0
        while !flood.isOver.load(ordering: .relaxed) {
          let reason = try floor.look("agents").agents?.first { $0.agent == "1003" }?.reason
          #expect(Self.isTalking(try floor.look("calls")))
          looks += 1
          looked.finish()
          if reason == "over" { return looks }
        }
        throw Surprise("the flood ended before it was over")
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

  private final class Flood: Sendable {
    let isOver = Atomic(false)
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
  @Test func aSilentConnectionIsFoundDeadAndMadeAnew() async throws {
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

  // MARK: - Lies

  /// A list's item tells the name of a caller who waits, line feeds and all.
  @Test func whatACallerForgesChangesNothing() async throws {
    let proxy = try await Self.followed.value.proxy
    try await scene { floor in
      let laboratory = floor.centre.laboratory
      let agent = try laboratory.agentPhone("1002")
      try floor.wait(agent: "1002", is: "ready")
      try laboratory.console("queue pause member \(Self.otherMember) queue other reason tea")
      try floor.wait("agents") { report in Self.isAtTea(report) }
      let before = try floor.look("agents").agents?.map { [$0.agent] + $0.queues }
      let call = try floor.centre.call("7301", as: "13812347403")
      try floor.wait("queues") { Self.waits($0) }
      #expect(Self.isAtTea(try floor.look("agents")))

      // The daemon asks for the lists, and sees what has come since.
      proxy.cut()
      let member = "Local/1001@switchboard-agents/n"
      try laboratory.console("queue pause member \(member) queue talked reason seen")
      try floor.wait("agents", within: .seconds(30)) { report in
        report.servers?.first?.floor == "current"
          && report.agents?.first { $0.agent == "1001" }?.reason == "seen"
      }
      try laboratory.console("queue unpause member \(member) queue talked")
      let after = try floor.look("agents")
      #expect(Self.isAtTea(after))
      #expect(after.agents?.map { [$0.agent] + $0.queues } == before)
      // Their own entry is in pieces, none of which can be trusted: they hide themselves, and nobody else.
      #expect(try floor.look("calls").calls?.map(\.number) == ["13812347403"])
      call.phone.hangUp()
      try floor.wait("calls") { $0.calls?.isEmpty == true }
      try laboratory.console("queue unpause member \(Self.otherMember) queue other")
      try floor.wait("agents") { report in !Self.isAtTea(report) }
      withExtendedLifetime(agent) {}
    }
    // It was said, and in a way that ends a list's item.
    #expect(Self.count("\r\n\r\nEvent: QueueMemberRemoved\r\n", in: proxy) > 0)
  }

  private static func isAtTea(_ report: FloorReport) -> Bool {
    report.agents?.first { $0.agent == "1002" }?.reason == "tea"
  }

  /// Whether the caller who lies waits, alone, under their own number.
  private static func waits(_ report: FloorReport) -> Bool {
    report.queues?.first { $0.queue == "other" }?.waiting.map(\.number) == ["13812347403"]
  }
}
