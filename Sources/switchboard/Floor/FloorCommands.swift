import ArgumentParser
import Configuration
import Control
import Foundation

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
    var whole = FloorPart(part: part, report: FloorReport(at: ""))
    try ask(part, ["follow": "yes"], in: world) { reply in
      guard let report = reply.floor else { return }
      if isJSON {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try world.output(String(decoding: try encoder.encode(report), as: UTF8.self))
      } else {
        whole.report.take(report)
        try world.output("\u{1B}[H\u{1B}[2J" + whole.text(in: world).printableLines)
      }
    }
    return whole
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
      String(begun.prefix(19)).replacing("T", with: " "), number ?? world.text(Phrases.withheld),
      called ?? "", world.text(Phrases.callPlace(place)), seconds?.clock ?? "-",
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

extension FloorReport {
  /// Takes what changed.
  fileprivate mutating func take(_ change: FloorReport) {
    at = change.at
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
