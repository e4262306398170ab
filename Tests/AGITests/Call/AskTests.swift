@testable import AGI
import AGITesting
import Testing

/// What a caller's keys come to: none is lost, none is used twice.
struct AskTests {
  func ask(_ rules: EntryRules = .digits(3), _ steps: Step...) -> (ScriptedCall, Entry?) {
    let answer = Answer()
    let call = ScriptedCaller(steps: steps).call { call in
      answer.entry = try call.ask("question", for: rules)
    }
    return (call, answer.entry)
  }

  final class Answer {
    var entry: Entry?
    var all: [Entry] = []
  }

  @Test func digitsAfterThePromptAreTheAnswer() {
    let (call, entry) = ask(.digits(3), .press("007"))
    #expect(entry == .digits("007") && call.heard == ["question"])
    #expect(call.stepsLeft.isEmpty && call.end == .success)
  }

  @Test func aKeyDuringThePromptCutsItAndIsTheFirstDigit() {
    let (call, entry) = ask(.digits(3), .press("1", during: "question"), .press("23"))
    #expect(entry == .digits("123") && call.heard == [.cut("question", by: "1")])
  }

  @Test func keysTypedAheadAnswerTheNextQuestionsWithoutTheirPrompts() {
    let answers = Answer()
    let call = ScriptedCaller(.press("1", during: "hello"), .press("2", during: "second")).call {
      call in
      try call.play("hello", cutBy: .keypad)
      answers.all.append(try call.ask("first", for: .digits(1)))
      answers.all.append(try call.ask("second", for: .digits(1)))
    }
    #expect(answers.all == [.digits("1"), .digits("2")])
    #expect(call.heard == [.cut("hello", by: "1"), .cut("second", by: "2")])
  }

  @Test func moreKeysThanTheMaximumGoToTheNextQuestion() {
    let answers = Answer()
    let call = ScriptedCaller(.press("12345", during: "first")).call { call in
      answers.all.append(try call.ask("first", for: .digits(3)))
      answers.all.append(try call.ask("second", for: .digits(2)))
    }
    #expect(answers.all == [.digits("123"), .digits("45")])
    #expect(call.heard == [.cut("first", by: "1"), .cut("second", by: "4")])
  }

  @Test func aTerminatorEndsTheAnswerAndIsNoPartOfIt() {
    #expect(ask(EntryRules(length: 1...6), .press("12#")).1 == .digits("12"))
    #expect(ask(EntryRules(length: 1...6, terminators: "*#"), .press("12*")).1 == .digits("12"))
    let allowed = EntryRules(length: 1...6, allowed: "0123456789#", terminators: "*")
    #expect(ask(allowed, .press("1#*")).1 == .digits("1#"))
  }

  @Test func aTerminatorAloneIsAnAnswerWithoutDigits() {
    let optional = EntryRules(length: 0...6, attempts: 1)
    #expect(ask(optional, .press("#")).1 == .digits(""))
    #expect(ask(optional, .press("#", during: "question")).1 == .digits(""))
    #expect(ask(EntryRules(length: 1...6, attempts: 1), .press("#")).1 == .invalid(""))
    #expect(ask(optional).1 == .silence)
  }

  @Test func tooFewDigitsAreInvalidAfterThePause() {
    #expect(
      ask(EntryRules(length: 3...3, attempts: 1), .press("12"), .stayQuiet).1 == .invalid("12")
    )
    #expect(
      ask(EntryRules(length: 1...3, attempts: 1), .press("12"), .stayQuiet).1 == .digits("12")
    )
  }

  @Test func eachAttemptIsToldWhatWasWrong() {
    let rules = EntryRules(length: 1...1, invalid: ["wrong"], silence: ["louder"])
    let (call, entry) = ask(rules, .stayQuiet, .press("*", during: "question"), .press("5"))
    #expect(entry == .digits("5"))
    #expect(call.heard == ["question", "louder", .cut("question", by: "*"), "wrong", "question"])
  }

  @Test func theLastReactionIsHeardWholeAndNothingIsAskedAgain() {
    let rules = EntryRules(length: 1...1, attempts: 2, invalid: ["wrong"])
    let (call, entry) = ask(
      rules,
      .press("*"),
      .press("#", during: "question"),
      .press("1", during: "wrong")
    )
    #expect(entry == .invalid(""))
    #expect(call.heard == ["question", "wrong", .cut("question", by: "#"), "wrong"])
  }

  @Test func aKeyDuringTheReactionAnswersTheNextAttempt() {
    let rules = EntryRules(length: 1...1, invalid: ["wrong"])
    let (call, entry) = ask(rules, .press("*"), .press("7", during: "wrong"))
    #expect(entry == .digits("7"))
    #expect(call.heard == ["question", .cut("wrong", by: "7")])
  }

  @Test func keysBehindAWrongOneAreNoAnswerToTheNextAttempt() {
    let answer = Answer()
    let rules = EntryRules(length: 1...1, invalid: ["wrong"])
    _ = ScriptedCaller(.press("3")).call { call in
      call.typedAhead = ["*", "9"]
      answer.entry = try call.ask("question", for: rules)
    }
    #expect(answer.entry == .digits("3"))
  }

  @Test func validationIsAnotherReasonToAskAgain() {
    let rules = EntryRules(length: 2...2, invalid: ["wrong"], isValid: { $0 != "13" })
    let (call, entry) = ask(rules, .press("13"), .press("14"))
    #expect(entry == .digits("14") && call.heard == ["question", "wrong", "question"])
  }

  @Test func menuReturnsTheChoiceOrNothing() throws {
    final class Chosen { var queues: [String?] = [] }
    let chosen = Chosen()
    let menu: (Call) throws -> Void = { call in
      let rules = EntryRules(attempts: 2, invalid: ["wrong-key"], silence: ["no-input"])
      chosen.queues.append(
        try call.menu("menu", choices: ["1": "sales", "#": "support"], rules: rules)
      )
    }
    let wrong = ScriptedCaller(.press("9", during: "menu"), .press("1")).call(menu)
    #expect(wrong.heard == [.cut("menu", by: "9"), "wrong-key", "menu"])
    _ = ScriptedCaller(.press("#", during: "menu")).call(menu)
    let silent = ScriptedCaller().call(menu)
    #expect(silent.heard == ["menu", "no-input", "menu", "no-input"])
    #expect(chosen.queues == ["sales", "support", nil])
  }

  @Test func hangupWhileAskingIsThrownOnce() {
    let (call, entry) = ask(.digits(3), .press("1"), .hangUp)
    #expect(entry == nil && call.end == .hangup && call.isHungUp)
    #expect(call.status == "HANGUP")
  }
}
