import Database
import Foundation
import Laboratory
import Operations
import Phone
import Records
import Testing

/// What history says of a floor is what its queue_log says, line for line, and what its phones remember.
@Suite struct HistoryOfAFloorTests {
  private static let recorder =
    #filePath.split(separator: "/").prefix { $0 != "Tests" }.reduce("") { "\($0)/\($1)" }
    + "/.build/debug/floor-recorder"

  private static let patience = Duration.seconds(90)

  /// 56 callers, the follower killed again and again, the log rotated in two ways meanwhile.
  @Test func aFloorWhoseFollowerIsKilledAndWhoseLogIsRotated() async throws {
    let laboratory = try Laboratory(FloorPlan.equipment, name: "floor")
    try await laboratory.scene(alone: true) { laboratory in
      let agents = try FloorAgents(in: laboratory)
      let trouble = try Trouble(of: laboratory, recorder: Self.recorder)
      let callers = (0..<56).map { number in
        (role: FloorRole.allCases[number % 8], number: String(13_900_000_000 + number))
      }
      let phone = try laboratory.callerPhone()
      _ = try together(callers.count) { place in
        // Not all at once: some come while others are served.
        usleep(UInt32(place) * 150_000)
        try Self.play(callers[place].role, as: callers[place].number, on: phone)
      }
      try laboratory.console(
        "core show channels count",
        untilIt: { $0.contains("0 active channels") },
        within: .seconds(20)
      )
      let (kills, files) = try trouble.end()
      #expect(kills >= 5)
      #expect(files.count >= 3)

      let store = try FloorStore(
        at: StoreLocation(folder: laboratory.store),
        .administrator
      )
      let facts = try Self.facts(of: store)
      #expect(facts.lines == (try files.flatMap(Self.lines)))
      #expect(facts.others == 0)
      try Self.check(facts.history, callers, agents.remembered)
    }
  }

  // MARK: - Callers

  private static func play(_ role: FloorRole, as number: String, on phone: Phone) throws {
    let call = try phone.call(
      role.number,
      as: CallerID(number: number),
      saying: .tone(hertz: 440)
    )
    switch role {
    case .agentHangsUp, .waitsTooLong, .meetsBusyAgent, .goesOn, .isSentOn:
      try call.waitForHangup(within: patience)
    case .callerHangsUp:
      try call.waitToHear(tones: [660], among: [660], within: patience)
      call.hangUp()
    case .givesUp:
      try call.waitToHear("music/chords", within: patience)
      call.hangUp()
    case .pressesKey:
      try call.waitToHear("music/chords", within: patience)
      try call.press("1")
      try call.waitForHangup(within: patience)
    }
  }

  // MARK: - What is known afterwards

  private struct Known {
    var lines: [String] = []
    var others = 0
    var history = History()
  }

  private static func facts(of store: FloorStore) throws -> Known {
    var known = Known()
    var reducer = HistoryReducer()
    try store.facts(of: "lab") { fact in
      reducer.add(fact)
      if case .line(let line) = fact {
        known.lines.append(line.description)
      } else {
        known.others += 1
      }
    }
    known.history = reducer.takeClosed()
    known.history.append(reducer.goingOn)
    return known
  }

  private static func lines(_ file: String) throws -> [String] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private static func check(
    _ history: History,
    _ callers: [(role: FloorRole, number: String)],
    _ memory: FloorAgents.Memory
  ) throws {
    #expect(history.calls.count == callers.count)
    for (role, number) in callers {
      let call = try #require(history.calls.first { $0.stays[0].caller == number })
      #expect(call.stays.map(\.queue) == role.queues, "\(role) \(number)")
      #expect(call.stays.map { $0.end?.outcome } == role.outcomes, "\(role) \(number)")
      let agents = call.stays.compactMap { $0.answer?.agent }
      #expect(agents == memory.talked[number, default: []], "\(role) \(number)")
      let missed = history.missed.filter { $0.callID == call.callID }.map(\.agent)
      #expect(
        (missed + agents).sorted() == memory.rung[number, default: []].sorted(),
        "\(role) \(number)"
      )
      for stay in call.stays where stay.answer != nil {
        let talking = AgentInterval.Kind.talking(callID: call.callID)
        #expect(history.intervals.count { $0.kind == talking } == 1)
      }
    }
  }
}

/// What happens to the follower and to the log while callers call.
private final class Trouble: Sendable {
  private struct State {
    var isOver = false
    var kills = 0
    /// The files of the log, in their order.
    var files: [String] = []
    var failure: (any Error)?
    var isDone = false
  }

  private let state = Watched(State())
  private let laboratory: Laboratory
  private let recorder: String

  init(of laboratory: Laboratory, recorder: String) throws {
    self.laboratory = laboratory
    self.recorder = recorder
    startThread { [self] in
      let result = Result { try make() }
      state.change { state in
        if case .failure(let error) = result { state.failure = error }
        state.isDone = true
      }
    }
  }

  /// Ends it, and lets the follower read the rest; how often it was killed, and the files.
  func end() throws -> (kills: Int, files: [String]) {
    state.change { $0.isOver = true }
    _ = state.wait(until: .now + .seconds(60)) { $0.isDone ? true : nil }
    if let failure = state.read({ $0.failure }) { throw failure }
    let last = try FloorRecorder(recorder, following: laboratory, as: "lab")
    try last.waitUntilReady()
    last.kill()
    return state.read { ($0.kills, $0.files + ["\(laboratory.log)/queue_log"]) }
  }

  private func make() throws {
    var round = 0
    while !state.read({ $0.isOver }) {
      let follower = try FloorRecorder(recorder, following: laboratory, as: "lab")
      if round % 2 == 0 { try follower.waitUntilReady() }
      if round % 3 == 1 { try rotate(byAsterisk: round % 2 == 0) }
      _ = state.wait(until: .now + .milliseconds(Int.random(in: 0...1_200))) {
        $0.isOver ? true : nil
      }
      follower.kill()
      round += 1
      state.change { $0.kills += 1 }
    }
  }

  /// By Asterisk, or by somebody who tells Asterisk later.
  private func rotate(byAsterisk: Bool) throws {
    let log = laboratory.log
    let before = Set(try logs())
    if byAsterisk {
      try laboratory.console("logger rotate")
    } else {
      try FileManager.default.moveItem(
        atPath: "\(log)/queue_log",
        toPath: "\(log)/queue_log-\(before.count)"
      )
      try laboratory.console("logger reload")
    }
    let new = Set(try logs()).subtracting(before)
    guard new.count == 1, let name = new.first else {
      throw Surprise("rotating made \(new.sorted())")
    }
    state.change { $0.files.append("\(log)/\(name)") }
  }

  private func logs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: laboratory.log)
      .filter { $0.hasPrefix("queue_log") && $0 != "queue_log" }
  }
}
