import AGI
import AGITesting
import Testing

struct LiveCallerTests {
  private final class Person: LiveCaller {
    var answers: [Step]
    var events: [LiveEvent] = []

    init(_ answers: Step...) { self.answers = answers }

    func happened(_ event: LiveEvent) { events.append(event) }
    func isAsked() -> Step { answers.isEmpty ? .stayQuiet : answers.removeFirst() }
  }

  private struct Questions: Script {
    func run(_ call: Call) throws {
      try call.play("first", cutBy: .keypad)
      let key = try call.waitForDigit(timeout: .seconds(1))
      try call.play([.digits(key?.description ?? "0")])
      try call.exec("MixMonitorMute", "both,1")
      _ = try call.waitForDigit(timeout: .seconds(1))
      try call.play("last")
    }
  }

  @Test func aPersonAnswersWhenTheStepsAreUsedUp() {
    var script = Questions()
    let person = Person(.press("7"))
    let call = ScriptedCaller(.press("1")).call(&script, live: person)
    #expect(call.end == .success)
    #expect(
      person.events == [
        .heard("first"), .heard(.whole(.digits("1"))), .executed("MixMonitorMute(both,1)"),
        .heard("last"),
      ]
    )
    #expect(person.answers == [])
  }

  @Test func aPersonMayHangUp() {
    var script = Questions()
    let person = Person(.hangUp)
    let call = ScriptedCaller().call(&script, live: person)
    #expect(call.end == .hangup)
    #expect(person.events == [.heard("first")])
  }
}
