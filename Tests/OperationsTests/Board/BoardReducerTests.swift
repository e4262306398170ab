import AMI
import Operations
import Records
import Testing

/// What events and lists make of the board, without an Asterisk.
@Suite struct BoardReducerTests {
  private var board = Board(node: "pbx1")

  private func at(_ seconds: Int) -> Timestamp { Timestamp(seconds: 1_000 + seconds) }

  private func event(_ name: String, _ headers: KeyValuePairs<String, String>) -> AMI.Message {
    AMI.Message([.init("Event", name)] + headers.map { .init($0.key, $0.value) })
  }

  private func member(
    _ name: String = "QueueMemberStatus",
    agent: String = "1001",
    queue: String = "sales",
    status: Int = 1,
    paused: Int = 0,
    reason: String = "tea"
  ) -> AMI.Message {
    event(
      name,
      [
        "Queue": queue, "MemberName": agent, "Interface": "Local/\(agent)@switchboard-agents/n",
        "StateInterface": "PJSIP/\(agent)", "Status": "\(status)", "Paused": "\(paused)",
        "PausedReason": paused == 1 ? reason : "", "Wrapuptime": "10",
      ]
    )
  }

  private func caller(_ name: String, _ id: String, position: Int = 1) -> AMI.Message {
    event(
      name,
      [
        "Queue": "sales", "Channel": "PJSIP/carrier-\(id)", "Uniqueid": id, "Linkedid": id,
        "CallerIDNum": "1380000\(id)", "Exten": "4008001234", "Position": "\(position)",
      ]
    )
  }

  private func agentEvent(_ name: String, _ id: String) -> AMI.Message {
    event(
      name,
      ["Queue": "sales", "Uniqueid": id, "Linkedid": id, "MemberName": "1001"]
    )
  }

  private func state(_ board: Board, _ seconds: Int) -> String {
    let standing = board.agents["1001"]?.state(at: at(seconds))
    return "\(standing?.kind.rawValue ?? "unknown") \((standing?.since?.seconds ?? 0) - 1_000)"
  }

  /// A Local channel is "in use" while it rings; its phone is nobody's that we know.
  @Test func aMemberOfOthersMakingRingsAndTalks() {
    func channel(
      _ id: String,
      _ name: String,
      _ application: String,
      _ state: String
    ) -> AMI.Message {
      event(
        "CoreShowChannel",
        [
          "Channel": name, "Uniqueid": id, "Linkedid": "5.1", "Duration": "00:00:05",
          "Application": application, "ApplicationData": application == "Queue" ? "sales" : "",
          "ChannelStateDesc": state,
        ]
      )
    }
    let member = event(
      "QueueMember",
      [
        "Queue": "sales", "Name": "Alice Li", "Location": "Local/1001@from-queue/n",
        "StateInterface": "Local/1001@from-queue/n", "Status": "2", "Paused": "0",
      ]
    )
    let entry = event("QueueEntry", ["Queue": "sales", "Uniqueid": "5.1", "Position": "1"])
    let caller = channel("5.1", "PJSIP/carrier-5", "Queue", "Up")
    func halves(_ first: String, _ second: String) -> [AMI.Message] {
      [
        channel("5.2", "Local/1001@from-queue-00000001;1", "AppQueue", first),
        channel("5.3", "Local/1001@from-queue-00000001;2", "Dial", second),
      ]
    }
    var board = board
    _ = board.resync(
      queueStatus: [member, entry],
      channels: [caller] + halves("Ringing", "Ring"),
      at: at(0)
    )
    #expect(board.agents["Alice Li"]?.state(at: at(0)).kind == .ringing)
    _ = board.take(
      event(
        "AgentConnect",
        ["Queue": "sales", "Uniqueid": "5.1", "Linkedid": "5.1", "MemberName": "Alice Li"]
      ),
      at: at(1)
    )
    #expect(board.agents["Alice Li"]?.state(at: at(1)).kind == .talking)
    #expect(board.leg(of: "Alice Li") == "5.2")
  }

