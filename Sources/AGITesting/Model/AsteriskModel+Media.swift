internal import AGI

extension AsteriskModel {
  /// What the caller hears, presses and says.
  mutating func media(_ command: CommandName, _ words: [String]) -> String {
    switch command {
    case .streamFile:
      return stream(words)
    case .controlStreamFile:
      guard !isMissing(words[0]) else { return "200 result=-1 endpos=0" }
      let ending = play(.file(words[0]), cutBy: keys(words[1]))
      return "200 result=\(result(ending)) endpos=\(ending == .whole ? -1 : 4000)"
    case .getOption:
      return option(words)
    case .getData:
      return data(words)
    case .waitForDigit:
      let ending = awaitKey(forever: words[0].hasPrefix("-"))
      if ending == .interrupted { owed = "200 result=1\n" }
      return ending == .interrupted ? "" : "200 result=\(result(ending))"
    case .recordFile:
      return record(words)
    default:
      let ending = play(spoken(command, words), cutBy: keys(words[1]))
      if ending == .interrupted { owed = "200 result=0\n" }
      return ending == .interrupted ? "" : "200 result=\(result(ending))"
    }
  }

  private mutating func stream(_ words: [String]) -> String {
    guard !isMissing(words[0]) else { return "200 result=-1 endpos=0" }
    let ending = play(.file(words[0]), cutBy: keys(words[1]))
    guard ending != .interrupted else { return "" }
    return "200 result=\(result(ending)) endpos=\(ending == .whole ? 8000 : 4000)"
  }

  private mutating func option(_ words: [String]) -> String {
    guard !isMissing(words[0]) else { return "200 result=-1 endpos=0" }
    let keys = keys(words[1])
    var ending = play(.file(words[0]), cutBy: keys)
    while ending == .whole {
      ending = awaitKey(forever: false)
      if case .key(let key) = ending, !keys.contains(key) {
        ending = .whole
        continue
      }
      break
    }
    return ending == .interrupted ? "" : "200 result=\(result(ending)) endpos=8000"
  }

  private mutating func data(_ words: [String]) -> String {
    let most = words.count > 2 ? Int(words[2]) ?? 1024 : 1024
    let forever = words.count > 1 && words[1].hasPrefix("-")
    var digits = ""
    var ending = Ending.whole
    if !words[0].isEmpty, !isMissing(words[0]) {
      ending = play(.file(words[0]), cutBy: AsteriskModel.allKeys)
    }
    while true {
      switch ending {
      case .interrupted: return ""
      case .hangup: return "200 result=-1"
      case .key("#"): return "200 result=\(digits)"
      case .key(let key): digits += key.description
      case .whole: break
      }
      guard digits.count < most else { return "200 result=\(digits)" }
      ending = awaitKey(forever: forever)
      if ending == .whole { return "200 result=\(digits) (timeout)" }
    }
  }

  private mutating func record(_ words: [String]) -> String {
    recordings.append("\(words[0]).\(words[1])")
    if words.contains("BEEP"), play("beep", cutBy: []) == .hangup {
      return "200 result=-1 (hangup) endpos=0"
    }
    while true {
      switch awaitKey(forever: false) {
      case .key(let key) where keys(words[2]).contains(key):
        return "200 result=\(key.ascii) (dtmf) endpos=24000"
      case .key: continue
      case .hangup: return "200 result=-1 (hangup) endpos=0"
      case .whole: return "200 result=0 (timeout) endpos=24000"
      case .interrupted:
        owed = "200 result=0 (timeout) endpos=24000\n"
        return ""
      }
    }
  }

  /// Plays one prompt; keys that do not cut it are lost, as Asterisk loses them.
  mutating func play(_ prompt: Prompt, cutBy keys: DigitSet) -> Ending {
    if let ending = cut(prompt, by: keys) { return ending }
    if let step = caller.steps.first, step.moment == .during(prompt) {
      caller.steps.removeFirst()
      switch step.act {
      case .press(let pressed):
        keysOnTheLine += pressed
        if let ending = cut(prompt, by: keys) { return ending }
      case .hangUp:
        return leave(prompt, .hangup)
      case .stopServer:
        return leave(prompt, .interrupted)
      case .stayQuiet:
        break
      }
    }
    heard.append(.whole(prompt))
    return .whole
  }

  private mutating func cut(_ prompt: Prompt, by keys: DigitSet) -> Ending? {
    while !keysOnTheLine.isEmpty {
      let key = keysOnTheLine.removeFirst()
      guard keys.contains(key) else { continue }
      heard.append(.cut(prompt, by: key))
      return .key(key)
    }
    return nil
  }

  private mutating func leave(_ prompt: Prompt?, _ ending: Ending) -> Ending {
    if let prompt { heard.append(.broken(prompt)) }
    if ending == .hangup { isHungUp = true }
    if ending == .interrupted { hasStoppedServer = true }
    return ending
  }

  /// Waits for one key; `.whole` when the time runs out.
  private mutating func awaitKey(forever: Bool) -> Ending {
    if !keysOnTheLine.isEmpty { return .key(keysOnTheLine.removeFirst()) }
    if caller.steps.isEmpty, let live { return take(live.isAsked(), forever: forever) }
    guard let step = caller.steps.first, step.moment == .whenAsked else {
      return forever ? leave(nil, .hangup) : .whole
    }
    caller.steps.removeFirst()
    return take(step, forever: forever)
  }

  private mutating func take(_ step: Step, forever: Bool) -> Ending {
    switch step.act {
    case .press(let pressed):
      keysOnTheLine += pressed
      return awaitKey(forever: forever)
    case .stayQuiet: return .whole
    case .hangUp: return leave(nil, .hangup)
    case .stopServer: return leave(nil, .interrupted)
    }
  }

  private func isMissing(_ file: String) -> Bool {
    caller.missingSounds.contains(file)
  }

  private func keys(_ text: String) -> DigitSet {
    DigitSet(text) ?? []
  }

  private func result(_ ending: Ending) -> Int {
    switch ending {
    case .whole, .interrupted: 0
    case .key(let key): Int(key.ascii)
    case .hangup: -1
    }
  }

  private func spoken(_ command: CommandName, _ words: [String]) -> Prompt {
    let number = Int(words[0]) ?? 0
    let third = words.count > 2 ? words[2] : nil
    return switch command {
    case .sayAlpha: .letters(words[0])
    case .sayDate: .date(number)
    case .sayDatetime: .dateTime(number, format: third, zone: words.count > 3 ? words[3] : nil)
    case .sayDigits: .digits(words[0])
    case .sayNumber: .number(number, gender: third)
    case .sayPhonetic: .phonetic(words[0])
    default: .time(number)
    }
  }

  private static let allKeys: DigitSet = "0123456789*#ABCD"
}
