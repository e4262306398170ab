public import AMI

/// A floor as Asterisk tells of it, as large as one likes: agents in two queues each, and calls that
/// come, wait, are answered and end, one event after the other.
///
/// A call is one that Asterisk 22.10 was recorded with, all its events of the classes `agent` and `call`;
/// names and numbers are put in. The same floor tells the same in every run.
public struct FloorTraffic {
  /// What happens next.
  public struct Event {
    /// The event as it comes from Asterisk, with the empty line at its end.
    public var bytes: [UInt8]
    /// What Asterisk writes into queue_log with it, without the line's end.
    public var queueLog: String?
  }

  /// How many events a call has.
  public static let eventsPerCall = blocks.count

  private static let blocks = Template.blocks(
    of: String(decoding: PackageResources.call_ami, as: UTF8.self)
  )

  private let node: String
  private let agents: Int
  private let queues: Int
  private var slots: [Slot]
  private var next = 0
  private var begun = 0

  /// A call that is going on; before its first event it is still to come.
  private struct Slot {
    var values: Template.Values
    var step: Int
  }

  /// A floor on which nothing happened yet.
  ///
  /// - Parameters:
  ///   - node: The Asterisk's `systemname`.
  ///   - agents: How many agents there are, from 10 on.
  ///   - queues: How many queues.
  ///   - calls: How many calls go on at a time, for every agent one at most; one for ten agents unless told.
  public init(node: String = "bench", agents: Int, queues: Int, calls: Int? = nil) {
    self.node = node
    self.agents = agents
    self.queues = queues
    let calls = min(max(calls ?? agents / 10, 1), agents)
    slots = (0..<calls).map { place in
      // One after the other, so that at each moment calls are at each place of their way.
      Slot(values: Template.Values(), step: -(place * Self.eventsPerCall / calls))
    }
  }

  /// The name of an agent by their number from 0.
  public static func agent(_ number: Int) -> String { "\(100_001 + number)" }

  private func queue(_ number: Int) -> String { "queue-\(number % queues)" }

  private func values(of place: Int) -> Template.Values {
    // The agents of a place take its calls by turns.
    let turns = agents / slots.count
    let agent = place * turns + (begun / slots.count) % turns
    let call = begun
    var hex = String(call, radix: 16)
    hex = String(repeating: "0", count: max(0, 8 - hex.count)) + hex
    return Template.Values(
      texts: [
        .node: node, .caller: "\(3 * call)", .half: "\(3 * call + 1)", .leg: "\(3 * call + 2)",
        .queue: queue(agent), .second: queue(agent + 1), .hex: hex, .agent: Self.agent(agent),
        .number: "139\(10_000_000 + call % 90_000_000)",
      ]
    )
  }

  /// What happens next on the floor.
  ///
  /// - Parameter microseconds: When, since 1970.
  /// - Returns: The event.
  public mutating func event(at microseconds: Int) -> Event {
    while true {
      let place = next
      next = (next + 1) % slots.count
      let step = slots[place].step
      slots[place].step += 1
      guard step >= 0 else { continue }
      if step == 0 {
        slots[place].values = values(of: place)
        begun += 1
      }
      var fraction = String(microseconds % 1_000_000)
      fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
      slots[place].values[.time] = "\(microseconds / 1_000_000).\(fraction)"
      let block = Self.blocks[step]
      if step + 1 == Self.blocks.count { slots[place].step = 0 }
      return Event(
        bytes: block.bytes(with: slots[place].values),
        queueLog: queueLog(block.name, slots[place].values, microseconds / 1_000_000)
      )
    }
  }

  private func queueLog(_ event: String, _ values: Template.Values, _ seconds: Int) -> String? {
    let line = "\(seconds)|\(node)-1795296028.\(values[.caller])|\(values[.queue])|"
    return switch event {
    case "QueueCallerJoin": line + "NONE|ENTERQUEUE||\(values[.number])|1"
    case "AgentConnect": line + "\(values[.agent])|CONNECT|1|\(node)-1795296028.\(values[.leg])|1"
    case "AgentComplete": line + "\(values[.agent])|COMPLETEAGENT|1|5|1"
    default: nil
    }
  }

  // MARK: Lists

  /// What `QueueStatus` answers when nobody calls: all agents are free.
  public var queueStatus: [AMI.Message] {
    let heads = (0..<queues).map { number in
      Message([
        .init("Event", "QueueParams"), .init("Queue", queue(number)), .init("Max", "0"),
        .init("Strategy", "ringall"), .init("Calls", "0"), .init("Holdtime", "0"),
        .init("TalkTime", "0"), .init("Completed", "0"), .init("Abandoned", "0"),
        .init("ServiceLevel", "60"), .init("ServicelevelPerf", "0.0"), .init("Weight", "0"),
      ])
    }
    let members = (0..<agents).flatMap { agent in
      Set([queue(agent), queue(agent + 1)]).sorted().map { member(Self.agent(agent), in: $0) }
    }
    return heads + members
  }

  private func member(_ agent: String, in queue: String) -> AMI.Message {
    Message([
      .init("Event", "QueueMember"), .init("Queue", queue), .init("Name", agent),
      .init("Location", "Local/\(agent)@switchboard-agents/n"),
      .init("StateInterface", "PJSIP/\(agent)"), .init("Membership", "dynamic"),
      .init("Penalty", "0"), .init("CallsTaken", "0"), .init("LastCall", "0"),
      .init("LastPause", "0"), .init("LoginTime", "1795295819"), .init("InCall", "0"),
      .init("Status", "1"), .init("Paused", "0"), .init("PausedReason", ""),
      .init("Wrapuptime", "0"),
    ])
  }
}
