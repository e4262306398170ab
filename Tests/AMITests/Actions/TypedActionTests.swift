import AMI
import Testing

struct TypedActionTests {
  @Test func whatIsNotSaidIsNotSent() throws {
    #expect(Action.queueAdd(queue: "sales", interface: "Local/1001@agents/n").headers.count == 2)
    let whole = Action.queueAdd(
      queue: "sales",
      interface: "Local/1001@agents/n",
      memberName: "1001",
      penalty: 0,
      paused: true
    )
    #expect(whole["Penalty"] == "0" && whole["Paused"] == "true" && whole["MemberName"] == "1001")
  }

  @Test func valuesAreWhatAsteriskReads() {
    #expect(Action.muteAudio(channel: "a", direction: "in", muted: true)["State"] == "on")
    #expect(Action.mixMonitorMute(channel: "a", direction: "both", muted: false)["State"] == "0")
    #expect(Action.absoluteTimeout(channel: "a", timeout: .seconds(90))["Timeout"] == "90")
    #expect(Action.hangup(channel: "a", cause: .busy)["Cause"] == "17")
    #expect(Action.queueReload(rules: true)["Rules"] == "yes")
  }

  @Test func anOriginateSaysItAll() throws {
    var call = Originate(
      channel: "PJSIP/1001",
      to: .dialplan(context: "in", extension: "100"),
      channelId: "swb-1"
    )
    call.ringing = .milliseconds(1500)
    call.variables = [.init("__A", "1,2"), .init("B", #"say "hi" \ bye"#)]
    let action = call.action
    #expect(
      action["ChannelId"] == "swb-1" && action["Timeout"] == "1500" && action["Async"] == "true"
    )
    #expect(action["Context"] == "in" && action["Exten"] == "100" && action["Priority"] == "1")
    #expect(
      action.headers.filter { $0.name == "Variable" }.map(\.value)
        == [#"__A=1\,2"#, #"B=say \"hi\" \\ bye"#]
    )
    #expect(action["Application"] == nil)
    let ids = Set(
      (0..<100).map { _ in Originate(channel: "a", to: .application("Wait")).channelId }
    )
    #expect(ids.count == 100)
  }
}
