import Foundation
import Scratch
import Testing

/// `switchboard prompts`: what is rendered, what stays, what is told.
@Suite struct PromptsCommandTests {
  private let tool: Tool

  init() throws {
    tool = try Tool()
    // A voice that says how often it spoke; how long it sounds tells the texts apart.
    try tool.scratch.write(
      """
      #!/bin/sh
      text=$(cat)
      echo "$1 $text" >>"$VOICE_LOG"
      [ "$text" = fail ] && { echo "no voice today" >&2; exit 3; }
      [ "$text" = mute ] && exit 0
      sox -n -r 16000 -c 1 "$2" synth "0.$((3 + ${#text} % 5))" sine 440
      """,
      to: "voice"
    )
    chmod(tool.scratch.folder + "/voice", 0o755)
    setenv("VOICE_LOG", log, 1)
    try tool.scratch.write("default: {to: flow main}", to: "yaml/routing.yaml")
    try tool.scratch.write(
      """
      languages: [fr]
      sounds: \(sounds)
      prompts:
        command: \(tool.scratch.folder)/voice
      """,
      to: "yaml/switchboard.yaml"
    )
  }

  private var folder: String { tool.scratch.folder }
  private var yaml: String { folder + "/yaml" }
  private var sounds: String { folder + "/sounds" }
  private var log: String { "/tmp/switchboard-voice-\(getpid()).log" }

  private func write(_ prompts: String...) throws {
    let nodes = prompts.enumerated().map { index, prompt in
      let next = index + 1 < prompts.count ? "n\(index + 1)" : "hangup"
      return "  n\(index): {play: \(prompt), next: \(next)}\n"
    }
    try tool.scratch.write("nodes:\n" + nodes.joined(), to: "yaml/ivr/main.yaml")
  }

  /// The rendered files, by the text that they say.
  private func rendered() throws -> [String: Data] {
    try tool.run("prompts", "list", yaml, "--json")
    let lines = try #require(try tool.json()["prompts"] as? [[String: Any]])
    var found: [String: Data] = [:]
    for line in lines where line["state"] as? String == "rendered" {
      let file = try #require(line["file"] as? String)
      let text = try #require(line["text"] as? String)
      found[text] = try Data(contentsOf: URL(filePath: "\(sounds)/fr/\(file).ulaw"))
    }
    return found
  }

  private func file(of text: String) throws -> String {
    try tool.run("prompts", "list", yaml, "--json")
    let lines = try #require(try tool.json()["prompts"] as? [[String: Any]])
    let line = try #require(lines.first { $0["text"] as? String == text })
    return "\(sounds)/fr/" + (try #require(line["file"] as? String))
  }

  private func state(of text: String) throws -> String? {
    try tool.run("prompts", "list", yaml, "--json")
    let lines = try #require(try tool.json()["prompts"] as? [[String: Any]])
    return lines.first { $0["text"] as? String == text }?["state"] as? String
  }

  @Test func onlyWhatChangedIsRendered() throws {
    try write("{fr: un}", "{fr: deux}")
    #expect(try tool.run("prompts", "render", yaml) == 0)
    #expect(tool.output.hasPrefix("2 rendered, 0 as they were, 0 recorded\n"))
    let first = try rendered()
    #expect(Set(first.keys) == ["un", "deux"])
    // 8 kHz, one byte a sample: 0.5 s and 0.7 s with the breath behind.
    #expect(try #require(first["un"]).count > 3_000)

    try write("{fr: un}", "{fr: trois}")
    #expect(try tool.run("prompts", "render", yaml) == 0)
    #expect(tool.output.hasPrefix("1 rendered, 1 as they were, 0 recorded\n"))
    #expect(try tool.run("prompts", "render", yaml, "--json") == 0)
    #expect(try tool.json()["rendered"] as? [String] == [])
    #expect(try tool.json()["unchanged"] as? Int == 2)
  }

  @Test func aRecordedFileStaysAndBeatsARenderedOne() throws {
    try write("{fr: un}", "{fr: deux}")
    try tool.run("prompts", "render", yaml)
    let (one, two) = (try file(of: "un"), try file(of: "deux"))
    // Somebody records one over the rendered file, and another beside it.
    try Data("my voice".utf8).write(to: URL(filePath: one + ".ulaw"))
    try Data("my voice".utf8).write(to: URL(filePath: two + ".wav"))
    #expect(try state(of: "un") == "recorded")
    #expect(try tool.run("prompts", "render", yaml) == 0)
    #expect(tool.output.contains("0 rendered, 0 as they were, 2 recorded\n"))
    #expect(try Data(contentsOf: URL(filePath: one + ".ulaw")) == Data("my voice".utf8))
    #expect(!FileManager.default.fileExists(atPath: two + ".ulaw"))
    #expect(FileManager.default.fileExists(atPath: two + ".wav"))
  }

  @Test func anotherVoiceRendersAgain() throws {
    try write("{fr: un}")
    try tool.run("prompts", "render", yaml)
    let text = try String(contentsOfFile: yaml + "/switchboard.yaml", encoding: .utf8)
    try tool.scratch.write(
      text + " {language} {file} loud",
      to: "yaml/switchboard.yaml"
    )
    #expect(try state(of: "un") == "stale")
    #expect(try tool.run("check", yaml) == 1)
    #expect(tool.output.contains("this text has no sound file yet in fr"))
    #expect(try tool.run("prompts", "render", yaml) == 0)
    #expect(tool.output.hasPrefix("1 rendered"))
    #expect(try state(of: "un") == "rendered")
  }

  @Test func whatFailsIsNamedAndTheRestIsRendered() throws {
    try write("{fr: fail}", "{fr: mute}", "{fr: un}")
    #expect(try tool.run("prompts", "render", yaml) == 1)
    #expect(tool.output.contains("(fail): no voice today (exit code 3)\n"))
    #expect(tool.output.contains("is not rendered (mute): the command made no sound"))
    #expect(tool.output.contains("1 rendered, 0 as they were, 0 recorded\n"))
    #expect(Set(try rendered().keys) == ["un"])
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("prompts", "render", yaml) == 1)
    #expect(tool.output.contains("（fail）：no voice today"))
  }

