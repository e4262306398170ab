import Operations
import Records
import Testing

/// Chance, the same in every run.
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Calls as they happen: each a story of lines with their times.
enum Stories {
  /// What one caller causes, by a chance of its own.
  static func call(_ number: Int, using dice: inout Dice) -> [QueueLogLine] {
    let id = "lab-\(number)"
    var now = 1_000 + Int.random(in: 0..<5_000, using: &dice)
    var lines: [QueueLogLine] = []
    func line(_ queue: String, _ agent: String, _ name: String, _ data: String) {
      lines.append(
        QueueLogLine(
          at: Timestamp(seconds: now),
          callID: id,
          queue: queue,
          agent: agent,
          name: name,
          data: data
        )
      )
    }
    for queue in ["sales", "support", "night"].prefix(Int.random(in: 1...3, using: &dice)) {
      let agent = String(1_001 + Int.random(in: 0..<20, using: &dice))
      let entered = now
      line(queue, "NONE", "ENTERQUEUE", "|138|1")
      for _ in 0..<Int.random(in: 0...2, using: &dice) {
        now += 3
        line(queue, agent, "RINGNOANSWER", "3000")
      }
      now += Int.random(in: 0...30, using: &dice)
      let wait = now - entered
      switch Int.random(in: 0..<8, using: &dice) {
      case 0: return lines
      case 1: line(queue, "NONE", "EXITWITHTIMEOUT", "1|1|\(wait)")
      case 2: line(queue, "NONE", "EXITWITHKEY", "1|1|1|\(wait)")
      case 3:
        line(queue, "NONE", "ABANDON", "1|1|\(wait)")
        return lines
      case let way:
        line(queue, agent, "CONNECT", "\(wait)|a\(id)|2")
        guard way > 4 else { return lines }
        now += 40
        let ends = ["COMPLETEAGENT", "COMPLETECALLER", "BLINDTRANSFER"]
        line(queue, agent, ends[way - 5], (way == 7 ? "600|x|" : "") + "\(wait)|40|1")
        return lines
      }
    }
    return lines
  }

  /// Puts stories into one log, each in its own order.
  static func interleaved(_ stories: [[QueueLogLine]], using dice: inout Dice) -> [QueueLogLine] {
    var rest = stories.map { $0[...] }
    var log: [QueueLogLine] = []
    while true {
      let open = rest.indices.filter { !rest[$0].isEmpty }
      guard let next = open.randomElement(using: &dice) else { return log }
      log.append(rest[next].removeFirst())
    }
  }
}

@Suite struct HistoryPropertyTests {
  /// Any order of the lines of independent calls gives each call the same.
  @Test(arguments: 1...20)
  func anyInterleavingGivesEachCallTheSame(seed: UInt64) {
    var dice = Dice(seed)
    let stories = (0..<40).map { Stories.call($0, using: &dice) }
    let alone = stories.map { HistoryReducer.history(of: $0.map(Fact.line)) }
    let together = HistoryReducer.history(
      of: Stories.interleaved(stories, using: &dice).map(Fact.line)
    )
    for (number, own) in alone.enumerated() {
      let id = "lab-\(number)"
      #expect(together.stays.filter { $0.callID == id } == own.stays)
      #expect(together.missed.filter { $0.callID == id } == own.missed)
      #expect(
        together.intervals.filter { $0.kind == .talking(callID: id) } == own.intervals
      )
    }
    #expect(together.stays.count == alone.map(\.stays.count).reduce(0, +))
  }

  /// Taking what is over at any moments changes nothing.
  @Test(arguments: 1...20)
  func anyPortionsGiveTheSame(seed: UInt64) throws {
    var dice = Dice(seed)
    let stories = (0..<40).map { Stories.call($0, using: &dice) }
    var log = Stories.interleaved(stories, using: &dice).map(Fact.line)
    log += facts(try fixture(seed % 2 == 0 ? "16" : "22"))
    log.insert(.gap, at: Int.random(in: 0..<log.count, using: &dice))
    let whole = HistoryReducer.history(of: log)
    var reducer = HistoryReducer()
    var pieces = History()
    for fact in log {
      reducer.add(fact)
      if Int.random(in: 0..<5, using: &dice) == 0 { pieces.append(reducer.takeClosed()) }
    }
    pieces.append(reducer.takeClosed())
    pieces.append(reducer.goingOn)
    #expect(pieces.stays == whole.stays)
    #expect(pieces.missed == whole.missed)
    // Calls and presence are two sources, and meet where they are taken.
    #expect(pieces.intervals.count == whole.intervals.count)
    #expect(pieces.intervals.allSatisfy(whole.intervals.contains))
  }
}
