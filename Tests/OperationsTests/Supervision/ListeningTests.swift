import AMI
import Operations
import Testing

/// What a supervisor's phone is asked to do.
@Suite struct ListeningTests {
  /// Members of others' making have any name; the number beside one that is none is the phone's.
  @Test(arguments: [
    ("1001", "\"listen 1001\" <1001>"), ("张三", "\"listen 张三\" <1010>"),
    ("A\" <9>", "\"listen A 9\" <1010>"), ("１００１", "\"listen １００１\" <1010>"),
    ("A\u{600}\" \u{600}<9>", "\"listen A\u{600} \u{600}9\" <1010>"),
    ("A\"\u{301}\\", "\"listen A\u{301}\" <1010>"),
    ("1\u{301}", "\"listen 1\u{301}\" <1010>"),
  ])
  func noNameEndsWhatIsShown(agent: String, shown: String) {
    let listening = Listening(phone: "1010", leg: "1700000000.1", agent: agent, mode: .listen)
    let callerId = listening.call.callerId ?? ""
    #expect(Array(callerId.utf8) == Array(shown.utf8))
  }
}
