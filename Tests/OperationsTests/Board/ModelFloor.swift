import AMI
import Records

/// An Asterisk that is made up: things happen by chance, and it says of each what Asterisk says.
///
/// Its clock has microseconds in its events, and whole seconds in its lists.
struct ModelFloor {
  static let queues = ["sales", "support", "night"]
  static let agents = (1_001...1_008).map { "\($0)" }

  struct Channel {
    var name: String
    var call: String
    var number: String
    var began: Int
    var bridge: String?
    /// The queue that the channel runs `Queue` for.
    var queue: String?
  }

  struct Caller {
    var channel: String
    var joined: Int
  }

  struct Member {
    var queues: Set<String>
    var isPaused = false
    var lastPause = 0
    var lastCall: [String: Int] = [:]
    var taken: [String: Int] = [:]
    var status = 1
  }

  /// A queue's call that rings or talks.
  struct Dealing {
    var agent: String
    var queue: String
    var caller: String
    var leg: String
    var answered: Int?
    var isHeld = false
  }

  struct Counters {
    var completed = 0
    var abandoned = 0
    var talk = 0
  }

  /// What the threads of one moment say, each in its own order.
  typealias Moment = [[AMI.Message]]

  private(set) var now = 1_000_000_000
  private(set) var channels: [String: Channel] = [:]
  private var waiting: [String: [Caller]] = [:]
  private var members: [String: Member] = [:]
  private var counters: [String: Counters] = [:]
  private var dealings: [Dealing] = []
  private var privateCalls: [String: (String, String)] = [:]
  private var numbers = 0
  private var said: Moment = []
  /// Agents of whom something happened that leaves no trace in a list, with when.
  private(set) var traceless: [(agent: String, at: Int)] = []

  init(using dice: inout Dice) {
    for agent in Self.agents {
      let queues = Self.queues.filter { _ in Bool.random(using: &dice) }
      members[agent] = Member(queues: Set(queues.isEmpty ? ["sales"] : queues))
    }
  }

  // MARK: What happens

  /// Something happens; nothing is said when it is not possible.
  mutating func step(using dice: inout Dice) -> Moment {
    now += Int.random(in: 100_000...9_000_000, using: &dice)
    said = []
    let dealing = dealings.indices.randomElement(using: &dice)
    let agent = Self.agents.randomElement(using: &dice) ?? ""
    switch Int.random(in: 0..<14, using: &dice) {
    case 0...2: join(Self.queues.randomElement(using: &dice) ?? "")
    case 3...5: ring(using: &dice)
    case 6, 7: if let dealing { answerOrComplete(dealing, using: &dice) }
    case 8: if let dealing { complete(dealing, keepsCaller: Bool.random(using: &dice)) }
    case 9: abandon(using: &dice)
    case 10: pause(agent)
    case 11: if let dealing { hold(dealing) }
    case 12: sign(agent)
    default: callPrivately(agent)
    }
    hangUpStrays(using: &dice)
    return said
  }

  private mutating func join(_ queue: String) {
    numbers += 1
    let id = "m-\(numbers)"
    channels[id] = Channel(
      name: "PJSIP/carrier-\(numbers)",
      call: id,
      number: "1380000\(numbers)",
      began: now,
      queue: queue
    )
    waiting[queue, default: []].append(Caller(channel: id, joined: now))
    said.append([
      channelEvent("Newchannel", id),
      channelEvent(
        "QueueCallerJoin",
        id,
        ["Queue": queue, "Position": "\(waiting[queue]?.count ?? 0)"]
      ),
    ])
  }

  /// The head of some line rings at some agent who is free.
  private mutating func ring(using dice: inout Dice) {
    let busy = Set(dealings.map(\.caller))
    for queue in Self.queues.shuffled(using: &dice) {
      guard let caller = waiting[queue]?.first(where: { !busy.contains($0.channel) }),
        let agent = members.keys.sorted().first(where: { name in
          members[name].map { $0.queues.contains(queue) && !$0.isPaused && $0.status == 1 } ?? false
        })
      else { continue }
      let leg = newLeg(of: agent, in: channels[caller.channel]?.call ?? "")
      dealings.append(Dealing(agent: agent, queue: queue, caller: caller.channel, leg: leg))
      said.append([
        channelEvent("Newchannel", leg),
        agentEvent("AgentCalled", dealings[dealings.count - 1]),
      ])
      status(agent, 6)
      return
    }
  }

  private mutating func newLeg(of agent: String, in call: String) -> String {
    numbers += 1
    let id = "m-\(numbers)"
    channels[id] = Channel(name: "PJSIP/\(agent)-\(numbers)", call: call, number: agent, began: now)
    return id
  }

