@testable import AGI
import Testing

struct ErrorsAndDigitsTests {
  @Test func descriptionsHoldNothingThatThePeerSent() {
    let error = AGIError(.failed, doing: "NOOP", reason: "why", evidence: "4711")
    #expect("\(error)" == "NOOP: failed: why")
    #expect(String(reflecting: error) == "NOOP: failed: why [4711]")
    #expect("\(AGIError(.hangup, doing: "ANSWER"))" == "ANSWER: hangup")
  }

  @Test func digitsAreTheKeysOfAPhone() {
    #expect(Digit(Character("a"))?.description == "A" && Digit(Character("x")) == nil)
    #expect(DigitSet(Substring("0*#D"))?.text == "0*#D" && DigitSet(Substring("1x")) == nil)
    #expect(DigitSet.keypad.text == "0123456789*#" && DigitSet.decimal.contains("9"))
    #expect(!DigitSet.decimal.contains("#") && DigitSet([]).text == "")
  }

  @Test(arguments: [
    ("", nil), ("-", nil), ("-12", -12), ("0", 0), ("99999999999999999999", nil), ("1a", nil),
  ])
  func decimalsAreReadStrictly(_ text: String, _ number: Int?) {
    #expect(text.utf8.decimal == number)
  }
}
