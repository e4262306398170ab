/// What went wrong in a call, and while doing what.
///
/// Switch on ``code``, never on text. `description` is safe for any log; `debugDescription` also
/// shows what Asterisk or the caller sent.
public struct AGIError: Error, Sendable, Equatable {
  /// The kind of an error; later versions may add codes.
  public struct Code: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The code as text, fit for a channel variable, for example `missingFile`.
    public let rawValue: String

    /// Makes a code of one's own.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The code itself.
    public var description: String { rawValue }

    /// The caller or the PBX ended the call, or the connection to Asterisk is gone.
    public static let hangup = Code(rawValue: "hangup")
    /// The server is stopping; the dialplan carries on.
    public static let shutdown = Code(rawValue: "shutdown")
    /// Asterisk has no such sound file, on a channel that is alive.
    public static let missingFile = Code(rawValue: "missingFile")
    /// Asterisk could not write the recording.
    public static let cannotRecord = Code(rawValue: "cannotRecord")
    /// Asterisk has no such application (`EXEC` answers -2).
    public static let unknownApplication = Code(rawValue: "unknownApplication")
    /// Asterisk does not know the command (510).
    public static let unknownCommand = Code(rawValue: "unknownCommand")
    /// Asterisk does not accept the arguments (520).
    public static let badUsage = Code(rawValue: "badUsage")
    /// The command failed on a channel that is alive.
    public static let failed = Code(rawValue: "failed")
    /// An argument that Asterisk would cut, misread or run; nothing was written.
    public static let refusedArgument = Code(rawValue: "refusedArgument")
    /// A command line longer than this Asterisk reads as one; nothing was written.
    public static let lineTooLong = Code(rawValue: "lineTooLong")
    /// More arguments than Asterisk survives; nothing was written.
    public static let tooManyArguments = Code(rawValue: "tooManyArguments")
    /// The peer sent what is not AGI, or more than the limits allow.
    public static let protocolViolation = Code(rawValue: "protocolViolation")
    /// The peer did not send its environment in time.
    public static let timeout = Code(rawValue: "timeout")
    /// The operating system refused (a socket, a thread).
    public static let system = Code(rawValue: "system")
  }

  /// The kind.
  public var code: Code
  /// What was being done: a command's name, or a few plain words.
  public var doing: String
  /// The fix or the cause, with nothing private in it.
  public var reason: String
  /// What the peer sent; may be private.
  public var evidence: String

  /// Makes an error.
  public init(_ code: Code, doing: String, reason: String = "", evidence: String = "") {
    self.code = code
    self.doing = doing
    self.reason = reason
    self.evidence = evidence
  }
}

extension AGIError: CustomStringConvertible, CustomDebugStringConvertible {
  /// What was done, the code and the reason: nothing private, fit for any log.
  public var description: String {
    reason.isEmpty ? "\(doing): \(code)" : "\(doing): \(code): \(reason)"
  }

  /// The description and what the peer sent.
  public var debugDescription: String {
    evidence.isEmpty ? description : "\(description) [\(evidence)]"
  }
}
