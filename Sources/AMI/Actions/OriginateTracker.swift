/// Follows one originated call through events to its outcome.
///
/// Pure; it sees no more than the events that ``concerns(_:)`` lets through.
///
/// `OriginateResponse` says little: 3 for no answer and 0 for nearly everything else. The cause is in the
/// channel's `Hangup`, which may come before or after it, or never when no channel came about.
struct OriginateTracker: Sendable {
  /// What is to be done next.
  enum Step: Sendable, Equatable {
    case wait
    /// The call failed; its cause may still come, for a moment.
    case waitForCause
    /// The session was another one meanwhile: ask for the channel.
    case ask
    case done(OriginateOutcome)
  }

  private let channelId: String
  /// The ActionID of the originate, when its response has come.
  var actionId: String?
  private var failed = false
  private var cause: HangupCause?
  /// Whether something may have happened that nobody saw.
  var isInDoubt = false

  init(channelId: String) {
    self.channelId = channelId
  }

  /// Whether an event may be about a call with that id.
  static func concerns(_ channelId: String, _ event: Message) -> Bool {
    event.isEvent("OriginateResponse")
      || (event.isEvent("Hangup") && event.has("Uniqueid", channelId))
      || (event.isEvent("DialEnd") && event.has("DestUniqueid", channelId))
  }

  mutating func next(_ delivery: EventDelivery) -> Step {
    switch delivery {
    case .gap(_, .disconnected):
      isInDoubt = true
      return .wait
    case .gap(_, .began), .gap(_, .overflow):
      return .ask
    case .event(let event):
      return next(event)
    }
  }

  /// What is known when nothing more is waited for.
  var lastWord: OriginateOutcome? { failed ? .rejected(cause ?? .unknown) : nil }

  private mutating func next(_ event: Message) -> Step {
    if event.isEvent("OriginateResponse") {
      // Where a channel came about, its id is in the word of a failure too.
      let isOurs =
        event.has("Uniqueid", channelId) || actionId.map { event.has("ActionID", $0) } == true
      return isOurs ? answered(event) : .wait
    }
    if event.isEvent("DialEnd") {
      switch event["DialStatus"] {
      case "ANSWER": return .done(.answered(channel: event["DestChannel"] ?? ""))
      case "BUSY": return .done(.busy)
      // The others do not tell a rejection from a phone that rang in vain.
      default: return .wait
      }
    }
    let cause = HangupCause(rawValue: event.number("Cause") ?? 0)
    self.cause = cause
    if failed { return .done(outcome(of: cause)) }
    // Unseen, it may have been answered before somebody hung up.
    guard isInDoubt, ![.unknown, .normalClearing].contains(cause) else { return .wait }
    return .done(outcome(of: cause))
  }

  private mutating func answered(_ event: Message) -> Step {
    if event.has("Response", "Success") {
      return .done(.answered(channel: event["Channel"] ?? ""))
    }
    failed = true
    switch event.number("Reason") {
    case 3: return .done(.noAnswer)
    case 5: return .done(.busy)
    default: return cause.map { .done(outcome(of: $0)) } ?? .waitForCause
    }
  }

  private func outcome(of cause: HangupCause) -> OriginateOutcome {
    switch cause {
    case .busy: .busy
    case .noResponse, .noAnswer: .noAnswer
    default: .rejected(cause)
    }
  }
}
