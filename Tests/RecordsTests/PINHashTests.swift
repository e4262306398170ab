import Records
import Testing

@Suite struct PINHashTests {
  @Test func aPINMatchesItsHashAndNoOther() throws {
    let hash = try PINHash.make("4711")
    #expect(PINHash.isHash(hash))
    #expect(!hash.contains("4711"))
    #expect(PINHash.matches("4711", hash))
    #expect(!PINHash.matches("4712", hash))
    #expect(!PINHash.matches("", hash))
  }

  @Test func twoHashesOfOnePINDiffer() throws {
    #expect(try PINHash.make("4711") != PINHash.make("4711"))
  }

  @Test(arguments: ["4711", "", "$", "$6$", "*0", "ab", "$6$rounds=10000$salt$", "$nothing$4711"])
  func whatIsNoHashIsNobodysPIN(text: String) {
    #expect(!PINHash.matches("4711", text))
    #expect(!PINHash.isHash(text))
  }

  @Test func aHashThatAnotherProgramMadeIsUnderstood() {
    // Python's crypt.crypt("4711", "$6$saltsalt$").
    let hash =
      "$6$saltsalt$FMJn4/2F8fwlOAepBqo55eJQliVblvlAkyYrm7ZgY2hOG.THZlaAgT9HsBp.0WJ9xljSPF4I6D1oS."
      + "F1QFWKI."
    #expect(PINHash.matches("4711", hash))
    #expect(!PINHash.matches("4712", hash))
  }

  @Test func anEmptyPINAndALongOneHaveNoHash() {
    #expect(throws: (any Error).self) { try PINHash.make("") }
    #expect(throws: (any Error).self) { try PINHash.make(String(repeating: "1", count: 65)) }
  }
}
