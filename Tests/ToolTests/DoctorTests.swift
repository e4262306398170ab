import AMI
import AMITesting
import Configuration
import Database
import Foundation
import Records
import Scratch
import Testing

@testable import switchboard

/// What the doctor makes of what it sees; a real Asterisk is in the integration tests.
@Suite struct DoctorTests {
  private let tool: Tool
  private let etc: String

  init() throws {
    tool = try Tool()
    etc = tool.scratch.location.folder + "-etc"
    try FileManager.default.createDirectory(atPath: etc, withIntermediateDirectories: true)
  }

  private func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(etc)/\(name)", atomically: true, encoding: .utf8)
  }

  /// What is found at a scripted Asterisk, where `switchboard-events` alone may log in.
  private func findings(
    at asterisk: ScriptedAsterisk,
    queues: Set<String> = []
  ) async throws -> [switchboard.Finding] {
    try write(
      """
      [switchboard-events-secret](!)
      secret = hush
      [switchboard-control-secret](!)
      secret = other

      """,
      to: "secrets"
    )
    chmod("\(etc)/secrets", 0o640)
    let server = ServerSettings(
      name: "pbx1",
      manager: "127.0.0.1:\(asterisk.port)",
      secrets: "\(etc)/secrets"
    )
    return await ServerExamination(server: server, queues: queues).run().findings
  }

  /// One whose clock is ahead, in seconds.
  private func asterisk(
    version: String = "22.10.1",
    ahead: Double = 0
  ) async throws -> ScriptedAsterisk {
    let asterisk = try await ScriptedAsterisk.start(username: "switchboard-events", secret: "hush")
    asterisk.accept("CoreStatus")
    asterisk.accept("CoreSettings", ["AsteriskVersion": version])
    asterisk.list("QueueStatus", [Message([("Event", "QueueParams"), ("Queue", "sales")])])
    asterisk.answer("Ping") { _ in
      let time = String(format: "%.6f", Date().timeIntervalSince1970 + ahead)
      return [Message([("Response", "Success"), ("Ping", "Pong"), ("Timestamp", time)])]
    }
    return asterisk
  }

  // MARK: An Asterisk

  @Test func whoMayNotLogInAndWhoHasNoPasswordAreTold() async throws {
    let asterisk = try await asterisk()
    let found = try await findings(at: asterisk, queues: ["sales"])
    #expect(found.map(\.code) == ["login-refused", "secret-missing"])
    #expect(
      found.map(\.what.english) == [
        "switchboard-control may not log in", "\(etc)/secrets has no password of switchboard-dial",
      ]
    )
    await asterisk.stop()
  }

  @Test(arguments: [(0.4, false), (-0.4, false), (3_600, true), (-3_600, true)])
  func aClockThatDiffersIsTold(ahead: Double, isTold: Bool) async throws {
    let asterisk = try await asterisk(ahead: ahead)
    let found = try await findings(at: asterisk).filter { $0.code == "clock-skew" }
    #expect(!found.isEmpty == isTold)
    if isTold { #expect(found[0].what.english.contains(ahead > 0 ? "by 3" : "by -3")) }
    await asterisk.stop()
  }

  @Test func aVersionThatNobodyTriedIsAWarning() async throws {
    let asterisk = try await asterisk(version: "13.38.3")
    let found = try await findings(at: asterisk, queues: ["sales"])
    #expect(found.first { $0.code == "version-untried" }?.isWarning == true)
    await asterisk.stop()
  }

  @Test func queuesOfOneSideAreTold() async throws {
    let asterisk = try await asterisk()
    let found = try await findings(at: asterisk, queues: ["support"])
    #expect(
      found.filter { $0.code.hasPrefix("queue") }.map(\.code) == [
        "queue-missing", "queue-unpublished",
      ]
    )
    await asterisk.stop()
  }

  // MARK: Its console

  /// What is found when the console says this of each user's `read perm`; `nil` is no such user.
  private func findings(
    reading classes: [String: String],
    manager: String = "127.0.0.1:11501",
    bound: String = "127.0.0.1:11501"
  ) -> Examination {
    let server = ServerSettings(name: "pbx1", manager: manager, secrets: "")
    return ReadClassExamination(server: server) { command in
      if command == "manager show settings" {
        return "Global Settings:\n  Manager (AMI):    Yes\n  TCP Bindaddress:   \(bound)\n"
      }
      let user = String(command.dropFirst("manager show user ".count))
      guard let read = classes[user] else { return "There is no manager called \(user)\n" }
      return "\n    username: \(user)\n   read perm: \(read)\n  write perm: call,agent\n"
    }.run()
  }

  private static let permitted = [
    "switchboard-events": "system,call,agent,user", "switchboard-control": "call",
    "switchboard-dial": "call,user",
  ]

  @Test func whoIsToldAllEventsIsWell() {
    let found = findings(reading: Self.permitted)
    #expect(found.findings.isEmpty && found.notes.isEmpty)
    let all = Self.permitted.mapValues { _ in "all" }
    #expect(findings(reading: all).findings.isEmpty)
  }

  @Test(arguments: [
    ("switchboard-events", "system,call,user", ["agent"]),
    ("switchboard-events", "agent", ["call"]),
    ("switchboard-events", "<none>", ["agent", "call"]),
    ("switchboard-control", "agent,calls", ["call"]), ("switchboard-dial", "user", ["call"]),
  ])
  func aClassThatIsNotToldIsNamed(user: String, read: String, missing: [String]) {
    let found = findings(reading: Self.permitted.merging([user: read]) { $1 }).findings
    #expect(found.map(\.code) == missing.map { _ in "not-readable" })
    for (finding, name) in zip(found, missing) {
      #expect(finding.what.english == "\(user) is told no events of the class \(name)")
      #expect(finding.fix.english.hasPrefix("read = must have \(name) in [\(user)] of"))
      #expect(finding.fix.chinese.contains("manager reload") && !finding.isWarning)
    }
  }

  /// Somebody else's console says nothing of this Asterisk.
  @Test(arguments: [
    ("127.0.0.1:5038", "127.0.0.1:15038"), ("127.0.0.1", "0.0.0.0:5039"),
    ("192.0.2.1:5038", "0.0.0.0:5038"), ("pbx.example:5038", "0.0.0.0:5038"),
  ])
  func anotherConsoleIsNotAsked(manager: String, bound: String) {
    let found = findings(reading: [:], manager: manager, bound: bound)
    #expect(found.findings.isEmpty)
    #expect(found.notes.map(\.english).first?.hasPrefix("which events pbx1 tells was not") == true)
  }

  // MARK: Files

  @Test(
    arguments: [
      (nil, 0, []), (0o660, 0, []), (0o644, 0, ["store-mode"]), (0o600, 0, ["store-mode"]),
      (0o660, 1, ["floor-schema"]),
    ] as [(mode_t?, Int, [String])]
  )
  func theFloorsFileIsLookedAt(mode: mode_t?, steps: Int, codes: [String]) throws {
    #expect(try tool.run("apply", tool.writeConfiguration()) == 0)
    if let mode {
      let connection = try tool.scratch.migratedFloor()
      for _ in 0..<steps {
        try connection.run(
          "DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)"
        )
      }
      chmod(tool.scratch.location.floorFile, mode)
    }
    _ = try tool.run("doctor", "--json", "--control", "", "--etc", etc)
    let found = try #require(try tool.json()["findings"] as? [[String: Any]])
    let all = found.compactMap { $0["code"] as? String }
    #expect(all.filter { $0.hasPrefix("floor") || $0 == "store-mode" } == codes)
    if codes == ["store-mode"] {
      #expect(tool.output.contains("chmod 660 \(tool.scratch.location.floorFile)"))
    }
  }

  @Test(arguments: [
    ("full => notice,warning", []), ("full => [json]dtmf,warning", ["full"]), ("all = *", ["all"]),
    ("; full => dtmf", []), ("messages=notice , DTMF ; all", ["messages"]),
  ])
  func aLogOfKeysIsTold(line: String, logs: [String]) throws {
    try write("[directories]\nastdatadir => \(etc)\n", to: "asterisk.conf")
    try write("[general]\n#include \"logger.d/*.conf\"\n", to: "logger.conf")
    try FileManager.default.createDirectory(
      atPath: "\(etc)/logger.d",
      withIntermediateDirectories: true
    )
    try write("[logfiles]\n\(line)\n", to: "logger.d/site.conf")
    _ = try tool.run("doctor", "--json", "--control", "", "--etc", etc)
    let told = tool.output.components(separatedBy: "\"code\" : \"dtmf-logged\"").count - 1
    #expect(told == logs.count)
    for log in logs { #expect(tool.output.contains("into the log \(log),")) }
  }

  @Test func withoutAStoreItStillLooks() throws {
    #expect(try tool.run("doctor", "--control", "", "--etc", etc) == 1)
    #expect(tool.output.contains("store: the store cannot be used"))
    #expect(tool.output.contains("asterisk.conf cannot be read: programs, sounds and logs"))
  }

  @Test func itSpeaksChinese() throws {
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("apply", tool.writeConfiguration()) == 0)
    #expect(try tool.run("doctor", "--control", "/nowhere/control.sock", "--etc", etc) == 1)
    #expect(tool.output.contains("daemon: 无法连接守护进程"))
    #expect(tool.output.contains("store: 警告: 没有要跟踪的 Asterisk"))
  }
}
