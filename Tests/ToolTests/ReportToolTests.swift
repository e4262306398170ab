import Database
import Foundation
import Operations
import Records
import Scratch
import Testing

@testable import switchboard

/// Figures of queues and agents, as the tool tells them.
@Suite struct ReportToolTests {
  private let tool: Tool

  init() throws {
    tool = try Tool()
    try tool.scratch.migratedStore()
  }

  /// From eight in the morning in Shanghai; the tool runs at nine.
  private static func line(_ seconds: Int, _ rest: String) -> String {
    "\(1_772_409_600 + seconds)|\(rest)\n"
  }

  private static let morning = [
    line(0, "NONE|NONE|NONE|QUEUESTART|"),
    line(1, "manager|sales|1001|ADDMEMBER|"),
    line(1, "manager|support|1001|ADDMEMBER|"),
    line(100, "a1|sales|NONE|ENTERQUEUE||13800000001|1"),
    line(110, "a1|sales|1001|CONNECT|10|b1|3"),
    line(170, "a1|sales|1001|COMPLETECALLER|10|60|1"),
    line(200, "a2|sales|NONE|ENTERQUEUE||13800000002|1"),
    line(203, "a2|sales|NONE|ABANDON|1|1|3"),
    line(300, "a3|sales|NONE|ENTERQUEUE||13800000003|1"),
    line(340, "a3|sales|NONE|ABANDON|1|1|40"),
    line(1_000, "a4|sales|NONE|ENTERQUEUE||13800000001|1"),
    line(1_010, "a4|sales|1001|RINGNOANSWER|5000"),
    line(1_030, "a4|sales|1001|CONNECT|30|b4|3"),
    line(1_050, "a4|sales|1001|COMPLETEAGENT|30|20|1"),
    line(1_900, "a5|sales|NONE|ENTERQUEUE||13800000005|1"),
    line(1_960, "a5|sales|NONE|EXITWITHTIMEOUT|1|1|60"),
    line(1_961, "a5|support|NONE|ENTERQUEUE||13800000005|1"),
    line(1_966, "a5|support|1002|CONNECT|5|b5|3"),
    line(1_976, "a5|support|1002|COMPLETEAGENT|5|10|1"),
    line(2_000, "NONE|sales|1001|PAUSE|tea"),
    line(2_000, "NONE|support|1001|PAUSE|tea"),
    line(2_600, "NONE|sales|1001|UNPAUSE|"),
    line(2_600, "NONE|support|1001|UNPAUSE|"),
  ]

  private func keep(_ lines: [String]) throws {
    try tool.scratch.write(lines.joined(), to: "queue_log")
    let store = try FloorStore(tool.scratch.migratedFloor())
    let follower = QueueLogFollower(path: tool.scratch.folder + "/queue_log")
    while let batch = try follower.next() { try store.append(batch, of: "lab") }
  }

