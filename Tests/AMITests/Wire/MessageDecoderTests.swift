import Testing

@testable import AMI

struct MessageDecoderTests {
  @Test(arguments: Recording.all)
  func aRecordedSessionIsTheSameHoweverItIsCut(_ recording: Recording) {
    let bytes = recording.bytes
    let whole = decode([bytes])
    #expect(whole.count > 1)
    for size in [1, 2, 3, 7, 61, 509, 1448] {
      let parts = stride(from: 0, to: bytes.count, by: size).map {
        bytes[$0..<min($0 + size, bytes.count)]
      }
      #expect(decode(parts) == whole)
    }
  }

  /// A split touches the block that it is in and the next one; blocks with the same lines are cut once.
  @Test func everySplitOfEachBlockIsTheSame() {
    var shapes: Set<[String]> = []
    for message in Recording.all.flatMap(\.messages) {
      let names = message.headers.map(\.name)
      guard shapes.insert([message.event ?? ""] + names).inserted else { continue }
      let bytes = message.bytes + block("Event: Next")
      let whole = decode([bytes])
      for place in bytes.indices {
        guard decode([bytes[..<place], bytes[place...]]) == whole else {
          Issue.record("cut at \(place): \(message.debugDescription)")
          return
        }
      }
    }
  }

  /// Asterisk sends an empty line too many here and there (22 after a MixMonitor's TestEvent).
  @Test(arguments: Recording.all)
  func whatWasReadIsWhatWasSent(_ recording: Recording) {
    var again: [UInt8] = []
    for element in decode([recording.bytes]) {
      switch element {
      case .banner(let version): again += Array("Asterisk Call Manager/\(version)\r\n".utf8)
      case .message(let message): again += message.bytes
      }
    }
    let sent = recording.bytes.text.replacing("\r\n\r\n\r\n", with: "\r\n\r\n")
    #expect(again.text == sent)
  }

  @Test(arguments: Recording.all)
  func headersSayTheWholeBlock(_ recording: Recording) {
    for message in recording.messages {
      #expect(message.kind != .other || recording.name.contains("injection"))
      guard message.storage.text.utf8.count == message.storage.count else { continue }
      if message.headers.allSatisfy({ !$0.name.isEmpty }) {
        #expect(Message(message.headers) == message)
      }
    }
  }

  @Test func theBannerMayBeMissing() {
    #expect(decode([block("Response: Success")]) == [.message(message("Response: Success"))])
  }

  @Test func theBannerComesInTheSamePieceAsTheFirstAnswer() {
    let elements = decode([
      Array("Asterisk Call Manager/5.0.4\r\n".utf8) + block("Response: Success")
    ])
    #expect(elements == [.banner(version: "5.0.4"), .message(message("Response: Success"))])
  }

  @Test func aSecondBannerIsALineLikeAnyOther() {
    let forged = block("Asterisk Call Manager/9", "Event: Fake")
    let elements = decode([block("Response: Success") + forged])
    #expect(elements.last == .message(message("Asterisk Call Manager/9", "Event: Fake")))
  }

  @Test func emptyLinesBeforeABlockSayNothing() {
    let elements = decode([Array("\r\n\r\n".utf8) + block("Event: A") + Array("\r\n".utf8)])
    #expect(elements == [.message(message("Event: A"))])
  }

  @Test func aLineFeedAloneIsPartOfAValue() {
    let read = decode([block("Response: Success", "Value: one\n\ntwo", "Next: 1")])
    guard case .message(let message)? = read.first else {
      Issue.record("no message")
      return
    }
    #expect(message["Value"] == "one\n\ntwo")
    #expect(message["Next"] == "1")
  }

  @Test func aBlockOfTheLimitIsReadAndOneByteMoreIsNot() {
    let bytes = block("Event: A", "B: c")
    for (limit, isRead) in [(bytes.count, true), (bytes.count - 1, false)] {
      for size in 1...bytes.count {
        var decoder = MessageDecoder(limit: limit)
        var count = 0
        var code: AMIError.Code?
        for start in stride(from: 0, to: bytes.count, by: size) {
          decoder.append(bytes[start..<min(start + size, bytes.count)])
          do {
            while try decoder.next() != nil { count += 1 }
          } catch {
            code = error.code
          }
        }
        #expect(count == (isRead ? 1 : 0))
        #expect(code == (isRead ? nil : .protocolViolation))
      }
    }
  }

  @Test func whatHasNoEndIsNotKeptForEver() {
    var decoder = MessageDecoder(limit: 1000)
    decoder.append([UInt8](repeating: UInt8(ascii: "x"), count: 1001))
    #expect(throws: AMIError.self) { try decoder.next() }
    decoder.append(block("Event: A"))
    #expect(throws: AMIError.self) { try decoder.next() }
  }
}
