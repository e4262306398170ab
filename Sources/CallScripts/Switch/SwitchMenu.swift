import AGI
import Database
import Records

/// What can be switched by phone, key by key; each is said once it is done.
struct SwitchMenu {
  /// The flow that the emergency key sends all calls to.
  static let emergencyFlow = "emergency"
  /// How long a notice holds that was spoken by phone, in seconds.
  static let noticeLife = 86_400

  private let session: Session
  private let author: String
  private let phone: String

  init(_ session: Session, author: String, phone: String) {
    self.session = session
    self.author = author
    self.phone = phone
  }

  private enum Choice {
    case emergencyOn, emergencyOff, close, open, notice, noNotice
  }

  /// Asks until nothing is chosen any more.
  func run() throws {
    let question = KeyQuestion(
      [PromptName("switch-menu")],
      attempts: 3,
      wrong: PromptName("wrong-key"),
      silence: PromptName("no-input")
    )
    while let choice = try session.ask(question, answer: Self.choice) {
      switch choice.answer {
      case .emergencyOn: try emergencyOn()
      case .emergencyOff:
        try turnOff(.emergency)
        try say("switch-emergency-off")
      case .close: try turnQueue(LiveSwitch.closed, "switch-closed")
      case .open: try turnQueue(LiveSwitch.open, "switch-open")
      case .notice: try notice()
      case .noNotice:
        try turnOff(.notice, name: LiveSwitch.everyQueue)
        try say("switch-notice-off")
      }
    }
    try say("goodbye")
  }

  private static func choice(_ key: Character) -> Choice? {
    switch key {
    case "1": .emergencyOn
    case "2": .emergencyOff
    case "3": .close
    case "4": .open
    case "5": .notice
    case "6": .noNotice
    default: nil
    }
  }

  private func emergencyOn() throws {
    guard try session.revision.hasFlow(Self.emergencyFlow) else {
      return try say("switch-impossible")
    }
    try turn(on: .emergency, value: Self.emergencyFlow)
    try say("switch-emergency-on")
  }

  /// Queues have no numbers: theirs is the place among their names, as `switchboard queue` shows it.
  private func turnQueue(_ value: String, _ done: String) throws {
    let queues = try session.revision.queueNames()
    try session.play([PromptName("switch-which-queue")], cutBy: .keypad)
    let rules = EntryRules(length: 1...3, attempts: 1)
    guard let place = try session.call.ask([], for: rules).digits.flatMap({ Int($0) }),
      queues.indices.contains(place - 1)
    else { return try say("switch-impossible") }
    let queue = queues[place - 1]
    try turn(on: .queue, name: queue, value: value)
    try session.call.exec("SayNumber", String(place))
    try say(done)
  }

  private func notice() throws {
    let unique = session.call.environment.uniqueID.map { $0 == "." ? "-" : $0 }
    guard unique.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
      return try say("switch-impossible")
    }
    let file = try session.call.evaluate("${ASTSPOOLDIR}/switchboard/notices/") + String(unique)
    try say("switch-record")
    try session.call.exec("Record", arguments: [file + ".wav", "4", "120", "k"])
    let until = Timestamp(seconds: Timestamp.now().seconds + Self.noticeLife)
    try turn(on: .notice, name: LiveSwitch.everyQueue, value: file, until: until)
    try say("switch-notice-on")
  }

  // MARK: - Switching

  private func turn(
    on kind: LiveSwitch.Kind,
    name: String = "",
    value: String,
    until: Timestamp? = nil
  ) throws {
    let change = LiveSwitch(
      kind,
      name: name,
      value: value,
      until: until,
      author: author,
      at: .now()
    )
    try session.store.turn(on: change, via: .phone, phone: phone)
  }

  private func turnOff(_ kind: LiveSwitch.Kind, name: String = "") throws {
    try session.store.turnOff(
      kind,
      name: name,
      author: author,
      via: .phone,
      phone: phone,
      at: .now()
    )
  }

  private func say(_ prompt: String) throws {
    try session.play([PromptName(prompt)])
  }
}
