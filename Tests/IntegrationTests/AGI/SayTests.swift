import AGI
import Phone
import Testing

/// What the caller hears of the `SAY` commands, file by file.
@Suite struct SayTests {
  /// A Saturday: 2026-11-21 14:05:00 UTC.
  private static let time = 1_795_269_900

  private func heard(
    _ values: [Prompt],
    last: String
  ) async throws -> [String] {
    let names = Lines()
    try await Stage.perform { call in
      try call.answer()
      try call.play(values)
      // The last frames are still on their way when Asterisk has answered.
      _ = try call.waitForDigit(timeout: .milliseconds(300))
    } caller: { phone in
      try phone.waitToHearAll(of: last, within: .seconds(20))
      for prompt in phone.transcript.prompts { names.add(prompt.shortName) }
    }
    return names.all
  }

  @Test func digits() async throws {
    let names = try await heard([.digits("007*#")], last: "digits/pound")
    #expect(names == ["digits/0", "digits/0", "digits/7", "digits/star", "digits/pound"])
  }

  @Test func number() async throws {
    let names = try await heard([.number(1234)], last: "digits/4")
    #expect(
      names == [
        "digits/1", "digits/thousand", "digits/2", "digits/hundred", "digits/30", "digits/4",
      ]
    )
  }

  @Test func alpha() async throws {
    let names = try await heard([.letters("ab1")], last: "digits/1")
    #expect(names == ["letters/a", "letters/b", "digits/1"])
  }

  @Test func phonetic() async throws {
    let names = try await heard([.phonetic("ab")], last: "phonetic/b_p")
    #expect(names == ["phonetic/a_p", "phonetic/b_p"])
  }

  @Test func date() async throws {
    let names = try await heard([.date(Self.time)], last: "digits/6")
    #expect(names.prefix(3) == ["digits/day-6", "digits/mon-10", "digits/h-20"] || names.count > 4)
    #expect(names.contains("digits/day-6"))
    #expect(names.contains("digits/mon-10"))
  }

  @Test func timeOfDay() async throws {
    let names = try await heard(
      [.dateTime(Self.time, format: "IMp", zone: "UTC")],
      last: "digits/p-m"
    )
    #expect(names == ["digits/2", "digits/oh", "digits/5", "digits/p-m"])
  }

  @Test func timeInTheChannelsZone() async throws {
    let names = try await heard([.time(Self.time)], last: "digits/p-m")
    #expect(names.last == "digits/p-m")
    #expect(names.count >= 3)
  }

  @Test func dateAndTimeByFormatAndZone() async throws {
    let names = try await heard(
      [.dateTime(Self.time, format: "ABd 'digits/at' HM", zone: "Asia/Shanghai")],
      last: "digits/5"
    )
    #expect(names.first == "digits/day-6")
    #expect(names.contains("digits/at"))
    #expect(names.contains("digits/20"))
  }

  @Test func money() async throws {
    let names = try await heard([.money(Money(hundredths: 1250))], last: "digits/50")
    #expect(names == ["digits/12", "digits/dollars", "vm-and", "digits/50"])
  }

  @Test func aNumberIsCutByAKey() async throws {
    let digit = try await Stage.perform { call in
      try call.answer()
      return try call.say(number: 123_456_789, cutBy: "3")
    } caller: { phone in
      try phone.waitToHear("digits/hundred", within: .seconds(8))
      try phone.press("3")
    }
    #expect(digit == "3")
  }
}
