import FloorTraffic
import Foundation
import Programs
import Records

/// From an event to who follows the floor, through the daemon; its memory there, and what it does when
/// nothing happens.
func reportFloor(seconds: Int) async throws {
  let (agents, queues, rate) = (1_000, 40, 200)
  let floor = try await ScriptedFloor(agents: agents, queues: queues)
  let process = floor.daemon.process.pid
  let idleSeconds = 60
  let idle = try await idling(process, seconds: idleSeconds)
  // Until calls are at each place of their way.
  try floor.happen(FloorTraffic.eventsPerCall * agents / 10)
  let parts = ["agents", "calls", "queues"]
  let followers = try parts.map { try FloorFollower($0, at: floor.control) }
  let before = try ProcessFigures(of: process)
  let start = ContinuousClock.now
  for number in 0..<(rate * seconds) {
    try await Task.sleep(until: start + .microseconds(1_000_000 / rate) * number)
    try floor.happen { now in
      let moment = Timestamp(microseconds: now).precise
      for follower in followers { follower.expect(moment, at: now) }
    }
  }
  try await Task.sleep(for: .seconds(1))
  let after = try ProcessFigures(of: process)
  let took = (ContinuousClock.now - start) / .seconds(1)
  guard followers.allSatisfy({ !$0.isOver }) else {
    throw BenchFailure("the daemon let somebody go who follows")
  }
  Table.title(
    """
    From an event to its row at who follows the floor, ms, through switchboardd: \(agents) agents, \
    \(queues) queues,
    \(rate) events/s of a scripted Asterisk for \(seconds) s, three who follow
    """
  )
  Table.head(["median", "p10", "p90", "n", "", "p99"])
  var all = Series("all")
  for (part, follower) in zip(parts, followers) {
    var series = Series(part)
    series.values = follower.delays
    all.values += follower.delays
    Table.delays(series)
  }
  Table.delays(all)
  print("  longest \(all.percentile(100).text(1)) ms")
  let load = (after.processor - before.processor) / took * 100
  print(
    """
      switchboardd: \(after.memory.text(1)) MB resident, \(after.peakMemory.text(1)) MB at most, \
    \(after.threads) threads, \(after.descriptors) files, \(load.text(1)) % of a processor
      when nothing happens, for \(idleSeconds) s: \(idle.wakings) wakings, \(idle.processor.text(2)) s of \
    a processor, \(idle.memory.text(1)) MB
    """
  )
  Table.goals([
    Goal(
      text: "p99 under 20 ms",
      measured: all.percentile(99).text(2) + " ms",
      isMet: all.percentile(99) < 20
    ),
    Goal(
      text: "under 60 MB resident",
      measured: after.peakMemory.text(1) + " MB",
      isMet: after.peakMemory < 60
    ),
    Goal(
      text: "idle floor: no CPU (at most 0.1 %)",
      measured: (idle.processor / Double(idleSeconds) * 100).text(2) + " %",
      isMet: idle.processor <= 0.001 * Double(idleSeconds)
    ),
  ])
}

/// What a process does in so many seconds in which nothing happens.
private func idling(_ process: Int32, seconds: Int) async throws -> ProcessFigures {
  // What begins has begun by then, and nothing has happened for a while.
  try await Task.sleep(for: .seconds(10))
  let before = try ProcessFigures(of: process)
  try await Task.sleep(for: .seconds(seconds))
  var figures = try ProcessFigures(of: process)
  figures.processor -= before.processor
  figures.wakings -= before.wakings
  return figures
}

extension Table {
  fileprivate static func delays(_ series: Series) {
    row([
      series.name,
      series.median.text(2), series.percentile(10).text(2), series.percentile(90).text(2),
      String(series.values.count), "", series.percentile(99).text(2),
    ])
  }
}
