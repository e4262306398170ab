import Dispatch
import Testing

@testable import Phone

@Suite(.timeLimit(.minutes(20))) struct GateTests {
  @Test func whoPassesAloneMeetsNobody() {
    let gate = Gate(width: 4)
    let inside = Watched(0)
    let met = Watched<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 40) { number in
      if number % 10 == 5 {
        try? gate.passAlone { met.change { $0.append(inside.read { $0 }) } }
      } else {
        try? gate.pass {
          inside.change { $0 += 1 }
          inside.change { $0 -= 1 }
        }
      }
    }
    #expect(met.read { $0 } == [0, 0, 0, 0])
  }

  @Test func noMoreThanItsWidthAreInside() {
    let gate = Gate(width: 2)
    let inside = Watched(0)
    let most = Watched(0)
    DispatchQueue.concurrentPerform(iterations: 40) { _ in
      try? gate.pass {
        let count = inside.change { inside -> Int in
          inside += 1
          return inside
        }
        most.change { $0 = max($0, count) }
        inside.change { $0 -= 1 }
      }
    }
    #expect((1...2).contains(most.read { $0 }))
  }

  @Test func whoWaitsToBeAloneGoesFirstAndThenWhoCameLast() async throws {
    let gate = Gate(width: 1)
    let (isInside, mayLeave, order) = (Watched(false), Watched(false), Watched<[String]>([]))
    startThread {
      try? gate.pass {
        isInside.change { $0 = true }
        _ = mayLeave.wait(until: .now + .seconds(1_800)) { $0 ? true : nil }
      }
    }
    while !isInside.read({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
    for (number, name) in ["earlier", "later", "alone"].enumerated() {
      startThread {
        let note = { order.change { $0.append(name) } }
        if name == "alone" { try? gate.passAlone(note) } else { try? gate.pass(note) }
      }
      while gate.crowd == number { try await Task.sleep(for: .milliseconds(1)) }
    }
    mayLeave.change { $0 = true }
    let seen = order.wait(until: .now + .seconds(1_800)) { $0.count == 3 ? $0 : nil }
    #expect(seen == ["alone", "later", "earlier"])
  }

  @Test func whoWaitsTooLongIsTold() throws {
    let gate = Gate(width: 1, patience: .milliseconds(10))
    try gate.pass {
      #expect(throws: PhoneError.self) { try gate.pass {} }
      #expect(throws: PhoneError.self) { try gate.passAlone {} }
    }
    // Who was told has taken nothing along.
    try gate.passAlone {}
  }
}