  @Test func aProgramThatIsNotThereIsNamed() throws {
    try write("{fr: un}")
    try tool.scratch.write(
      "languages: [fr]\nsounds: \(sounds)\nprompts: {command: no-such-voice}",
      to: "yaml/switchboard.yaml"
    )
    #expect(try tool.run("prompts", "render", yaml) == 1)
    #expect(tool.output.contains("there is no program no-such-voice"))
  }

  @Test func aTextIsNeverACommand() throws {
    let mark = folder + "/hacked"
    let text = "-w \(mark) $(touch \(mark)); `touch \(mark)` | touch \(mark) {file}"
    try write("{fr: '\(text)'}")
    #expect(try tool.run("prompts", "render", yaml) == 0)
    #expect(!FileManager.default.fileExists(atPath: mark))
    let said = try String(contentsOfFile: log, encoding: .utf8)
    #expect(said.contains("fr \(text)\n"))
  }

  @Test func whereTheSoundsAreMustBeKnown() throws {
    try write("{fr: un}")
    try tool.scratch.write("languages: [fr]", to: "yaml/switchboard.yaml")
    #expect(try tool.run("prompts", "render", yaml) == 1)
    #expect(tool.notices.hasPrefix("nothing says where Asterisk's sounds are: "))
    try tool.scratch.write("", to: "file")
    #expect(try tool.run("prompts", "render", yaml, "--sounds", folder + "/file") == 1)
    #expect(tool.notices.hasPrefix("\(folder)/file cannot be written: "))
  }

  @Test func theSheetNamesWhatIsMissingAndIsNoFormula() throws {
    try write("{fr: '=1+1, \"x\"'}", "nobody-has-this")
    #expect(try tool.run("prompts", "list", yaml, "--missing", "--csv") == 0)
    let lines = tool.output.split(separator: "\r\n").map(String.init)
    #expect(lines.first == "\u{FEFF}language,file,state,used,text")
    #expect(lines.contains { $0.hasSuffix(",unknown,ivr/main.yaml:2,\"'=1+1, \"\"x\"\"\"") })
    try FileManager.default.createDirectory(atPath: sounds, withIntermediateDirectories: true)
    try tool.run("prompts", "list", yaml, "--missing")
    #expect(tool.output.contains("fr        switchboard/nobody-has-this"))
    #expect(try tool.run("check", yaml) == 1)
    #expect(tool.output.contains("there is no sound file switchboard/nobody-has-this in fr"))
  }

  @Test func badLinesOfAListAreTold() throws {
    try write("welcome")
    let list = folder + "/more.tsv"
    try tool.scratch.write("# ours\nen\tmore\tMore.\n\nen\t../../x\tX\nen more\n", to: "more.tsv")
    #expect(try tool.run("prompts", "list", yaml, "--list", list) == 1)
    #expect(tool.notices.contains("\n\(list) has lines that cannot be taken: "))
    #expect(tool.notices.hasSuffix("\n\(list):4\n\(list):5\n"))
  }
}
