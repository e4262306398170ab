import Laboratory
import Phone

/// Agents who answer call after call, and hang up when they can hear their caller.
///
/// They say 660 Hz, and listen for 440.
final class Agents: Sendable {
  private let areGone = Watched(false)

  init(_ numbers: [String], in centre: Centre) throws {
    for number in numbers {
      let manner = Manner.answers(saying: .tone(hertz: 660))
      let phone = try centre.laboratory.agentPhone(number, manner: manner)
      startThread { [areGone] in
        while !areGone.read({ $0 }) {
          guard let call = try? phone.waitForCall(within: .seconds(1)) else { continue }
          try? call.waitToHearSteadily(tone: 440, within: .seconds(180))
          call.hangUp()
        }
      }
    }
  }

  deinit {
    goHome()
  }

  /// No more calls are answered.
  func goHome() {
    areGone.change { $0 = true }
  }
}

extension Centre {
  /// Agents at work from now on.
  func agents(_ numbers: [String]) throws -> Agents {
    try Agents(numbers, in: self)
  }
}
