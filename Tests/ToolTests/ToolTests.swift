import ArgumentParser
import Configuration
import Database
import Foundation
import Records
import Scratch
import Testing

@testable import switchboard

/// Runs commands of the tool in a world of the test's own.
final class Tool {
  let scratch: Scratch
  var output = ""
  var notices = ""
  var environment: [String: String]
  /// The clock of whoever runs it.
  var zone = "Asia/Shanghai"
  var unknownZone: String?
  /// What was run beside it, and what comes of that.
  var ran: [[String]] = []
  var outcome = ProgramOutcome(status: 0, output: "")
  /// How long Asterisk may take; with it the command that is named is really run.
  var asteriskLimit: Duration?
  /// What is typed where nothing is shown.
  var secrets: [String] = []
  /// What somebody types, line by line.
  var typed: [String] = []

  init() throws {
    scratch = try Scratch()
    environment = ["SWITCHBOARD_STORE": scratch.location.folder]
  }

  /// - Returns: The exit code.
  @discardableResult
  func run(_ arguments: String...) throws -> Int32 {
    try run(arguments)
  }

  /// - Returns: The exit code.
  @discardableResult
  func run(_ arguments: [String]) throws -> Int32 {
    output = ""
    notices = ""
    var world = World(
      environment: environment,
      user: "li",
      now: { Timestamp(microseconds: 1_772_413_200_000_123) },
      clock: WallClock(try #require(TimeZone(identifier: zone)), unknown: unknownZone),
      output: { self.output += $0 + "\n" },
      notice: { self.notices += $0 + "\n" },
      run: { words, limit in
        self.ran.append(words)
        return self.asteriskLimit == nil ? self.outcome : ProgramOutcome.of(words, limit: limit)
      },
      readSecret: { _ in self.secrets.isEmpty ? nil : self.secrets.removeFirst() }
    )
    if let asteriskLimit { world.asteriskLimit = asteriskLimit }
    world.input = { self.typed.isEmpty ? nil : self.typed.removeFirst() }
    let command = try #require(try Switchboard.parseAsRoot(arguments) as? any Command)
    do {
      try command.run(in: world)
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    }
  }

  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }

  func writeConfiguration(queue: String = "sales") throws -> String {
    try scratch.write("default: {to: queue \(queue)}\n", to: "yaml/routing.yaml")
    return scratch.folder + "/yaml"
  }
}

@Suite struct ToolTests {
  private let tool: Tool

  init() throws {
    tool = try Tool()
  }

  @Test func applyMakesAStoreAndPublishes() throws {
    let directory = try tool.writeConfiguration()
    #expect(try tool.run("apply", directory) == 0)
    #expect(tool.notices == "made a new store in \(tool.scratch.location.folder)\n")
    #expect(tool.output == "published revision 1: new calls live by it from now on\n")
    #expect(try tool.run("apply", directory, "--json") == 0)
    #expect(try tool.json()["revision"] as? Int == 1)
    #expect(try tool.json()["isNew"] as? Bool == false)
  }

  @Test func applyWithMistakesPublishesNothing() throws {
    let directory = try tool.writeConfiguration()
    try tool.run("apply", directory)
    try tool.scratch.write("default: {to: somewhere}", to: "yaml/routing.yaml")
    #expect(try tool.run("apply", directory) == 1)
    #expect(tool.output.hasPrefix("routing.yaml:1: \"somewhere\" could only be a node"))
    #expect(tool.output.hasSuffix("1 mistake\nnothing was published\n"))
    let store = try Store(at: tool.scratch.location, .administrator)
    #expect(try store.liveHead()?.number == 1)
    #expect(try store.liveHead()?.author == "li")
  }

