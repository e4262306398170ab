/// What went wrong between us and Asterisk's manager interface, and while doing what.
///
/// Switch on ``code``, never on text. `description` is safe for any log; `debugDescription` also
/// shows what Asterisk sent.
public struct AMIError: Error, Sendable, Equatable {
  /// The kind of an error; later versions may add codes.
  public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The code as text, for example `connectionLost`.
    public let rawValue: String

    /// Makes a code of one's own.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The code itself.
    public var description: String { rawValue }

    /// Asterisk refused the name or the secret.
    ///
    /// Final: the client does not try again.
    public static let authenticationFailed = Code(rawValue: "authenticationFailed")
    /// Nobody listens there, or the name does not resolve.
    public static let cannotConnect = Code(rawValue: "cannotConnect")
    /// The server's certificate is not one that we trust, or TLS failed otherwise.
    public static let untrusted = Code(rawValue: "untrusted")
    /// There is no session; nothing was sent.
    public static let notConnected = Code(rawValue: "notConnected")
    /// The connection went away after the action was sent: whether it was done is not known.
    public static let connectionLost = Code(rawValue: "connectionLost")
    /// No answer in time: whether the action was done is not known.
    public static let timedOut = Code(rawValue: "timedOut")
    /// The caller's task was cancelled: whether the action was done is not known.
    public static let cancelled = Code(rawValue: "cancelled")
    /// Asterisk answered `Response: Error`.
    public static let refused = Code(rawValue: "refused")
    /// The configuration does not allow it (``Configuration/allowsCommands``); nothing was sent.
    public static let notAllowed = Code(rawValue: "notAllowed")
    /// As many actions are in flight as the configuration allows; nothing was sent.
    public static let tooManyInFlight = Code(rawValue: "tooManyInFlight")
    /// A name or value that Asterisk would misread: CR, LF, NUL; nothing was sent.
    public static let refusedHeader = Code(rawValue: "refusedHeader")
    /// A line longer than Asterisk reads; nothing was sent.
    public static let lineTooLong = Code(rawValue: "lineTooLong")
    /// More headers than Asterisk reads; nothing was sent.
    public static let tooManyHeaders = Code(rawValue: "tooManyHeaders")
    /// A list longer than the configuration allows.
    public static let listTooLong = Code(rawValue: "listTooLong")
    /// Asterisk ended a list early (`EventList: Cancelled`).
    public static let listCancelled = Code(rawValue: "listCancelled")
    /// The peer sent what is not AMI, or more than the limits allow.
    public static let protocolViolation = Code(rawValue: "protocolViolation")
    /// The client was stopped.
    public static let stopped = Code(rawValue: "stopped")
  }

  /// The kind.
  public var code: Code
  /// What was being done: an action's name, or a few plain words.
  public var doing: String
  /// The fix or the cause, with nothing private in it.
  public var reason: String
  /// What the peer sent; may be private.
  public var evidence: String
  /// Whether the action was sent, and no answer came: then it may have been done although it failed here.
  public var mayHaveBeenDone = false

  /// Makes an error.
  public init(_ code: Code, doing: String, reason: String = "", evidence: String = "") {
    self.code = code
    self.doing = doing
    self.reason = reason
    self.evidence = evidence
  }
}

extension AMIError: CustomStringConvertible, CustomDebugStringConvertible {
  /// What was done, the code and the reason: nothing private, fit for any log.
  public var description: String {
    reason.isEmpty ? "\(doing): \(code)" : "\(doing): \(code): \(reason)"
  }

  /// The description and what the peer sent.
  public var debugDescription: String {
    evidence.isEmpty ? description : "\(description) [\(evidence)]"
  }
}
