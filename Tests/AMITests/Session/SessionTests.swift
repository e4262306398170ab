import Testing

@testable import AMI

struct SessionTests {
  @Test func answersFindTheirActionsInAnyOrder() {
    var trace = Trace.ready()
    for token in 1...3 { trace.perform("Ping", Session.Token(token)) }
    let ids = trace.written.compactMap { $0["ActionID"] }
    #expect(Set(ids).count == 3)
    for id in [ids[2], ids[0], ids[1]] { trace.receive("Response: Success", "ActionID: \(id)") }
    #expect(trace.happened() == ["reply 3", "reply 1", "reply 2"])
    #expect(trace.session.inFlight == 0)
  }

  @Test func aRefusalSaysWhy() {
    var trace = Trace.ready()
    trace.perform("QueueAdd", 1)
    trace.answer("Error", "Message: Unable to add interface: Already there")
    guard case .failure(1, let error)? = trace.effects.first else {
      Issue.record("no failure")
      return
    }
    #expect(error.code == .refused)
    #expect(error.description == "QueueAdd: refused: Unable to add interface: Already there")
  }

  @Test func anotherSessionsAnswersAreNotOurs() {
    var trace = Trace.ready()
    trace.perform("Ping", 1)
    for id in ["q-1", "p-2", "p1", "p-", "p-1x", "1", ""] {
      trace.receive("Response: Success", "ActionID: \(id)")
    }
    #expect(trace.happened().isEmpty)
    trace.receive("Response: Success")
    #expect(trace.happened().isEmpty && trace.session.inFlight == 1)
  }

  @Test func anEventWithAResponseHeaderAndOurIdAnswersNothing() {
    var trace = Trace.ready(events: .call)
    trace.perform("Originate", 1)
    trace.answer("Success")
    trace.perform("Originate", 2)
    trace.receive(
      "Event: OriginateResponse",
      "Privilege: call,all",
      "ActionID: \(trace.lastId)",
      "Response: Failure"
    )
    #expect(trace.happened() == ["reply 1", "event OriginateResponse"])
    #expect(trace.session.inFlight == 1)
  }

  @Test func aTailThatACallersDataBrokeOffIsNothing() {
    var trace = Trace.ready(events: .dialplan)
    trace.perform("Ping", 1)
    trace.receive("Appdata: x", "ActionID: \(trace.lastId)")
    #expect(trace.happened().isEmpty)
    trace.answer("Success")
    #expect(trace.happened() == ["reply 1"])
  }

  @Test func anEventWithoutAClassThatAnswersNothingIsMadeUp() {
    var trace = Trace.ready(events: .all)
    trace.receive("Event: QueueMemberPause", "Queue: sales")
    trace.receive("Event: QueueMemberPause", "Queue: sales", "ActionID: q-1")
    trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales")
    #expect(trace.happened() == ["event QueueMemberPause"])
  }

  // MARK: Lists

