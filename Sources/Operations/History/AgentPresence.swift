import Records

/// Who is signed in where, and who pauses.
struct AgentPresence: Sendable {
  private struct Seat: Hashable, Comparable {
    var agent: String
    var queue: String

    static func < (one: Seat, other: Seat) -> Bool {
      (one.agent, one.queue) < (other.agent, other.queue)
    }
  }

  private var signedIn: [Seat: AgentInterval] = [:]
  private var paused: [Seat: AgentInterval] = [:]
  private var closed: [AgentInterval] = []

  /// What goes on now, by agent and queue.
  var open: [AgentInterval] {
    let seats = Set(signedIn.keys).union(paused.keys).sorted()
    return seats.flatMap { [signedIn[$0], paused[$0]].compactMap(\.self) }
  }

  /// What is over since the last time.
  mutating func takeClosed() -> [AgentInterval] {
    defer { closed = [] }
    return closed
  }

  /// Takes a line about a member.
  ///
  /// Of a pause in all queues each queue's own line tells.
  mutating func add(_ line: QueueLogLine, agent: String) {
    let seat = Seat(agent: agent, queue: line.queue)
    switch line.event {
    case .addMember(let isPaused):
      signIn(seat, line.at)
      if isPaused { pause(seat, "", line.at) }
    case .removeMember: signOut(seat, line.at, since: nil)
    case .pause(let reason): pause(seat, reason, line.at)
    case .unpause: Self.end(&paused, seat, .at(line.at), &closed)
    case .agentLogin: signIn(seat, line.at)
    case .agentLogoff(_, let duration):
      signOut(seat, line.at, since: duration.map { line.at - $0 })
    default: break
    }
  }

  /// Ends all of it, nobody knows when.
  mutating func closeAll(by moment: Timestamp) {
    closed += open.map {
      var interval = $0
      interval.end = .unknown(by: moment)
      return interval
    }
    signedIn = [:]
    paused = [:]
  }

  /// Who is signed in already has left, and that line is missing: Asterisk does not add twice.
  private mutating func signIn(_ seat: Seat, _ moment: Timestamp) {
    Self.end(&paused, seat, .unknown(by: moment), &closed)
    Self.end(&signedIn, seat, .unknown(by: moment), &closed)
    signedIn[seat] = AgentInterval(
      agent: seat.agent,
      queue: seat.queue,
      kind: .signedIn,
      from: moment
    )
  }

  private mutating func signOut(_ seat: Seat, _ moment: Timestamp, since: Timestamp?) {
    Self.end(&paused, seat, .at(moment), &closed)
    if signedIn[seat] == nil {
      signedIn[seat] = AgentInterval(
        agent: seat.agent,
        queue: seat.queue,
        kind: .signedIn,
        from: since
      )
    }
    Self.end(&signedIn, seat, .at(moment), &closed)
  }

  /// A second pause is one for another reason.
  private mutating func pause(_ seat: Seat, _ reason: String, _ moment: Timestamp) {
    Self.end(&paused, seat, .at(moment), &closed)
    paused[seat] = AgentInterval(
      agent: seat.agent,
      queue: seat.queue,
      kind: .paused(reason: reason),
      from: moment
    )
  }

  private static func end(
    _ intervals: inout [Seat: AgentInterval],
    _ seat: Seat,
    _ end: AgentInterval.End,
    _ closed: inout [AgentInterval]
  ) {
    guard var interval = intervals.removeValue(forKey: seat) else { return }
    interval.end = end
    closed.append(interval)
  }
}
