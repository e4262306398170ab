@testable import AGI
@testable import AGITesting
import Testing

struct CommandTests {
  @Test func plainWordsStayBareAndOthersAreQuoted() throws {
    let line = try Command(.setVariable, ["X", "a \"b\" \\c"]).encoded(within: .asterisk16)
    #expect(line.text == "SET VARIABLE X \"a \\\"b\\\" \\\\c\"\n")
    #expect(try Command(.noop).encoded(within: .asterisk16).text == "NOOP\n")
    #expect(
      try Command(.streamFile, ["a", ""]).encoded(within: .asterisk16).text.hasSuffix("\"\"\n")
    )
  }

  @Test func asteriskReadsTheSameWordsFromRandomBytes() throws {
    var random = SeededGenerator(seed: 7)
    let allowed = (1...255).map { UInt8($0) }.filter { $0 != 10 && $0 != 13 }
    let awkward = Array(" \t\"\\()${},'#".utf8)
    for _ in 0..<5000 {
      let words = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          Bool.random(using: &random)
            ? awkward.randomElement(using: &random)! : allowed.randomElement(using: &random)!
        }
      }
      let arguments = words.map { Argument(bytes: $0) }
      let line = try Command(words: ["NOOP"] + arguments).encoded(within: .asterisk22)
      #expect(line.last == 10 && !line.dropLast().contains(10))
      #expect(CommandWords(line.dropLast()).words == [Array("NOOP".utf8)] + words)
    }
  }

  @Test(arguments: ["a\nb", "a\rb", "a\0b", "\n"])
  func whatEndsALineIsRefused(_ value: String) {
    let command = Command(.setVariable, ["X", .text(value)])
    #expect(code { try command.encoded(within: .asterisk22) } == .refusedArgument)
    #expect(
      code { try Command(words: [.text(value)]).encoded(within: .asterisk22) } == .refusedArgument
    )
  }

  @Test func aCommandNeedsAName() {
    #expect(code { try Command(words: []).encoded(within: .asterisk22) } == .refusedArgument)
    #expect(
      code { try Command(words: ["", "x"]).encoded(within: .asterisk22) } == .refusedArgument
    )
  }

  /// With its newline and a NUL, 2,048 bytes on 16 and 8,192 on 22.
  @Test(arguments: [
    ("16.28.0~dfsg-0+deb11u4", 2046), ("22.10.1", 8190), ("18.4", 2046), ("", 2046),
  ])
  func lineLimitIsExact(_ version: String, _ limit: Int) throws {
    let limits = Limits(asteriskVersion: version)
    let head = "SET VARIABLE B ".utf8.count
    let longest = Argument(bytes: [UInt8](repeating: 65, count: limit - head))
    #expect(try Command(.setVariable, ["B", longest]).encoded(within: limits).count == limit + 1)
    let longer = Argument(bytes: longest.bytes + [65])
    let command = Command(.setVariable, ["B", longer])
    #expect(code { try command.encoded(within: limits) } == .lineTooLong)
    let quoted = Argument(bytes: [32] + longest.bytes.dropFirst(2))
    let other = Command(.setVariable, ["B", quoted])
    #expect(code { try other.encoded(within: limits) } == .lineTooLong)
  }

  @Test func aHundredAndTwentySevenWordsAreTheMost() throws {
    let word = Argument("a b")
    let most = Command(.setVariable, Array(repeating: word, count: 125))
    #expect(try CommandWords(most.encoded(within: .asterisk22)).words.count == 127)
    let tooMany = Command(.setVariable, Array(repeating: word, count: 126))
    #expect(code { try tooMany.encoded(within: .asterisk22) } == .tooManyArguments)
    let raw = Command(words: ["NOOP"] + Array(repeating: word, count: 127))
    #expect(code { try raw.encoded(within: .asterisk22) } == .tooManyArguments)
  }

  @Test(arguments: [
    "SHELL(id)", "shell(id)", "Shell (id)", "SHELL\t(id)", "EVAL(${X})", "${X}", "CDR(EVAL(x))",
  ])
  func namesThatRunCodeAreRefusedHoweverTheyAreSpelt(_ name: String) {
    let spellings: [[Argument]] = [
      ["GET", "VARIABLE", .text(name)], ["get", "Variable", .text(name)],
      ["SET", "VARIABLE", .text(name), "1"], ["sEt", "vArIaBlE", .text(name), "1"],
    ]
    for words in spellings {
      #expect(code { try Command(words: words).encoded(within: .asterisk22) } == .refusedArgument)
    }
    let typed = Command(.getVariable, [.text(name)])
    #expect(code { try typed.encoded(within: .asterisk22) } == .refusedArgument)
  }

  @Test func expressionsMayNestButNotRunAShell() throws {
    _ = try Command(.getFullVariable, ["${LEN(${X})}"]).encoded(within: .asterisk22)
    let words: [Argument] = ["get", "full", "variable", "${shell(id)}"]
    #expect(code { try Command(words: words).encoded(within: .asterisk22) } == .refusedArgument)
    let typed = Command(.getFullVariable, ["a${EVAL(b)}"])
    #expect(code { try typed.encoded(within: .asterisk22) } == .refusedArgument)
  }

  @Test func anElementIsOneWordToAsteriskWhateverItHolds() throws {
    // In one element these are no `GET VARIABLE`: Asterisk sees a command of that odd name.
    for name in ["GET VARIABLE", "GET\tVARIABLE SHELL(id)"] {
      let line = try Command(words: [.text(name), "X"]).encoded(within: .asterisk22)
      #expect(CommandWords(line.dropLast()).words.first == Array(name.utf8))
    }
  }

  @Test func rawCommandsAreKnownByTheirWords() {
    #expect(Command(words: ["get", "variable", "X"]).name == .getVariable)
    #expect(Command(words: ["DATABASE", "DELTREE", "f"]).name == .databaseDeltree)
    #expect(Command(words: ["DATABASE", "DEL", "f", "k"]).name == .databaseDel)
    #expect(Command(words: ["GET", "FULL", "VARIABLE", "x"]).asksForValue)
    #expect(Command(words: ["FROBNICATE"]).name == nil)
  }

  @Test func titlesHoldNoArguments() {
    #expect(Command(words: ["VERBOSE", "4711"]).title == "VERBOSE")
    #expect(Command(words: ["4711"]).title == "a raw command")
  }

  @Test func durationsAreRoundedUpAndKeptInRange() {
    #expect(Argument.milliseconds(nil).bytes.text == "-1")
    #expect(Argument.milliseconds(.microseconds(1)).bytes.text == "1")
    #expect(Argument.milliseconds(.seconds(-5)).bytes.text == "0")
    #expect(Argument.milliseconds(.seconds(1 << 40)).bytes.text == "2000000000")
  }
}
