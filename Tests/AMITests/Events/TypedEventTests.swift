import AMI
import AMITesting
import Testing

struct TypedEventTests {
  @Test(arguments: ["16", "22"])
  func aCallerWhoGivesUpIsSeenInEachEvent(_ asterisk: String) throws {
    let messages = Recording.named("queue-caller-abandon", asterisk: asterisk).messages
    let join = try #require(messages.lazy.compactMap(QueueCallerJoin.init).first)
    let abandon = try #require(messages.lazy.compactMap(QueueCallerAbandon.init).first)
    #expect(join.position == 1 && join.count == 1 && join.queue == abandon.queue)
    #expect(join.channel.uniqueid == abandon.channel.uniqueid && join.channel.uniqueid != nil)
    #expect(messages.contains { $0.as(Hangup.self)?.cause != nil })
  }

  @Test(arguments: ["16", "22"])
  func aMemberWhoIsBusyIsRungInVain(_ asterisk: String) throws {
    let messages = Recording.named("queue-agent-busy", asterisk: asterisk).messages
    let called = try #require(messages.lazy.compactMap(AgentCalled.init).first)
    let rang = try #require(messages.lazy.compactMap(AgentRingNoAnswer.init).first)
    #expect(called.channel.uniqueid == rang.channel.uniqueid && called.interface == rang.interface)
    #expect(called.agent.uniqueid != nil && called.agent.uniqueid != called.channel.uniqueid)
    #expect(rang.ringMilliseconds == 0)
  }

  @Test(arguments: ["16", "22"])
  func aMemberIsToldByEachEventOfIts(_ asterisk: String) throws {
    let messages = Recording.named("queue-agent-busy", asterisk: asterisk).messages
    let status = try #require(messages.lazy.compactMap(QueueMemberStatus.init).first?.member)
    let beginnings = messages.lazy.compactMap(QueueMemberAdded.init).map(\.member)
    let added = try #require(beginnings.first { $0.interface == status.interface })
    #expect(added.queue == status.queue && added.name == status.name && added.name != nil)
    #expect(added.membership == "dynamic" && added.penalty == 0 && added.isPaused == false)
    #expect(status.status == 2 && status.isInCall == false && status.ringsInUse == false)
  }

  @Test func anEventIsNoOtherOne() {
    let event = Message.event("Hangup", .call, ["Cause": "17"])
    #expect(Hangup(event)?.cause == .busy)
    #expect(HangupRequest(event) == nil && event.as(Newchannel.self) == nil)
  }

  @Test func whatIsUnknownIsNil() {
    let event = Message.event(
      "Newchannel",
      .call,
      ["CallerIDNum": "<unknown>", "CallerIDName": "", "Exten": "s"]
    )
    let channel = Newchannel(event)?.channel
    #expect(channel?.callerNumber == nil && channel?.callerName == nil)
    #expect(channel?.extension == "s")
  }
}
