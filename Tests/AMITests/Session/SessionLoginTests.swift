import Testing

@testable import AMI

struct SessionLoginTests {
  @Test func aChallengeProvesTheSecretWithoutSayingIt() {
    var trace = Trace(events: [.agent, .call])
    trace.open()
    #expect(trace.written.last?["Action"] == "Challenge")
    trace.answer("Success", "Challenge: 211266023")
    let login = trace.written.last
    #expect(login?["Key"] == MD5.hexadecimal(of: Array("211266023hush".utf8)))
    #expect(login?["Secret"] == nil && login?["Events"] == "call,agent")
    trace.answer("Success", "Message: Authentication accepted")
    #expect(trace.happened() == ["ready"])
  }

  @Test func md5IsMD5() {
    #expect(MD5.hexadecimal(of: []) == "d41d8cd98f00b204e9800998ecf8427e")
    #expect(MD5.hexadecimal(of: Array("message digest".utf8)) == "f96b697d7cb7938d525a2f31aaf161d0")
    #expect(
      MD5.hexadecimal(of: Array("211266023adminpw".utf8)) == "e7208b5f9676fd2e68dcc7b94b84a7eb"
    )
    let eighty = String(repeating: "1234567890", count: 8)
    #expect(MD5.hexadecimal(of: Array(eighty.utf8)) == "57edf4a22be3c955ac49da2e2107b67a")
  }

  @Test func aWrongSecretIsFinalAndSaysSo() {
    var trace = Trace()
    trace.open()
    trace.answer("Success", "Challenge: 1")
    trace.answer("Error", "Message: Authentication failed")
    #expect(trace.happened() == ["close authenticationFailed"])
    trace.answer("Success")
    trace.pass(.seconds(60))
    #expect(trace.happened().isEmpty)
  }

  @Test func whereNoChallengeIsOfferedThereIsNoLogin() {
    var trace = Trace()
    trace.open()
    trace.answer("Error", "Message: Authentication type not supported")
    #expect(trace.happened() == ["close authenticationFailed"])
  }

  @Test func plainTextIsForThoseWhoAskForIt() {
    var trace = Trace(login: .plainText)
    trace.open()
    #expect(trace.written.map { $0["Action"] } == ["Login"])
    #expect(trace.written.last?["Secret"] == "hush")
  }

  @Test(arguments: ["5.0.4", nil])
  func aBannerMayComeLateOrNever(_ version: String?) {
    var trace = Trace()
    trace.open()
    trace.answer("Success", "Challenge: 1")
    if let version {
      trace.step { $0.received(.banner(version: version), at: .zero, &$1) }
    }
    trace.answer("Success")
    #expect(trace.effects == [.ready(version: version, events: [])])
  }

  @Test func whoDoesNotAnswerIsLeft() {
    var trace = Trace()
    trace.open()
    trace.pass(.seconds(9))
    #expect(trace.happened().isEmpty)
    trace.pass(.seconds(1))
    #expect(trace.happened() == ["close timedOut"])
  }

  @Test func nothingIsSentBeforeTheLogin() {
    var trace = Trace()
    trace.open()
    trace.perform("Ping", 1)
    #expect(trace.happened() == ["notConnected 1"])
    #expect(trace.written.count == 1)
  }

  @Test func eventsThatWereWantedDuringTheLoginAreAskedForAfterIt() {
    var trace = Trace(events: .agent)
    trace.open()
    trace.answer("Success", "Challenge: 1")
    trace.step { $0.want([.agent, .call], at: .zero, &$1) }
    trace.answer("Success")
    #expect(trace.written.last?["EventMask"] == "call,agent")
    trace.answer("Success", "Events: On")
    #expect(trace.happened() == ["ready", "subscribed call,agent"])
  }

  @Test func eventsThatAreWantedNoMoreAtTheLoginDoNotCount() {
    var trace = Trace(events: [.agent, .call])
    trace.open()
    trace.answer("Success", "Challenge: 1")
    trace.step { $0.want(.agent, at: .zero, &$1) }
    trace.answer("Success")
    #expect(trace.effects == [.ready(version: nil, events: .agent)])
    #expect(trace.written.last?["EventMask"] == "agent")
  }

  @Test func aSecretIsInNoDescription() {
    let credentials = Credentials(username: "ami", secret: "hush")
    let configuration = Configuration(credentials: credentials)
    var dumped = "\(credentials) \(configuration) \(String(reflecting: credentials))"
    dump(configuration, to: &dumped)
    #expect(!dumped.contains("hush"))
  }

  @Test func aSecretThatWouldEndItsLineIsRefused() {
    var settings = Session.Settings(
      credentials: Credentials(username: "ami", secret: "a\r\nAction: Ping", login: .plainText)
    )
    settings.inFlight = 1
    var session = Session(settings, prefix: "p", events: [])
    var effects: [Session.Effect] = []
    session.opened(at: .zero, &effects)
    guard case .close(let error)? = effects.last else {
      Issue.record("it goes on")
      return
    }
    #expect(error.code == .refusedHeader)
  }
}
