import Configuration
import Testing

/// Mistakes in `servers` of `switchboard.yaml`.
@Suite struct ServerMistakeTests {
  private func findings(_ servers: String) throws -> [Finding] {
    var files = Files()
    files.settings = "servers:\n" + servers
    let findings = try files.checked().findings
    for finding in findings {
      #expect(finding.file == "switchboard.yaml")
      #expect(finding.mistake.what.english != finding.mistake.what.chinese)
      #expect(finding.mistake.fix.english != finding.mistake.fix.chinese)
    }
    return findings
  }

  @Test(arguments: [
    (
      "queue_log: queue_log", "\"queue_log\" is no file's path from the root",
      "/var/log/asterisk/queue_log"
    ),
    (
      "queue_log: /var/log/asterisk/", "\"/var/log/asterisk/\" is no file's path from the root",
      "/var/log/asterisk/queue_log"
    ),
    (
      "secrets: secrets.conf", "\"secrets.conf\" is no file's path from the root",
      "/etc/asterisk/switchboard/manager-secrets.conf"
    ),
    (
      "tls: keys/a.crt", "\"keys/a.crt\" is no file's path from the root",
      "/etc/asterisk/switchboard/authority.crt"
    ),
    (
      "tls: a.crt", "\"a.crt\" is not what belongs here",
      "yes, or /etc/asterisk/switchboard/authority.crt"
    ),
    (
      "manager: '127.0.0.1:99999'", "\"127.0.0.1:99999\" is not what belongs here",
      "127.0.0.1:5038"
    ),
    ("manager: [a]", "a list is not what belongs here", "127.0.0.1:5038"),
  ])
  func theExampleIsOfThatKey(text: String, what: String, example: String) throws {
    let found = try findings("  pbx1: {\(text)}")
    #expect(found.map(\.mistake.what.english) == [what])
    #expect(found.map(\.mistake.fix.english) == ["write for example \(example)"])
  }

  @Test func allMistakesOfAServerAreToldAtOnce() throws {
    let found = try findings("  pbx1: {manager: 'a:0', tls: maybe, secrets: x, queue_log: y}")
    #expect(
      found.map(\.mistake.what.english) == [
        "\"a:0\" is not what belongs here", "\"x\" is no file's path from the root",
        "\"maybe\" is not what belongs here", "\"y\" is no file's path from the root",
      ]
    )
  }

  @Test(arguments: [
    ("manager: '127.0.0.1:5038'", "manager: 127.0.0.1"),
    ("manager: localhost", "manager: '127.0.0.1:5038'"),
    ("queue_log: /a", "manager: LocalHost"),
    ("{}", "{}"),
  ])
  func twoOfOneManagerInterfaceAreAMistake(first: String, second: String) throws {
    func server(_ text: String) -> String { text == "{}" ? text : "{\(text)}" }
    let found = try findings("  pbx1: \(server(first))\n  pbx2: \(server(second))")
    #expect(
      found == [
        Finding(
          file: "switchboard.yaml",
          line: 3,
          .sameManager("pbx2", "pbx1", address: "127.0.0.1:5038")
        )
      ]
    )
    #expect(found.allSatisfy { !$0.mistake.isWarning })
  }

  @Test func anotherHostIsTheSameInCapitalLettersToo() throws {
    let found = try findings(
      """
        pbx1: {manager: "PBX.example:5039", tls: yes}
        pbx2: {manager: "pbx.example.:5039", tls: yes}
        pbx3: {manager: "pbx.example:5040", tls: yes}
      """
    )
    #expect(
      found.map(\.mistake) == [.sameManager("pbx2", "pbx1", address: "pbx.example:5039")]
    )
  }

  @Test func twoOfOneQueueLogAreAMistake() throws {
    let found = try findings(
      """
        pbx1: {queue_log: /var/log/asterisk/queue_log}
        pbx2: {manager: "127.0.0.1:5138", queue_log: /var/log/pbx2/queue_log}
        pbx3: {manager: "127.0.0.1:5238", queue_log: /var/log/./asterisk//queue_log}
      """
    )
    #expect(found.map(\.line) == [4])
    let path = "/var/log/asterisk/queue_log"
    #expect(found.map(\.mistake) == [.sameQueueLog("pbx3", "pbx1", path: path)])
  }
}
