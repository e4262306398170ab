import AMI
import AMITesting
import Configuration
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

  // MARK: Files

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
