import Records

/// Since when things are as lists tell them: what goes on has its old beginning, and what began while
/// nothing was heard has none, unless a list tells it, by the second.
///
/// A list shows how things are. What began and ended in between leaves a trace only where Asterisk keeps
/// one: the time of an agent's last call and of the last pause. A call that was no queue's leaves none, nor
/// do a ring in vain, a call that was held and is not any more, and a queue that a call came to and left.
extension Board {
  mutating func settle(agent name: String, after before: Board, _ now: Timestamp) {
    guard var agent = agents[name] else { return }
    let old = before.agents[name]
    agent.isHolding = agent.status == 8
    agent.settleWrapUp(after: old)
    let kind = agent.kind(at: now)
    agent.settled = Standing(kind: kind, since: since(of: agent, kind, after: before, now))
    agents[name] = agent
    noteWrapUp(of: agent)
  }

  private func since(
    of agent: Agent,
    _ kind: AgentState,
    after before: Board,
    _ now: Timestamp
  ) -> Timestamp? {
    let old = before.agents[agent.name]
    let known = old?.state(at: now)
    switch kind {
    case .paused:
      let paused = agent.newPause(after: old, before.heard)
      // Who pauses in a call is paused when it ends.
      let called = agent.newCall(after: old, before.heard)?.lastCall
      if let latest = [paused, called].compactMap({ $0 }).max() {
        return Timestamp(seconds: latest)
      }
      return known?.kind == .paused ? known?.since : nil
    case .wrapUp:
      guard agent.newPause(after: old, before.heard) == nil, old?.pause == nil else { return nil }
      if let call = agent.newCall(after: old, before.heard) {
        return Timestamp(seconds: call.lastCall)
      }
      return known?.kind == .wrapUp ? known?.since : nil
    case .ready, .unavailable, .signedOut:
      let isSame =
        known?.kind == kind && agent.newCall(after: old, before.heard) == nil
        && agent.newPause(after: old, before.heard) == nil
      return isSame ? known?.since : nil
    case .talking, .held, .ringing:
      let isSame =
        known?.kind == kind && agent.call?.channel == old?.call?.channel
        && agent.device.map { legs[$0] == before.legs[$0] } == true
      return isSame ? known?.since : nil
    }
  }

  /// Where a call has been all along it is since then, by the lists at least.
  mutating func settle(call id: String, after before: Board) {
    guard var call = calls[id] else { return }
    let old = before.calls[id]
    if let old {
      call.called = old.called
      call.begun = old.begun
      // Being parked is in no list.
      if old.place == .parked, call.place == .dialplan { call.place = .parked }
    }
    let isSame =
      old?.place == call.place
      && (call.place != .agent || old?.agent == call.agent)
      && (call.place != .connected || old?.channels == call.channels)
    if isSame, call.place != .waiting {
      call.queue = old?.queue
      call.agent = old?.agent
    }
    if call.place != .waiting { call.since = isSame ? old?.since : nil }
    calls[id] = call
  }
}

extension Board.Agent {
  /// The queue whose call ended last.
  private var latest: (key: String, value: Board.Membership)? {
    memberships.max { $0.value.lastCall < $1.value.lastCall }
  }

  /// The membership in which a call ended that was not heard of.
  fileprivate func newCall(after old: Board.Agent?, _ heard: Timestamp) -> Board.Membership? {
    guard let latest, latest.value.lastCall > 0, latest.value.lastCall >= heard.seconds,
      old?.memberships[latest.key]?.lastCall != latest.value.lastCall
    else { return nil }
    return latest.value
  }

  private var lastPause: Int { memberships.values.map(\.lastPause).max() ?? 0 }

  /// When a pause began that was not heard of; it may be over.
  fileprivate func newPause(after old: Board.Agent?, _ heard: Timestamp) -> Int? {
    let isNew = lastPause > 0 && lastPause >= heard.seconds && lastPause != old?.lastPause
    return isNew ? lastPause : nil
  }

  /// Until when the wrap-up lasts after a call that was not heard of; it may be over.
  fileprivate mutating func settleWrapUp(after old: Board.Agent?) {
    guard let latest else {
      wrapUpEnds = nil
      return
    }
    let ended = latest.value.lastCall
    // Of a call that was going on the end was not heard of, whatever its member said.
    guard old?.memberships[latest.key]?.lastCall != ended || old?.call != nil else { return }
    let seconds = latest.value.wrapUpSeconds
    wrapUpEnds = ended > 0 && seconds > 0 ? Timestamp(seconds: ended + seconds) : nil
  }
}
