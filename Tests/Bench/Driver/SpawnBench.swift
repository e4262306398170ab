import Dispatch
import Programs

/// From spawn to reaped: the driver plays Asterisk on pipes.
struct SpawnBench {
  let contestants: [Contestant]
  let rounds: Int
  /// The example centre, for those that use a store; calls are added to it all the time.
  let store: ExampleStore

  /// Every round starts each contestant once, in an order of its own, so that a noisy neighbour
  /// hits all alike.
  func run() throws -> [Series] {
    var series = contestants.map { Series($0.name) }
    for index in contestants.indices {
      for _ in 0..<3 { _ = try time(contestants[index]) }
      series[index].peakMemory = try peakMemory(contestants[index])
    }
    for _ in 0..<rounds {
      for index in contestants.indices.shuffled() {
        series[index].values.append(try time(contestants[index]))
      }
    }
    return series
  }

  private func time(_ contestant: Contestant) throws -> Double {
    let environment = contestant.call.callEnvironment
    let began = DispatchTime.now().uptimeNanoseconds
    let program = try SpawnedProgram(contestant.path, environment: store.environment)
    program.send(environment)
    for exchange in contestant.call.exchanges {
      guard try program.line() != nil else { break }
      program.send(exchange.answer + "\n")
    }
    let end = program.wait()
    let ended = DispatchTime.now().uptimeNanoseconds
    guard end.code == 0 else { throw BenchFailure("\(contestant.name) failed: \(end)") }
    return Double(ended - began) / 1_000_000
  }

  /// Asked while the program waits for its last answer.
  private func peakMemory(_ contestant: Contestant) throws -> Int {
    let program = try SpawnedProgram(contestant.path, environment: store.environment)
    program.send(contestant.call.callEnvironment)
    var peak = 0
    for exchange in contestant.call.exchanges {
      guard try program.line() != nil else { break }
      peak = try program.peakMemory()
      program.send(exchange.answer + "\n")
    }
    program.wait()
    return peak
  }
}

/// Measuring itself failed.
struct BenchFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
