import Testing

@testable import Phone

@Suite struct SIPMessageTests {
  static let invite = """
    INVITE sip:1001@127.0.0.1:5071 SIP/2.0
    v: SIP/2.0/UDP 127.0.0.1:5060;rport;branch=z9hG4bKPj1
    f: "张三 \\"x\\"" <sip:138%0D%0A00@127.0.0.1>;tag=far
    To: <sip:1001@127.0.0.1>
    i: abc
    CSeq: 17 INVITE
    Reason: Q.850;cause=17
    Content-Length: 4

    v=0

    """.replacingLineEnds

  @Test func readsARequestWithCompactNames() throws {
    let message = try #require(SIPMessage(Array(Self.invite.utf8)))
    #expect(message.method == "INVITE")
    #expect(message.callID == "abc")
    #expect(message.branch == "z9hG4bKPj1")
    #expect(message.sequence?.number == 17)
    #expect(message.cause == 17)
    #expect(message.from?.name == "张三 \"x\"")
    #expect(message.from?.user == "138\r\n00")
    #expect(message.from?.tag == "far")
    #expect(message.body == Array("v=0\r".utf8))
  }

  @Test func decodingAfterEncodingIsIdentity() throws {
    let message = try #require(SIPMessage(Array(Self.invite.utf8)))
    let again = try #require(SIPMessage(message.bytes))
    #expect(again.start == message.start)
    #expect(
      again.headers.filter { $0.name != "Content-Length" }
        == message.headers.filter { $0.name != "Content-Length" }
    )
    #expect(again.body == message.body)
  }

  @Test func noPrefixOfAMessageTraps() {
    let bytes = Array(Self.invite.utf8)
    for length in 0..<bytes.count { _ = SIPMessage(bytes[..<length]) }
    #expect(SIPMessage(bytes[..<(bytes.count - 5)]) == nil)
  }

  @Test func bytesThatAreNotUTF8SurviveTheWayThrough() throws {
    let name = String(bytesAsTheyAre: [0xD5, 0xC5, 0xC8, 0xFD])
    var message = SIPMessage(start: .response(status: 200, reason: "OK"))
    message.add("From", SIPAddress(name: name, uri: "sip:1@h").description)
    #expect(message.bytes.contains([0x22, 0xD5, 0xC5, 0xC8, 0xFD, 0x22]))
    #expect(SIPMessage(message.bytes)?.from?.name == name)
  }

  @Test(arguments: [
    "", "plain", "a\"b\\c", "<sip:evil@h>;tag=x", "\"\u{301}", "张三", "\"; DROP", "a,b;c",
  ])
  func hostileNamesAreOnlyNames(name: String) throws {
    let header = SIPAddress(name: name, uri: "sip:138@h", tag: "t").description
    let read = try #require(SIPAddress(header))
    #expect(read.name == name)
    #expect(read.uri == "sip:138@h")
    #expect(read.tag == "t")
  }

  @Test(arguments: ["138", "+86 138", "*8#", "1|2", "a@b", "\r\nEvent: x", "张", "%41", "\";x=1"])
  func hostileNumbersAreOnlyNumbers(number: String) {
    let uri = SIPURI.make(user: number, at: "127.0.0.1:5060")
    #expect(!uri.contains(where: { " \r\n\"<>;".contains($0) }))
    #expect(SIPURI.user(of: uri) == number)
  }

  @Test func readsWhatAsteriskOffersAsAudio() throws {
    let sdp = """
      v=0
      o=- 3 3 IN IP4 127.0.0.1
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 18012 RTP/AVP 0 8 100
      a=rtpmap:0 PCMU/8000
      a=rtpmap:8 PCMA/8000
      a=rtpmap:100 telephone-event/8000
      a=fmtp:100 0-16
      a=ptime:20
      a=sendonly

      """.replacingLineEnds
    let session = try #require(SessionDescription(Array(sdp.utf8)))
    #expect(session.audio == Endpoint(host: "127.0.0.1", port: 18_012))
    #expect(session.telephoneEvent == 100)
    #expect(session.direction.answer == .receives)
    #expect(SessionDescription(session.bytes)?.audio == session.audio)
  }
}

extension String {
  /// The text with the line ends of the wire.
  var replacingLineEnds: String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
  }
}

extension [UInt8] {
  func contains(_ part: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: part) }
  }
}
