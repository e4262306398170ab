import AMI
import Operations
import Records
import Testing

/// Whatever order events come in and wherever the connection is cut, the board is the same; what only
/// events could have told is unknown, never wrong.
@Suite struct BoardPropertyTests {
  @Test(arguments: 1...8)
  func anyInterleavingGivesTheSameBoard(seed: UInt64) {
    var dice = Dice(seed)
    let life = Life(using: &dice)
    var one = life.board
    var other = life.board
    for moment in 0..<Life.length {
      one.take(life.order(of: moment, using: &dice))
      other.take(life.order(of: moment, using: &dice))
    }
    #expect(one.differences(from: other, at: life.at(Life.length)).isEmpty)
    #expect(one.calls == other.calls)
    #expect(one.queues == other.queues)
  }

  /// The connection is lost within a moment or between two, and is there again some moments later.
  @Test(arguments: 1...15)
  func anyCutGivesTheUncutBoard(seed: UInt64) {
    var dice = Dice(seed)
    let life = Life(using: &dice)
    var uncut = life.board
    var moment = 0
    while moment < Life.length {
      let lost = min(Life.length - 1, moment + Int.random(in: 0...40, using: &dice))
      let back = min(Life.length, lost + Int.random(in: 1...15, using: &dice))
      for moment in moment..<lost { uncut.take(life.order(of: moment, using: &dice)) }
      var cut = uncut
      let order = life.order(of: lost, using: &dice)
      cut.take(order.prefix(Int.random(in: 0...order.count, using: &dice)))
      uncut.take(order)
      for moment in lost + 1..<max(back, lost + 1) {
        uncut.take(life.order(of: moment, using: &dice))
      }
      cut.lose(at: life.at(lost))
      #expect(cut.knowledge == .stale(since: life.at(lost)))
      life.resync(&cut, after: back)
      #expect(cut.knowledge == .current)
      let found =
        cut.differences(from: uncut, at: life.at(back))
        + life.wrongTimes(of: cut, uncut, lost..<back)
      guard found.isEmpty else {
        Issue.record("lost \(lost)..<\(back): \(found.joined(separator: "\n"))")
        return
      }
      moment = back
    }
  }

  /// Events that were sent before the lists were made, and are taken after them.
  @Test(arguments: 1...8)
  func whatTheListsKnowAlreadyIsTakenOnTop(seed: UInt64) {
    var dice = Dice(seed)
    let life = Life(using: &dice)
    var uncut = life.board
    var moment = 0
    while moment < Life.length {
      let back = min(Life.length, moment + Int.random(in: 1...20, using: &dice))
      let orders = (moment..<back).map { life.order(of: $0, using: &dice) }
      for order in orders { uncut.take(order) }
      var cut = uncut
      cut.lose(at: life.at(back))
      life.resync(&cut, after: back)
      for order in orders.suffix(Int.random(in: 0...5, using: &dice)) { cut.take(order) }
      let found = cut.differences(from: uncut, at: life.at(back), counters: false)
      guard found.isEmpty else {
        Issue.record("after \(back): \(found.joined(separator: "\n"))")
        return
      }
      moment = back
    }
  }
}

/// A floor's life: what it was after each moment, and what was said in it.
private struct Life {
  static let length = 200

  private var floors: [ModelFloor]
  private var moments: [ModelFloor.Moment] = []

  init(using dice: inout Dice) {
    var floor = ModelFloor(using: &dice)
    floors = [floor]
    while moments.count < Self.length {
      let said = floor.step(using: &dice)
      guard !said.isEmpty else { continue }
      moments.append(said)
      floors.append(floor)
    }
  }

  /// A board that knows how it begins.
  var board: Board {
    var board = Board(node: "pbx1")
    resync(&board, after: 0)
    return board
  }

  func at(_ moment: Int) -> Timestamp {
    Timestamp(microseconds: floors[moment].now)
  }

  /// What the threads of a moment say, in any order that keeps each thread's own; some of it twice, as
  /// Asterisk does.
  func order(of moment: Int, using dice: inout Dice) -> [AMI.Message] {
    var threads = moments[moment].map { $0[...] }
    var order: [AMI.Message] = []
    while let next = threads.indices.filter({ !threads[$0].isEmpty }).randomElement(using: &dice) {
      let event = threads[next].removeFirst()
      order.append(event)
      if event.isEvent("QueueMemberStatus") || event.isEvent("BridgeEnter") { order.append(event) }
    }
    return order
  }

