import Testing

@testable import Daemon

/// Whether the events of queues come, told by who waits in the lists.
@Suite struct QueueHearingTests {
  /// Looks at lists in turn; whether each tells that nothing is heard.
  private func look(_ hearing: inout QueueHearing, at lists: Set<String>...) -> [Bool] {
    lists.map { hearing.look(at: $0) }
  }

  @Test func aListMayOvertakeTheEventOfACaller() {
    var hearing = QueueHearing()
    let before = look(&hearing, at: [], ["1.1"])
    let wasTold = hearing.hear()
    let after = look(&hearing, at: ["1.1", "1.2"], [], ["1.3"])
    #expect(before == [false, false])
    #expect(!wasTold)
    #expect(after == [false, false, false])
  }

  /// A list in which nothing changed tells nothing either way.
  @Test func twoChangesOfWhichNothingIsHeardAreTold() {
    var hearing = QueueHearing()
    let told = look(&hearing, at: ["1.1"], ["1.2"], ["1.2"], [])
    #expect(told == [false, false, false, true])
  }

  @Test func whatChangesInAGapIsNoMeasure() {
    var hearing = QueueHearing()
    var told: [Bool] = []
    for call in ["1.1", "1.2", "1.3"] {
      told += look(&hearing, at: [call])
      hearing.forget()
    }
    told += look(&hearing, at: [], ["1.4"])
    #expect(told == [false, false, false, false, false])
    let proof = look(&hearing, at: [])
    #expect(proof == [true])
  }

  /// Lists that could not be had since have mended nothing.
  @Test(arguments: [false, true])
  func anEventThatComesAfterAllIsNewsOnce(isForgotten: Bool) {
    var hearing = QueueHearing()
    let told = look(&hearing, at: [], ["1.1"], [])
    if isForgotten { hearing.forget() }
    let news = [hearing.hear(), hearing.hear()]
    let after = look(&hearing, at: ["1.2"], [], ["1.3"])
    #expect(told == [false, false, true])
    #expect(news == [true, false])
    #expect(after == [false, false, false])
  }
}
