import AMI
import AMITesting
import Foundation
import Laboratory
import Operations
import Phone
import Records
import Testing

/// A busy floor, and whatever can go wrong while it is followed.
///
/// What history says of it is what its queue_log says, line for line, and what its phones remember; what
/// the board shows in the end is what Asterisk says itself.
@Suite struct HistoryOfAFloorTests {
  /// How many call: `SWITCHBOARD_FLOOR_CALLS`, or what takes some two minutes.
  private static let usualCalls = 200
  private static let calls =
    ProcessInfo.processInfo.environment["SWITCHBOARD_FLOOR_CALLS"].flatMap { Int($0) }
    ?? usualCalls
  /// How many call at the same time.
  private static let width = 30
  static let pause =
    "queue pause member Local/\(FloorPlan.still)@switchboard-agents/n queue floor-still reason still"

  /// Callers whom Asterisk's end finds talking and waiting.
  private static let cutOff =
    (0..<2).map { FloorCaller(90_000 + $0, .callerHangsUp, isCutOff: true) }
    + (2..<4).map { FloorCaller(90_000 + $0, .givesUp, isCutOff: true) }
  /// Callers who are there at last.
  private static let last =
    (0..<2).map { FloorCaller(90_100 + $0, .callerHangsUp) }
    + (2..<4).map { FloorCaller(90_100 + $0, .waitsForNobody) }
    + [FloorCaller(90_104, .parksAlone)]

  /// 20 agents; switchboardd is killed ten times, its connection cut ten times, the log rotated, and
  /// Asterisk killed once.
  @Test func aFloorThatIsFollowedThroughAllTroubles() async throws {
    let laboratory = try Laboratory(FloorPlan.equipment, name: "floor")
    let proxy = try await RecordingProxy.start(port: Int(laboratory.ami.port))
    let callers = (0..<Self.calls).map { FloorCaller($0) }
    let (day, done) = try await laboratory.scene(alone: true) { laboratory in
      let day = try Day(callers + Self.cutOff + Self.last, in: laboratory, by: proxy)
      return (day, try day.play(callers, cutOff: Self.cutOff, last: Self.last))
    }
    #expect(done.kills == 10)
    #expect(done.cuts == 10)
    #expect(done.files.count >= 4)
    try await Self.expectTheBoardToBeRight(laboratory)
    let (memories, rings) = try await laboratory.scene { _ in try day.end() }
    try await Self.expectTheBoardToBeRight(laboratory)
    #expect(try await laboratory.scene { _ in try day.trouble.stop() } == 0)
    await proxy.stop()

    let kept = try FloorHistory(in: StoreLocation(folder: laboratory.store))
    #expect(try kept.lines == FloorHistory.lines(of: done.files))
    #expect(kept.others == 0)
    try kept.check(memories, rings, channels: try Self.channels(in: laboratory))
    kept.checkPauses(of: FloorPlan.still, count: 2)
  }

  /// What happens from the first call to the last.
  private final class Day: Sendable {
    let laboratory: Laboratory
    let agents: FloorAgents
    let callers: FloorCallers
    let trouble: FloorTrouble
    private let memories = Watched([FloorCallers.Memory]())
    private let holding = Watched(FloorCallers.Holding?.none)

    init(_ all: [FloorCaller], in laboratory: Laboratory, by proxy: RecordingProxy) throws {
      self.laboratory = laboratory
      agents = try FloorAgents(for: all, in: laboratory)
      callers = try FloorCallers(in: laboratory)
      trouble = try FloorTrouble(for: HistoryOfAFloorTests.calls, in: laboratory, by: proxy)
      try laboratory.console(HistoryOfAFloorTests.pause)
    }

    func play(
      _ usual: [FloorCaller],
      cutOff: [FloorCaller],
      last: [FloorCaller]
    ) throws -> FloorTrouble.Done {
      let half = usual.count / 2
      try play(Array(usual[..<half]))
      try trouble.between { try killAsterisk(with: cutOff) }
      try play(Array(usual[half...]))
      let done = try trouble.finish()
      try laboratory.waitForNoChannels()
      holding.change { $0 = nil }
      let there = try callers.hold(last)
      holding.change { $0 = there }
      return done
    }

    private func play(_ some: [FloorCaller]) throws {
      let more = try callers.play(some, width: HistoryOfAFloorTests.width) { [trouble] in
        trouble.callerBegins()
      }
      memories.change { $0 += more }
    }

    /// Some talk and some wait in this moment.
    private func killAsterisk(with cutOff: [FloorCaller]) throws {
      let lost = try callers.hold(cutOff)
      try laboratory.restart()
      let more = try callers.letGo(lost)
      memories.change { $0 += more }
      try agents.beginAnew()
      try laboratory.console(HistoryOfAFloorTests.pause)
    }

    /// The last ones hang up; what everybody remembers.
    func end() throws -> ([FloorCallers.Memory], [String: [FloorAgents.Ring]]) {
      if let there = holding.read({ $0 }) {
        let more = try callers.letGo(there)
        memories.change { $0 += more }
      }
      try laboratory.waitForNoChannels()
      return (memories.read { $0 }, try agents.goHome())
    }
  }

  // MARK: - The board

  /// Waits until the board shows what Asterisk's lists say, and tells what differs if it does not.
  private static func expectTheBoardToBeRight(_ laboratory: Laboratory) async throws {
    let configuration = AMI.Configuration(
      port: Int(laboratory.ami.port),
      credentials: AMI.Credentials(
        username: FloorPlan.manager.user,
        secret: FloorPlan.manager.secret
      )
    )
    let view = FloorView(laboratory.control)
    try await AMIClient.withClient(configuration) { client async throws in
      let end = ContinuousClock.now + .seconds(30)
      while true {
        let lists = AsteriskFloor(
          queueStatus: try await client.list(.queueStatus()),
          channels: try await client.list(.coreShowChannels)
        )
        let board = try await onOwnThread { try AsteriskFloor(view) }
        let differences = board.differences(from: lists)
        if differences.isEmpty { return }
        guard ContinuousClock.now < end else {
          Issue.record("\(differences.joined(separator: "\n"))")
          return
        }
      }
    }
  }

  // MARK: - Agents who are no phones

  /// Whom Local channels talked with, by the callers' numbers: the dialplan says so on the console.
  static func channels(in laboratory: Laboratory) throws -> [String: [String]] {
    let console = try String(contentsOfFile: laboratory.log + "/console", encoding: .utf8)
    var channels: [String: [String]] = [:]
    for line in console.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "floor:"), words.count == place + 5 else { continue }
      channels[String(words[place + 4]), default: []].append(String(words[place + 1]))
    }
    return channels
  }
}

extension Laboratory {
  func waitForNoChannels() throws {
    try console(
      "core show channels count",
      untilIt: { $0.contains("0 active channels") },
      within: .seconds(60)
    )
  }
}
