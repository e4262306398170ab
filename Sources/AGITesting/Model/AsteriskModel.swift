internal import AGI

/// What Asterisk 16 to 22 answer to each command, as measured, with a caller on the line.
///
/// Pure: a line in, the bytes of the reply out.
struct AsteriskModel {
  /// The caller and the channel's state; steps that were taken are gone from it.
  var caller: ScriptedCaller
  var isHungUp = false
  /// Set by a step: the server that runs the script is to stop.
  var hasStoppedServer = false
  /// What an interrupted command still has to say, before the next one's reply.
  var owed = ""
  /// Keys that were pressed and that no command has taken yet.
  var keysOnTheLine: [Digit] = []
  var heard: [Heard] = [] { didSet { tell(heard.last.map { .heard($0) }) } }
  var commands: [String] = []
  var recordings: [String] = [] { didSet { tell(recordings.last.map { .recorded($0) }) } }
  var executed: [String] = [] { didSet { tell(executed.last.map { .executed($0) }) } }
  /// Who does what no step says.
  let live: (any LiveCaller)?

  /// What a media command comes to.
  enum Ending: Equatable {
    case whole
    case key(Digit)
    case hangup
    case interrupted
  }

  init(_ caller: ScriptedCaller, live: (any LiveCaller)? = nil) {
    self.caller = caller
    self.live = live
  }

  private func tell(_ event: LiveEvent?) {
    if let event { live?.happened(event) }
  }

  /// The reply to a line without its newline.
  mutating func answer(_ line: some Collection<UInt8>) -> String {
    commands.append(String(decoding: line, as: UTF8.self))
    let words = CommandWords(line).words.map { String(decoding: $0, as: UTF8.self) }
    guard let command = CommandName.called(by: words) else {
      return take(owed: "510 Invalid or unknown command")
    }
    let arguments = Array(words.dropFirst(command.rawValue.split(separator: " ").count))
    if caller.steps.first?.moment == .at(command) {
      caller.steps.removeFirst()
      isHungUp = true
      if command.needsCaller { return take(owed: "200 result=-1") }
    }
    guard !isHungUp || !command.needsCaller else {
      return take(owed: "511 Command Not Permitted on a dead channel or intercept routine")
    }
    guard arguments.count >= command.fewestArguments else {
      return take(
        owed: """
          520-Invalid command syntax.  Proper usage follows:
          \(command.rawValue) wants \(command.fewestArguments) arguments.
          520 End of proper usage.
          """
      )
    }
    let owedBefore = owed
    owed = ""
    let reply = answer(command, arguments)
    return owedBefore + (reply.isEmpty ? "" : reply + "\n")
  }

  private mutating func take(owed reply: String) -> String {
    defer { owed = "" }
    return owed + reply + "\n"
  }

  private mutating func answer(_ command: CommandName, _ words: [String]) -> String {
    switch command {
    case .answer:
      caller.isAnswered = true
      return "200 result=0"
    case .hangup:
      return hangUp(words.first)
    case .channelStatus:
      return status(of: words.first)
    case .getVariable, .setVariable, .getFullVariable, .setCallerid,
      .databaseGet, .databasePut, .databaseDel, .databaseDeltree:
      return store(command, words)
    case .streamFile, .controlStreamFile, .getData, .getOption, .waitForDigit, .recordFile,
      .sayAlpha, .sayDate, .sayDatetime, .sayDigits, .sayNumber, .sayPhonetic, .sayTime:
      return media(command, words)
    case .exec:
      return execute(words[0], words.dropFirst().first ?? "")
    case .gosub:
      return "100 result=0 Trying...\n200 result=0 Gosub complete"
    case .receiveChar:
      return "200 result=-1 (hangup)"
    case .receiveText:
      return "200 result=-1"
    case .verbose:
      return "200 result=1"
    default:
      return "200 result=0"
    }
  }

  private mutating func hangUp(_ channel: String?) -> String {
    guard channel == nil || channel == caller.channel else { return "200 result=-1" }
    isHungUp = true
    return "200 result=1"
  }

  private func status(of channel: String?) -> String {
    guard channel == nil || channel == caller.channel else { return "200 result=-1" }
    return "200 result=\(caller.isAnswered ? 6 : 4)"
  }

  private mutating func execute(_ application: String, _ options: String) -> String {
    executed.append(options.isEmpty ? application : "\(application)(\(options))")
    guard !caller.missingApplications.contains(application) else { return "200 result=-2" }
    if let run = caller.applications[application] {
      return "200 result=\(run(options, &caller.variables))"
    }
    if application.lowercased() == "mset" {
      for (name, value) in ApplicationArguments(options).assignments {
        setVariable(name, to: value)
      }
    }
    guard application.lowercased() == "playback", !isHungUp else { return "200 result=0" }
    let files = options.split(separator: ",").first ?? ""
    for file in files.split(separator: "&") where !caller.missingSounds.contains(String(file)) {
      guard play(.file(String(file)), cutBy: []) == .whole else { return "200 result=-1" }
    }
    return "200 result=0"
  }
}

extension CommandName {
  /// The command that these words call; Asterisk compares in any case.
  static func called(by words: [String]) -> CommandName? {
    let upper = words.prefix(3).map { $0.uppercased() }
    return allCases.first { name in
      upper.starts(with: name.rawValue.split(separator: " ").map(String.init))
    }
  }

  /// Whether a dead channel refuses it with 511.
  var needsCaller: Bool {
    switch self {
    case .noop, .verbose, .exec, .getVariable, .setVariable, .getFullVariable,
      .databaseGet, .databasePut, .databaseDel, .databaseDeltree, .asyncAGIBreak:
      false
    default: true
    }
  }

  /// With fewer arguments Asterisk shows the usage.
  var fewestArguments: Int {
    switch self {
    case .databasePut, .gosub: 3
    case .recordFile: 4
    case .streamFile, .controlStreamFile, .getOption, .setVariable, .databaseGet, .databaseDel,
      .sayAlpha, .sayDate, .sayDatetime, .sayDigits, .sayNumber, .sayPhonetic, .sayTime,
      .speechLoadGrammar, .speechRecognize, .speechSet:
      2
    case .getData, .getVariable, .getFullVariable, .databaseDeltree, .exec, .receiveChar,
      .receiveText, .sendImage, .sendText, .setAutohangup, .setCallerid, .setContext,
      .setExtension, .setMusic, .setPriority, .tddMode, .verbose, .waitForDigit,
      .speechActivateGrammar, .speechCreate, .speechDeactivateGrammar, .speechUnloadGrammar:
      1
    default: 0
    }
  }
}
