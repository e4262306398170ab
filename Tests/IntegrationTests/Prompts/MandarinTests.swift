import CallScripts
import Foundation
import Laboratory
import Phone
import Records
import Testing

/// A caller who speaks Mandarin hears Mandarin from the first word to the last.
@Suite struct MandarinTests {
  @Test func valuesAndTextsAreHeardInMandarin() async throws {
    try await MandarinCentre.scene { centre, sounds in
      let call = try centre.laboratory.callerPhone(knowing: sounds).call("7610", as: "13812347001")
      try call.waitForHangup(within: .seconds(60))
      let text = PromptName(saying: ["zh": MandarinCentre.text])
      let expected = ([text] + MandarinCentre.names).map { "zh/\($0.path)" }
      let heard = call.transcript.prompts
      #expect(heard.count == expected.count, "\(call.transcript)")
      for (heard, expected) in zip(heard, expected) {
        #expect(heard.names.contains(expected) && heard.isWhole, "\(heard), not \(expected)")
        #expect(heard.names.allSatisfy { $0.hasPrefix("zh/") })
      }
    }
  }

  @Test func theQueueAndTheAgentsNumberAreHeardInMandarin() async throws {
    try await MandarinCentre.scene { centre, sounds in
      let agent = try centre.laboratory.agentPhone("1002")
      let first = try centre.laboratory.callerPhone(knowing: sounds).call("7611", as: "13812347002")
      let received = try agent.waitForCall(within: .seconds(20))
      let second = try centre.laboratory.callerPhone(knowing: sounds)
        .call("7611", as: "13812347003")
      for name in ["queue-thereare", "digits/2", "queue-callswaiting", "queue-thankyou"] {
        try second.waitToHearAll(of: "zh/\(name)", within: .seconds(20))
      }
      second.hangUp()
      received.answer(saying: .tone(hertz: 660))
      try first.waitToHearAll(of: "zh/switchboard/agent", within: .seconds(20))
      for digit in "1002" {
        try first.waitToHearAll(of: "zh/digits/\(digit)", within: .seconds(10))
      }
      received.hangUp()
      first.hangUp()
      for heard in first.transcript.prompts + second.transcript.prompts {
        #expect(
          heard.names.allSatisfy { $0.hasPrefix("zh/") || $0.hasPrefix("music/") },
          "\(heard)"
        )
      }
    }
  }

  @Test func whatWasRenderedIsKnownAndNotMadeAgain() async throws {
    try await MandarinCentre.scene { centre, _ in
      let yaml = centre.laboratory.directory + "/yaml"
      let sheet = try centre.laboratory.promptSheet(of: yaml)
      let text = PromptName(saying: ["zh": MandarinCentre.text]).path
      let line = try #require(sheet.first { $0.file == text && $0.language == "zh" })
      #expect(line.state == "rendered" && line.text == MandarinCentre.text)
      // Nothing that the dialplan or Asterisk says is without a file.
      #expect(sheet.filter { $0.state != "rendered" && $0.language == "zh" }.map(\.file) == [])
    }
  }
}

/// A centre whose callers hear Mandarin, with its texts rendered.
enum MandarinCentre {
  static let text = "您好，以下是您的信息。"

  private static let opened = Result {
    let flow = """
      language: zh
      nodes:
        hello: {play: {text: \(text)}, next: values}
        values:
          play: [\(names.map(\.name).joined(separator: ", "))]
          next: hangup
      """
    let centre = try Centre(
      "mandarin",
      queues: ["mandarin": ["1002"]],
      yaml: ["ivr/mandarin.yaml": flow]
    )
    let laboratory = centre.laboratory
    try laboratory.renderPrompts(of: laboratory.directory + "/yaml")
    try append(
      """

      [laboratory](+)
      exten => 7610,1,Set(CHANNEL(language)=zh)
       same => n,Set(SWB_FLOW=mandarin)
       same => n,Goto(switchboard-flow,s,1)
      exten => 7611,1,Set(CHANNEL(language)=zh)
       same => n,Set(SWB_QUEUE=mandarin)
       same => n,Goto(switchboard-queue,s,1)

      """,
      to: laboratory.etc + "/with/extensions.conf"
    )
    try append(
      """

      [mandarin](+)
      announce-frequency = 15
      min-announce-frequency = 1
      announce-position = yes

      """,
      to: laboratory.etc + "/with/queues.conf"
    )
    try laboratory.console("dialplan reload")
    try laboratory.console("queue reload all")
    return (centre, try PromptIndex(folders: ["": laboratory.soundFolder]))
  }

  /// The sound files of the values that callers are told.
  static var names: [PromptName] {
    let values: [(Spoken.Kind, String)] = [
      (.number, "12010"), (.money, "2.05"), (.dateTime, "2026-11-22 14:05"),
    ]
    return values.flatMap { Spoken($0.0, $0.1)?.prompts(in: "zh") ?? [] }
  }

  static func scene<Value: Sendable>(
    _ body: @escaping @Sendable (Centre, PromptIndex) throws -> Value
  ) async throws -> Value {
    let (centre, sounds) = try opened.get()
    return try await centre.scene { try body($0, sounds) }
  }

  private static func append(_ text: String, to file: String) throws {
    let before = try String(contentsOfFile: file, encoding: .utf8)
    try (before + text).write(toFile: file, atomically: true, encoding: .utf8)
  }
}
