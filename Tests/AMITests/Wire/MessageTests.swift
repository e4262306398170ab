import Testing

@testable import AMI

struct MessageTests {
  @Test func headersKeepOrderAndRepeats() {
    let read = message("Event: A", "ChanVariable: X=1", "B: ", "ChanVariable: Y=a: b", "C:d")
    #expect(read.headers.map(\.name) == ["Event", "ChanVariable", "B", "ChanVariable", "C"])
    #expect(read["ChanVariable"] == "X=1")
    #expect(read.values("ChanVariable") == ["X=1", "Y=a: b"])
    #expect(read["B"]?.isEmpty == true)
    #expect(read["C"] == "d")
    #expect(read["D"] == nil)
  }

  @Test func namesAreFoundWithoutRegardToCapitals() {
    let read = message("Event: A", "UniqueID: 7", "Uniq: 8")
    #expect(read["Uniqueid"] == "7")
    #expect(read.number("uniq") == 8)
    #expect(read.number("Event") == nil)
  }

  @Test func aNameIsNotFoundInsideAnotherOne() {
    let read = message("Event: A", "DestChannel: x", "Chan: y", "ChannelState: z")
    #expect(read["Channel"] == nil)
    #expect(read["Chan"] == "y")
  }

  @Test func anEventWithAResponseHeaderIsAnEvent() {
    let read = message("Event: OriginateResponse", "Response: Failure")
    #expect(read.kind == .event)
    #expect(!read.isSuccess)
    #expect(read.isEvent("OriginateResponse") && !read.isEvent("Originate"))
    #expect(read.event == "OriginateResponse")
  }

  @Test func bytesThatAreNotUTF8AreKept() {
    let bytes: [UInt8] = Array("Event: A\r\nName: ".utf8) + [0xC3, 0x28] + Array("\r\n".utf8)
    let read = Message(storage: bytes)
    #expect(read.bytes(of: "Name") == [0xC3, 0x28])
    #expect(read["Name"] == "\u{FFFD}(")
  }

  @Test func outputKeepsItsIndentation() {
    let read = message("Response: Success", "Output:   two spaces", "Output: ", "Output: end")
    #expect(read.output == ["  two spaces", "", "end"])
  }

  @Test func aLineWithoutAColonHasNoName() {
    #expect(message("Event: A", "broken").headers.last == Message.Header("", "broken"))
  }

  @Test func anEmptyMessageHasNothing() {
    let read = Message([])
    #expect(read.kind == .other)
    #expect(read.headers.isEmpty && read["A"] == nil && read[""] == nil)
  }

  @Test func whatAsteriskSendsByItselfHasClasses() {
    #expect(message("Event: A", "Privilege: call,all").classes == .call)
    #expect(message("Event: A", "Privilege: agent,call,new,all").classes == [.agent, .call])
    #expect(message("Event: QueueParams", "Queue: a", "Privilege: call").classes == nil)
    #expect(message("Event: A").classes == nil)
  }

  @Test func aDescriptionShowsNoValue() {
    let read = message("Event: Newchannel", "CallerIDNum: 13800000666")
    #expect(!"\(read)".contains("138"))
    #expect(read.debugDescription.contains("138"))
  }

  @Test(arguments: Recording.all)
  func classesTellEventsFromItemsOfLists(_ recording: Recording) {
    for message in recording.messages where message.kind == .event {
      let isItem = message["Timestamp"] == nil && message["Privilege"] == nil
      #expect((message.classes == nil) == isItem || message["Privilege"] != nil)
    }
  }
}