  private mutating func answerOrComplete(_ index: Int, using dice: inout Dice) {
    guard dealings[index].answered == nil else { return complete(index, keepsCaller: false) }
    let dealing = dealings[index]
    if Int.random(in: 0..<4, using: &dice) == 0 {
      dealings.remove(at: index)
      traceless.append((dealing.agent, now))
      said.append([agentEvent("AgentRingNoAnswer", dealing), end(dealing.leg)])
      return status(dealing.agent, 1)
    }
    dealings[index].answered = now
    waiting[dealing.queue]?.removeAll { $0.channel == dealing.caller }
    let bridge = "b-\(dealing.leg)"
    channels[dealing.caller]?.bridge = bridge
    channels[dealing.leg]?.bridge = bridge
    said.append([
      channelEvent("QueueCallerLeave", dealing.caller, ["Queue": dealing.queue]),
      agentEvent("AgentConnect", dealing),
      channelEvent("BridgeEnter", dealing.leg, ["BridgeUniqueid": bridge]),
      channelEvent("BridgeEnter", dealing.caller, ["BridgeUniqueid": bridge]),
    ])
    status(dealing.agent, 2)
  }

  private mutating func complete(_ index: Int, keepsCaller: Bool) {
    let dealing = dealings[index]
    guard let answered = dealing.answered else { return }
    dealings.remove(at: index)
    // On the second, so that lists tell when a wrap-up ends as exactly as events do.
    now = (now / 1_000_000 + 1) * 1_000_000
    let talk = now / 1_000_000 - answered / 1_000_000
    members[dealing.agent]?.lastCall[dealing.queue] = now / 1_000_000
    members[dealing.agent]?.taken[dealing.queue, default: 0] += 1
    counters[dealing.queue, default: Counters()].completed += 1
    let before = counters[dealing.queue]?.talk ?? 0
    counters[dealing.queue]?.talk = (3 * before + talk) / 4
    let bridge = channels[dealing.leg]?.bridge ?? ""
    var thread = [agentEvent("AgentComplete", dealing, ["TalkTime": "\(talk)"])]
    for leg in [dealing.leg, dealing.caller] {
      thread.append(channelEvent("BridgeLeave", leg, ["BridgeUniqueid": bridge]))
      channels[leg]?.bridge = nil
    }
    channels[dealing.caller]?.queue = nil
    thread.append(end(dealing.leg))
    if !keepsCaller { thread.append(end(dealing.caller)) }
    said.append(thread)
    status(dealing.agent, 1)
  }

  private mutating func abandon(using dice: inout Dice) {
    let busy = Set(dealings.map(\.caller))
    for queue in Self.queues.shuffled(using: &dice) {
      guard let caller = waiting[queue]?.last(where: { !busy.contains($0.channel) }) else {
        continue
      }
      waiting[queue]?.removeAll { $0.channel == caller.channel }
      counters[queue, default: Counters()].abandoned += 1
      said.append([
        channelEvent("QueueCallerAbandon", caller.channel, ["Queue": queue]),
        channelEvent("QueueCallerLeave", caller.channel, ["Queue": queue]),
        end(caller.channel),
      ])
      return
    }
  }

  private mutating func pause(_ agent: String) {
    guard var member = members[agent] else { return }
    member.isPaused.toggle()
    if member.isPaused { member.lastPause = now / 1_000_000 }
    members[agent] = member
    said.append(member.queues.sorted().map { memberEvent("QueueMemberPause", agent, $0) })
  }

  private mutating func hold(_ index: Int) {
    let dealing = dealings[index]
    guard dealing.answered != nil else { return }
    dealings[index].isHeld.toggle()
    let isHeld = dealings[index].isHeld
    traceless.append((dealing.agent, now))
    said.append([channelEvent(isHeld ? "Hold" : "Unhold", dealing.leg)])
    status(dealing.agent, isHeld ? 8 : 2)
  }

  /// A free agent leaves all queues; one who is in none comes back.
  private mutating func sign(_ agent: String) {
    guard var member = members[agent], member.status == 1 else { return }
    if member.queues.isEmpty {
      members[agent] = Member(queues: ["sales", "night"])
      said.append(["night", "sales"].map { memberEvent("QueueMemberAdded", agent, $0) })
    } else {
      said.append(member.queues.sorted().map { memberEvent("QueueMemberRemoved", agent, $0) })
      member.queues = []
      members[agent] = member
    }
    traceless.append((agent, now))
  }

  /// An agent calls somebody, or ends that.
  private mutating func callPrivately(_ agent: String) {
    traceless.append((agent, now))
    if let (own, other) = privateCalls.removeValue(forKey: agent) {
      let bridge = channels[own]?.bridge ?? ""
      said.append(
        [own, other].map { channelEvent("BridgeLeave", $0, ["BridgeUniqueid": bridge]) }
          + [end(own), end(other)]
      )
      return status(agent, 1)
    }
    guard members[agent]?.status == 1 else { return }
    numbers += 1
    let own = "m-\(numbers)"
    channels[own] = Channel(
      name: "PJSIP/\(agent)-\(numbers)",
      call: own,
      number: agent,
      began: now,
      bridge: "b-\(own)"
    )
    let other = newLeg(of: "2000", in: own)
    channels[other]?.bridge = "b-\(own)"
    privateCalls[agent] = (own, other)
    said.append(
      [own, other].map { channelEvent("Newchannel", $0) }
        + [own, other].map { channelEvent("BridgeEnter", $0, ["BridgeUniqueid": "b-\(own)"]) }
    )
    status(agent, 2)
  }

