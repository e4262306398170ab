import Programs

/// Events a second through the board, on floors of two sizes.
func reportBoard(rounds: Int) throws {
  let floors = [BoardEvents.Floor.small, .large]
  var series = floors.map { Series("\($0)") }
  for _ in 0..<rounds {
    for (index, floor) in floors.enumerated() {
      let (rate, memory) = try BoardEvents.measure(floor, events: 100_000)
      series[index].values.append(Double(rate))
      series[index].peakMemory = max(series[index].peakMemory ?? 0, memory)
    }
  }
  Table.title("Events a second that the board takes, each with all it changes; 100,000 in memory")
  Table.head(["median", "p10", "p90", "n", "resident", "to small"])
  for one in series { Table.row(one, digits: 0, comparedTo: series[0].median) }
  let large = series[1].median
  Table.goals([
    Goal(
      text: "at least 300,000 events/s on the large floor",
      measured: large.text(0),
      isMet: large >= 300_000
    )
  ])
}
