import Foundation
import Operations
import Records
import Scratch
import Testing

/// A log that is read in many lives gives the history of one that was read in one.
@Suite struct CutTests {
  @Test(arguments: ["16", "22"])
  func aLogReadInManyLives(version: String) throws {
    let text = Array(try fixture(version).utf8)
    let whole = HistoryReducer.history(of: facts(String(decoding: text, as: UTF8.self)))
    var dice = Dice(UInt64(version) ?? 0)
    for _ in 0..<10 {
      let log = try LogOnDisk()
      try log.open()
      let store = try FloorStore(log.scratch.migratedFloor())
      var start = 0
      var files = 0
      while start < text.count {
        // Asterisk's writes end anywhere, and a reader is there or not.
        let end = min(text.count, start + Int.random(in: 1...4_000, using: &dice))
        try log.append(String(decoding: text[start..<end], as: UTF8.self))
        if text[end - 1] == UInt8(ascii: "\n"), Bool.random(using: &dice) {
          try log.rename(to: "queue_log.\(files)")
          try log.open()
          files += 1
        }
        start = end
        guard Bool.random(using: &dice) else { continue }
        let follower = QueueLogFollower(path: log.path, known: try store.positions(of: "lab"))
        var lives = Int.random(in: 1...3, using: &dice)
        while lives > 0, let batch = try follower.next() {
          try store.append(batch, of: "lab")
          lives -= 1
        }
      }
      let follower = QueueLogFollower(path: log.path, known: try store.positions(of: "lab"))
      while let batch = try follower.next() { try store.append(batch, of: "lab") }
      var reducer = HistoryReducer()
      try store.facts(of: "lab") { reducer.add($0) }
      var history = reducer.takeClosed()
      history.append(reducer.goingOn)
      #expect(history == whole)
    }
  }
}
