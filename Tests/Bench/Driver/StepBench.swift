import AGI
import Foundation

/// The cost of an `AGI()` step in a dialplan, inside a running Asterisk.
///
/// A channel asks this driver by FastAGI what to do next, runs so many steps of it in a loop of the
/// dialplan, and says by Asterisk's own clock how long they took.
struct StepBench {
  /// The words that run a command on Asterisk's console.
  let console: [String]
  let contestants: [Contestant]
  let channels: Int
  let rounds: Int
  let steps: Int

  /// Milliseconds from the first step to the last of each batch, a contestant at a time.
  func run() throws -> [[Double]] {
    let rendezvous = Rendezvous(batches, channels: channels)
    var settings = FastAGIServer.Settings()
    settings.port = 0
    let server = try FastAGIServer(settings) { request in
      switch request.script {
      case "next": Next(rendezvous: rendezvous)
      case "done": Done(rendezvous: rendezvous)
      default: nil
      }
    }
    Thread.detachNewThread { server.run() }
    defer { server.stop() }
    for _ in 0..<channels { try originate(port: server.port) }
    guard let results = rendezvous.results(within: 300) else {
      throw BenchFailure("the channels did not come to an end: see Asterisk's log")
    }
    // The first round warms up.
    let counted = results.dropFirst(contestants.count)
    return contestants.indices.map { index in
      counted.filter { $0.batch.contestant == index }.map(\.milliseconds)
    }
  }

  private var batches: [Rendezvous.Batch] {
    (0...rounds).flatMap { _ in
      contestants.indices.shuffled().map {
        Rendezvous.Batch(contestant: $0, path: contestants[$0].path, steps: steps)
      }
    }
  }

  private func originate(port: UInt16) throws {
    let call = "channel originate Local/\(port)@switchboard-bench/n application Wait 900"
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = console + call.split(separator: " ").map(String.init)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw BenchFailure("cannot place a call") }
  }
}

/// Tells a channel what to do next.
private struct Next: Script {
  let rendezvous: Rendezvous?

  init() { rendezvous = nil }
  init(rendezvous: Rendezvous) { self.rendezvous = rendezvous }

  func run(_ call: Call) throws {
    guard let batch = rendezvous?.next() else { return try call.hangup() }
    try call.set("BENCH_STEP", to: batch.path)
    try call.set("BENCH_STEPS", to: .number(batch.steps))
  }
}

/// Hears from a channel how long it took: microseconds at the first and after the last step.
private struct Done: Script {
  let rendezvous: Rendezvous?

  init() { rendezvous = nil }
  init(rendezvous: Rendezvous) { self.rendezvous = rendezvous }

  func run(_ call: Call) throws {
    let times = call.environment.arguments.compactMap(Double.init)
    guard times.count == 2 else {
      throw BenchFailure("Asterisk's clock reads \(call.environment.arguments)")
    }
    rendezvous?.note(began: times[0] / 1000, ended: times[1] / 1000)
  }
}
