import ArgumentParser
import Configuration
import Control
import Foundation
import Records

/// The queues now: who waits, who is free.
struct Queues: FloorCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the queues now: who waits, how long, and who is free."
  )
  static let part = "queues"

  @OptionGroup var daemon: DaemonOption
  @OptionGroup var look: FloorLook
  @OptionGroup var form: Form
}

/// The agents now.
struct Agents: FloorCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the agents now: what each does, and since when."
  )
  static let part = "agents"

  @OptionGroup var daemon: DaemonOption
  @OptionGroup var look: FloorLook
  @OptionGroup var form: Form
}

/// How the floor is looked at.
struct FloorLook: ParsableArguments {
  @Flag(help: "Go on, and show what changes; with --json a line for each change.")
  var follow = false
}

/// A command that shows a part of the floor.
protocol FloorCommand: Command where Answer == FloorPart {
  static var part: String { get }
  var daemon: DaemonOption { get }
  var look: FloorLook { get }
}

extension FloorCommand {
  func answer(in world: World) throws -> FloorPart {
    try daemon.floor(Self.part, look, isJSON: form.json, in: world)
  }
}

extension DaemonOption {
  /// A part of the floor now; whoever follows sees it again and again, until they have enough.
  func floor(
    _ part: String,
    _ look: FloorLook,
    isJSON: Bool,
    in world: World
  ) throws -> FloorPart {
    guard look.follow else {
      let reply = try ask(part, in: world)
      return FloorPart(part: part, report: reply.floor ?? FloorReport(at: ""))
    }
    if !isJSON, let screen = LiveScreen(in: world) {
      return try watch(part, on: screen, in: world)
    }
    var whole = FloorPart(part: part, report: FloorReport(at: ""))
    try ask(part, ["follow": "yes"], in: world) { reply in
      guard let report = reply.floor else { return }
      if isJSON {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try world.output(String(decoding: try encoder.encode(report), as: UTF8.self))
      } else {
        let isFirst = whole.report.at.isEmpty
        let now = world.now()
        // Time alone is no change.
        let before = whole.aged(to: now).text(in: world)
        whole.report.take(report)
        let after = whole.aged(to: now).text(in: world)
        if isFirst || after != before { try world.output(after.printableLines + "\n") }
      }
    }
    return whole
  }

  /// A part of the floor on a screen, its times going on, until a signal ends it.
  private func watch(_ part: String, on screen: LiveScreen, in world: World) throws -> FloorPart {
    var whole = FloorPart(part: part, report: FloorReport(at: ""))
    do {
      let socket = try connect(in: world)
      try socket.send(Request(part, ["follow": "yes"]))
      guard socket.waitForLine(milliseconds: Int32(Self.patience) * 1_000) else {
        throw Phrases.daemonHangs(path(in: world))
      }
      try whole.takeLine(of: socket, in: world)
      let ending = EndSignals()
      try screen.enter()
      defer { screen.leave() }
      var drawn: Timestamp?
      repeat {
        let isNews = try whole.takeLines(of: socket, for: .milliseconds(200), in: world)
        let now = world.now()
        guard isNews || now.seconds != drawn?.seconds else { continue }
        drawn = now
        try screen.draw(whole.aged(to: now).text(in: world)) { count in
          world.text(Phrases.hiddenLines(count, part == "calls" ? "calls --now" : part))
        }
      } while !ending.wait(milliseconds: 0)
    } catch let error as ControlError {
      throw Phrases.daemonLost("\(error)")
    } catch let error as DecodingError {
      throw Phrases.daemonLost("\(error)")
    }
    return whole.aged(to: world.now())
  }
}

/// A part of the floor.
struct FloorPart: Report {
  var part: String
  var report: FloorReport

  func encode(to encoder: any Encoder) throws { try report.encode(to: encoder) }

  func text(in world: World) -> String {
    var lines = (report.servers ?? []).filter { $0.floor != "current" }.map {
      world.text(Phrases.staleFloor($0.node, $0.since, $0.trouble))
    }
    if report.servers?.isEmpty == true { lines.append(world.text(Phrases.noServers)) }
    // Which Asterisk it is matters where there are several.
    let isSeveral = (report.servers?.count ?? 0) > 1
    func table<Row>(
      _ rows: [Row],
      _ head: [Words],
      none: Words,
      node: (Row) -> String,
      _ cells: (Row) -> [String]
    ) -> String {
      guard !rows.isEmpty else { return world.text(none) }
      return Table(
        (isSeveral ? Phrases.serverHead : []) + head,
        world.language,
        rows.map { (isSeveral ? [node($0)] : []) + cells($0) }
      ).text
    }
    switch part {
    case "queues":
      let rows = (report.queues ?? []).sorted { ($0.queue, $0.node) < ($1.queue, $1.node) }
      lines.append(
        table(rows, Phrases.queueHead, none: Phrases.noQueues, node: \.node) { $0.cells }
      )
      if !rows.isEmpty { lines.append(world.text(Phrases.ownCounters)) }
    case "agents":
      let rows = (report.agents ?? []).sorted { ($0.agent, $0.node) < ($1.agent, $1.node) }
      lines.append(
        table(rows, Phrases.floorAgentHead, none: Phrases.noFloorAgents, node: \.node) {
          $0.cells(in: world)
        }
      )
    default:
      let rows = (report.calls ?? []).sorted { ($0.begun, $0.call) < ($1.begun, $1.call) }
      lines.append(
        table(rows, Phrases.liveCallHead, none: Phrases.noLiveCalls, node: \.node) {
          $0.cells(in: world)
        }
      )
    }
    return lines.joined(separator: "\n")
  }
}

