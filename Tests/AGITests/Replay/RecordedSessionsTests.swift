@testable import AGI
@testable import AGITesting
import Testing

/// Each recorded session, said once more through the API, with Asterisk's bytes cut at each place.
struct RecordedSessionsTests {
  @Test(arguments: Fixture.all)
  func sessionIsSaidAgainWithTheSameResults(_ fixture: Fixture) throws {
    let session = Sayable(try fixture.session())
    let (results, replay) = session.replay(cut: .none)
    #expect(replay.isFaithful, "\(replay.differences) \(replay.linesLeft)")
    let shown = zip(session.lines, results).map { "\($0.shown)\n    \($1)\n" }.joined()
    let name = "results/\(fixture.asterisk)/\(fixture.name)"
    #expect(try shown == Fixture.text(name), "\(name) differs:\n\(shown)")
  }

  @Test(arguments: Fixture.all)
  func sessionHasTheSameResultsHoweverItIsCut(_ fixture: Fixture) throws {
    let session = Sayable(try fixture.session())
    let (results, _) = session.replay(cut: .none)
    let cuts = [1, 3, 64].map(RecordedSession.Cut.every)
    for cut in cuts + [1, 4, 12].map(RecordedSession.Cut.once) {
      let (again, replay) = session.replay(cut: cut)
      #expect(again == results && replay.isFaithful, "\(cut): \(replay.differences)")
    }
  }

  @Test(arguments: Fixture.all)
  func everyReplyIsTheSameAtEverySplit(_ fixture: Fixture) throws {
    for (line, reply) in Sayable(try fixture.session()).exchanges {
      let command = Command(words: line.words.map { Argument(bytes: $0) })
      let form = command.asksForValue ? ReplyDecoder.Form.value : .line
      let whole = try events(in: [reply[...]], as: form)
      #expect(!whole.isEmpty, "\(line.shown)")
      // A value of thousands of equal letters is cut at its ends and at every 61st place between.
      let places = reply.indices.dropFirst().filter { place in
        reply.count < 1000 || place < 64 || place > reply.count - 64 || place % 61 == 0
      }
      for place in places {
        let parts = [reply[..<place], reply[place...]]
        guard try events(in: parts, as: form) != whole else { continue }
        Issue.record("\(line.shown) cut at \(place)")
      }
    }
  }

  @Test(arguments: Fixture.all)
  func everyLineOfOursIsInCanonicalForm(_ fixture: Fixture) throws {
    let session = Sayable(try fixture.session())
    let sent = session.linesOfOurs()
    for line in sent {
      #expect(line == canonical(CommandWords(line.utf8).words))
    }
  }

  @Test(arguments: Fixture.all)
  func whatCannotBeSaidIsRefusedBeforeAByteIsWritten(_ fixture: Fixture) throws {
    for line in Sayable(try fixture.session()).refused {
      var caller = ScriptedCaller()
      caller.version = fixture.asterisk
      let call = caller.call { call in
        _ = try call.command(line.words.map { Argument(bytes: $0) })
      }
      #expect(call.errorCode == line.refusal, "\(line.shown)")
      #expect(call.commands.allSatisfy { $0.hasPrefix("SET VARIABLE SWB_") })
    }
  }

  @Test func keysOfARealPhoneAreTheTypedResults() throws {
    let session = try Fixture.named("agi-dtmf-rfc4733")
    let keys: DigitSet = "123456789*0#"
    let replay = session.replay { call in
      #expect(call.environment.callerName == "王小明")
      #expect(call.environment.callerNumber == "13800138000")
      #expect(try call.waitForDigit(timeout: .seconds(8)) == "1")
      let cut = try call.streamFile("lab/machine", escape: keys)
      #expect(cut == Playback(digit: "2", endPosition: 11360))
      let three = try call.getData("lab/machine", timeout: .seconds(4), maximum: 3)
      #expect(three == CollectedDigits(digits: "345", timedOut: false))
      let lone = try call.getData("lab/menu", timeout: .seconds(4), maximum: 9)
      #expect(lone == CollectedDigits(digits: "", timedOut: false))
      let ended = try call.getData("beep", timeout: .milliseconds(1500), maximum: 9)
      #expect(ended == CollectedDigits(digits: "67", timedOut: false))
      #expect(try call.getOption("lab/machine", escape: keys, timeout: .seconds(5)).digit == "9")
    }
    #expect(replay.differences.isEmpty)
  }

  private func events(
    in parts: [ArraySlice<UInt8>],
    as form: ReplyDecoder.Form
  ) throws -> [ReplyDecoder.Event] {
    var decoder = ReplyDecoder()
    var events: [ReplyDecoder.Event] = []
    for part in parts {
      decoder.append(part)
      while let event = try decoder.next(form) { events.append(event) }
    }
    return events
  }

  private func canonical(_ words: [[UInt8]]) -> String {
    words.map { word in
      let isPlain =
        !word.isEmpty && word.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
      let text = String(decoding: word, as: UTF8.self)
      guard !isPlain else { return text }
      let escaped = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
      return "\"\(escaped.joined())\""
    }
    .joined(separator: " ")
  }
}
