@testable import AGI
@testable import AGITesting
import Testing

/// The model that scripted callers speak to, held against what real Asterisk answered.
struct ModelTests {
  @Test(arguments: ["16", "22"])
  func theModelAnswersAsAsteriskDid(_ asterisk: String) throws {
    var caller = ScriptedCaller()
    caller.isAnswered = true
    caller.missingSounds = ["nosuchfile"]
    caller.missingApplications = ["NoSuchApp"]
    caller.applications = ["Return": { _, _ in -1 }]
    caller.number = nil
    var model = AsteriskModel(caller)
    let session = try Fixture(asterisk: asterisk, name: "agi-basic.txt").session()
    for (line, reply) in Sayable(session).exchanges {
      let text = line.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
      let quoted = line.words.map { "\"\(String(decoding: $0, as: UTF8.self).quoted)\"" }
      let asksForValue = Command(words: line.words.map { Argument(bytes: $0) }).asksForValue
      let form = asksForValue ? ReplyDecoder.Form.value : .line
      let answer = model.answer(Array(quoted.joined(separator: " ").utf8))
      let mine = try first(Array(answer.utf8), form)
      let theirs = try first(reply, form)
      guard !isUnlike(text) else { continue }
      #expect(mine.status == theirs.status && mine.result == theirs.result, "\(text): \(mine)")
      if !text.contains("FULL"), !text.hasPrefix("GOSUB") {
        #expect(mine.value == theirs.value, "\(text)")
      }
    }
  }

  private func isUnlike(_ text: String) -> Bool {
    text == "GOSUB nosuch s 1" || text.hasPrefix("SET VARIABLE UNQ") || text.contains("nodir")
      || text == "GET VARIABLE UNQ" || text == "GET VARIABLE A" || text == "GET VARIABLE DIG"
      || text.hasSuffix(" abc ")
  }

  private func first(_ bytes: [UInt8], _ form: ReplyDecoder.Form) throws -> Reply {
    var decoder = ReplyDecoder()
    decoder.append(bytes)
    guard case .reply(let reply) = try decoder.next(form) else {
      throw AGIError(.protocolViolation, doing: "reading \(bytes.text)")
    }
    return reply
  }
}

extension String {
  fileprivate var quoted: String {
    replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
