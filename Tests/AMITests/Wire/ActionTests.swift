import Testing

@testable import AMI

struct ActionTests {
  @Test func anActionIsItsNameItsIdAndItsHeaders() throws {
    let action = Action("QueueAdd", ["Queue": "sales", "Penalty": nil, "Interface": "PJSIP/1"])
    #expect(
      try action.encoded(id: "7").text
        == "Action: QueueAdd\r\nActionID: 7\r\nQueue: sales\r\nInterface: PJSIP/1\r\n\r\n"
    )
  }

  @Test func whatIsReadBackIsWhatWasSaid() throws {
    let action = Action("Originate", ["Variable": "A=1", "Variable": "B=张三", "Data": ""])
    guard case .message(let read)? = decode([try action.encoded(id: "x")]).first else {
      Issue.record("no message")
      return
    }
    #expect(read.values("Variable") == ["A=1", "B=张三"])
    #expect(read["ActionID"] == "x")
    #expect(read["Data"]?.isEmpty == true)
  }

  @Test(arguments: ["a\rb", "a\nb", "a\r\nAction: Command", "a\0b"])
  func aValueThatEndsItsLineIsRefused(_ value: String) {
    #expect(code(Action("Setvar", ["Value": value])) == .refusedHeader)
    #expect(code(Action(value)) == .refusedHeader)
  }

  @Test(arguments: ["", "a:b", "a b", "a\r\nb", "ActionID", "action"])
  func aNameThatIsNotOneIsRefused(_ name: String) {
    var action = Action("Ping")
    action.headers.append(Message.Header(name, "x"))
    #expect(code(action) == .refusedHeader)
  }

  @Test func aLineOf1022BytesIsTheLongest() {
    let room = 1022 - "Value: ".utf8.count
    #expect(code(Action("Setvar", ["Value": String(repeating: "x", count: room)])) == nil)
    #expect(
      code(Action("Setvar", ["Value": String(repeating: "x", count: room + 1)])) == .lineTooLong
    )
  }

  @Test func a129thHeaderIsRefused() {
    var action = Action("Originate")
    action.headers = Array(repeating: Message.Header("Variable", "a=b"), count: 126)
    #expect(code(action) == nil)
    action.headers.append(Message.Header("Variable", "a=b"))
    #expect(code(action) == .tooManyHeaders)
  }

  @Test func aDescriptionShowsNoValueAndNoSecret() {
    let action = Action("Login", ["Username": "ami", "Secret": "hush"])
    #expect("\(action)" == "Login (Username, Secret)")
    var dumped = ""
    dump(action, to: &dumped)
    #expect(!(action.debugDescription + dumped).contains("hush"))
  }

  private func code(_ action: Action) -> AMIError.Code? {
    do {
      _ = try action.encoded(id: "1")
      return nil
    } catch {
      return error.code
    }
  }
}
