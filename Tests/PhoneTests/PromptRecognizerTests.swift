import Testing

@testable import Phone

@Suite struct PromptRecognizerTests {
  static let start = Moment(nanoseconds: 0)

  /// Bytes that look like speech; every seed gives others.
  static func speech(_ seed: UInt64, bytes: Int) -> [UInt8] {
    var state = seed
    return (0..<bytes).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
  }

  static let silence = [UInt8](repeating: 0xFF, count: 480)
  static let welcome = silence + speech(1, bytes: 1_600)
  static let menu = speech(2, bytes: 1_000)
  static let goodbye = speech(3, bytes: 800)
  /// Begins as welcome does and goes on otherwise.
  static let greeting = welcome.prefix(1_200) + speech(4, bytes: 1_200)

  static let index = PromptIndex([
    "en/switchboard/welcome": welcome, "en/switchboard/menu": menu,
    "en/switchboard/goodbye": goodbye, "en/switchboard/bye": goodbye,
    "en/switchboard/greeting": Array(greeting),
  ])

  /// What is recognised when these bytes arrive, 20 ms at a time.
  func recognize(_ audio: [UInt8], then pause: Duration = .seconds(1)) -> [String] {
    var recognizer = PromptRecognizer(Self.index)
    var now = Self.start
    var events: [PromptRecognizer.Event] = []
    for start in stride(from: 0, to: audio.count, by: 160) {
      now = now + .milliseconds(20)
      events += recognizer.hear(Array(audio[start..<min(start + 160, audio.count)]), at: now)
    }
    events += recognizer.advance(to: now + pause)
    return events.map { event in
      switch event {
      case .began(let prompt): "began \(prompt.names[0])"
      case .ended(let prompt):
        "\(prompt.names[0]) \(prompt.isWhole ? "whole" : "cut") \(prompt.frames)"
      }
    }
  }

  @Test func aWholePromptAfterItsSilence() {
    #expect(
      recognize(Self.welcome)
        == ["began en/switchboard/welcome", "en/switchboard/welcome whole 0..<13"]
    )
  }

  @Test func promptsOneAfterTheOtherWhereverTheFramesFall() {
    // 1,000 bytes are no whole number of frames: what follows is shifted by 40 bytes.
    let audio = Self.menu + Self.goodbye + Self.welcome + Self.menu
    #expect(
      recognize(audio) == [
        "began en/switchboard/menu", "en/switchboard/menu whole 0..<6",
        "began en/switchboard/bye", "en/switchboard/bye whole 0..<5",
        "began en/switchboard/welcome", "en/switchboard/welcome whole 0..<13",
        "began en/switchboard/menu", "en/switchboard/menu whole 0..<6",
      ]
    )
  }

  @Test func everyShiftIsRecognised() {
    for shift in 0..<160 {
      let audio = Self.speech(9, bytes: shift) + Self.goodbye + Self.silence
      #expect(
        recognize(audio) == ["began en/switchboard/bye", "en/switchboard/bye whole 0..<5"],
        "shifted by \(shift)"
      )
    }
  }

  @Test func aPromptThatIsInterrupted() {
    #expect(
      recognize(Array(Self.welcome.prefix(1_440)) + Self.menu) == [
        "began en/switchboard/welcome", "en/switchboard/welcome cut 0..<9",
        "began en/switchboard/menu", "en/switchboard/menu whole 0..<6",
      ]
    )
  }

  @Test func aPromptAfterWhichThereIsSilence() {
    #expect(
      recognize(Array(Self.menu.prefix(320)))
        == ["began en/switchboard/menu", "en/switchboard/menu cut 0..<2"]
    )
  }

  @Test func aPromptThatBeginsInTheMiddle() {
    #expect(
      recognize(Array(Self.welcome.dropFirst(960)))
        == ["began en/switchboard/welcome", "en/switchboard/welcome cut 6..<13"]
    )
  }

  @Test func promptsThatBeginAlikeAreToldApartWhereTheyDiffer() {
    #expect(
      recognize(Array(Self.greeting))
        == ["began en/switchboard/greeting", "en/switchboard/greeting whole 0..<15"]
    )
    #expect(
      recognize(Self.welcome)
        == ["began en/switchboard/welcome", "en/switchboard/welcome whole 0..<13"]
    )
  }

  @Test func theSamePromptTwice() {
    #expect(
      recognize(Self.goodbye + Self.goodbye) == [
        "began en/switchboard/bye", "en/switchboard/bye whole 0..<5",
        "began en/switchboard/bye", "en/switchboard/bye whole 0..<5",
      ]
    )
  }

  @Test func aLostPacketDoesNotCutAPrompt() {
    var recognizer = PromptRecognizer(Self.index)
    var events: [PromptRecognizer.Event] = []
    events += recognizer.hear(Array(Self.welcome[..<960]), at: Self.start)
    recognizer.lose(160)
    events += recognizer.hear(Array(Self.welcome[1_120...]), at: Self.start)
    guard events.count == 2, case .ended(let prompt) = events[1] else {
      Issue.record("\(events)")
      return
    }
    #expect(prompt.isWhole)
  }

  @Test func tonesAndSilenceAreNoPrompts() {
    var tone = SoundFrames(.tone(hertz: 440))
    #expect(recognize(Self.silence + (0..<50).flatMap { _ in tone.next()! }) == [])
  }

  @Test func filesOfEqualBytesAreOnePrompt() {
    var recognizer = PromptRecognizer(Self.index)
    guard case .began(let prompt)? = recognizer.hear(Self.goodbye, at: Self.start).first else {
      Issue.record("nothing began")
      return
    }
    #expect(prompt.isNamed("switchboard/goodbye"))
    #expect(prompt.isNamed("switchboard/bye"))
    #expect(!prompt.isNamed("bye bye"))
  }
}
