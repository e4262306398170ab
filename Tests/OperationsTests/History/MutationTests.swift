import Operations
import Records
import Reports
import Testing

/// Whatever stands in a log, it is read to its end, and counted.
@Suite struct MutationTests {
  /// Bytes of real lines changed, doubled and lost by chance: nothing ends the program.
  @Test(arguments: ["16", "22"])
  func changedByChance(version: String) throws {
    var dice = Dice(UInt64(version) ?? 0)
    let text = Array(try fixture(version).utf8)
    let special = Array("|\n\r\0-9".utf8) + [0xFF]
    for _ in 0..<150 {
      var changed = text
      for _ in 0..<Int.random(in: 1...60, using: &dice) {
        let place = Int.random(in: 0..<changed.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: changed[place] = special.randomElement(using: &dice) ?? 0
        case 1: changed[place] = UInt8.random(in: 0...255, using: &dice)
        case 2: changed.removeSubrange(place..<min(changed.count, place + 20))
        default: changed.insert(contentsOf: Array("9".utf8), at: place)
        }
      }
      let lines = changed.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let facts = lines.map { line -> Fact in
        switch QueueLogEntry(parsing: line) {
        case .line(let line): .line(line)
        case .malformed(let line): .malformed(line)
        }
      }
      let history = HistoryReducer.history(of: facts)
      var tally = QueueTally()
      for call in history.stays.compactMap(\.queuedCall) { tally.add(call) }
      for call in history.calls.compactMap(\.queuedCall) { tally.add(call) }
      let total = tally.total
      #expect(
        total.offered == total.answered.count + total.abandoned.count + total.converted
          + total.left + total.waiting + total.unknown
      )
      // What is a line is written again as it was read.
      for case .line(let line) in facts {
        let again = QueueLogEntry(parsing: Array(line.description.utf8))
        #expect(again == .line(line))
      }
    }
  }
}
