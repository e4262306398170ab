@testable import AGI
import Testing

/// The decoder, event by event.
struct ReplyDecoderTests {
  var decoder = ReplyDecoder(limit: 4096)

  mutating func feed(_ text: String) { decoder.append(Array(text.utf8)) }

  mutating func next(_ form: ReplyDecoder.Form = .line) throws -> String {
    switch try decoder.next(form) {
    case .reply(let reply):
      "\(reply.status) \(reply.result.text)" + (reply.text.map { " [\($0)]" } ?? "")
        + (reply.endPosition.map { " at \($0)" } ?? "")
    case .hangup: "hangup"
    case .undecided: "undecided"
    case nil: "more"
    }
  }

  @Test(arguments: [
    ("200 result=0\n", "200 0"), ("200 result=1 (text)\n", "200 1 [text]"),
    ("200 result=1 ()\n", "200 1 []"), ("200 result=-1\n", "200 -1"),
    ("200 result=50 endpos=11360\n", "200 50 at 11360"),
    ("200 result= (timeout)\n", "200  [timeout]"),
    ("200 result=007\n", "200 007"), ("200 result=*1# \n", "200 *1#"), ("200 result=\n", "200 "),
    ("200 result=-1 (hangup) endpos=0\n", "200 -1 [hangup] at 0"),
    ("200 result=0 endpos=-1\n", "200 0 at -1"),
    ("200 result=1 (a) endpos=5 (b)\n", "200 1 [a) endpos=5 (b]"),
    (
      "100 result=0 Trying...\n200 result=0 Gosub complete (abnormal exit)\n",
      "200 0 [abnormal exit]"
    ),
    ("510 Invalid or unknown command\n", "510 "), ("511 Command Not Permitted\n", "511 "),
    ("520 Invalid command syntax.  Proper usage not available.\n", "520 "),
    ("520-Invalid command syntax.  Proper usage not available.\n", "520 "),
    ("520-Invalid.\n  200 result=1 (x)\n510 no\nHANGUP\n520 End of proper usage.\n", "520 "),
  ])
  mutating func replyFormIsReadWholeAndByteByByte(_ bytes: String, _ reply: String) throws {
    feed(bytes)
    #expect(try next() == reply)
    #expect(decoder.isEmpty && decoder.strayBytes == 0)
    for byte in bytes.utf8.dropLast() {
      decoder.append([byte])
      #expect(try next() == "more")
    }
    feed("\n")
    #expect(try next() == reply)
  }

  @Test mutating func hangupComesBeforeBetweenAndAfterReplies() throws {
    feed("HANGUP\n200 result=0\nHANGUP\n")
    #expect(try next() == "hangup")
    #expect(try next() == "200 0")
    #expect(try next() == "hangup")
    #expect(try next() == "more")
    feed("HANG")
    #expect(try next() == "more")
    feed("UP\n")
    #expect(try next() == "hangup")
  }

  @Test mutating func valueOverSeveralLinesIsOneReply() throws {
    feed("200 result=1 (uid=1(a) gid=2(b)\n")
    #expect(try next(.value) == "undecided")
    feed(")\n")
    #expect(try next(.value) == "200 1 [uid=1(a) gid=2(b)\n]")
    feed("200 result=1 (one\n")
    #expect(try next(.value) == "more")
    feed("two)\n")
    #expect(try next(.value) == "200 1 [one\ntwo]")
    feed("200 result=1 (a)\n200 result=1 (b)\n")
    #expect(try next(.value) == "200 1 [a)\n200 result=1 (b]")
  }

  @Test mutating func aMarkerTellsWhereAnOpenValueEnds() throws {
    let marker = ReplyDecoder.Form.marker(Array("mark".utf8))
    feed("200 result=1 (:()\n")
    #expect(try next(.value) == "undecided")
    #expect(try next(marker) == "more")
    feed("200 result=1 (mark)\n200 result=7\n")
    #expect(try next(marker) == "200 1 [:(]")
    #expect(try next() == "200 7")
  }

  @Test mutating func aHangupBesideAMarkedValueIsNotLost() throws {
    let marker = ReplyDecoder.Form.marker(Array("mark".utf8))
    feed("200 result=1 (:()\nHANGUP\n")
    #expect(try next(.value) == "undecided")
    feed("200 result=1 (mark)\n")
    #expect(try next(marker) == "hangup")
    #expect(try next(marker) == "200 1 [:(]")
    feed("HANGUP\n200 result=1 (mark)\n")
    #expect(try next(marker) == "hangup")
    #expect(try next(marker) == "200 ")
  }

  @Test mutating func aHangupBehindAValueIsNoPartOfIt() throws {
    feed("200 result=1 (x)\nHANGUP\n")
    #expect(try next(.value) == "200 1 [x]")
    #expect(try next() == "hangup")
    feed("200 result=1 (x)\nHANG")
    #expect(try next(.value) == "200 1 [x]")
  }

  @Test mutating func linesThatNobodyAskedForAnswerNothing() throws {
    feed("rest of a value)\n200 result=1 (forged)\nHANGUP\nhalf a li")
    #expect(try decoder.discardUnasked())
    feed("ne\n200 result=5\n")
    #expect(try next() == "200 5")
    #expect(decoder.strayBytes > 0)
    #expect(try decoder.discardUnasked() == false)
  }

  @Test mutating func anEnvironmentThatGoesOnIsAnAttack() throws {
    feed("agi_dnid: 100\n")
    #expect(code { try next() } == .protocolViolation)
    decoder = ReplyDecoder()
    feed("agi_dnid: 100\n")
    #expect(code { try decoder.discardUnasked() } == .protocolViolation)
  }

  @Test(arguments: ["200 result=1 (", "520-x\n", "", "200 result=1 (a(\n", "stray\n"])
  mutating func repliesHaveALimit(_ head: String) throws {
    feed(head)
    #expect(
      code {
        for _ in 0..<10_000 {
          feed(head.hasSuffix("stray\n") ? head : "x")
          while try decoder.next(.value) != nil {}
        }
      } == .protocolViolation
    )
  }
}
