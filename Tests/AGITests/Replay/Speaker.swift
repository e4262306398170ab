import AGI

/// Says a recorded command through the API: by a typed call where one fits, else by its raw words.
///
/// What comes back is one line of text: the typed result, or the error's code.
struct Speaker {
  let call: Call

  func say(_ words: [[UInt8]]) -> String {
    var linesSent = 0
    call.trace = { if $0.direction == .sent { linesSent += 1 } }
    func hasSent() -> Bool { linesSent > 0 }
    let text = words.map { String(decoding: $0, as: UTF8.self) }
    do {
      if text.joined(separator: " ").utf8.elementsEqual(words.joined(separator: [0x20])),
        let result = try typed(text)
      {
        return result
      }
      return try raw(words)
    } catch let error as AGIError where error.code == .hangup && call.isConnected && !hasSent() {
      // The library does not say it any more; the recording goes on all the same.
      return "not said: hangup; " + ((try? raw(words)) ?? "")
    } catch let error as AGIError {
      return "error \(error.code)"
    } catch {
      return "error \(error)"
    }
  }

  private func raw(_ words: [[UInt8]]) throws -> String {
    let reply = try call.command(words.map { Argument(bytes: $0) })
    return "raw \(reply.status), result \"\(String(decoding: reply.result, as: UTF8.self))\""
      + (reply.value.map { ", value of \($0.count) bytes" } ?? "")
  }

  private func typed(_ words: [String]) throws -> String? {
    let name = CommandName.allCases.first { name in
      words.starts(with: name.rawValue.split(separator: " ").map(String.init))
    }
    guard let name else { return nil }
    let rest = Array(words.dropFirst(name.rawValue.split(separator: " ").count))
    return try variables(name, rest) ?? media(name, rest) ?? channel(name, rest)
  }

  private func variables(_ name: CommandName, _ words: [String]) throws -> String? {
    switch (name, words.count) {
    case (.getVariable, 1): shown(try call.get(words[0]))
    case (.setVariable, 2): shown(try call.set(words[0], to: words[1]))
    case (.databaseGet, 2): shown(try call.database.get(family: words[0], key: words[1]))
    case (.databasePut, 3):
      shown(try call.database.put(family: words[0], key: words[1], value: words[2]))
    case (.databaseDel, 2): shown(try call.database.delete(family: words[0], key: words[1]))
    case (.databaseDeltree, 1): shown(try call.database.deleteTree(family: words[0]))
    case (.verbose, 2): shown(try call.verbose(words[0], level: Int(words[1]) ?? 1))
    case (.noop, 0): shown(try call.noop())
    case (.noop, 1): shown(try call.noop(words[0]))
    case (.exec, 1): shown(try call.exec(words[0]))
    case (.exec, 2): shown(try call.exec(words[0], words[1]))
    default: nil
    }
  }

  private func media(_ name: CommandName, _ words: [String]) throws -> String? {
    switch (name, words.count) {
    case (.streamFile, 2...3):
      shown(
        try call.streamFile(
          words[0],
          escape: keys(words[1]),
          offset: words.count > 2 ? Int(words[2]) : nil
        )
      )
    case (.controlStreamFile, 6):
      shown(
        try call.controlStreamFile(
          words[0],
          escape: keys(words[1]),
          controls: PlaybackControls(
            forward: key(words[3]),
            rewind: key(words[4]),
            pause: key(words[5]),
            skip: milliseconds(words[2])
          )
        )
      )
    case (.getOption, 3):
      shown(
        try call.getOption(words[0], escape: keys(words[1]), timeout: milliseconds(words[2]))
      )
    case (.getData, 3) where Int(words[1]) != nil:
      shown(
        try call.getData(words[0], timeout: milliseconds(words[1]), maximum: Int(words[2]))
      )
    case (.waitForDigit, 1) where (Int(words[0]) ?? -1) >= 0:
      shown(try call.waitForDigit(timeout: milliseconds(words[0])))
    case (.recordFile, _) where !words.contains("0"):
      shown(
        try call.record(
          to: words[0],
          format: words[1],
          endedBy: keys(words[2]),
          maximum: milliseconds(words[3]),
          silence: words.last == "s=1" ? .seconds(1) : nil,
          beep: words.contains("BEEP")
        )
      )
    case (.receiveChar, 1): shown(try call.receiveCharacter(timeout: milliseconds(words[0])))
    case (.receiveText, 1): shown(try call.receiveText(timeout: milliseconds(words[0])))
    case (.sendText, 1): shown(try call.sendText(words[0]))
    case (.sendImage, 1): shown(try call.sendImage(words[0]))
    default: try spoken(name, words)
    }
  }