extension QueueRow {
  fileprivate var cells: [String] {
    func count(_ state: String) -> String { "\(agents[state] ?? 0)" }
    return [
      queue, "\(waiting.count)", waiting.first.map { $0.seconds.clock } ?? "-",
      expectedWaitSeconds?.clock ?? "-", count("ready"), count("ringing"),
      "\((agents["talking"] ?? 0) + (agents["held"] ?? 0))", count("wrap-up"), count("paused"),
      "\(answered)", "\(abandoned)",
    ]
  }
}

extension AgentRow {
  fileprivate func cells(in world: World) -> [String] {
    [
      agent, world.text(Phrases.agentState(state)), seconds?.clock ?? "-",
      reason ?? "", queue ?? "",
      call ?? "", phone ?? "", queues.joined(separator: " "),
    ]
  }
}

extension CallRow {
  fileprivate func cells(in world: World) -> [String] {
    [
      Timestamp(precise: begun).map { world.local($0) } ?? begun,
      number ?? world.text(Phrases.withheld), called ?? "", world.text(Phrases.callPlace(place)),
      seconds?.clock ?? "-",
      queue ?? "", agent ?? "",
      call,
    ]
  }
}

extension Int {
  /// Seconds as a clock shows them: `1:05`, `1:00:05`.
  var clock: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return self >= 3_600
      ? "\(self / 3_600):\(two(self / 60 % 60)):\(two(self % 60))"
      : "\(self / 60):\(two(self % 60))"
  }
}

extension FloorPart {
  /// The same at a later moment.
  fileprivate func aged(to moment: Timestamp) -> FloorPart {
    FloorPart(part: part, report: report.aged(to: moment))
  }

  /// Takes all that comes within a time; whether anything came.
  fileprivate mutating func takeLines(
    of socket: ControlSocket,
    for time: Duration,
    in world: World
  ) throws -> Bool {
    let end = ContinuousClock.now + time
    var isNews = false
    while true {
      let left = end - ContinuousClock.now
      guard left > .zero,
        socket.waitForLine(milliseconds: Int32(left / Duration.milliseconds(1)))
      else { return isNews }
      try takeLine(of: socket, in: world)
      isNews = true
    }
  }

  fileprivate mutating func takeLine(of socket: ControlSocket, in world: World) throws {
    guard let reply = try socket.reply(in: world) else { throw Phrases.daemonLost("") }
    if let change = reply.floor { report.take(change) }
  }
}

extension FloorReport {
  /// The same at a later moment: what goes on has gone on for longer.
  func aged(to moment: Timestamp) -> FloorReport {
    func seconds(_ since: String?, _ before: Int?) -> Int? {
      guard before != nil, let begin = since.flatMap({ Timestamp(precise: $0) }) else {
        return before
      }
      return max(0, (moment.microseconds - begin.microseconds) / 1_000_000)
    }
    var report = self
    report.at = moment.precise
    report.queues = queues?.map { row in
      var row = row
      for place in row.waiting.indices {
        let caller = row.waiting[place]
        row.waiting[place].seconds = seconds(caller.since, caller.seconds) ?? caller.seconds
      }
      return row
    }
    report.agents = agents?.map { row in
      var row = row
      row.seconds = seconds(row.since, row.seconds)
      return row
    }
    report.calls = calls?.map { row in
      var row = row
      row.seconds = seconds(row.since, row.seconds)
      return row
    }
    return report
  }

  /// Takes what changed: what is gone goes first, since a server's rows may all come anew.
  mutating func take(_ change: FloorReport) {
    at = change.at
    zone = change.zone ?? zone
    let gone = Set(change.gone ?? [])
    func merge<Row>(
      _ old: [Row]?,
      _ new: [Row]?,
      _ node: (Row) -> String,
      _ key: (Row) -> String
    ) -> [Row]? {
      let changed = Set((new ?? []).map(key))
      let rest = old?.filter { row in
        !changed.contains(key(row)) && !gone.contains(key(row)) && !gone.contains(node(row))
      }
      return new.map { (rest ?? []) + $0 } ?? rest
    }
    servers = merge(servers, change.servers, \.node, \.node)
    queues = merge(queues, change.queues, \.node) { "\($0.node)/\($0.queue)" }
    agents = merge(agents, change.agents, \.node) { "\($0.node)/\($0.agent)" }
    calls = merge(calls, change.calls, \.node) { "\($0.node)/\($0.call)" }
  }
}

extension Timestamp {
  /// A moment as `precise` tells it: `2026-03-01T08:30:00.000123Z`.
  init?(precise text: String) {
    let parts = text.split(separator: "T")
    guard parts.count == 2, let date = CivilDate(String(parts[0])) else { return nil }
    let clock = parts[1].split { ":.Z".contains($0) }.compactMap { Int($0) }
    guard clock.count == 4 else { return nil }
    let seconds = ((date.days * 24 + clock[0]) * 60 + clock[1]) * 60 + clock[2]
    self.init(microseconds: seconds * 1_000_000 + clock[3])
  }
}
