public import AMI
public import Records

/// The floor as Asterisk's lists tell it: at the beginning, and after a gap.
extension Board {
  /// Takes what `QueueStatus` and `CoreShowChannels` answer, in place of what was known.
  ///
  /// Events that are sent while the lists are made may come before or after them: both is right,
  /// since an event says how things are, not what to add.
  ///
  /// - Parameters:
  ///   - queueStatus: The items of `QueueStatus`.
  ///   - channelList: The items of `CoreShowChannels`.
  ///   - now: The moment.
  /// - Returns: All that changed.
  public mutating func resync(
    queueStatus: [AMI.Message],
    channels channelList: [AMI.Message],
    at now: Timestamp
  ) -> Touched {
    let before = self
    queues = [:]
    calls = [:]
    channels = [:]
    bridges = [:]
    legs = [:]
    wrappingUp = []
    for name in agents.keys {
      agents[name]?.memberships = [:]
      agents[name]?.call = nil
      agents[name]?.ringing = nil
    }
    takeChannels(channelList, now)
    for item in queueStatus { takeItem(item, before, now) }
    takeTalkingAgents(channelList, now)
    takeRingingAgents(channelList)
    for name in agents.keys { settle(agent: name, after: before, now) }
    for id in calls.keys { settle(call: id, after: before) }
    trust()
    isCountDue = true
    markAll(from: before)
    return takeTouched()
  }

  /// Whether the queues' own counters are to be asked for, which is asked once.
  ///
  /// An event says how things are, and may come twice; a counter goes up with each. One that was under
  /// way when the lists were made is counted by both: so some time after calls were over, and after each
  /// list, what Asterisk counts itself takes the place of what was counted here.
  public mutating func takeCountDue() -> Bool {
    defer { isCountDue = false }
    return isCountDue
  }

  /// Takes the counters that `QueueStatus` answers, and nothing else of it.
  ///
  /// - Parameter queueStatus: Its items.
  /// - Returns: What changed.
  public mutating func recount(_ queueStatus: [AMI.Message]) -> Touched {
    for item in queueStatus where item.isEvent("QueueParams") {
      guard let name = item["Queue"], var queue = queues[name] else { continue }
      queue.count(item)
      if queue != queues[name] { touched.queues.insert(name) }
      queues[name] = queue
    }
    return takeTouched()
  }

  private mutating func takeChannels(_ list: [AMI.Message], _ now: Timestamp) {
    for item in list {
      appear(item, since: item.age.map { Timestamp(microseconds: now.microseconds - $0) }, now)
    }
    for item in list {
      if let id = item["Uniqueid"], let bridge = item.said("BridgeId") { enter(id, bridge, now) }
    }
    // The call's first channel knows its caller, and lists have no order.
    for item in list {
      guard let id = item["Uniqueid"], calls[id] != nil else { continue }
      calls[id]?.number = item.said("CallerIDNum")
      calls[id]?.name = item.said("CallerIDName")
      calls[id]?.begun = channels[id]?.begun ?? now
    }
  }

  private mutating func takeItem(_ item: AMI.Message, _ before: Board, _ now: Timestamp) {
    guard let queue = item["Queue"] else { return }
    switch item.event {
    case "QueueParams":
      var one = queues[queue] ?? Queue(name: queue)
      one.strategy = item["Strategy"]
      one.count(item)
      queues[queue] = one
    case "QueueMember": memberIs(item, now)
    case "QueueEntry":
      guard let channel = item["Uniqueid"] else { return }
      let call = channels[channel]?.call ?? channel
      let known = before.queues[queue]?.waiting.first { $0.channel == channel }
      let waited = item.number("Wait") ?? 0
      let caller = Waiting(
        channel: channel,
        call: call,
        since: known?.since ?? now.advanced(bySeconds: -waited),
        number: item.said("CallerIDNum"),
        name: item.said("CallerIDName"),
        priority: item.number("Priority") ?? 0
      )
      queues[queue, default: Queue(name: queue)].insert(caller, at: item.number("Position"))
      wait(call, in: queue, caller.since)
    default: break
    }
  }

  /// Who talks in which queue's call: the caller's channel runs `Queue` and waits no more, and a
  /// member's channel is in its call.
  private mutating func takeTalkingAgents(_ list: [AMI.Message], _ now: Timestamp) {
    for item in list where item["Application"]?.lowercased() == "queue" {
      guard let channel = item["Uniqueid"], let call = channels[channel]?.call,
        calls[call]?.place != .waiting,
        let queue = item["ApplicationData"]?.prefix(while: { $0 != "," }).description
      else { continue }
      let members = calls[call]?.channels.compactMap { channels[$0]?.device }
        .flatMap { agentsByDevice[$0] ?? [] }
      let talking = members?.filter { agents[$0]?.memberships[queue] != nil } ?? []
      guard let name = talking.min() else { continue }
      agents[name]?.call = QueueCall(queue: queue, call: call, channel: channel)
      calls[call]?.queue = queue
      calls[call]?.agent = name
      move(call, to: .agent, now)
    }
  }

  /// Whom a queue rings: a member's channel is there, and nobody has answered.
  ///
  /// The state of a Local one is "in use" by then.
  private mutating func takeRingingAgents(_ list: [AMI.Message]) {
    let ringing = list.filter {
      $0.has("Application", "AppQueue") && !$0.has("ChannelStateDesc", "Up")
    }
    guard !ringing.isEmpty else { return }
    var names: [String: [String]] = [:]
    for (name, agent) in agents where agent.call == nil {
      for device in Set(agent.memberships.values.map(\.device)) {
        names[device, default: []].append(name)
      }
    }
    for item in ringing {
      guard let id = item["Uniqueid"], let channel = channels[id] else { continue }
      let queue = calls[channel.call]?.queue ?? ""
      for name in names[channel.device] ?? [] {
        agents[name]?.ringing = QueueCall(queue: queue, call: channel.call, channel: id)
      }
    }
  }

  private mutating func markAll(from before: Board) {
    touched.queues.formUnion(before.queues.keys)
    touched.queues.formUnion(queues.keys)
    touched.agents.formUnion(agents.keys)
    touched.calls.formUnion(before.calls.keys)
    touched.calls.formUnion(calls.keys)
  }
}

extension Board.Queue {
  /// What Asterisk counts itself.
  fileprivate mutating func count(_ item: AMI.Message) {
    answered = item.number("Completed") ?? 0
    abandoned = item.number("Abandoned") ?? 0
    meanTalk = item.number("TalkTime") ?? 0
    serviceLevelPerformance = item["ServicelevelPerf"]
  }
}

extension AMI.Message {
  /// `Duration` of a channel in microseconds: `01:02:03`.
  var age: Int? {
    guard let parts = self["Duration"]?.split(separator: ":"), parts.count == 3 else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3, numbers.allSatisfy({ (0..<1_000_000_000).contains($0) }) else {
      return nil
    }
    return ((numbers[0] * 60 + numbers[1]) * 60 + numbers[2]) * 1_000_000
  }
}