  private func spoken(_ name: CommandName, _ words: [String]) throws -> String? {
    guard words.count >= 2 else { return nil }
    let number = Int(words[0])
    let prompt: Prompt? =
      switch name {
      case .sayDigits: .digits(words[0])
      case .sayNumber: number.map { .number($0) }
      case .sayAlpha: .letters(words[0])
      case .sayPhonetic: .phonetic(words[0])
      case .sayDate: number.map { .date($0) }
      case .sayTime: number.map { .time($0) }
      case .sayDatetime where words.count == 4:
        number.map { .dateTime($0, format: words[2], zone: words[3]) }
      default: nil
      }
    guard let prompt else { return nil }
    return shown(try call.say(prompt, cutBy: keys(words[1])))
  }

  private func channel(_ name: CommandName, _ words: [String]) throws -> String? {
    switch (name, words.count) {
    case (.answer, 0): shown(try call.answer())
    case (.hangup, 0): shown(try call.hangup())
    case (.hangup, 1): shown(try call.hangup(channel: words[0]))
    case (.channelStatus, 0): shown(try call.status())
    case (.channelStatus, 1): shown(try call.status(ofChannel: words[0]))
    case (.gosub, 3):
      shown(try call.gosub(context: words[0], extension: words[1], priority: words[2]))
    case (.setContext, 1): shown(try call.continueAt(context: words[0]))
    case (.setExtension, 1): shown(try call.continueAt(extension: words[0]))
    case (.setPriority, 1): shown(try call.continueAt(priority: words[0]))
    case (.setMusic, 1) where words[0] == "off": shown(try call.music(on: false))
    case (.setCallerid, 1): shown(try call.setCallerID(words[0]))
    case (.setAutohangup, 1) where words[0] == "0": shown(try call.hangup(after: nil))
    case (.tddMode, 1): shown(try call.tdd(words[0]))
    case (.speechCreate, 1): shown(try call.speech.create(engine: words[0]))
    case (.asyncAGIBreak, 0): shown(try call.breakAsyncAGI())
    default: nil
    }
  }

  private func keys(_ text: String) -> DigitSet { DigitSet(text) ?? [] }
  private func key(_ text: String) -> Digit { text.first.flatMap(Digit.init) ?? "0" }
  private func milliseconds(_ text: String) -> Duration { .milliseconds(Int(text) ?? 0) }

  private func shown(_ nothing: Void) -> String { "done" }
  private func shown(_ text: String?) -> String {
    guard let text else { return "nil" }
    let bytes = text.utf8.count
    return bytes > 80 ? "\"\(text.prefix(20))...\" of \(bytes) bytes" : "\"\(text)\""
  }

  private func shown(_ flag: Bool) -> String { "\(flag)" }
  private func shown(_ number: Int) -> String { "\(number)" }
  private func shown(_ number: Int?) -> String { number.map(String.init) ?? "nil" }
  private func shown(_ digit: Digit?) -> String { digit.map { "key \($0)" } ?? "no key" }
  private func shown(_ state: ChannelState?) -> String { state.map { "\($0)" } ?? "no channel" }

  private func shown(_ playback: Playback) -> String {
    "\(shown(playback.digit)) at \(playback.endPosition)"
  }

  private func shown(_ collected: CollectedDigits) -> String {
    "digits \"\(collected.digits)\"\(collected.timedOut ? " timed out" : "")"
  }

  private func shown(_ recording: Recording) -> String {
    "recorded \(recording.samples), \(recording.end)"
  }
}
