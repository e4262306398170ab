import AGI
import Phone
import Testing

/// Several variables by one command, as Asterisk takes them apart.
@Suite struct ManyVariablesTests {
  /// Whatever a name of a queue, a rule or a prompt may be, and what an attacker would have it be.
  static let values =
    [
      "plain", "", "two words", "dialled 4008001234", "销售部", "custom/welcome-2.v1", "a@b:c+d*e#",
      "a,SWB_ACTION=hangup", "a=b=c", "\"quoted\"", "\"", "a\\,b", "\\", "(a,b)", "(", ")", "[",
      "]",
      "${CHANNEL}", "$[1+1]", "${SHELL(touch /tmp/never)}", " first", "last ", "a  b", "a\tb", "|",
      "a|b", ";", "'", "^", "~~s~~", "%", "<1>", "{}", "\u{1}", "\u{7F}",
    ] + (0x20...0x7E).map { "x\(Character(Unicode.Scalar(UInt8($0))))y" }

  @Test(arguments: ["0", "1"])
  func everyValueArrivesAsItIs(expandsInExec: String) async throws {
    let read = try await Stage.perform { call -> [[String?]] in
      try call.set("AGIEXECFULL", to: expandsInExec)
      return try Self.values.map { value in
        try call.set([("A", "1"), ("B", value), ("C", "3"), ("D", ""), ("E", value)])
        return try ["A", "B", "C", "D", "E"].map { try call.get($0) }
      }
    }
    for (value, read) in zip(Self.values, read) {
      #expect(read == ["1", value, "3", "", value])
    }
    #expect(read.count == Self.values.count)
  }

  @Test func everyValueIsReadAsItIs() async throws {
    let read = try await Stage.perform { call -> [[String]] in
      try Self.values.map { value in
        try call.set("B", to: value)
        try call.set("C", to: "3")
        return try call.values(of: "NEVER_SET", "B", "C", "B")
      }
    }
    for (value, read) in zip(Self.values, read) { #expect(read == ["", value, "3", value]) }
    #expect(read.count == Self.values.count)
  }

  @Test func manyAndLongOnesAllArrive() async throws {
    let read = try await Stage.perform { call -> [String?] in
      let long = String(repeating: "long ", count: 90) + "."
      try call.set((0..<60).map { ("N\($0)", "\($0)") } + (0..<8).map { ("L\($0)", long) })
      return try [call.get("N0"), call.get("N59")]
        + (0..<8).map { try call.get("L\($0)").map { "\($0 == long)" } }
    }
    #expect(read == ["0", "59"] + Array(repeating: "true", count: 8))
  }

  @Test func aDeadChannelTakesThemToo() async throws {
    let read = try await Stage.perform { call -> [String] in
      try call.answer()
      #expect(throws: AGIError.self) {
        try call.play("beep")
        _ = try call.waitForDigit(timeout: nil)
      }
      try call.set([("A", "1"), ("B", "two words"), ("C", "a,b"), ("D", "4"), ("E", "5")])
      return try call.values(of: "A", "B", "C", "D", "E")
    } caller: { phone in
      try phone.waitToHearAll(of: "beep", within: .seconds(8))
      phone.hangUp()
    }
    #expect(read == ["1", "two words", "a,b", "4", "5"])
  }
}
