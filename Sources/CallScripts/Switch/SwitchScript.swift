import AGI
import Database
import Records

/// `agi-switch`: whoever knows the PIN switches the emergency flow, queues and notices by phone.
struct SwitchScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-switch"

  var location = StoreLocation.find()

  /// Asks for the PIN, and then what to switch, until the person hangs up.
  mutating func run(_ call: Call) throws {
    try Session.conduct(call, as: Self.name, at: location) { session in
      let gate = PINGate(session)
      if let author = try gate.admit() {
        try SwitchMenu(session, author: author, phone: gate.phone).run()
      }
      return try NextStep(.hangup)
    }
  }
}

/// Who may switch: three attempts a call, until too many were wrong.
///
/// Each attempt is counted before it is judged, so that calls side by side have no more of them than
/// one after the other; a right PIN is refused like any other while the lock holds.
struct PINGate {
  /// Wrong PINs in one call.
  static let attempts = 3
  /// Wrong PINs from one phone, one after the other, until it is locked out.
  static let failuresOfPhone = 5
  /// Wrong PINs from all phones until nobody may switch by phone: a caller's number can be made up.
  static let failuresOfAll = 30
  /// How long they count.
  static let memory = Duration.seconds(900)

  let phone: String
  private let session: Session
  private let subject: PINSubject

  init(_ session: Session) {
    self.session = session
    phone = session.call.environment.callerNumber ?? ""
    subject = PINSubject(
      lock: SwitchScript.name,
      names: [
        PINSubject.Name("phone \(phone)", lockAfter: Self.failuresOfPhone),
        PINSubject.Name("all", lockAfter: Self.failuresOfAll),
      ],
      lockFor: Self.memory
    )
  }

  /// Asks for a PIN.
  ///
  /// - Returns: Whose it is; `nil` when nobody is let in.
  func admit() throws -> String? {
    if try session.store.isLocked(subject, at: .now()) { return try refuse() }
    let (operators, agent) = try holders()
    for _ in 0..<Self.attempts {
      try session.play([PromptName("switch-pin")], cutBy: .keypad)
      let secret = try session.call.askSecret([], for: EntryRules(length: 3...20, attempts: 1))
      guard let pin = secret?.reveal() else { continue }
      guard try session.store.claimAttempt(subject, at: .now()) else { return try refuse() }
      let holder = operators.first { PINHash.matches(pin, $0.pin) }?.name
      if let author = holder ?? agent.flatMap({ PINHash.matches(pin, $0.pin) ? $0.name : nil }) {
        try session.store.forgiveAttempts(subject)
        return author
      }
      try note("pin")
      if try session.store.isLocked(subject, at: .now()) { return try refuse() }
      try session.play([PromptName("switch-wrong-pin")])
    }
    return nil
  }

  /// The operators, and the agent whose phone it is, for supervisors.
  private func holders() throws -> ([Settings.Operator], Settings.Operator?) {
    let operators = try session.revision.settings().operators
    guard phone.isAgentNumber, let agent = try session.revision.agent(phone), let pin = agent.pin,
      !agent.roles.allSatisfy({ $0 == .agent })
    else { return (operators, nil) }
    return (operators, Settings.Operator(name: agent.number, pin: pin))
  }

  private func refuse() throws -> String? {
    try note("locked")
    try session.play([PromptName("switch-locked")])
    return nil
  }

  private func note(_ kind: String) throws {
    try session.store.record(
      SwitchAudit(at: .now(), author: "", via: .phone, phone: phone, kind: kind)
    )
  }
}