  /// Callers who are in the dialplan after their talk hang up some day.
  private mutating func hangUpStrays(using dice: inout Dice) {
    let strays = channels.filter {
      $0.value.queue == nil && $0.value.bridge == nil && $0.value.name.hasPrefix("PJSIP/carrier")
    }
    guard let stray = strays.keys.sorted().first, Int.random(in: 0..<4, using: &dice) == 0 else {
      return
    }
    said.append([end(stray)])
  }

  // MARK: What it says

  private mutating func end(_ id: String) -> AMI.Message {
    defer { channels[id] = nil }
    return channelEvent("Hangup", id)
  }

  /// A thread of its own tells of phones.
  private mutating func status(_ agent: String, _ status: Int) {
    members[agent]?.status = status
    let queues = members[agent]?.queues.sorted() ?? []
    said.append(queues.map { memberEvent("QueueMemberStatus", agent, $0) })
  }

  private func event(_ name: String, _ headers: [(String, String)]) -> AMI.Message {
    let time = "\(now / 1_000_000).\(String(now % 1_000_000 + 1_000_000).dropFirst())"
    return list(name, [("Timestamp", time)] + headers)
  }

  private func list(_ name: String, _ headers: [(String, String)]) -> AMI.Message {
    AMI.Message([.init("Event", name)] + headers.map { .init($0.0, $0.1) })
  }

  private func channelHeaders(_ id: String) -> [(String, String)] {
    guard let channel = channels[id] else { return [("Uniqueid", id)] }
    return [
      ("Channel", channel.name), ("CallerIDNum", channel.number), ("Exten", "s"), ("Uniqueid", id),
      ("Linkedid", channel.call),
    ]
  }

  private func channelEvent(
    _ name: String,
    _ id: String,
    _ headers: KeyValuePairs<String, String> = [:]
  ) -> AMI.Message {
    event(name, channelHeaders(id) + headers.map { ($0, $1) })
  }

  private func agentEvent(
    _ name: String,
    _ dealing: Dealing,
    _ headers: KeyValuePairs<String, String> = [:]
  ) -> AMI.Message {
    event(
      name,
      channelHeaders(dealing.caller)
        + [("Queue", dealing.queue), ("MemberName", dealing.agent)] + headers.map { ($0, $1) }
    )
  }

  private func memberHeaders(_ agent: String, _ queue: String) -> [(String, String)] {
    let member = members[agent] ?? Member(queues: [])
    return [
      ("Queue", queue), ("StateInterface", "PJSIP/\(agent)"), ("Penalty", "0"),
      ("CallsTaken", "\(member.taken[queue] ?? 0)"), ("LastCall", "\(member.lastCall[queue] ?? 0)"),
      ("LastPause", "\(member.lastPause)"), ("Status", "\(member.status)"),
      ("Paused", member.isPaused ? "1" : "0"), ("PausedReason", member.isPaused ? "tea" : ""),
      ("Wrapuptime", queue == "sales" ? "15" : "0"),
    ]
  }

  private func memberEvent(_ name: String, _ agent: String, _ queue: String) -> AMI.Message {
    let interface = "Local/\(agent)@switchboard-agents/n"
    return event(
      name,
      [("MemberName", agent), ("Interface", interface)] + memberHeaders(agent, queue)
    )
  }

  // MARK: Lists

  /// What `QueueStatus` answers now.
  var queueStatus: [AMI.Message] {
    Self.queues.flatMap { queue -> [AMI.Message] in
      let counters = counters[queue] ?? Counters()
      let head = list(
        "QueueParams",
        [
          ("Queue", queue), ("Strategy", "ringall"), ("Completed", "\(counters.completed)"),
          ("Abandoned", "\(counters.abandoned)"), ("TalkTime", "\(counters.talk)"),
        ]
      )
      let its = members.filter { $0.value.queues.contains(queue) }.keys.sorted()
      let entries = (waiting[queue] ?? []).enumerated().map { place, caller in
        list(
          "QueueEntry",
          channelHeaders(caller.channel) + [
            ("Queue", queue), ("Position", "\(place + 1)"),
            ("Wait", "\((now - caller.joined) / 1_000_000)"),
          ]
        )
      }
      return [head]
        + its.map { agent in
          list(
            "QueueMember",
            [("Name", agent), ("Location", "Local/\(agent)@switchboard-agents/n")]
              + memberHeaders(agent, queue)
          )
        } + entries
    }
  }

  /// What `CoreShowChannels` answers now, the latest first: it has no order that means anything.
  var channelList: [AMI.Message] {
    channels.keys.sorted().reversed().map { id in
      let seconds = (now - (channels[id]?.began ?? now)) / 1_000_000
      let clock = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { "\($0)" }
      var headers = channelHeaders(id) + [("Duration", clock.joined(separator: ":"))]
      if let bridge = channels[id]?.bridge { headers.append(("BridgeId", bridge)) }
      if let queue = channels[id]?.queue {
        headers += [("Application", "Queue"), ("ApplicationData", "\(queue),tk")]
      }
      return list("CoreShowChannel", headers)
    }
  }
}
