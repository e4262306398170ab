public import AMI

/// How a supervisor is in an agent's call.
public enum ListeningMode: String, Sendable, CaseIterable {
  /// Hears both, and is heard by nobody.
  case listen
  /// Hears both, and is heard by the agent.
  case whisper
  /// Hears both, and is heard by both.
  case barge

  /// The key on the supervisor's phone that changes to it.
  public var key: Character {
    switch self {
    case .listen: "4"
    case .whisper: "5"
    case .barge: "6"
    }
  }
}

/// A supervisor's phone in an agent's call.
///
/// The phone runs `switchboard-listen`, which is `ChanSpy` of that one leg: it ends with the leg, and a
/// leg that is gone ends it at once. On the phone, 4, 5 and 6 change the mode too.
public struct Listening: Sendable, Equatable {
  /// The supervisor's phone: its endpoint's name.
  public var phone: String
  /// The Uniqueid of the agent's leg.
  public var leg: String
  /// The agent.
  public var agent: String
  /// How.
  public var mode: ListeningMode

  /// Describes it.
  public init(phone: String, leg: String, agent: String, mode: ListeningMode) {
    self.phone = phone
    self.leg = leg
    self.agent = agent
    self.mode = mode
  }

  /// A name that ends no caller's name.
  ///
  /// By scalars, not characters: a quote with an accent on it is still a quote.
  private static func shown(_ name: String) -> String {
    let kept = name.unicodeScalars.filter { !"\"<>\\".unicodeScalars.contains($0) }
    return String(String.UnicodeScalarView(kept))
  }

  private static let context = "switchboard-listen"
  private static let heard = "SWB_LEG_HEARD"

  /// Rings the supervisor's phone.
  public var call: Originate {
    var call = Originate(
      channel: "PJSIP/\(phone)",
      to: .dialplan(context: Self.context, extension: mode.rawValue)
    )
    call.ringing = .seconds(20)
    let isNumber = agent.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let number = isNumber ? agent : phone
    call.callerId = "\"\(mode.rawValue) \(Self.shown(agent))\" <\(number)>"
    call.variables = [.init(Self.heard, leg)]
    return call
  }

  /// Changes how a phone listens that listens already, or to whom.
  ///
  /// To change how, its key is pressed for it: whoever is sent elsewhere in the dialplan goes there with the
  /// next frame that comes from the phone, and a muted one may send none.
  ///
  /// - Parameters:
  ///   - before: How and to whom it listens now.
  ///   - channel: The supervisor's channel, by its name.
  /// - Returns: The actions that do it.
  public func change(from before: Listening, _ channel: String) -> [Action] {
    let key = Action.playDTMF(channel: channel, digit: mode.key, isReceived: true)
    guard leg != before.leg else { return [key] }
    return [
      .setvar(variable: Self.heard, value: leg, channel: channel),
      .redirect(channel: channel, context: Self.context, extension: mode.rawValue),
      key,
    ]
  }
}