  func resync(_ board: inout Board, after moments: Int) {
    _ = board.resync(
      queueStatus: floors[moments].queueStatus,
      channels: floors[moments].channelList,
      at: at(moments)
    )
  }

  /// Since when things are: what began before the outage is known, and what began in it is unknown or
  /// right by the second.
  func wrongTimes(of cut: Board, _ uncut: Board, _ outage: Range<Int>) -> [String] {
    let (lost, now) = (at(outage.lowerBound), at(outage.upperBound))
    var found: [String] = []
    func compare(_ what: String, _ one: Timestamp?, _ other: Timestamp?) {
      let wasHeard = other.map { $0.seconds < lost.seconds } ?? false
      if let one, let other, abs(one.microseconds - other.microseconds) < 1_000_000 { return }
      if one == nil, !wasHeard { return }
      found.append("\(what) since \(one?.precise ?? "?"), not \(other?.precise ?? "?")")
    }
    let span = lost.microseconds + 1...max(lost.microseconds + 1, now.microseconds)
    let traceless = floors[outage.upperBound].traceless.filter { span.contains($0.at) }.map(\.agent)
    for name in ModelFloor.agents where !traceless.contains(name) {
      guard let agent = cut.agents[name], let same = uncut.agents[name] else { continue }
      let state = agent.state(at: now)
      compare("\(name) \(state.kind)", state.since, same.state(at: now).since)
    }
    for (id, call) in cut.calls {
      // It may have been in a queue meanwhile.
      if call.place != .dialplan { compare(id, call.since, uncut.calls[id]?.since) }
      compare("\(id) begun", call.begun, uncut.calls[id]?.begun)
    }
    for name in ModelFloor.queues {
      for (one, other) in zip(cut.queues[name]?.waiting ?? [], uncut.queues[name]?.waiting ?? []) {
        compare("\(name) \(one.channel)", one.since, other.since)
      }
    }
    return found
  }
}

extension Board {
  fileprivate mutating func take(_ events: some Sequence<AMI.Message>) {
    for event in events { _ = take(event, at: Timestamp(microseconds: 0)) }
  }

  /// What is not the same on another board, but for since when.
  fileprivate func differences(
    from other: Board,
    at now: Timestamp,
    counters: Bool = true
  ) -> [String] {
    var found: [String] = []
    func compare<Value: Equatable>(_ what: String, _ one: Value, _ other: Value) {
      if one != other { found.append("\(what): \(one), not \(other)") }
    }
    for name in ModelFloor.queues {
      let (queue, same) = (queues[name], other.queues[name])
      compare("\(name) waiting", queue?.waiting.map(\.channel), same?.waiting.map(\.channel))
      compare("\(name) members", queue?.members, same?.members)
      guard counters else { continue }
      compare("\(name) answered", queue?.answered, same?.answered)
      compare("\(name) abandoned", queue?.abandoned, same?.abandoned)
      compare("\(name) talk", queue?.meanTalk, same?.meanTalk)
      let wait = expectedWait(in: name, at: now)
      compare("\(name) wait", wait, other.expectedWait(in: name, at: now))
    }
    for name in ModelFloor.agents {
      // Who was never seen and who has gone are the same.
      let (agent, same) = (agents[name], other.agents[name])
      let (state, other) = (agent?.state(at: now).kind, same?.state(at: now).kind)
      compare("\(name) does", state ?? .signedOut, other ?? .signedOut)
      compare("\(name) pause", agent?.pause, same?.pause)
      compare("\(name) call", agent?.call, same?.call)
      let taken = agent?.memberships.mapValues(\.taken) ?? [:]
      compare("\(name) taken", taken, same?.memberships.mapValues(\.taken) ?? [:])
    }
    compare("calls", calls.keys.sorted(), other.calls.keys.sorted())
    for (id, call) in calls {
      guard let same = other.calls[id] else { continue }
      compare("\(id) place", call.place, same.place)
      compare("\(id) number", call.number, same.number)
      compare("\(id) channels", call.channels, same.channels)
      // Which queue and agent a call comes from may be unknown.
      if call.queue != nil { compare("\(id) queue", call.queue, same.queue) }
      if call.agent != nil { compare("\(id) agent", call.agent, same.agent) }
    }
    return found
  }
}