  @Test func figuresOfQueues() throws {
    try keep(Self.morning)
    #expect(try tool.run("report", "queues") == 0)
    let lines = tool.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(lines[0] == "from 2026-03-02 00:00:00 to 2026-03-02 09:00:00")
    #expect(
      lines[2] == """
        sales 5 2 2 1 1 0 0 0 25.0 % (1/4) 50.0 % (1/2) 50.0 % (2/4) 25.0 % (1/4) 20.0 s 0:10 0:30 0:30 0:40
        """
    )
    #expect(
      lines[3] == """
        support 1 1 0 0 0 0 0 0 100.0 % (1/1) 100.0 % (1/1) 100.0 % (1/1) 0.0 % (0/1) 5.0 s 0:05 0:05 0:05 -
        """
    )
    // Who went from one to the other is one call, and waited from the first on.
    #expect(
      lines[4] == """
        all 5 3 2 1 0 0 0 0 25.0 % (1/4) 33.3 % (1/3) 40.0 % (2/5) 25.0 % (1/4) 35.3 s 0:30 1:06 1:06 0:40
        """
    )
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("report", "queues") == 0)
    #expect(tool.output.contains("服务水平：20 秒内接通"))
  }

  /// The log says that a key was pressed; the store, that a callback was promised.
  @Test func whoWasPromisedACallbackIsConverted() throws {
    try keep([
      Self.line(0, "NONE|NONE|NONE|QUEUESTART|"),
      Self.line(10, "a1|sales|NONE|ENTERQUEUE||13800000001|1"),
      Self.line(40, "a1|sales|NONE|EXITWITHKEY|1|1|1|30"),
      Self.line(50, "a2|sales|NONE|ENTERQUEUE||13800000002|1"),
      Self.line(80, "a2|sales|NONE|EXITWITHKEY|1|1|1|30"),
    ])
    var promise = Callback(
      promised: Timestamp(seconds: 1_900_000_000),
      queue: "sales",
      number: "13800000001",
      isOwnNumber: true,
      language: "zh",
      revision: 1
    )
    let store = try tool.scratch.migratedStore()
    try store.promise(promise, in: CallKey(node: "lab", uniqueid: "a1"))
    promise.number = "13800000002"
    try store.promise(promise, in: CallKey(node: "elsewhere", uniqueid: "a2"))
    #expect(try tool.run("report", "queues", "--json") == 0)
    let answer = try tool.json()
    for figures in [answer["total"], (answer["queues"] as? [Any])?.first] {
      let figures = try #require(figures as? [String: Any])
      #expect(figures["converted"] as? Int == 1 && figures["letGo"] as? Int == 1)
    }
  }

  @Test func figuresOfIntervals() throws {
    try keep(Self.morning)
    #expect(try tool.run("report", "queues", "--interval", "30m", "--queue", "sales", "--csv") == 0)
    let lines = tool.output.split(whereSeparator: \.isNewline)
    #expect(lines[0].hasPrefix("interval,queue,offered,answered,abandoned,short_abandons,"))
    #expect(lines[1].hasPrefix("2026-03-02 08:00:00,sales,4,2,2,1,0,0,0,0,1,1,3,0.3333,0.5000,"))
    #expect(lines[2].hasPrefix("2026-03-02 08:30:00,sales,1,0,0,0,0,1,0,0,0,0,1,0.0000,,,"))
    #expect(lines.count == 3)
    #expect(try tool.run("report", "queues", "--interval", "7m") == 1)
    #expect(tool.notices.hasPrefix("\"7m\" is no interval: write 15m, 30m, 1h or 1d, or what else"))
    for wrong in ["0m", "61m", "25h", "5h", "2d", "1w", "m", "-5m"] {
      #expect(try tool.run("report", "queues", "--interval=\(wrong)") == 1, "\(wrong)")
    }
  }

  @Test func figuresForScripts() throws {
    try keep(Self.morning)
    let words = ["--from", "2026-03-02", "--to", "2026-03-02", "--target", "30", "--json"]
    #expect(try tool.run(["report", "queues"] + words) == 0)
    let answer = try tool.json()
    #expect(answer["to"] as? String == "2026-03-02T16:00:00Z")
    let total = try #require(answer["total"] as? [String: Any])
    let level = try #require(total["serviceLevel"] as? [String: Any])
    #expect(level["numerator"] as? Int == 2)
    #expect(level["denominator"] as? Int == 4)
    let waits = try #require(total["waits"] as? [String: Any])
    #expect(waits["n"] as? Int == 3)
    #expect(waits["longestSeconds"] as? Double == 66)
  }

  @Test func figuresOfAgents() throws {
    try keep(Self.morning)
    #expect(try tool.run("report", "agents") == 0)
    let lines = tool.output.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    // Two queues at once are one time, and a minute of the hour came before the sign-in.
    #expect(lines[2] == "1001 2 1:20 0:40 1:00 1 0 59:59 10:00 tea 1x 10:00")
    #expect(lines[3] == "1002 1 0:10 0:10 0:10 0 0 - 0:00")
    #expect(try tool.run("report", "agents", "--csv") == 0)
    #expect(tool.output.contains("\r\n1001,2,80,60,1,0,3599,600,600\r\n"))
    #expect(try tool.run("report", "agents", "--json") == 0)
    let agents = try #require(try tool.json()["agents"] as? [[String: Any]])
    #expect(agents.map { $0["talkSeconds"] as? Int } == [80, 10])
  }

  @Test func noHistorySaysWhatToDo() throws {
    #expect(try tool.run("report", "queues") == 1)
    #expect(
      tool.notices.hasPrefix("no history of queues is kept yet: write queue_log for each server")
    )
    try keep([])
    #expect(try tool.run("report", "queues") == 0)
    #expect(tool.output.hasSuffix("no call came to a queue in that time\n"))
  }

  // MARK: Beside an Asterisk

  @Test func observeNamesWhatIsMissing() throws {
    let secret = tool.scratch.folder + "/secret"
    let words = ["observe", "--user", "watch", "--secret-file", secret]
    let log = ["--queue-log", tool.scratch.folder + "/queue_log"]
    #expect(try tool.run(words + ["--json"]) == 1)
    #expect(tool.notices == "--json is one answer: add --once\n")
    #expect(try tool.run(words + ["--once"]) == 1)
    #expect(tool.notices.hasPrefix("\(secret) holds no secret (No such file"))
    try tool.scratch.write("\n", to: "secret")
    #expect(try tool.run(words + ["--once"]) == 1)
    #expect(tool.notices.hasPrefix("\(secret) holds no secret (empty)"))
    try tool.scratch.write("s3cret\n", to: "secret")
    #expect(try tool.run(words + ["--once", "--manager", "here"]) == 1)
    #expect(tool.notices.hasPrefix("\"here\" is no address: write HOST:PORT"))
    #expect(try tool.run(words + log + ["--once"]) == 1)
    #expect(
      tool.notices.hasPrefix("queue_log cannot be read (\(tool.scratch.folder)/queue_log: No such")
    )
    #expect(!tool.notices.contains("s3cret"))
  }

  /// Nobody answers there; the past is told all the same.
  @Test func withoutAManagerThePastIsTold() throws {
    try tool.scratch.write(Self.morning.joined(), to: "queue_log")
    try tool.scratch.write("s3cret\n", to: "secret")
    #expect(
      try tool.run([
        "observe", "--once", "--user", "watch", "--secret-file", tool.scratch.folder + "/secret",
        "--queue-log", tool.scratch.folder + "/queue_log", "--manager", "127.0.0.1:1",
      ]) == 1
    )
    #expect(tool.output.hasPrefix("the floor is not seen: "))
    #expect(tool.output.contains("\nsales    5        2"))
    #expect(tool.output.contains("2 gave up and were not heard of again"))
    #expect(tool.output.contains("13800000003  sales  2026-03-02 08:05:40  0:40"))
    #expect(!tool.output.contains("13800000001  sales"))
  }
}
