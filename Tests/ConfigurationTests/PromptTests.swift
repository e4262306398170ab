import Configuration
import Foundation
import Records
import Scratch
import Testing

/// Prompts given as text, and sound files that are missing.
@Suite struct PromptTests {
  private static let centre = "languages: [zh, en]"

  /// The texts that a configuration publishes.
  private func texts(_ main: String, _ settings: String? = nil) throws -> [[String: String]] {
    var files = Files()
    files.main = main
    files.settings = settings
    let checked = try files.checked()
    #expect(checked.findings.filter { !$0.mistake.isWarning } == [])
    return checked.configuration.texts.map(\.texts)
  }

  private func flow(_ prompt: String, language: String? = nil) -> String {
    let head = language.map { "language: \($0)\n" } ?? ""
    return head + "nodes:\n  top:\n    play: \(prompt)\n    next: hangup\n"
  }

  @Test func aTextIsInTheFilesLanguageElseTheCentresElseItsOwn() throws {
    let text = flow("{text: Bonjour}", language: "fr")
    #expect(try texts(text, Self.centre) == [["fr": "Bonjour"]])
    #expect(try texts(flow("{text: Hello}"), "languages: [en, zh]") == [["en": "Hello"]])
    #expect(try texts(flow("{text: Hello}")) == [["en": "Hello"]])
    #expect(try texts(flow("{text: 您好}")) == [["zh": "您好"]])
    #expect(
      try texts(flow("{zh: 您好, en: Hello}"), Self.centre) == [["zh": "您好", "en": "Hello"]]
    )
  }

  @Test func textsAreInOneLineAndTheSameTextIsOnePrompt() throws {
    let prompts = "[{zh: \"您好 \\n  世界\"}, welcome, {zh: 您好 世界}]"
    #expect(try texts(flow(prompts)) == [["zh": "您好 世界"]])
  }

  @Test func aTextMayStandWhereverAPromptMay() throws {
    var files = Files()
    files.main = """
      nodes:
        top:
          menu: [welcome, {zh: 一}]
          keys: {1: {announce: {zh: 二}}}
          wrong: {zh: 三}
          silence: {zh: 四}
          otherwise: hangup
      """
    files.satisfaction = """
      language: zh
      questions:
        q: {ask: {text: 五}, answers: {1: good}}
      thanks: {text: 六}
      """
    files.routing = "default: {to: {announce: {zh: 七}}}"
    let checked = try files.checked()
    #expect(checked.findings == [])
    let texts = checked.configuration.texts.compactMap { $0.texts["zh"] }
    #expect(Set(texts) == ["一", "二", "三", "四", "五", "六", "七"])
    #expect(checked.configuration.rules.last?.target == .announce(PromptName(saying: ["zh": "七"])))
  }

  @Test func otherTextsHaveOtherNames() {
    let names = [
      ["zh": "一"], ["zh": "二"], ["en": "一"], ["zh": "一", "en": "a"], ["zh": "a", "en": "一"],
    ].map { PromptName(saying: $0).name }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /switchboard\/text\/[0-9a-f]{16}/) != nil })
  }

  @Test(arguments: [
    ("{zzzz: x}", "\"zzzz\" is no language", "“zzzz”不是语言"),
    ("{zh: \"...\"}", "\"...\" cannot be said", "“...”无法朗读"),
    ("{zh: \"a\\u0007b\"}", "\"a\u{7}b\" cannot be said", "“a\u{7}b”无法朗读"),
    ("{zh: [a]}", "a list is not what belongs here", "这里不应是a list"),
    ("{}", "a mapping is not what belongs here", "这里不应是a mapping"),
  ])
  func whatCannotBeSaidIsTold(prompt: String, english: String, chinese: String) throws {
    var files = Files()
    files.main = flow("[welcome, \(prompt)]")
    let mistake = try #require(try files.checked().findings.first)
    #expect((mistake.file, mistake.line) == ("ivr/main.yaml", 3))
    #expect(mistake.mistake.what == Words(english, chinese))
  }

  @Test func aLanguageOfAFileIsALanguage() throws {
    var files = Files()
    files.main = flow("{text: a}", language: "\"../x\"")
    #expect(try files.checked().findings.first?.mistake == .noLanguage("../x"))
  }

  // MARK: - Sound files

  /// A folder with sounds, as empty files.
  private func sounds(_ names: String...) throws -> Scratch {
    let scratch = try Scratch()
    for name in names { try scratch.write("", to: name) }
    return scratch
  }

  /// What is told of prompts, without what ships.
  private func findings(_ main: String, _ sounds: String?) throws -> [Finding] {
    var files = Files()
    files.main = main
    files.satisfaction = "questions: {q: {ask: welcome, answers: {1: good}}}"
    files.routing = "default: {to: flow main}"
    files.settings = Self.centre + (sounds.map { "\nsounds: \($0)" } ?? "")
    return try files.checked().findings.filter {
      $0.file == "ivr/main.yaml" || $0.mistake.what.english.contains("on this machine")
    }
  }

  @Test func everyPromptNeedsAFileInEveryLanguage() throws {
    let sounds = try sounds(
      "zh/switchboard/welcome.wav",
      "en/switchboard/welcome.gsm",
      "zh/custom/notice.alaw"
    )
    #expect(try findings(flow("welcome"), sounds.folder) == [])
    let missing = Mistake.noSoundFile(
      PromptName("wellcome"),
      languages: ["zh", "en"],
      known: ["welcome"]
    )
    #expect(
      try findings(flow("wellcome"), sounds.folder)
        == [Finding(file: "ivr/main.yaml", line: 3, missing)]
    )
    #expect(missing.fix == Words("write welcome", "请写 welcome"))
    #expect(missing.what.chinese == "没有声音文件 switchboard/wellcome（zh, en）")
    let half = try findings(flow("custom/notice"), sounds.folder)
    #expect(half.map(\.mistake.what.english) == ["there is no sound file custom/notice in en"])
    #expect(half.first?.mistake.isWarning == false)
  }

  @Test func aTextNeedsItsFileAndEachLanguageItsText() throws {
    let sounds = try sounds("zh/switchboard/welcome.wav")
    let both = try findings(flow("{zh: 您好, en: Hello}"), sounds.folder)
    #expect(both.map(\.mistake) == [.notRendered(["zh", "en"])])
    let one = try findings(flow("{zh: 您好}"), sounds.folder)
    #expect(one.map(\.mistake) == [.untranslated(["en"]), .notRendered(["zh"])])
    // Without sounds to look at, the missing text is told all the same.
    #expect(try findings(flow("{zh: 您好}"), nil).map(\.mistake) == [.untranslated(["en"])])
    #expect(Mistake.untranslated(["en"]).isWarning)
    #expect(Mistake.notRendered(["zh"]).fix.chinese == "请运行 switchboard prompts render")
  }

  /// "For English, press two" is said to everybody, and by an English voice.
  @Test func aTextForAllIsInItsOwnLanguageAlone() throws {
    let one = PromptName(saying: "一", toAllIn: "zh")
    let two = PromptName(saying: "two", toAllIn: "en")
    let prompts = flow("[{text: 一, language: zh}, {language: en, text: two}]")
    #expect(try texts(prompts, Self.centre).count == 2)
    #expect(one.path == "zh/" + PromptName(saying: ["zh": "一"]).path)
    #expect(two.voice?.language == "en" && two.isText)
    #expect(PromptName("custom/notice").voice == nil)
    #expect(PromptName("switchboard/text/0").voice == nil)

    let sounds = try sounds("zh\(one.path.dropFirst(2)).wav")
    #expect(try findings(prompts, sounds.folder).map(\.mistake) == [.notRendered(["en"])])
    // The same words in the caller's own language are another prompt, which lacks Mandarin.
    let both = try findings(flow("[{text: two, language: en}, {en: two}]"), sounds.folder)
    #expect(
      both.map(\.mistake) == [
        .notRendered(["en"]), .untranslated(["zh"]), .notRendered(["en"]),
      ]
    )
    #expect(try findings(flow("{text: a, language: x}"), nil).map(\.mistake) == [.noLanguage("x")])
    #expect(
      try findings(flow("{language: en}"), nil).map(\.mistake)
        == [.missingKey("text", example: "text: For English, press two")]
    )
  }

  @Test func soundsThatAreNotHereAreNoMistake() throws {
    let found = try findings(flow("wellcome"), "/nowhere/sounds")
    #expect(found == [Finding(file: "switchboard.yaml", line: 1, .noSounds("/nowhere/sounds"))])
    #expect(found[0].mistake.isWarning)
    #expect(found[0].mistake.what.chinese == "声音文件夹不在本机，未检查声音文件：/nowhere/sounds")
  }

  @Test func whatTheDialplanPlaysIsCountedInOneWarning() throws {
    let sounds = try sounds("zh/switchboard/menu-main.wav", "en/switchboard/menu-main.wav")
    var files = Files()
    files.settings = "languages: [zh]\nsounds: \(sounds.folder)"
    let warnings = try files.checked().findings.filter { $0.file == "switchboard.yaml" }
    #expect(warnings.count == 1)
    #expect(warnings.first?.mistake.isWarning == true)
    let words = try #require(warnings.first?.mistake.what)
    #expect(words.english.hasSuffix("sound files that the dialplan plays are missing in zh"))
    #expect(words.chinese.hasPrefix("缺少拨号方案播放的"))
  }

  @Test func aLanguageOfARegionFindsTheLanguagesFiles() throws {
    let sounds = try sounds("zh/switchboard/welcome.wav")
    let folder = try #require(SoundFolder(sounds.folder))
    #expect(folder.state(of: "switchboard/welcome", in: "zh_CN", key: nil) == .recorded)
    #expect(folder.state(of: "switchboard/welcome", in: "en", key: nil) == .missing)
  }

  // MARK: - The command

  @Test func aCommandIsWordsAndNoShell() {
    let text = "a; $(reboot) \"b\""
    let command = PromptCommand("voice --to={file} 'two words' {language} \"\" {text}")
    #expect(
      command.words(for: text, in: "zh", into: "/t.wav")
        == ["voice", "--to=/t.wav", "two words", "zh", "", text]
    )
    #expect(PromptCommand("v").words(for: text, in: "en", into: "f") == ["v", "en", "f"])
    // What looks like a place in the text is not filled in.
    #expect(
      PromptCommand("v {text} {file}").words(for: "{language}", in: "en", into: "f")
        == ["v", "{language}", "f"]
    )
    #expect(!PromptCommand().words(for: text, in: "zh", into: "f").contains(text))
    #expect(PromptCommand().words(for: text, in: "zh_CN", into: "f")[2] == "cmn")
  }

  @Test func anotherCommandOrTextIsAnotherSound() {
    let keys = [
      PromptCommand().key(of: "a", in: "en"), PromptCommand().key(of: "b", in: "en"),
      PromptCommand().key(of: "a", in: "zh"), PromptCommand("v").key(of: "a", in: "en"),
      PromptCommand("w").key(of: "a", in: "en"),
    ]
    #expect(Set(keys).count == keys.count)
  }
}