  @Test func anEmptyFileIsNoStoreYet() throws {
    let directory = try tool.writeConfiguration()
    try FileManager.default.createDirectory(
      atPath: tool.scratch.location.folder,
      withIntermediateDirectories: true
    )
    try Data().write(to: URL(filePath: tool.scratch.location.file))
    #expect(try tool.run("calls") == 1)
    #expect(
      tool.notices.hasSuffix("run switchboard store migrate\n")
    )
    #expect(try tool.run("apply", directory) == 0)
    #expect(tool.notices == "made a new store in \(tool.scratch.location.folder)\n")
  }

  @Test func somebodyElsesDatabaseIsLeftAlone() throws {
    let directory = try tool.writeConfiguration()
    let location = tool.scratch.location
    try tool.scratch.migratedStore()
    try tool.scratch.connection().execute(script: "DROP TABLE migration; DROP TABLE published")
    for command in [["apply", directory], ["store", "migrate"], ["calls"]] {
      #expect(try tool.run(command) == 1)
      #expect(
        tool.notices.hasPrefix("\(location.file) is a database, and no store of Switchboard: ")
      )
    }
  }

  @Test func aLinkToNothingIsNamed() throws {
    let directory = try tool.writeConfiguration()
    let location = tool.scratch.location
    try FileManager.default.createSymbolicLink(
      atPath: location.folder,
      withDestinationPath: "/nowhere"
    )
    for command in [["apply", directory], ["store", "migrate"], ["calls"]] {
      #expect(try tool.run(command) == 1)
      #expect(
        tool.notices.hasPrefix("\(location.folder) is a link to /nowhere, which is not there: ")
      )
    }
  }

  @Test func aStoreHasAName() throws {
    #expect(try tool.run("calls", "--store", "") == 1)
    #expect(tool.notices.hasPrefix("--store is empty: write a folder"))
  }

  @Test func aBackupIsOfTheWholeStoreAndOverwritesNothing() throws {
    try tool.run("apply", try tool.writeConfiguration())
    let file = tool.scratch.folder + "/copy.sqlite"
    #expect(try tool.run("store", "backup", file) == 0)
    #expect(tool.output == "\(tool.scratch.location.folder) is copied to \(file)\n")
    #expect(try Store(Connection(path: file, .administrator)).liveHead()?.number == 1)
    #expect(try tool.run("store", "backup", file) == 1)
    #expect(
      tool.notices == """
        the store was not copied (copy: making \(file): File exists): \
        name a new file, in a folder that you may write to

        """
    )
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("store", "backup", file) == 1)
    #expect(tool.notices.hasPrefix("未备份存储"))
  }

  @Test func checkTellsTheSameInBothForms() throws {
    try tool.scratch.write("defalt: {}", to: "yaml/routing.yaml")
    let directory = tool.scratch.folder + "/yaml"
    #expect(try tool.run("check", directory) == 1)
    let text = tool.output
    #expect(try tool.run("check", directory, "--json") == 1)
    let mistakes = try #require(try tool.json()["mistakes"] as? [[String: Any]])
    for mistake in mistakes {
      #expect(text.contains(try #require(mistake["what"] as? String)))
      #expect(text.contains(try #require(mistake["fix"] as? String)))
    }
    #expect(mistakes.count == 2)
  }

  @Test func checkSpeaksChinese() throws {
    try tool.scratch.write("defalt: {}", to: "yaml/routing.yaml")
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("check", tool.scratch.folder + "/yaml") == 1)
    #expect(tool.output.contains("这里不能写“defalt”"))
    #expect(tool.output.contains("请写 default"))
  }

  @Test func aMissingStoreSaysHowToNameIt() throws {
    #expect(try tool.run("survey", "list") == 1)
    #expect(tool.output.isEmpty)
    #expect(tool.notices.contains("name it by --store or SWITCHBOARD_STORE"))
  }

  @Test func aNumberGoesOnTheListAndOff() throws {
    try tool.run("store", "migrate")
    #expect(try tool.run("blacklist", "add", "+86 139 1234 5678", "--note", "shouts") == 0)
    #expect(tool.output == "13912345678 is on the blacklist now\n")
    #expect(try tool.run("blacklist", "show") == 0)
    #expect(
      tool.output == """
        number       since                by  note
        13912345678  2026-03-02 09:00:00  li  shouts

        """
    )
    #expect(try tool.run("vip", "show") == 0)
    #expect(tool.output == "the vip is empty\n")
    #expect(try tool.run("blacklist", "remove", "13912345678") == 0)
    #expect(try tool.run("blacklist", "remove", "13912345678") == 1)
    #expect(tool.notices == "13912345678 is not on the blacklist: see switchboard blacklist show\n")
  }

  @Test func aNumberOfTheConfigurationIsRemovedThere() throws {
    try tool.scratch.write(
      "vip: {to: hangup, numbers: [110]}\ndefault: {to: hangup}",
      to: "yaml/routing.yaml"
    )
    try tool.run("apply", tool.scratch.folder + "/yaml")
    #expect(try tool.run("vip", "remove", "110") == 1)
    #expect(tool.notices.contains("110 is on the vip by routing.yaml"))
  }

  @Test(arguments: [
    "", "unknown", "alice", "1; DROP TABLE list_entry", "\u{1B}[2J", "+", "0", "13800000666.0",
  ])
  func whatIsNoNumberIsNotListed(text: String) throws {
    try tool.run("store", "migrate")
    #expect(try tool.run("blacklist", "add", "--", text) == 1)
    #expect(!tool.notices.contains("\u{1B}"))
  }

  private func recordCall(caller: String) throws {
    let store = try tool.scratch.migratedStore()
    let call = CallKey(node: "bei", uniqueid: "1.2")
    try store.record(
      RouteDecision(
        at: Timestamp(seconds: 1_772_413_200),
        revision: 1,
        caller: PhoneNumber(caller),
        dialled: PhoneNumber("4008001234"),
        rule: "default",
        target: .queue("sales"),
        reasons: [
          .init(rule: "vip", .notListed("vip")), .init(rule: "default", .won),
        ]
      ),
      of: call
    )
    let invitation = SurveyInvitation(
      at: Timestamp(seconds: 1_772_413_260),
      revision: 1,
      survey: "s",
      queue: "sales",
      agent: "1001",
      interface: "Local/1001",
      language: "zh"
    )
    let id = try store.invite(invitation, of: call).id
    try store.record(
      SurveyAnswer(
        question: "q",
        at: Timestamp(seconds: 1_772_413_265),
        answer: "1",
        meaning: "满意"
      ),
      to: id
    )
  }

  @Test func whyTellsTheCall() throws {
    try recordCall(caller: "13811112222")
    #expect(try tool.run("why", "1.2") == 0)
    #expect(
      tool.output == """
        call 1.2 on bei
        2026-03-02 09:00:00  13811112222 called 4008001234: queue sales, by the rule default of revision 1
            vip: the caller is not on the list vip
            default: won
        2026-03-02 09:01:00  survey s (queue sales, agent 1001)
            q: 1 满意

        """
    )
    #expect(try tool.run("why", "1.2", "--json") == 0)
    let calls = try #require(try tool.json()["calls"] as? [[String: Any]])
    let route = try #require((calls.first?["routes"] as? [[String: Any]])?.first)
    #expect(route["at"] as? String == "2026-03-02T01:00:00.000000Z")
    #expect(route["rule"] as? String == "default")
    #expect(try tool.run("why", "9.9") == 1)
    #expect(try tool.run("why", "1.2", "--node", "nan") == 1)
  }

  /// Also of a call of which nothing else was kept.
  @Test func whyTellsMessagesAndAppointments() throws {
    let store = try tool.scratch.migratedStore()
    let call = CallKey(node: "bei", uniqueid: "1.3")
    try store.keep(
      Message(
        of: call,
        at: Timestamp(seconds: 1_772_413_200),
        for: "100",
        from: PhoneNumber("13811112222"),
        file: "messages/100/1.3",
        length: .milliseconds(4_200)
      )
    )
    for hour in [0, 1] {
      let appointment = Appointment(
        in: "visits",
        start: Timestamp(seconds: 1_772_499_600 + hour * 3_600),
        length: .seconds(1_800),
        of: call,
        for: PhoneNumber("13811112222"),
        at: Timestamp(seconds: 1_772_413_100 + hour)
      )
      #expect(try store.book(appointment, places: 1))
    }
    #expect(try tool.run("why", "1.3") == 0)
    #expect(
      tool.output == """
        call 1.3 on bei
        2026-03-02 08:58:20  appointment 1 in visits for 2026-03-03 09:00:00, given up since
        2026-03-02 08:58:21  appointment 2 in visits for 2026-03-03 10:00:00
        2026-03-02 09:00:00  message 1 left for 100, 5 s, new

        """
    )
    #expect(try tool.run("why", "1.3", "--json") == 0)
    let story = try #require((try tool.json()["calls"] as? [[String: Any]])?.first)
    let message = try #require((story["messages"] as? [[String: Any]])?.first)
    #expect(message["mailbox"] as? String == "100")
    #expect(message["milliseconds"] as? Int == 4_200)
    let appointments = try #require(story["appointments"] as? [[String: Any]])
    #expect(appointments.map { $0["state"] as? String } == ["cancelled", "booked"])
  }

  @Test func schemasArePrinted() throws {
    #expect(try tool.run("schema", "--list") == 0)
    #expect(tool.output.contains("surveys      surveys/NAME.yaml\n"))
    #expect(try tool.run("schema", "trunks") == 0)
    #expect(try tool.json()["title"] as? String == "trunks.yaml")
    #expect(try tool.run("schema", "trunk") == 1)
    #expect(tool.notices.hasPrefix("there is no schema \"trunk\": write one of: switchboard, "))
  }

  @Test func aRegionThatTheDirectoryLacksIsAWarning() throws {
    let directory = try tool.writeConfiguration()
    try tool.scratch.write(
      """
      rules:
        - {name: near, when: {region: [上海, 北京]}, priority: 1}
      default: {to: hangup}
      """,
      to: "yaml/routing.yaml"
    )
    // Without a store nobody knows.
    #expect(try tool.run("check", directory) == 0)
    #expect(!tool.output.contains("region"))
    let store = try tool.scratch.migratedStore()
    var rest = [Region(prefix: "1391234", name: "上海", zone: "Asia/Shanghai", area: "021")]
      .makeIterator()
    _ = try store.importRegions(replacing: true) { rest.next() }
    #expect(try tool.run("check", directory) == 0)
    #expect(tool.output.contains("routing.yaml:2: warning: the directory has no region 北京\n"))
    #expect(!tool.output.contains("上海"))
  }

  @Test func whyShowsWhatANewerProgramStored() throws {
    try recordCall(caller: "13811112222")
    let connection = try tool.scratch.connection()
    try connection.run("UPDATE route_decision SET target = 'bot sales now'")
    try connection.run(
      """
      INSERT INTO ivr_step (node, uniqueid, at, revision, flow, step, event, keys, target)
      VALUES ('bei', '1.2', 1, 1, 'main', 'top', 'spoken', '', 'bot sales later')
      """
    )
    #expect(try tool.run("why", "1.2") == 0)
    #expect(tool.output.contains("called 4008001234: bot sales now, by the rule"))
    #expect(tool.output.contains("main top: spoken -> bot sales later"))
    #expect(try tool.run("why", "1.2", "--json") == 0)
    #expect(tool.output.contains("\"target\" : \"bot sales now\""))
    #expect(tool.output.contains("\"event\" : \"spoken\""))
    #expect(try tool.run("calls") == 0)
    #expect(tool.output.contains("bot sales now"))
  }

  @Test(arguments: [Int.min, Int.max, -1])
  func noMomentIsTooFarAway(microseconds: Int) throws {
    try recordCall(caller: "13811112222")
    try tool.scratch.connection()
      .run("UPDATE route_decision SET at = ?", [.integer(microseconds)])
    for form in [[], ["--json"]] {
      #expect(try tool.run(["why", "1.2"] + form) == 0)
      #expect(try tool.run(["calls"] + form) == 0)
    }
  }

  @Test(arguments: [["calls"], ["survey", "list"]])
  func aLimitIsPositive(command: [String]) throws {
    try recordCall(caller: "13811112222")
    for limit in ["--limit=-3", "--limit=0"] {
      #expect(try tool.run(command + [limit]) == 1)
      #expect(tool.output.isEmpty)
      #expect(tool.notices.contains("write a number from 1, such as --limit 50"))
    }
  }

  @Test func aFilesNameCannotMoveTheCursor() throws {
    let directory = try tool.writeConfiguration()
    try tool.scratch.write("a: b", to: "yaml/ivr/\u{1B}[2J.yaml")
    #expect(try tool.run("check", directory) == 1)
    #expect(!tool.output.contains("\u{1B}"))
  }

  @Test func callsAreFoundByTheCaller() throws {
    try recordCall(caller: "13811112222")
    #expect(try tool.run("calls", "--caller", "+86 138 1111 2222") == 0)
    #expect(
      tool.output == """
        time                 caller       called      target       rule     call
        2026-03-02 09:00:00  13811112222  4008001234  queue sales  default  1.2

        """
    )
    #expect(try tool.run("calls", "--json") == 0)
    let calls = try #require(try tool.json()["calls"] as? [[String: Any]])
    #expect(calls.map { $0["uniqueid"] as? String } == ["1.2"])
    #expect(try tool.run("calls", "--caller", "anonymous") == 0)
    #expect(tool.output == "no such call\n")
  }

  @Test func aCallersNumberCannotMoveTheCursor() throws {
    try recordCall(caller: "\u{1B}[2J\u{7}x\r\n\u{202E}")
    try tool.run("why", "1.2")
    #expect(!tool.output.contains("\u{1B}"))
    #expect(!tool.output.contains("\u{202E}"))
    #expect(!tool.output.contains("\r"))
  }

  @Test func surveysAreListed() throws {
    try recordCall(caller: "13811112222")
    #expect(try tool.run("survey", "list") == 0)
    #expect(
      tool.output == """
        time                 survey  queue  agent  answers     call
        2026-03-02 09:01:00  s       sales  1001   q=1 (满意)  1.2

        """
    )
    #expect(try tool.run("survey", "list", "other", "--json") == 0)
    #expect((try tool.json()["surveys"] as? [Any])?.isEmpty == true)
  }
}
