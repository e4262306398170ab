import Control
import Foundation
import Glibc
import Laboratory

/// What the tool shows of the floor of a daemon.
struct FloorView: Sendable {
  private let control: String

  /// Looks by this control socket.
  init(_ control: String) {
    self.control = control
  }

  /// One part: queues, agents or calls.
  func look(_ part: String) throws -> FloorReport {
    let options = part == "calls" ? ["--now"] : []
    let answer = try Laboratory.tool([part, "--json", "--control", control] + options)
    return try JSONDecoder().decode(FloorReport.self, from: Data(answer.utf8))
  }

  /// Waits until one part is as it should be.
  @discardableResult
  func wait(
    _ part: String = "queues",
    within limit: Duration = .seconds(60),
    until isIt: (FloorReport) -> Bool
  ) throws -> FloorReport {
    let end = ContinuousClock.now + limit
    while true {
      // A daemon that has just begun may not listen yet.
      let report = Result { try look(part) }
      if case .success(let report) = report, isIt(report) { return report }
      guard ContinuousClock.now < end else {
        throw Surprise("\(part) stay so: \(try report.get())")
      }
      usleep(50_000)
    }
  }
}
