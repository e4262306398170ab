import ArgumentParser
import Configuration
import Database
import Foundation
import Operations
import Records
import Schema
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
  /// What happens elsewhere while one runs.
  var meanwhile: (([String]) -> Void)?
  var outcome = ProgramOutcome(status: 0, output: "")
  /// How long Asterisk may take; with it the command that is named is really run.
  var asteriskLimit: Duration?
  /// What the user has been given.
  var role: RoleSettings.Role?
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
        self.meanwhile?(words)
        return self.asteriskLimit == nil ? self.outcome : ProgramOutcome.of(words, limit: limit)
      },
      readSecret: { _ in self.secrets.isEmpty ? nil : self.secrets.removeFirst() }
    )
    if let asteriskLimit { world.asteriskLimit = asteriskLimit }
    world.role = { _ in self.role }
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

  @Test(arguments: [
    (["aplly", "x"], "switchboard has no command aplly: did you mean switchboard apply?"),
    (["help", "aplly"], "switchboard has no command aplly: did you mean switchboard apply?"),
    (["agent", "ad", "1050"], "switchboard agent has no command ad: did you mean "),
    (["ivr", "walk"], "switchboard ivr has no command walk: write one of: try, graph, paths"),
    (["help", "agent", "pni"], "switchboard agent has no command pni: did you mean"),
  ])
  func aCommandThatIsNoneIsNamed(words: [String], told: String) throws {
    let unknown = try #require(UnknownCommand(words, of: Switchboard.self))
    #expect(unknown.words.english.hasPrefix(told), "\(unknown.words)")
    #expect(unknown.words.chinese != unknown.words.english)
  }

  @Test(arguments: [
    [], ["apply", "folder"], ["help"], ["help", "agent", "add"], ["agent", "pin"], ["--version"],
    ["agent", "--help"], ["why", "agnet"], ["blacklist", "add", "1"], ["agent", "help", "add"],
  ])
  func aCommandThatIsOneIsRun(words: [String]) {
    #expect(UnknownCommand(words, of: Switchboard.self) == nil)
  }

  @Test func whatWasNotLookedAtIsToldOnce() throws {
    let directory = try tool.writeConfiguration()
    #expect(try tool.run("check", directory) == 0)
    #expect(tool.output == "no mistakes: 1 rule, 0 flows, 0 surveys\n")
    try tool.scratch.write("default: {to: announce closed}", to: "yaml/routing.yaml")
    #expect(try tool.run("check", directory) == 0)
    #expect(
      tool.output.hasPrefix(
        "no sound file was looked for: write sounds: /usr/share/asterisk/sounds in switchboard.yaml"
      )
    )
    #expect(tool.output.hasSuffix("\nno mistakes: 1 rule, 0 flows, 0 surveys\n"))
    #expect(try tool.run("check", directory, "--json") == 0)
    #expect((try tool.json()["note"] as? String)?.isEmpty == false)
    #expect(try tool.run("check", directory, "--sounds", tool.scratch.folder) == 1)
    #expect(!tool.output.contains("no sound file was looked for"))
    try tool.run("apply", directory)
    #expect(!tool.output.contains("no sound file was looked for"))
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

  @Test func aBackupHasTheHistoryToo() throws {
    #expect(try tool.run("store", "migrate") == 0)
    #expect(tool.output.hasSuffix("\nfloor.sqlite: schema 0 -> \(Schema.floor.count)\n"))
    let file = tool.scratch.folder + "/copy.sqlite"
    #expect(try tool.run("store", "backup", file) == 0)
    #expect(tool.output.hasSuffix("\nfloor.sqlite is copied to \(file).floor\n"))
    #expect(try FloorStore(Connection(path: file + ".floor", .administrator)).nodes().isEmpty)
    try FileManager.default.removeItem(atPath: file)
    // Half a backup is none.
    #expect(try tool.run("store", "backup", file) == 1)
    #expect(tool.notices.contains("copy: making \(file).floor: File exists"))
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func checkTellsTheSameInBothForms() throws {
    try tool.scratch.write("defalt: {}\nstrange: {}", to: "yaml/routing.yaml")
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

  @Test func aFilesNameCannotMoveTheCursor() throws {
    let directory = try tool.writeConfiguration()
    try tool.scratch.write("a: b", to: "yaml/ivr/\u{1B}[2J.yaml")
    #expect(try tool.run("check", directory) == 1)
    #expect(!tool.output.contains("\u{1B}"))
  }
}
