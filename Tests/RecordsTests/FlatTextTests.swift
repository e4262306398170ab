@testable import Records
import Testing

@Suite struct FlatTextTests {
  @Test(arguments: ["", "plain", "a=b", "two\nlines", "back\\slash", "\\n", "张三", "\r\n=\\", " "])
  func whatIsWrittenIsRead(value: String) {
    var flat = FlatText()
    flat.append("one", value)
    flat.append("two", "2")
    flat.append("one", "again")
    let read = FlatText(decoding: flat.encoded)
    #expect(read == flat)
    #expect(read["one"] == value)
    #expect(read.all("one") == [value, "again"])
    #expect(read["three"] == nil)
  }

  @Test(arguments: [
    "queue sales", "flow main", "flow main about", "announce closed", "extension 1001",
    "message 100", "survey satisfaction", "hangup", "about",
  ])
  func targetsAreReadAsTheyAreWritten(text: String) throws {
    #expect(try #require(Target(text)).description == text)
  }

  @Test(arguments: ["", "queue", "queue a b", "hangup now", "flow", "dance all night"])
  func whatIsNoTargetIsRefused(text: String) {
    #expect(Target(text) == nil)
  }

  @Test func nodesAreReadAsTheyAreWritten() {
    let menu = FlowNode.menu(
      Menu(
        KeyQuestion(
          [PromptName("welcome"), PromptName("custom/menu")],
          attempts: 2,
          wait: .milliseconds(2_500),
          wrong: PromptName("wrong-key")
        ),
        keys: [.init("1", .queue("sales")), .init("#", .node("about")), .init("0", .hangup)],
        otherwise: .announce(PromptName("goodbye"))
      )
    )
    #expect(
      menu.flat().encoded == """
        kind=menu
        prompt=welcome
        prompt=custom/menu
        key=1 queue sales
        key=# about
        key=0 hangup
        attempts=2
        wait=2500
        wrong=wrong-key
        otherwise=announce goodbye

        """
    )
    #expect(FlowNode(FlatText(decoding: menu.flat().encoded)) == menu)
    let play = FlowNode.play([PromptName("about")], next: .node("main"))
    #expect(FlowNode(FlatText(decoding: play.flat().encoded)) == play)
    #expect(FlowNode(FlatText(decoding: "kind=hologram\n")) == nil)
  }

  @Test func questionsAreReadAsTheyAreWritten() {
    let question = SurveyQuestion(
      name: "one",
      KeyQuestion(
        [PromptName("q")],
        attempts: 2,
        silence: PromptName("no-input")
      ),
      answers: [.init("1", "very satisfied"), .init("2", "")]
    )
    #expect(
      question.flat.encoded == """
        name=one
        prompt=q
        answer=1 very satisfied
        answer=2 \("")
        attempts=2
        wait=5000
        silence=no-input

        """
    )
    #expect(SurveyQuestion(FlatText(decoding: question.flat.encoded)) == question)
  }
}