  /// Nothing that a peer says makes us reckon too high.
  @Test(arguments: [
    "9223372036854775807", "-9223372036854775808", "9223372036855", "-1", "99999999999999999999",
    "1e9", "",
  ])
  func numbersThatNobodyMeansDoNoHarm(_ number: String) {
    var board = board
    let lists = [
      event(
        "QueueParams",
        [
          "Queue": "sales", "Strategy": "ringall", "TalkTime": number, "Completed": number,
          "Abandoned": number, "ServiceLevel": number, "ServicelevelPerf": number,
        ]
      ),
      event(
        "QueueMember",
        [
          "Queue": "sales", "Name": "1001", "Location": "Local/1001@switchboard-agents/n",
          "StateInterface": "PJSIP/1001", "Status": "1", "Paused": "0", "LastCall": number,
          "LastPause": number, "Wrapuptime": number, "CallsTaken": number, "Penalty": number,
        ]
      ),
      event(
        "QueueEntry",
        [
          "Queue": "sales", "Uniqueid": "5.5", "Position": number, "Wait": number,
          "Priority": number, "CallerIDNum": "13800000000",
        ]
      ),
    ]
    let channel = event(
      "CoreShowChannel",
      [
        "Channel": "PJSIP/carrier-5", "Uniqueid": "5.5", "Linkedid": "5.5",
        "Duration": "\(number):61:61", "ChannelState": number,
      ]
    )
    _ = board.resync(queueStatus: lists, channels: [channel], at: at(0))
    for name in ["QueueMemberStatus", "AgentComplete", "AgentRingNoAnswer", "QueueCallerJoin"] {
      _ = board.take(
        event(
          name,
          [
            "Queue": "sales", "MemberName": "1001", "Uniqueid": "5.5", "Linkedid": "5.5",
            "Interface": "Local/1001@switchboard-agents/n", "Status": number, "Timestamp": number,
            "LastCall": number, "LastPause": number, "Wrapuptime": number, "TalkTime": number,
            "Position": number, "HoldTime": number, "RingTime": number,
          ]
        ),
        at: at(1)
      )
    }
    _ = board.pass(until: at(2))
    _ = board.expectedWait(in: "sales", at: at(2))
    #expect(board.queues["sales"] != nil)
  }

  /// A counter goes up with each event, also with one that the lists know already: Asterisk has the last word.
  @Test func whatIsCountedTwiceIsPutRight() {
    var board = board
    func isCountDue() -> Bool { board.takeCountDue() }
    func counters() -> [Int?] {
      [board.queues["sales"]?.answered, board.queues["sales"]?.abandoned]
    }
    let lists = [event("QueueParams", ["Queue": "sales", "Completed": "4", "Abandoned": "2"])]
    _ = board.resync(queueStatus: lists, channels: [], at: at(0))
    #expect(isCountDue())
    #expect(!isCountDue())
    _ = board.take(agentEvent("AgentComplete", "1"), at: at(1))
    _ = board.take(caller("QueueCallerAbandon", "2"), at: at(1))
    #expect(counters() == [5, 3])
    #expect(isCountDue())
    var touched = board.recount(lists)
    #expect(touched.queues == ["sales"])
    #expect(counters() == [4, 2])
    touched = board.recount(lists)
    #expect(touched.isEmpty)
    #expect(!isCountDue())
  }

