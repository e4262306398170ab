import Dispatch
import Programs

/// A step of a call with a store, from spawn to reaped; the driver plays Asterisk on pipes.
struct StoreBench {
  /// One step that is measured.
  struct Step {
    let name: String
    let path: String
    let request: String
    let arguments: [String]
    let environment: [String]
    /// Whether the step is to end with what the configuration says.
    let mustSucceed: Bool

    /// A script that uses no store.
    init(_ contestant: Contestant) {
      name = contestant.name
      path = contestant.path
      request = "smallest"
      arguments = []
      environment = asteriskProcessEnvironment
      mustSucceed = false
    }

    /// One of our programs on a store.
    init(_ name: String, _ path: String, _ arguments: String..., on store: ExampleStore) {
      self.name = name
      self.path = path
      self.arguments = arguments
      request = String(path.split(separator: "/").last ?? "")
      environment = store.environment
      mustSucceed = true
    }
  }

  let steps: [Step]
  let rounds: Int

  /// Every round takes each step once, in an order of its own.
  func run() throws -> [Series] {
    var series = steps.map { Series($0.name) }
    for step in steps {
      for _ in 0..<3 { _ = try time(step) }
    }
    for _ in 0..<rounds {
      for index in steps.indices.shuffled() {
        series[index].values.append(try time(steps[index]))
      }
    }
    return series
  }

  private func time(_ step: Step) throws -> Double {
    let environment = agiEnvironment(request: step.request, arguments: step.arguments)
    var last = ""
    let began = DispatchTime.now().uptimeNanoseconds
    let program = try SpawnedProgram(step.path, environment: step.environment)
    program.send(environment)
    while let line = try program.line() {
      program.send(AsteriskAnswers.answer(to: line) + "\n")
      last = line
    }
    let end = program.wait()
    let ended = DispatchTime.now().uptimeNanoseconds
    guard end.code == 0, !step.mustSucceed || last.contains("SUCCESS") else {
      throw BenchFailure("\(step.name) failed: \(end), with \(last)")
    }
    return Double(ended - began) / 1_000_000
  }
}
