import AMITesting
import FloorTraffic
import Foundation
import Programs

/// Plays calls for a long time, and tells whether the daemon's memory and files stay as they are.
///
/// Every second somebody looks and goes, every minute the connection is cut, every two minutes queue_log
/// is rotated.
func reportSoak(minutes: Int, calls: Int) async throws {
  let floor = try await ScriptedFloor(agents: 1_000, queues: 40)
  let process = floor.daemon.process.pid
  let follower = try FloorFollower("agents", at: floor.control)
  let rate = calls * FloorTraffic.eventsPerCall
  Table.title(
    """
    \(calls) calls/s (\(rate) events/s and queue_log) of a scripted Asterisk for \(minutes) minutes: \
    1,000 agents, 40 queues
    """
  )
  Table.head(["MB", "files", "threads", "CPU s", "events", "log lines"])
  var samples: [ProcessFigures] = []
  var events = 0
  let start = ContinuousClock.now
  for tick in 1...(minutes * 60 * 20) {
    try await Task.sleep(until: start + .milliseconds(50) * tick)
    let due = rate * tick / 20 - events
    try floor.happen(due)
    events += due
    if tick % 20 == 0 { _ = try? floor.look(["queues", "agents", "calls"][tick / 20 % 3]) }
    if tick % 1_200 == 600 { floor.asterisk.cut() }
    if tick % 2_400 == 1_800 { try floor.rotateLog() }
    guard tick % 200 == 0 else { continue }
    let sample = try ProcessFigures(of: process)
    samples.append(sample)
    if tick % 1_200 == 0 { Table.row(sample, minute: tick / 1_200, events, floor.linesWritten) }
  }
  guard !follower.isOver else { throw BenchFailure("the daemon let somebody go who follows") }
  try await Task.sleep(for: .seconds(2))
  tell(samples)
  let (written, kept) = (floor.linesWritten, try floor.linesKept())
  Table.goals([
    Goal(
      text: "each line of queue_log is kept once",
      measured: "\(kept) of \(written)",
      isMet: kept == written
    )
  ])
}

/// The first fifth is its beginning; of the rest the first third is compared with the last.
private func tell(_ samples: [ProcessFigures]) {
  let steady = samples.dropFirst(samples.count / 5)
  let third = max(steady.count / 3, 1)
  func median(_ part: some Sequence<ProcessFigures>, _ of: (ProcessFigures) -> Double) -> Double {
    var series = Series("")
    series.values = part.map(of)
    return series.median
  }
  let first = steady.prefix(third)
  let last = steady.suffix(third)
  let growth = median(last, \.memory) / median(first, \.memory)
  // Whoever looks has a file of the daemon's for a moment.
  let files = [first, last].map { part in median(part) { Double($0.descriptors) } }
  Table.goals([
    Goal(
      text: "memory is flat: the last third at most 1.05 x the first",
      measured: "\(median(first, \.memory).text(1)) -> \(median(last, \.memory).text(1)) MB",
      isMet: growth <= 1.05
    ),
    Goal(
      text: "open files are flat",
      measured: "\(files[0].text(0)) -> \(files[1].text(0))",
      isMet: files[1] <= files[0]
    ),
  ])
}

extension Table {
  fileprivate static func row(_ sample: ProcessFigures, minute: Int, _ events: Int, _ lines: Int) {
    row([
      "after \(minute) min", sample.memory.text(1), "\(sample.descriptors)", "\(sample.threads)",
      sample.processor.text(1), "\(events)", "\(lines)",
    ])
    fflush(nil)
  }
}
