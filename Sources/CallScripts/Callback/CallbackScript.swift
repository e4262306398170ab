import AGI
import Database
import Records

/// `agi-callback QUEUE`: offers a caller to be called back.
struct CallbackScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-callback"

  var location = StoreLocation.find()

  /// Promises a callback, or sends the caller back to the queue.
  mutating func run(_ call: Call) throws {
    guard let queue = call.environment.arguments.first, !queue.isEmpty else {
      throw AGIError(
        AGIError.Code(rawValue: "noQueue"),
        doing: Self.name,
        reason: "write AGI(agi-callback,QUEUE) in the dialplan"
      )
    }
    try Session.conduct(call, as: Self.name, at: location) { session in
      try call.answer()
      let isPromised = try CallbackOffer(session, queue: queue).make()
      return try isPromised ? NextStep(.hangup) : session.next(.queue(queue))
    }
  }
}

/// The offer, from the first prompt to the promise.
struct CallbackOffer {
  /// How often a number can be keyed in.
  private static let attempts = 3

  private let session: Session
  private let queue: String

  init(_ session: Session, queue: String) {
    self.session = session
    self.queue = queue
  }

  /// Offers it.
  ///
  /// - Returns: Whether the caller was promised a call; otherwise the caller goes on waiting.
  func make() throws -> Bool {
    // A server that stopped in mid-call hands the call over: what was promised stands.
    if try isPromised() { return try tell() }
    let plan = try session.numberPlan()
    guard let own = CallableNumber(callerID: try session.caller(), by: plan) else {
      return try key(after: [.file("callback-other")]) == "1" && askForNumber()
    }
    switch try key(after: [.file("callback-offer"), .number(own), .file("callback-choice")]) {
    case "1": return try promise(own, isOwn: true)
    case "2": return try askForNumber()
    default: return false
    }
  }

  private func askForNumber() throws -> Bool {
    for _ in 0..<Self.attempts {
      guard let keyed = try keyedNumber() else { return false }
      guard let number = CallableNumber(keyed: keyed, by: try session.numberPlan()) else {
        try session.play([PromptName("callback-wrong")])
        continue
      }
      let parts: [Part] = [.file("callback-keyed"), .number(number), .file("callback-confirm")]
      switch try key(after: parts) {
      case "1": return try promise(number, isOwn: false)
      case "2": continue
      default: return false
      }
    }
    return false
  }

  /// The digits that the caller keys in; `nil` for none.
  private func keyedNumber() throws -> String? {
    try session.play([PromptName("callback-number")], cutBy: .keypad)
    let rules = EntryRules(
      length: 1...CallableNumber.longest,
      firstDigit: .seconds(8),
      betweenDigits: .seconds(5),
      attempts: 1
    )
    switch try session.call.ask([], for: rules) {
    case .digits(let digits), .invalid(let digits): return digits
    case .silence: return nil
    }
  }

  private func promise(_ number: CallableNumber, isOwn: Bool) throws -> Bool {
    let callback = Callback(
      promised: .now(),
      queue: queue,
      number: number.normalised,
      isOwnNumber: isOwn,
      language: session.call.environment.language,
      revision: session.revision.number
    )
    do {
      try session.store.promise(callback, in: session.key)
    } catch {
      // The caller is promised nothing, and goes on waiting.
      session.keep { _ throws(DatabaseError) in throw error }
      try session.play([PromptName("callback-failed")])
      return false
    }
    return try tell()
  }

  private func tell() throws -> Bool {
    try session.play([PromptName("callback-promised")])
    return true
  }

  private func isPromised() throws -> Bool {
    try session.store.callbacks(of: session.key).contains { $0.callback.queue == queue }
  }
}

// MARK: - What is played

extension CallbackOffer {
  private enum Part {
    case file(String)
    case number(CallableNumber)
  }

  /// Plays prompts and a number between them, which any key cuts, and waits for one key.
  private func key(after parts: [Part]) throws(AGIError) -> Character? {
    for part in parts {
      switch part {
      case .file(let name): try session.play([PromptName(name)], cutBy: .keypad)
      case .number(let number): try say(number)
      }
    }
    return try session.key(after: [], wait: .seconds(5))
  }

  private func say(_ number: CallableNumber) throws(AGIError) {
    do {
      try session.call.say(digits: number.spoken, cutBy: .keypad)
    } catch {
      guard error.code == .missingFile else { throw error }
      session.log.say("there is no sound file of a digit")
    }
  }
}