  @Test func anAgentGoesThroughACall() {
    var board = board
    func take(_ event: AMI.Message, _ seconds: Int) { _ = board.take(event, at: at(seconds)) }
    take(member("QueueMemberAdded"), 0)
    #expect(state(board, 1) == "ready 0")
    take(caller("QueueCallerJoin", "1"), 2)
    take(agentEvent("AgentCalled", "1"), 3)
    take(member(status: 6), 3)
    #expect(state(board, 4) == "ringing 3")
    take(caller("QueueCallerLeave", "1"), 5)
    take(agentEvent("AgentConnect", "1"), 5)
    take(member(status: 2), 5)
    #expect(state(board, 6) == "talking 5")
    #expect(board.calls["1"]?.place == .agent && board.calls["1"]?.agent == "1001")
    take(agentEvent("AgentComplete", "1"), 20)
    take(member(status: 1), 20)
    #expect(state(board, 21) == "wrap-up 20")
    // Nothing happens, and it is over all the same.
    #expect(state(board, 31) == "ready 30")
    let passed = board.pass(until: at(32))
    #expect(passed.agents == ["1001"] && passed.queues == ["sales"])
    #expect(board.pass(until: at(33)).isEmpty)
    #expect(board.queues["sales"]?.answered == 1)
    take(member("QueueMemberPause", paused: 1), 40)
    #expect(state(board, 41) == "paused 40" && board.agents["1001"]?.pause == "tea")
    // Whom queues.conf names signs out by a pause.
    take(member("QueueMemberPause", paused: 1, reason: "signed-out"), 43)
    #expect(state(board, 44) == "signed-out 43")
    take(member("QueueMemberPause"), 46)
    #expect(state(board, 47) == "ready 46")
    take(member("QueueMemberRemoved"), 50)
    #expect(state(board, 51) == "signed-out 50")
  }

  @Test func aWrapUpThatIsOverIsNotWhenTheNextCallBegan() {
    var board = board
    _ = board.take(member("QueueMemberAdded"), at: at(0))
    _ = board.take(agentEvent("AgentConnect", "1"), at: at(1))
    _ = board.take(agentEvent("AgentComplete", "1"), at: at(5))
    _ = board.take(member(status: 6), at: at(60))
    #expect(state(board, 61) == "ringing 60")
  }

  @Test func whatBeganWhileNothingWasHeardHasNoBeginning() {
    var board = board
    _ = board.take(member("QueueMemberAdded"), at: at(0))
    board.lose(at: at(10))
    _ = board.resync(
      queueStatus: [
        event(
          "QueueMember",
          [
            "Queue": "sales", "Name": "1001", "Location": "Local/1001@switchboard-agents/n",
            "StateInterface": "PJSIP/1001", "Status": "8", "Paused": "0",
          ]
        )
      ],
      channels: [
        event(
          "CoreShowChannel",
          ["Channel": "PJSIP/1001-07", "Uniqueid": "7", "Linkedid": "7", "Duration": "00:00:05"]
        )
      ],
      at: at(20)
    )
    let standing = board.agents["1001"]?.state(at: at(20))
    #expect(standing?.kind == .held && standing?.since == nil)
    #expect(board.calls["7"]?.begun == at(15) && board.calls["7"]?.since == nil)
    _ = board.take(member(status: 1), at: at(30))
    _ = board.take(event("Unhold", ["Uniqueid": "7"]), at: at(31))
    #expect(state(board, 32) == "ready 31")
  }

  @Test func theLineMovesUp() {
    var board = board
    for (place, id) in ["1", "2", "3"].enumerated() {
      _ = board.take(caller("QueueCallerJoin", id, position: place + 1), at: at(place))
    }
    // A VIP comes in at the head.
    _ = board.take(caller("QueueCallerJoin", "9", position: 1), at: at(4))
    #expect(board.queues["sales"]?.waiting.map(\.channel) == ["9", "1", "2", "3"])
    _ = board.take(caller("QueueCallerAbandon", "1"), at: at(5))
    _ = board.take(caller("QueueCallerLeave", "1"), at: at(5))
    #expect(board.queues["sales"]?.waiting.map(\.channel) == ["9", "2", "3"])
    #expect(board.queues["sales"]?.abandoned == 1)
    // What is told twice changes nothing.
    #expect(board.take(caller("QueueCallerJoin", "2", position: 1), at: at(6)).queues == ["sales"])
    #expect(board.queues["sales"]?.waiting.map(\.channel) == ["9", "2", "3"])
  }

