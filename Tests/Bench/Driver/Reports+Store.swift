import Foundation
import Programs

/// Steps with a store, small and large.
func reportStore(_ request: Request) throws {
  let centre = try BenchCentre()
  defer { centre.remove() }
  let small = try centre.store(rules: nil, numbers: 100)
  let large = try centre.store(rules: BenchCentre.rules, numbers: 1_000_000)
  // While somebody has a store open, a call need not set up its shared memory: the daemon does.
  let holders = try [small, large].map { try SpawnedDaemon(on: $0) }
  defer { for holder in holders { holder.process.signal(SIGTERM) } }
  let alone = try ExampleStore()
  let route = try request.program("agi-route")
  let ivr = try request.program("agi-ivr")
  let steps =
    request.contestants.map(StoreBench.Step.init) + [
      .init("agi-route, 100 numbers", route, on: small),
      .init("agi-route, 10^6, 100 rules", route, on: large),
      .init("agi-ivr, 5 nodes", ivr, BenchCentre.flow(of: 5), on: small),
      .init("agi-ivr, 500 nodes", ivr, BenchCentre.flow(of: 500), on: small),
      .init("agi-route, nobody else there", route, on: alone),
    ]
  let series = try StoreBench(steps: steps, rounds: request.rounds).run()
  Table.title(
    """
    Spawn to reaped, ms, on pipes, with a store: agi-route asks its lists and rules and writes one
    row, agi-ivr plays, asks and writes one. Another process, switchboardd, holds the store open,
    but for the last line. C, Perl and Python do without a store.
    """
  )
  Table.head(["median", "p10", "p90", "n", "", "to C"])
  let floor = request.contestants.firstIndex { $0.role == .floor }.map { series[$0].median } ?? .nan
  for series in series { Table.row(series, digits: 3, comparedTo: floor) }
  let ours = series.dropFirst(request.contestants.count).map(\.median)
  Table.goals([
    .quotient("10^6 numbers, 100 rules: at most 1.6 x 100 numbers", ours[1] / ours[0], atMost: 1.6),
    .quotient("a flow of 500 nodes: at most 1.3 x one of 5", ours[3] / ours[2], atMost: 1.3),
    .quotient("one row written: at most 3.5 x the C floor", ours[0] / floor, atMost: 3.5),
  ])
}

/// Calls through agi-route inside an Asterisk, by exec and by FastAGI.
func reportRouting(_ request: Request) throws {
  let channels = 4
  let steps = 100
  let store = try ExampleStore()
  guard let settings = request.settings else {
    throw BenchFailure("say where Asterisk's settings are")
  }
  try (store.path + "\n").write(
    toFile: settings + "/switchboard.store",
    atomically: true,
    encoding: .utf8
  )
  let daemon = try SpawnedDaemon(on: store)
  defer { daemon.process.signal(SIGTERM) }
  let contestants =
    request.contestants + [
      try Contestant("program=agi-route by exec=\(request.program("agi-route"))"),
      try Contestant("ours=agi-route by FastAGI=agi://127.0.0.1:\(daemon.port)/agi-route"),
    ]
  let bench = StepBench(
    console: request.console,
    contestants: contestants,
    channels: channels,
    rounds: request.rounds,
    steps: steps
  )
  let times = try bench.run()
  Table.title("Calls a second through agi-route inside Asterisk, \(channels) calls at a time")
  Table.head(["median", "p10", "p90", "n", "", "to C"])
  // Each beside C called in the same way.
  var floors: [Bool: Double] = [:]
  for (contestant, times) in zip(contestants, times) {
    var series = Series(contestant.name)
    series.values = times.map { Double(channels * steps) * 1000 / $0 }
    let isFastAGI = contestant.path.hasPrefix("agi://")
    if contestant.role == .floor { floors[isFastAGI] = series.median }
    Table.row(series, digits: 0, comparedTo: floors[isFastAGI] ?? .nan)
  }
}

/// What calls that stay cost the daemon.
func reportMemory() throws {
  let calls = 200
  let store = try ExampleStore()
  let daemon = try SpawnedDaemon(on: store)
  defer { daemon.process.signal(SIGTERM) }
  // The first calls also bring what all share.
  for _ in 0..<3 { try MemoryBench.waitingCall(daemon).leave() }
  let before = try MemoryBench.resident(daemon.process.pid)
  let peers = try (0..<calls).map { _ in try MemoryBench.waitingCall(daemon) }
  let after = try MemoryBench.resident(daemon.process.pid)
  for peer in peers { peer.leave() }
  let each = Double(after - before) / Double(calls)
  Table.title("\(calls) calls at once in switchboardd, each in a menu of agi-ivr, store open")
  print("  resident: \(before) KiB with none, \(after) KiB with all: \(each.text(0)) KiB a call")
}
