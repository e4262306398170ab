import Configuration
import Foundation
import Records
import Scratch
import Testing

@Suite struct ReadingTests {
  @Test func theExampleIsRight() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let checked = Checked(directory: root.appending(path: "asterisk/example").path)
    #expect(checked.findings.isEmpty)
    #expect(checked.configuration.flows.map(\.name) == ["language", "main"])
    #expect(checked.configuration.surveys.map(\.name) == ["satisfaction"])
    #expect(checked.configuration.rules.first?.name == "blacklist")
    #expect(checked.configuration.rules.last?.name == "default")
  }

  @Test func rulesComeInTheirOrder() throws {
    let configuration = try Files().checked().configuration
    #expect(
      configuration.rules == [
        RoutingRule(name: "blacklist", condition: .listed("blacklist"), target: .hangup),
        RoutingRule(
          name: "dialled 4008001234",
          condition: .dialled("4008001234"),
          hours: "office",
          target: .flow("main"),
          closed: .announce(PromptName("closed"))
        ),
        RoutingRule(name: "default", condition: .always, target: .queue("sales")),
      ]
    )
    #expect(configuration.lists["blacklist"]?.map(\.normalised) == ["13800000000"])
    #expect(configuration.hours.map(\.name) == ["office", "always", "never"])
  }

  @Test(
    arguments: [
      ("monday: 09:00-10:00", [540..<600]),
      ("monday, tuesday: x", nil),
      ("Monday-Tuesday: 0:00-24:00", [0..<1_440, 1_440..<2_880]),
      ("sunday-monday: 9:00-10:00", [540..<600, 9_180..<9_240]),
      ("sunday: 22:00-06:00", [0..<360, 9_960..<10_080]),
      ("tuesday: [9:00-10:00, '11:00-12:00']", [1_980..<2_040, 2_100..<2_160]),
      ("tuesday: 9:00-10:00, 11:00-12:00", [1_980..<2_040, 2_100..<2_160]),
      (
        "everyday: 0:00-1:00",
        (0..<7).map { $0 * 1_440..<$0 * 1_440 + 60 }
      ),
      ("sunday-saturday: 0:00-1:00", (0..<7).map { $0 * 1_440..<$0 * 1_440 + 60 }),
    ] as [(String, [Range<Int>]?)]
  )
  func hours(text: String, spans: [Range<Int>]?) throws {
    var files = Files()
    files.routing = "default: {to: queue sales}"
    files.calendar = """
      zone: Asia/Shanghai
      hours:
        office:
          \(text)
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty == (spans != nil))
    if let spans { #expect(checked.configuration.hours.first?.spans == spans) }
  }

  @Test func aMenuSaysWhatItSays() throws {
    var files = Files()
    files.main = """
      start: 主菜单
      nodes:
        about: {play: [custom/about, goodbye], next: 主菜单}
        主菜单:
          menu: [welcome, menu-main]
          keys:
            0: extension 1001
            1: queue sales
            2: about
            9: message 100
            "*": flow main about
            "#": survey satisfaction
          attempts: 4
          wait: 1500ms
          wrong: wrong-key
          silence: no-input
          otherwise: announce goodbye
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    let flow = try #require(checked.configuration.flows.first)
    #expect(flow.start == "主菜单")
    #expect(
      flow.nodes["主菜单"]
        == .menu(
          Menu(
            KeyQuestion(
              [PromptName("welcome"), PromptName("menu-main")],
              attempts: 4,
              wait: .milliseconds(1_500),
              wrong: PromptName("wrong-key"),
              silence: PromptName("no-input")
            ),
            keys: [
              .init("0", .extension("1001")), .init("1", .queue("sales")),
              .init("2", .node("about")),
              .init("9", .message("100")), .init("*", .flow("main", node: "about")),
              .init("#", .survey("satisfaction")),
            ],
            otherwise: .announce(PromptName("goodbye"))
          )
        )
    )
  }

  @Test func namesHaveOneForm() throws {
    var files = Files()
    files.main = """
      start: caf\u{E9}
      nodes:
        cafe\u{301}: {play: m, next: nin\u{303}o}
        ni\u{F1}o: {play: m, next: hangup}
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    let flow = try #require(checked.configuration.flows.first)
    #expect(Array(flow.start.unicodeScalars) == Array("caf\u{E9}".unicodeScalars))
    #expect(flow.nodes.keys.allSatisfy { !$0.unicodeScalars.contains { $0.value >= 0x300 } })
    guard case .play(_, .node(let next)) = flow.nodes["caf\u{E9}"] else {
      Issue.record("no such node")
      return
    }
    #expect(Array(next.utf8) == Array("ni\u{F1}o".utf8))
  }

  /// Marks and joiners stand within the letters of many scripts.
  @Test(arguments: ["问候", "मुख्य", "ශ්\u{200D}රී", "เมนู", "q\u{307}-2_b"])
  func namesAreInEveryScript(name: String) throws {
    var files = Files()
    files.main = "nodes: {\(name): {play: m, next: hangup}}"
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    #expect(checked.configuration.flows.first?.start == name)
  }

  @Test func numbersKeepTheirZeros() throws {
    var files = Files()
    files.routing = """
      vip: {to: queue sales, numbers: [02150000000, +8613900000000, 0x10]}
      default: {to: queue sales}
      """
    let checked = try files.checked()
    #expect(checked.findings.map(\.mistake) == [.noNumber("0x10")])
    #expect(
      checked.configuration.lists["vip"]?.map(\.normalised) == ["02150000000", "13900000000"]
    )
  }

  @Test func fiveThousandNodesAreCheckedInASecond() throws {
    var files = Files()
    files.main =
      "nodes:\n"
      + (0..<5_000).map { index in
        "  n\(index): {menu: m, keys: {1: n\((index + 1) % 5_000), 2: hangup}, otherwise: hangup}"
      }.joined(separator: "\n")
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    #expect(checked.configuration.flows.first?.nodes.count == 5_000)
  }

  @Test(arguments: [
    (["LANG": "zh_CN.UTF-8"], "zh"), (["LANG": "en_US.UTF-8"], "en"), ([:], "en"),
    (["LC_ALL": "zh_CN", "LANG": "en_US"], "zh"), (["LC_ALL": "C", "LANG": "zh_CN"], "en"),
    (["LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "C"], "zh"),
  ])
  func theLocaleChoosesTheLanguage(environment: [String: String], language: String) {
    let words = Words("en", "zh")
    #expect(words.in(Language(environment: environment)) == language)
  }
}
