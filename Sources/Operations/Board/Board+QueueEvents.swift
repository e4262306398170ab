import AMI
import Records

/// What queues do: callers come and go, members too, and calls are given to agents.
extension Board {
  // MARK: Callers

  mutating func callerJoins(_ event: AMI.Message, _ now: Timestamp) {
    guard let queue = event["Queue"], let channel = event["Uniqueid"] else { return }
    appear(event, now)
    let call = event.said("Linkedid") ?? channel
    let caller = Waiting(
      channel: channel,
      call: call,
      since: now,
      number: event.said("CallerIDNum"),
      name: event.said("CallerIDName")
    )
    queues[queue, default: Queue(name: queue)].insert(caller, at: event.number("Position"))
    touched.queues.insert(queue)
    wait(call, in: queue, now)
  }

  mutating func wait(_ call: String, in queue: String, _ now: Timestamp) {
    calls[call]?.queue = queue
    calls[call]?.agent = nil
    move(call, to: .waiting, now)
    touched.calls.insert(call)
  }

  mutating func callerLeaves(_ event: AMI.Message, _ now: Timestamp) {
    guard let queue = event["Queue"], let channel = event["Uniqueid"],
      queues[queue]?.remove(channel) == true
    else { return }
    touched.queues.insert(queue)
    let call = channels[channel]?.call ?? channel
    if calls[call]?.place == .waiting { move(call, to: .dialplan, now) }
  }

  mutating func callerAbandons(_ event: AMI.Message, _ now: Timestamp) {
    if let queue = event["Queue"], queues[queue] != nil {
      queues[queue]?.abandoned += 1
      isCountDue = true
      touched.queues.insert(queue)
    }
    callerLeaves(event, now)
  }

  // MARK: Calls of agents

  private func queueCall(_ event: AMI.Message) -> QueueCall? {
    guard let queue = event["Queue"], let channel = event["Uniqueid"] else { return nil }
    let call = event.said("Linkedid") ?? channels[channel]?.call ?? channel
    return QueueCall(queue: queue, call: call, channel: channel)
  }

  mutating func agentRings(_ event: AMI.Message, _ now: Timestamp) {
    guard let name = event["MemberName"], let call = queueCall(event) else { return }
    change(name, now) { $0.ringing = call }
  }

  mutating func agentDoesNotAnswer(_ event: AMI.Message, _ now: Timestamp) {
    guard let name = event["MemberName"], agents[name] != nil else { return }
    change(name, now) { $0.ringing = nil }
  }

  mutating func agentConnects(_ event: AMI.Message, _ now: Timestamp) {
    guard let name = event["MemberName"], let call = queueCall(event) else { return }
    change(name, now) { agent in
      agent.ringing = nil
      agent.call = call
      agent.wrapUpEnds = nil
    }
    calls[call.call]?.agent = name
    calls[call.call]?.queue = call.queue
    move(call.call, to: .agent, now)
    touched.calls.insert(call.call)
  }

  mutating func agentCompletes(_ event: AMI.Message, _ now: Timestamp) {
    guard let name = event["MemberName"], let call = queueCall(event) else { return }
    if queues[call.queue] != nil, event.isEvent("AgentComplete") {
      queues[call.queue]?.answered += 1
      isCountDue = true
      if let talk = event.number("TalkTime") { queues[call.queue]?.average(talk) }
      touched.queues.insert(call.queue)
    }
    guard agents[name] != nil else { return }
    change(name, now) { agent in
      guard agent.call == nil || agent.call?.channel == call.channel else { return }
      agent.call = nil
      agent.isHolding = false
      agent.ringing = nil
      let wrapUp = agent.memberships[call.queue]?.wrapUpSeconds ?? 0
      agent.wrapUpEnds = wrapUp > 0 ? now.advanced(bySeconds: wrapUp) : nil
    }
    if calls[call.call]?.place == .agent {
      calls[call.call]?.place = .dialplan
      calls[call.call]?.since = now
      touched.calls.insert(call.call)
      settle(call: call.call, now)
    }
  }

  // MARK: Members

  /// What an event or a list says of a member.
  mutating func memberIs(_ event: AMI.Message, _ now: Timestamp) {
    guard let queue = event["Queue"], let name = event["MemberName"] ?? event["Name"],
      let interface = event["Interface"] ?? event["Location"]
    else { return }
    queues[queue, default: Queue(name: queue)].members.insert(name)
    touched.queues.insert(queue)
    let isPaused = event.flag("Paused") ?? false
    change(name, now) { agent in
      let known = agent.memberships[queue]
      var membership = known ?? Membership(interface: interface)
      membership.interface = interface
      membership.penalty = event.number("Penalty") ?? membership.penalty
      membership.isPaused = isPaused
      membership.reason = isPaused ? event.said("PausedReason") ?? event.said("Reason") : nil
      membership.taken = event.number("CallsTaken") ?? membership.taken
      membership.wrapUpSeconds = event.number("Wrapuptime") ?? membership.wrapUpSeconds
      membership.lastCall = event.number("LastCall") ?? membership.lastCall
      membership.lastPause = event.number("LastPause") ?? membership.lastPause
      // Mostly the phone changed, and the dictionary is not copied.
      if membership != known { agent.memberships[queue] = membership }
      if let device = event.said("StateInterface") { agent.device = device }
      if let status = event.number("Status") { agent.status = status }
      // A phone that is free rings for nobody any more.
      if agent.status == 1 || agent.status == 5 { agent.ringing = nil }
    }
  }

  mutating func memberIsRemoved(_ event: AMI.Message, _ now: Timestamp) {
    guard let queue = event["Queue"], let name = event["MemberName"], agents[name] != nil else {
      return
    }
    queues[queue]?.members.remove(name)
    touched.queues.insert(queue)
    change(name, now) { agent in
      agent.memberships[queue] = nil
      // Who comes back begins afresh.
      if agent.memberships.isEmpty { agent.wrapUpEnds = nil }
    }
  }
}

extension Timestamp {
  func advanced(bySeconds seconds: Int) -> Timestamp {
    Timestamp(microseconds: microseconds + seconds * 1_000_000)
  }
}
