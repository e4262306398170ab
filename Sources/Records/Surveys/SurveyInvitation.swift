/// Whether a caller was invited to a survey, and about whom.
public struct SurveyInvitation: Equatable, Sendable {
  /// When it was decided.
  public var at: Timestamp
  /// The revision that the call lives by.
  public var revision: Int
  /// The survey.
  public var survey: String
  /// The queue that the caller came from.
  public var queue: String
  /// The number of the agent who spoke with the caller last, as far as Asterisk can tell.
  public var agent: String
  /// The phone that the agent used.
  public var interface: String
  /// The caller's language.
  public var language: String
  /// The caller's number in its one form; `nil` when it was withheld.
  public var caller: String?
  /// What Asterisk calls all channels of the call by: an outbound call's own uniqueid.
  public var linkedID: String
  /// How the caller came to the survey.
  public var way: Way
  /// Why the caller was not invited; `nil` for who was.
  public var skip: Skip?

  /// Describes an invitation.
  public init(
    at moment: Timestamp,
    revision: Int,
    survey: String,
    queue: String,
    agent: String,
    interface: String,
    language: String,
    caller: String? = nil,
    linkedID: String = "",
    way: Way = .inbound,
    skip: Skip? = nil
  ) {
    at = moment
    self.revision = revision
    self.survey = survey
    self.queue = queue
    self.agent = agent
    self.interface = interface
    self.language = language
    self.caller = caller
    self.linkedID = linkedID
    self.way = way
    self.skip = skip
  }

  /// How a caller comes to a survey.
  public enum Way: Equatable, Sendable {
    /// After a call from outside.
    case inbound
    /// After a call that an agent made.
    case outbound
    /// Sent by the agent in mid-call (转评价), whatever the rules of invitation say.
    case sent
    /// What a newer program stored.
    case other(String)
  }

  /// Why a caller is not invited.
  public enum Skip: Equatable, Sendable {
    /// The call is not of the share that is asked.
    case share
    /// The same number was invited a short while ago.
    case recent
    /// The caller hung up first.
    case left
    /// What a newer program stored.
    case other(String)
  }
}

extension SurveyInvitation.Way: RawRepresentable {
  /// Reads what was stored, or what the dialplan says.
  public init(rawValue: String) {
    switch rawValue {
    case "inbound", "": self = .inbound
    case "outbound": self = .outbound
    case "sent": self = .sent
    default: self = .other(rawValue)
    }
  }

  /// The way as it is stored.
  public var rawValue: String {
    switch self {
    case .inbound: "inbound"
    case .outbound: "outbound"
    case .sent: "sent"
    case .other(let text): text
    }
  }
}

extension SurveyInvitation.Skip: RawRepresentable {
  /// Reads what was stored.
  public init(rawValue: String) {
    switch rawValue {
    case "share": self = .share
    case "recent": self = .recent
    case "left": self = .left
    default: self = .other(rawValue)
    }
  }

  /// The reason as it is stored.
  public var rawValue: String {
    switch self {
    case .share: "share"
    case .recent: "recent"
    case .left: "left"
    case .other(let text): text
    }
  }
}
