/// What works on every call, also after the caller has left: variables, AstDB, verbose, `EXEC`.
///
/// ``Call`` adds what needs a live channel; ``DeadCall`` adds nothing.
public class AnyCall: CustomReflectable {
  /// What Asterisk said before the first command.
  public let environment: Environment
  let connection: Connection

  init(connection: Connection, environment: Environment) {
    self.connection = connection
    self.environment = environment
  }

  /// Sees every line in both directions, for a log of one's own.
  ///
  /// Secret digits come as `****`.
  public var trace: ((TraceLine) -> Void)? {
    get { connection.trace }
    set { connection.trace = newValue }
  }

  /// Whether anybody still reads what is sent.
  public var isConnected: Bool { connection.state != .gone }

  /// The channel alone: `dump` shows no key that the caller has pressed.
  public var customMirror: Mirror { Mirror(self, children: ["channel": environment.channel]) }

  /// Lets Asterisk go on with its dialplan, while the script goes on with what no caller waits for.
  ///
  /// From here on every command throws ``AGIError`` with code `hangup`, and the dialplan is told
  /// nothing more: `SWB_STATUS` stays as it is.
  public func letGo() {
    connection.letGo()
  }

  // MARK: - Sending

  /// Sends a raw command, one word an element, and returns the reply as it came.
  ///
  /// For what has no typed call. The reply's status is not judged.
  ///
  /// - Parameter words: The command's words and arguments, unquoted.
  /// - Returns: The reply, also when it is 510, 511 or 520.
  /// - Throws: ``AGIError`` with code `refusedArgument`, `lineTooLong` or `tooManyArguments` before
  ///   anything was written, or `hangup` when the connection is gone.
  @discardableResult
  public func command(_ words: [Argument]) throws(AGIError) -> Reply {
    try connection.exchange(Command(words: words))
  }

  /// Decides on -1 from an application: its own failure, or the end of the call.
  ///
  /// A live call finds out.
  func applicationFailed() throws(AGIError) {}

  @discardableResult
  func send(
    _ name: CommandName,
    _ arguments: [Argument] = [],
    hiding hidden: Hidden = .nothing
  ) throws(AGIError) -> Reply {
    let reply = try connection.exchange(Command(name, arguments), hiding: hidden)
    switch reply.status {
    case 200:
      return reply
    case 511:
      connection.markHungUp()
      throw AGIError(.hangup, doing: name.rawValue, reason: "the channel is dead")
    case 510:
      throw AGIError(
        .unknownCommand,
        doing: name.rawValue,
        reason: "this Asterisk does not have it",
        evidence: reply.bytes.text
      )
    default:
      throw AGIError(
        .badUsage,
        doing: name.rawValue,
        reason: "Asterisk does not accept these arguments",
        evidence: reply.bytes.text
      )
    }
  }
}

/// A call whose caller has left: only what Asterisk still allows.
///
/// Half a survey can be saved here, and no command is met by a 511.
public final class DeadCall: AnyCall {
  /// Why a call is over.
  public enum End: Sendable {
    /// The caller left, or the PBX hung up.
    case hangup
    /// The server is stopping; the channel lives and the dialplan goes on with it.
    case shutdown
  }

  /// Why the call is over for this script.
  public let end: End

  init(connection: Connection, environment: Environment, end: End) {
    self.end = end
    super.init(connection: connection, environment: environment)
  }
}