  @Test func aListTakesThePlaceOfWhatWasKnown() {
    var board = board
    _ = board.take(member("QueueMemberAdded"), at: at(0))
    _ = board.take(caller("QueueCallerJoin", "1"), at: at(0))
    board.lose(at: at(10))
    #expect(board.knowledge == .unknown)
    let touched = board.resync(
      queueStatus: [
        event("QueueParams", ["Queue": "sales", "Strategy": "ringall", "Completed": "4"]),
        event(
          "QueueMember",
          [
            "Queue": "sales", "Name": "1001", "Location": "Local/1001@switchboard-agents/n",
            "StateInterface": "PJSIP/1001", "Status": "1", "Paused": "0",
          ]
        ),
        event(
          "QueueEntry",
          ["Queue": "sales", "Position": "1", "Uniqueid": "2", "Wait": "7", "CallerIDNum": "110"]
        ),
      ],
      channels: [
        event(
          "CoreShowChannel",
          [
            "Channel": "PJSIP/carrier-2", "Uniqueid": "2", "Linkedid": "2", "Duration": "00:00:09",
            "CallerIDNum": "110", "Exten": "s",
          ]
        )
      ],
      at: at(20)
    )
    #expect(board.knowledge == .current)
    #expect(touched.calls == ["1", "2"])
    #expect(board.queues["sales"]?.waiting.map(\.channel) == ["2"])
    #expect(board.queues["sales"]?.waiting.first?.since == at(13))
    #expect(board.calls["2"]?.begun == at(11) && board.calls["1"] == nil)
    // The agent did not change, nor did since when.
    #expect(state(board, 21) == "ready 0")
    // Events from before the list, taken after it: the call that is gone stays gone.
    _ = board.take(event("Hangup", ["Uniqueid": "1"]), at: at(9))
    _ = board.take(caller("QueueCallerLeave", "1"), at: at(9))
    #expect(board.calls.count == 1 && board.queues["sales"]?.waiting.count == 1)
  }

  @Test func theAgentsOwnLegIsFound() {
    var board = board
    _ = board.take(member("QueueMemberAdded"), at: at(0))
    for (id, name) in [
      ("1", "PJSIP/carrier-01"), ("2", "Local/1001@switchboard-agents-0;1"), ("3", "PJSIP/1001-02"),
      ("4", "PJSIP/10012-03"),
    ] {
      _ = board.take(
        event("Newchannel", ["Channel": name, "Uniqueid": id, "Linkedid": "1"]),
        at: at(1)
      )
    }
    _ = board.take(agentEvent("AgentConnect", "1"), at: at(2))
    #expect(board.leg(of: "1001") == "3")
    _ = board.take(event("Hold", ["Uniqueid": "3"]), at: at(3))
    #expect(state(board, 4) == "held 3")
    _ = board.take(event("Unhold", ["Uniqueid": "3"]), at: at(5))
    #expect(state(board, 6) == "talking 5")
    _ = board.take(event("Hangup", ["Uniqueid": "3"]), at: at(6))
    #expect(board.leg(of: "1001") == nil)
  }

  @Test func theExpectedWaitIsOfThoseWhoTakeCalls() {
    var board = board
    #expect(board.expectedWait(in: "sales", at: at(0)) == nil)
    _ = board.take(member("QueueMemberAdded"), at: at(0))
    #expect(board.expectedWait(in: "sales", at: at(0)) == .zero)
    _ = board.take(caller("QueueCallerJoin", "1"), at: at(1))
    _ = board.take(caller("QueueCallerJoin", "2", position: 2), at: at(1))
    _ = board.take(member(status: 2), at: at(1))
    #expect(board.expectedWait(in: "sales", at: at(1), usualTalk: .seconds(100)) == .seconds(300))
    _ = board.take(member("QueueMemberPause", paused: 1), at: at(2))
    #expect(board.expectedWait(in: "sales", at: at(2)) == nil)
  }
}