  @Test func aListIsItsItemsUpToItsEnd() {
    var trace = Trace.ready(events: .agent)
    trace.perform("QueueStatus", 1, list: true)
    let id = "ActionID: \(trace.lastId)"
    trace.answer("Success", "EventList: start")
    trace.receive("Event: QueueParams", "Queue: sales", id)
    trace.receive("Event: QueueMember", "Queue: sales", id)
    trace.receive("Event: QueueStatusComplete", id, "EventList: Complete", "ListItems: 2")
    trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales")
    #expect(
      trace.happened() == ["item 1", "item 1", "end 1", "event QueueMemberPause"]
    )
    #expect(trace.session.inFlight == 0)
  }

  /// As Asterisk 16 and 22 list a caller who waits with CR LF in the name.
  @Test(arguments: [
    "Event: QueueMemberRemoved\r\nPrivilege: agent,all", "Response: Success", "Response: Error",
    "Event: QueueStatusComplete\r\nEventList: Complete", "Event: QueueMember", "nothing",
  ])
  func aNameThatBreaksUpItsItemForgesNothing(tail: String) {
    var trace = Trace.ready(events: .agent)
    trace.perform("QueueStatus", 1, list: true)
    let id = "ActionID: \(trace.lastId)"
    trace.answer("Success", "EventList: start")
    trace.receive("Event: QueueParams", "Queue: sales", id)
    trace.receive("Event: QueueEntry", "Queue: sales", "CallerIDName: x")
    trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales", "Paused: 1")
    trace.receive("Response: Success", "ActionID: guessed-1")
    trace.receive(tail, "ConnectedLineNum: unknown", "Wait: 1", "Priority: 0", id)
    trace.receive("Event: QueueEntry", "Queue: sales", "CallerIDName: y", "Wait: 1", id)
    trace.receive("Event: QueueStatusComplete", id, "EventList: Complete", "ListItems: 3")
    trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales")
    #expect(trace.happened() == ["item 1", "item 1", "end 1", "event QueueMemberPause"])
  }

  /// Items that name their action first lose what comes behind the break, and no other item.
  @Test func anItemThatIsBrokenUpBehindItsActionIDIsAnItem() {
    var trace = Trace.ready(events: .agent)
    trace.perform("CoreShowChannels", 1, list: true)
    let id = "ActionID: \(trace.lastId)"
    trace.answer("Success", "EventList: start")
    trace.receive("Event: CoreShowChannel", id, "ApplicationData: x")
    trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales", "Paused: 1")
    trace.receive("y", "Duration: 00:00:01")
    trace.receive("Event: CoreShowChannel", id, "ApplicationData: z")
    trace.receive("Event: CoreShowChannelsComplete", id, "EventList: Complete")
    #expect(trace.happened() == ["item 1", "item 1", "end 1"])
  }

  /// A name that ends no item, and only tells of a list's end.
  @Test func aNameThatTellsOfTheEndIsAnItemsName() {
    var trace = Trace.ready(events: .agent)
    trace.perform("QueueStatus", 1, list: true)
    let id = "ActionID: \(trace.lastId)"
    trace.answer("Success", "EventList: start")
    trace.receive("Event: QueueEntry", "Queue: sales", "CallerIDName: x", "EventList: Complete", id)
    trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales", "Paused: 1")
    trace.receive("Event: QueueStatusComplete", id, "EventList: Complete", "ListItems: 1")
    #expect(trace.happened() == ["item 1", "end 1"])
  }

  /// A list that does not come to its end hides events until something else is answered, a ping at the latest:
  /// as long as it may go on, late or not, what comes may be forged.
  @Test func aListWithoutAnEndHidesNothingForLong() {
    for isLate in [false, true] {
      var trace = Trace.ready(events: .agent)
      trace.perform("QueueStatus", 1, list: true, within: .seconds(5))
      trace.answer("Success", "EventList: start")
      if isLate {
        trace.pass(.seconds(5))
        #expect(trace.happened() == ["timedOut 1"])
      }
      trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales")
      #expect(trace.happened() == [])
      trace.perform("Ping", 2)
      trace.answer("Success")
      trace.receive("Event: QueueMemberPause", "Privilege: agent,all", "Queue: sales")
      #expect(trace.happened() == ["reply 2", "event QueueMemberPause"])
    }
  }

  /// `Status` says a class in its items, as other events do.
  @Test func anItemWithAClassIsAnItemAllTheSame() {
    var trace = Trace.ready(events: .call)
    trace.perform("Status", 1, list: true)
    let id = "ActionID: \(trace.lastId)"
    trace.answer("Success", "EventList: start")
    trace.receive("Event: Status", "Privilege: Call", "Channel: a", id)
    trace.receive("Event: UserEvent", "Privilege: user,all", "ActionID: p-99")
    trace.step { $0.cancel(1, &$1) }
    trace.receive("Event: Status", "Privilege: Call", "Channel: b", id)
    trace.receive("Event: StatusComplete", id, "EventList: Complete")
    #expect(trace.happened() == ["item 1", "event UserEvent", "cancelled 1"])
  }

  @Test func aListThatIsCancelledBeforeItsResponseLeavesNoEvents() {
    var trace = Trace.ready(events: .call)
    trace.perform("Status", 1, list: true)
    let id = "ActionID: \(trace.lastId)"
    trace.step { $0.cancel(1, &$1) }
    trace.answer("Success", "EventList: start")
    trace.receive("Event: Status", "Privilege: Call", "Channel: a", id)
    trace.receive("Event: StatusComplete", id, "EventList: Complete")
    #expect(trace.happened() == ["cancelled 1"])
  }

  @Test func aListThatIsRefusedOrCancelledFails() {
    var trace = Trace.ready()
    trace.perform("ConfbridgeList", 1, list: true)
    trace.answer("Error", "Message: No active conferences.")
    trace.perform("Status", 2, list: true)
    trace.answer("Success", "EventList: start")
    trace.receive("Event: StatusComplete", "ActionID: \(trace.lastId)", "EventList: Cancelled")
    #expect(trace.happened() == ["refused 1", "listCancelled 2"])
  }

  @Test func anAnswerThatIsNoListIsAnEmptyOne() {
    var trace = Trace.ready()
    trace.perform("CoreSettings", 1, list: true)
    trace.answer("Success", "SystemName: x")
    #expect(trace.happened() == ["end 1"])
  }

  @Test func itemsThatNobodyWaitsForAreNoEvents() {
    var trace = Trace.ready(events: .agent)
    trace.perform("QueueStatus", 1, list: true)
    let id = "ActionID: \(trace.lastId)"
    trace.answer("Success", "EventList: start")
    trace.step { $0.cancel(1, &$1) }
    trace.receive("Event: QueueParams", "Queue: sales", id)
    trace.receive("Event: QueueStatusComplete", id, "EventList: Complete")
    #expect(trace.happened() == ["cancelled 1"])
  }

  // MARK: Limits

  @Test func whatIsCancelledFreesItsPlace() {
    var trace = Trace.ready(inFlight: 1)
    trace.perform("Ping", 1)
    trace.perform("Ping", 2)
    #expect(trace.happened() == ["tooManyInFlight 2"])
    trace.step { $0.cancel(1, &$1) }
    trace.perform("Ping", 3)
    trace.answer("Success")
    trace.step { $0.cancel(3, &$1) }
    #expect(trace.happened() == ["cancelled 1", "reply 3"])
  }

  @Test func eachActionHasItsDeadline() {
    var trace = Trace.ready()
    trace.perform("Slow", 1, within: .seconds(3))
    trace.perform("Quick", 2, within: .seconds(1))
    #expect(trace.session.due == .seconds(1))
    trace.pass(.seconds(1))
    #expect(trace.happened() == ["timedOut 2"])
    trace.pass(.milliseconds(1999))
    #expect(trace.happened().isEmpty)
    trace.pass(.milliseconds(1))
    #expect(trace.happened() == ["timedOut 1"])
    trace.answer("Success")
    #expect(trace.happened().isEmpty && trace.session.inFlight == 0)
  }

  @Test func whatAsteriskWouldMisreadFailsAloneAndIsNotSent() {
    var trace = Trace.ready()
    trace.step {
      $0.perform(
        Action("Setvar", ["Value": "a\nb"]),
        token: 1,
        expecting: .reply,
        within: .seconds(1),
        at: .zero,
        &$1
      )
    }
    #expect(trace.happened() == ["refusedHeader 1"])
    #expect(trace.written.isEmpty && trace.session.inFlight == 0)
  }

  // MARK: Pings

  @Test func aPingGoesOutAfterAWhileAndAPongIsWaitedFor() {
    var trace = Trace.ready()
    trace.pass(.seconds(10))
    #expect(trace.written.last?["Action"] == "Ping")
    trace.answer("Success", "Ping: Pong")
    #expect(trace.session.due != nil)
    trace.pass(.seconds(10))
    #expect(trace.written.count == 2)
    trace.pass(.seconds(5))
    #expect(trace.happened() == ["close timedOut"])
  }

  @Test func aPongMayComeAfterASlowAnswerBeforeIt() {
    var trace = Trace.ready()
    trace.pass(.seconds(9))
    trace.perform("Originate", 1, within: .seconds(60))
    trace.pass(.seconds(1))
    #expect(trace.written.last?["Action"] == "Ping")
    trace.pass(.seconds(30))
    #expect(trace.happened().isEmpty)
    trace.pass(.seconds(34))
    #expect(trace.happened() == ["timedOut 1", "close timedOut"])
  }

  /// Asterisk answers in order, so a slow answer before it is waited for.
  @Test func whichEventsAreWantedIsAnsweredOrTheSessionEnds() {
    var trace = Trace.ready()
    trace.perform("Originate", 1, within: .seconds(60))
    trace.step { $0.want(.call, at: .zero, &$1) }
    #expect(trace.written.last?["EventMask"] == "call")
    trace.pass(.seconds(60))
    #expect(trace.happened() == ["timedOut 1"])
    trace.pass(.milliseconds(9_999))
    #expect(trace.happened().isEmpty)
    trace.pass(.milliseconds(1))
    #expect(trace.happened() == ["close timedOut"])
  }

  /// From an answer on only those classes flow that no mask behind it takes off again.
  @Test func aMaskOnItsWayTakesItsClassesOff() {
    var trace = Trace.ready()
    var ids: [String] = []
    for classes: EventClasses in [.call, [], [.call, .agent]] {
      trace.step { $0.want(classes, at: .zero, &$1) }
      ids.append(trace.lastId)
    }
    for id in ids { trace.receive("Response: Success", "ActionID: \(id)") }
    #expect(trace.happened() == ["subscribed off", "subscribed off", "subscribed call,agent"])
  }

  // MARK: The end

  @Test func whatIsInFlightFailsWithTheConnectionAndIsNotSentAgain() {
    var trace = Trace.ready()
    trace.perform("QueueAdd", 1)
    trace.perform("QueueStatus", 2, list: true)
    trace.step { $0.closed(AMIError(.connectionLost, doing: "reading"), &$1) }
    #expect(
      trace.happened() == ["connectionLost 1", "connectionLost 2", "close connectionLost"]
    )
    trace.perform("Ping", 3)
    #expect(trace.happened() == ["notConnected 3"])
    #expect(trace.session.due == nil)
  }

  @Test func leavingLogsOff() {
    var trace = Trace.ready()
    trace.perform("Ping", 1)
    trace.step { $0.leave(&$1) }
    #expect(trace.written.last?["Action"] == "Logoff")
    #expect(trace.happened() == ["stopped 1", "close stopped"])
  }

  @Test func whatMakesNoSenseEndsTheSessionAndNothingElse() {
    var trace = Trace.ready()
    trace.perform("QueueStatus", 1, list: true)
    trace.answer("Success", "EventList: start")
    trace.answer("Success", "EventList: start")
    #expect(trace.happened() == ["close protocolViolation"])
    trace.open()
    trace.receive("Event: A", "Privilege: call,all")
    #expect(trace.happened().isEmpty)
  }

  /// Every recorded session to every state of ours: nothing traps, and no data answers an action.
  @Test(arguments: Recording.all)
  func recordingsOfOthersDisturbNothing(_ recording: Recording) {
    var traces = [Trace(), Trace(), Trace.ready(events: .all), Trace.ready(events: .all)]
    traces[1].open()
    traces[3].perform("QueueStatus", 1, list: true)
    for index in traces.indices {
      for message in recording.messages { traces[index].receive(message) }
      #expect(traces[index].happened().allSatisfy { $0.hasPrefix("event ") })
    }
  }
}
