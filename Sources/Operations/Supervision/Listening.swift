public import AMI

/// How a supervisor is in an agent's call.
public enum ListeningMode: String, Sendable, CaseIterable {
  /// Hears both, and is heard by nobody.
  case listen
  /// Hears both, and is heard by the agent.
  case whisper
  /// Hears both, and is heard by both.
  case barge
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

  private static let context = "switchboard-listen"

  /// Rings the supervisor's phone.
  public var call: Originate {
    var call = Originate(
      channel: "PJSIP/\(phone)",
      to: .dialplan(context: Self.context, extension: mode.rawValue)
    )
    call.ringing = .seconds(20)
    call.callerId = "\"\(mode.rawValue) \(agent)\" <\(agent)>"
    call.variables = [.init("SWB_LEG_HEARD", leg)]
    return call
  }

  /// Changes how a phone listens that listens already.
  ///
  /// - Parameter channel: The supervisor's channel, by its name.
  /// - Returns: The action that does it.
  public func change(_ channel: String) -> Action {
    .redirect(channel: channel, context: Self.context, extension: mode.rawValue)
  }
}
