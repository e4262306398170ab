import Foundation
import Records
import Scratch
import Testing

/// `switchboard ivr`: a flow tried and drawn.
@Suite struct IVRCommandTests {
  private let tool: Tool
  private var yaml: String { tool.scratch.folder + "/yaml" }

  init() throws {
    tool = try Tool()
    try tool.scratch.write("default: {to: flow main}", to: "yaml/routing.yaml")
    try tool.scratch.write(
      """
      nodes:
        问候:
          play: {zh: '<您好> & "再见"', en: Hello}
          next: choice
        choice:
          menu: menu-main
          keys: {1: queue sales, 2: flow other, "#": 问候}
          wrong: wrong-key
          otherwise: {announce: {zh: 没有按键}}
      """,
      to: "yaml/ivr/main.yaml"
    )
    try tool.scratch.write(
      "nodes: {only: {play: welcome, next: message 100}}",
      to: "yaml/ivr/other.yaml"
    )
  }

  @Test func pathsAreCountedNodeByNode() throws {
    let store = try tool.scratch.migratedStore()
    func step(
      _ call: String,
      _ node: String,
      _ event: IVRStep.Event,
      _ keys: String = "",
      _ target: Target? = nil,
      flow: String = "main",
      daysAgo: Int = 1
    ) throws {
      // The tool's clock stands at 2026-03-02 09:00.
      let moment = Timestamp(seconds: 1_772_413_200 - daysAgo * 86_400)
      let step = IVRStep(
        at: moment,
        revision: 1,
        flow: flow,
        node: node,
        event: event,
        keys: keys,
        target: target
      )
      try store.record(step, of: CallKey(node: "bei", uniqueid: call))
    }
    for call in ["1.1", "1.2", "1.3"] { try step(call, "choice", .key, "1", .queue("sales")) }
    try step("1.1", "choice", .wrong, "7")
    try step("1.1", "choice", .wrong, "7")
    try step("1.4", "choice", .key, "2", .flow("other", node: nil))
    // Digits that somebody keyed in are no path of their own.
    try step("1.2", "account", .entered, "4711", .node("choice"))
    try step("1.3", "account", .entered, "4712", .node("choice"))
    try step("1.9", "only", .played, flow: "other")
    try step("1.8", "choice", .key, "9", .hangup, daysAgo: 31)

    #expect(try tool.run("ivr", "paths", "main") == 0)
    #expect(
      tool.output == """
        node     what happened  then         times  calls
        account  entered        choice       2      2
        choice   key 1          queue sales  3      3
        choice   wrong key 7                 2      1
        choice   key 2          flow other   1      1

        """
    )
    #expect(try tool.run("ivr", "paths", "main", "--days", "60", "--json") == 0)
    let paths = try #require(try tool.json()["paths"] as? [[String: Any]])
    #expect(paths.compactMap { $0["key"] as? String } == ["", "1", "7", "2", "9"])
    #expect(paths.compactMap { $0["count"] as? Int } == [2, 3, 2, 1, 1])
    #expect(paths.compactMap { $0["calls"] as? Int } == [2, 3, 1, 1, 1])
    // What was not heard is no place where the call went.
    try step("1.7", "closing", .missing, "", .announce(PromptName("gone")), flow: "evening")
    #expect(try tool.run("ivr", "paths", "evening") == 0)
    #expect(tool.output.contains("closing  not played, no sound file switchboard/gone "))
    #expect(!tool.output.contains("announce"))
    #expect(try tool.run("ivr", "paths", "night") == 0)
    #expect(tool.output == "no call has come through the flow night\n")
    #expect(try tool.run("ivr", "paths", "main", "--days", "0") == 1)
  }

  @Test func aFlowIsWalkedByKeys() throws {
    #expect(try tool.run("ivr", "try", "main", yaml, "--keys", "5,#,1", "--language", "zh") == 0)
    let hash = try #require(tool.output.firstMatch(of: /switchboard\/text\/([0-9a-f]{16})/)).1
    let greeting = "switchboard/text/\(hash)  “<您好> & \"再见\"”"
    let menu = "switchboard/menu-main  “销售请按一，技术支持请按二，留言请按九。”"
    #expect(
      tool.output == """
        plays    \(greeting)
        plays    \(menu)
        pressed  5
        plays    switchboard/wrong-key  “对不起，您的按键有误。”
        plays    \(menu)
        pressed  #
        plays    \(greeting)
        plays    \(menu)
        pressed  1
        steps:
            main 问候: played -> choice
            main choice: wrong key 5
            main choice: key # -> 问候
            main 问候: played -> choice
            main choice: key 1 -> queue sales
        goes to: queue sales

        """
    )
  }

  @Test func theWayGoesOnFromFlowToFlow() throws {
    #expect(try tool.run("ivr", "try", "main", yaml, "--keys", "2") == 0)
    #expect(tool.output.contains("    other only: played -> message 100\ngoes to: message 100\n"))
  }

  @Test func whoChoosesALanguageHearsItFromThereOn() throws {
    try tool.scratch.write(
      """
      nodes:
        first:
          language: [{text: 中文请按一, language: zh}, {text: English press two, language: en}]
          keys: {1: zh, 2: en}
          next: flow other
      """,
      to: "yaml/ivr/first.yaml"
    )
    #expect(try tool.run("ivr", "try", "first", yaml, "--keys", "2", "--language", "zh") == 0)
    let lines = tool.output.split(separator: "\n")
    #expect(lines[0].wholeMatch(of: /plays    zh\/switchboard\/text\/[0-9a-f]{16}  “中文请按一”/) != nil)
    #expect(
      lines[1].wholeMatch(of: /plays    en\/switchboard\/text\/[0-9a-f]{16}  “English press two”/)
        != nil
    )
    #expect(lines[2...4].joined(separator: "|").hasPrefix("pressed  2|speaks   en|plays "))
    // What follows, in another flow, is English too.
    #expect(lines[4].contains("switchboard/welcome") && lines[4].contains("Welcome"))
  }

  @Test func eachLanguageMayHaveItsPlace() throws {
    try tool.scratch.write(
      """
      nodes:
        first:
          language: choose-language
          keys: {1: zh, 2: en}
          next: {zh: flow other, en: queue english}
          otherwise: queue sales
      """,
      to: "yaml/ivr/first.yaml"
    )
    #expect(try tool.run("ivr", "try", "first", yaml, "--keys", "2") == 0)
    #expect(tool.output.hasSuffix("key 2 -> queue english\ngoes to: queue english\n"))
    #expect(try tool.run("ivr", "try", "first", yaml, "--keys", "1") == 0)
    #expect(tool.output.contains("key 1 -> flow other\n"))
    #expect(try tool.run("ivr", "try", "first", yaml, "--keys", "") == 0)
    #expect(tool.output.hasSuffix("goes to: queue sales\n"))
    #expect(try tool.run("ivr", "graph", "first", yaml) == 0)
    #expect(tool.output.contains("|\"en\"|") && !tool.output.contains("|\"next\"|"))
  }

  @Test func whoPressesNothingComesToTheEndToo() throws {
    #expect(try tool.run("ivr", "try", "main", yaml, "--keys", "") == 0)
    #expect(tool.output.contains("silence\n"))
    #expect(tool.output.hasSuffix(" “没有按键”\n"))
    #expect(try tool.run("ivr", "try", "main", yaml, "--keys", "-,h") == 0)
    #expect(tool.output.hasSuffix("the caller hung up\n"))
  }

  @Test func aPersonIsAskedForKeys() throws {
    tool.typed = ["x", "1"]
    #expect(try tool.run("ivr", "try", "main", yaml) == 0)
    #expect(tool.notices.contains("keys? (empty: none; h: hang up)\ntype 0 to 9, * or #\nkeys?"))
    #expect(tool.output.hasSuffix("goes to: queue sales\n"))
    // Nobody is there any more.
    #expect(try tool.run("ivr", "try", "main", yaml) == 0)
    #expect(tool.output.hasSuffix("the caller hung up\n"))
  }

  @Test func scriptsReadOneValue() throws {
    #expect(try tool.run("ivr", "try", "main", yaml, "--keys", "1", "--json") == 0)
    let report = try tool.json()
    #expect(report["target"] as? String == "queue sales")
    #expect(report["status"] as? String == "SUCCESS")
    #expect((report["events"] as? [[String: Any]])?.count == 3)
    #expect((report["variables"] as? [String: String])?["SWB_QUEUE"] == "sales")
  }

  @Test func nothingIsWrittenToTheStore() throws {
    try tool.run("store", "migrate")
    #expect(try tool.run("ivr", "try", "main", "--revision", "1", "--keys", "1") == 1)
    #expect(tool.notices.contains("run switchboard apply DIRECTORY first"))
    try tool.run("apply", yaml)
    #expect(try tool.run("ivr", "try", "main", "--revision", "1", "--keys", "1") == 0)
    #expect(tool.output.hasSuffix("goes to: queue sales\n"))
    #expect(try tool.run("why", "1700000000.1") == 1)
    #expect(try tool.run("ivr", "try", "main", "--revision", "9", "--keys", "1") == 1)
    #expect(tool.notices == "there is no revision 9: see switchboard revisions\n")
    #expect(try tool.run("ivr", "try", "mian", "--revision", "1", "--keys", "1") == 1)
    #expect(tool.notices.hasPrefix("revision 1 has no flow mian: "))
  }

  @Test func whatCannotBeTriedIsTold() throws {
    #expect(try tool.run("ivr", "try", "mian", yaml) == 1)
    #expect(tool.notices == "there is no flow mian: flows here: main, other\n")
    #expect(try tool.run("ivr", "try", "main", yaml, "--keys", "1,x") == 1)
    #expect(tool.notices.hasPrefix("--keys: \"x\" is nothing that a caller does: "))
    try tool.scratch.write("default: {to: nowhere}", to: "yaml/routing.yaml")
    #expect(try tool.run("ivr", "try", "main", yaml) == 1)
    #expect(tool.notices.hasPrefix("\(yaml) has 1 mistake: "))
  }

  // MARK: - Drawings

  @Test func mermaidShowsKeysOnArrows() throws {
    #expect(try tool.run("ivr", "graph", "main", yaml) == 0)
    #expect(
      tool.output == """
        flowchart TD
          n0(["问候<br/>Hello"])
          n1["choice<br/>menu-main"]
          n2[["queue sales"]]
          n3[["flow other"]]
          n4[["announce “没有按键”"]]
          n0 -.->|"next"| n1
          n1 -->|"1"| n2
          n1 -->|"2"| n3
          n1 -->|"#35;"| n0
          n1 -.->|"otherwise"| n4

        """
    )
  }

  @Test(arguments: ["mermaid", "dot", "svg"])
  func whatIsWrittenInAFlowStaysText(format: String) throws {
    try tool.scratch.write(
      "languages: [zh]",
      to: "yaml/switchboard.yaml"
    )
    #expect(try tool.run("ivr", "graph", "main", yaml, "--format", format) == 0)
    #expect(tool.output.contains("问候"))
    switch format {
    case "mermaid": #expect(tool.output.contains("#lt;您好#gt; #amp; #quot;再见#quot;"))
    case "dot": #expect(tool.output.contains("<您好> & \\\"再见\\\"\""))
    default:
      #expect(tool.output.contains("&lt;您好&gt; &amp; &quot;再见&quot;</text>"))
      let parser = XMLNesting(tool.output)
      #expect(parser.isWhole)
    }
  }

  /// A quote that shares a character with a letter ends a label like any other.
  @Test(arguments: [
    ("mermaid", "x\u{D4E}#quot;y#lt;\u{301}z"), ("dot", "x\u{D4E}\\\"y<\u{301}z"),
    ("svg", "x\u{D4E}&quot;y&lt;\u{301}z"),
  ])
  func noSignHidesInACharacter(format: String, words: String) throws {
    try tool.scratch.write("languages: [zh]", to: "yaml/switchboard.yaml")
    try tool.scratch.write(
      "nodes: {top: {play: {zh: 'x\u{D4E}\"y<\u{301}z'}, next: hangup}}",
      to: "yaml/ivr/main.yaml"
    )
    #expect(try tool.run("ivr", "graph", "main", yaml, "--format", format) == 0)
    #expect(Array(tool.output.utf8).firstRange(of: Array(words.utf8)) != nil, "\(tool.output)")
  }

  @Test func aLargeFlowIsDrawnAndEveryBoxHasItsPlace() throws {
    let nodes = (0..<400).map { number in
      "  n\(number): {play: welcome, next: \(number < 399 ? "n\(number + 1)" : "hangup")}\n"
    }
    try tool.scratch.write("nodes:\n" + nodes.joined(), to: "yaml/ivr/main.yaml")
    #expect(try tool.run("ivr", "graph", "main", yaml, "--format", "svg") == 0)
    let boxes = tool.output.split(separator: "\n").filter { $0.contains("<rect x=") }
    #expect(boxes.count == 401)
    #expect(Set(boxes).count == 401)
  }
}

/// Whether the elements of a text begin and end in order; no parser is linked for it.
private struct XMLNesting {
  var isWhole: Bool

  init(_ text: String) {
    var open: [Substring] = []
    isWhole = true
    for tag in text.matches(of: /<(\/?)([a-z]+)([^<>]*?)(\/?)>/) {
      let (_, closes, name, _, isAlone) = tag.output
      if !closes.isEmpty {
        isWhole = isWhole && open.popLast() == name
      } else if isAlone.isEmpty {
        open.append(name)
      }
    }
    isWhole = isWhole && open.isEmpty
  }
}
