import Testing

@testable import AMI

struct OriginateTrackerTests {
  private func tracker() -> OriginateTracker {
    var tracker = OriginateTracker(channelId: "swb-1")
    tracker.actionId = "p-1"
    return tracker
  }

  private func word(_ response: String, reason: Int, id: String = "p-1") -> EventDelivery {
    .event(
      message(
        "Event: OriginateResponse",
        "Privilege: call,all",
        "ActionID: \(id)",
        "Response: \(response)",
        "Channel: PJSIP/a-1",
        "Reason: \(reason)"
      )
    )
  }

  private func hangup(_ cause: Int) -> EventDelivery {
    .event(message("Event: Hangup", "Privilege: call,all", "Uniqueid: swb-1", "Cause: \(cause)"))
  }

  @Test func anAnswerIsOneByEitherEvent() {
    var first = tracker()
    #expect(first.next(word("Success", reason: 4)) == .done(.answered(channel: "PJSIP/a-1")))
    var second = tracker()
    let end = message(
      "Event: DialEnd",
      "Privilege: call,all",
      "DestChannel: PJSIP/a-1",
      "DestUniqueid: swb-1",
      "DialStatus: ANSWER"
    )
    #expect(second.next(.event(end)) == .done(.answered(channel: "PJSIP/a-1")))
  }

  @Test(arguments: [
    (17, OriginateOutcome.busy), (19, .noAnswer), (21, .rejected(.rejected)),
    (1, .rejected(.unallocated)), (0, .rejected(.unknown)),
  ])
  func theCauseIsTheHangupsBeforeTheWordOrAfterIt(_ cause: Int, _ outcome: OriginateOutcome) {
    var before = tracker()
    #expect(before.next(hangup(cause)) == .wait)
    #expect(before.next(word("Failure", reason: 0)) == .done(outcome))
    var after = tracker()
    #expect(after.next(word("Failure", reason: 0)) == .waitForCause)
    #expect(after.next(hangup(cause)) == .done(outcome))
  }

  @Test func aChannelThatNeverWasHasNoCause() {
    var tracker = tracker()
    #expect(tracker.next(word("Failure", reason: 0)) == .waitForCause)
    #expect(tracker.lastWord == .rejected(.unknown))
  }

  @Test func threeIsNoAnswer() {
    var tracker = tracker()
    #expect(tracker.next(word("Failure", reason: 3)) == .done(.noAnswer))
  }

  @Test func anotherCallsWordIsNotOurs() {
    var tracker = tracker()
    #expect(tracker.next(word("Success", reason: 4, id: "q-1")) == .wait)
    #expect(tracker.lastWord == nil)
  }

  @Test func afterAGapTheChannelIsAskedFor() {
    var tracker = tracker()
    #expect(tracker.next(.gap(lost: nil, .disconnected)) == .wait)
    #expect(tracker.next(.gap(lost: nil, .began)) == .ask)
    // It may have been answered while nobody looked.
    #expect(tracker.next(hangup(16)) == .wait)
    #expect(tracker.next(hangup(17)) == .done(.busy))
  }

  /// The outcomes that a real Asterisk was seen to give, in its own order.
  @Test func eventsOfOthersConcernNobody() {
    let call = message("Event: Hangup", "Privilege: call,all", "Uniqueid: swb-11")
    #expect(!OriginateTracker.concerns("swb-1", call))
    #expect(!OriginateTracker.concerns("swb-1", message("Event: DialEnd", "Uniqueid: swb-1")))
  }
}
