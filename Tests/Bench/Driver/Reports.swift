import Programs

/// Spawn to reaped, on pipes.
func reportSpawning(_ request: Request) throws {
  let bench = SpawnBench(
    contestants: request.contestants,
    rounds: request.rounds,
    store: try ExampleStore()
  )
  let results = Results(request.contestants, try bench.run())
  Table.title(
    "Spawn to reaped, ms, on pipes: a script that answers and sets a variable; our programs"
  )
  Table.head(["median", "p10", "p90", "n", "resident", "to C"])
  for series in results.series {
    Table.row(series, digits: 3, comparedTo: results.median(.floor))
  }
  let ours = results.median(.ours)
  let peaks = zip(request.contestants, results.series)
    .filter { $0.0.role == .ours || $0.0.role == .program }
    .compactMap(\.1.peakMemory)
  let memory = Double(peaks.max() ?? 0) / 1024
  Table.goals([
    .quotient("at most 2.5 x the static C floor", ours / results.median(.floor), atMost: 2.5),
    .quotient("at least 5 x faster than Asterisk::AGI", results.median(.perl) / ours, atLeast: 5),
    .quotient("at least 25 x faster than pyst2", results.median(.python) / ours, atLeast: 25),
    Goal(
      text: "at most 6 MB resident, each of ours",
      measured: memory.text(1) + " MB",
      isMet: memory <= 6
    ),
  ])
}

/// The cost of a step, one channel at a time.
func reportSteps(_ request: Request) throws {
  let bench = StepBench(
    console: request.console,
    contestants: request.contestants,
    channels: 1,
    rounds: request.rounds,
    steps: 25
  )
  let results = Results(request.contestants, try bench.run().map { $0.map { $0 / 25 } })
  let nothing = results.median(.nothing)
  Table.title("A step of AGI() in a dialplan's loop, ms, one call at a time")
  Table.head(["median", "p10", "p90", "n", "", "to C"])
  for series in results.series {
    Table.row(series, digits: 3, comparedTo: results.median(.floor))
  }
  let ours = results.median(.ours) - nothing
  let floor = results.median(.floor) - nothing
  let perl = results.median(.perl) - nothing
  Table.goals([
    .quotient("at most 1.3 x the C floor's, less the empty loop", ours / floor, atMost: 1.3),
    .quotient("under half of Perl's, less the empty loop", ours / perl, atMost: 0.5),
  ])
}

/// Steps a second by FastAGI, several calls at a time.
func reportFastAGI(_ request: Request) throws {
  let channels = 4
  let steps = 250
  let bench = StepBench(
    console: request.console,
    contestants: request.contestants,
    channels: channels,
    rounds: request.rounds,
    steps: steps
  )
  let rates = try bench.run().map { $0.map { Double(channels * steps) * 1000 / $0 } }
  let results = Results(request.contestants, rates)
  Table.title("Steps a second by FastAGI, \(channels) calls at a time")
  Table.head(["median", "p10", "p90", "n", "", "to C"])
  for series in results.series {
    Table.row(series, digits: 0, comparedTo: results.median(.floor))
  }
  let share = results.median(.ours) / results.median(.floor)
  Table.goals([
    Goal(
      text: "at least 80 % of a trivial C server's",
      measured: (share * 100).text(0) + " %",
      isMet: share >= 0.8
    )
  ])
}

/// The series of a measurement, by the role of their contestants.
private struct Results {
  let series: [Series]
  private let contestants: [Contestant]

  init(_ contestants: [Contestant], _ series: [Series]) {
    self.contestants = contestants
    self.series = series
  }

  init(_ contestants: [Contestant], _ values: [[Double]]) {
    self.init(
      contestants,
      zip(contestants, values).map { contestant, values in
        var series = Series(contestant.name)
        series.values = values
        return series
      }
    )
  }

  subscript(role: Contestant.Role) -> Series? {
    contestants.firstIndex { $0.role == role }.map { series[$0] }
  }

  func median(_ role: Contestant.Role) -> Double {
    self[role]?.median ?? .nan
  }
}
