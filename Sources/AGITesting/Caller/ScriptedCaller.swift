public import AGI

/// A caller who does what a test says, on an Asterisk that exists in the test alone.
///
/// ```swift
/// let caller = ScriptedCaller(.press("9", during: "menu-main"), .press("1"))
/// let call = caller.call(MainMenu())
/// #expect(call.heard == [.cut("menu-main", by: "9"), "wrong-key", "menu-main"])
/// #expect(call.variables["SWB_QUEUE"] == "sales")
/// ```
///
/// Time does not pass: prompts end at once, and so do waits for which there is no step. A caller
/// whose steps are used up stays quiet, and hangs up where a script would wait for ever.
public struct ScriptedCaller: Sendable {
  /// How Asterisk tells a script that the caller has left.
  public enum HangupNotice: Sendable {
    /// By SIGHUP, as a program of `AGI()` is told.
    case signal
    /// By a line `HANGUP`, as FastAGI is told.
    case inBand
    /// Not at all (`AGISIGHUP=no`): commands just fail.
    case none
    /// By the end of the connection (`AGIEXITONHANGUP=yes`).
    case closed
  }

  /// An application that `EXEC` runs: gets its options, returns its result.
  ///
  /// It may change the channel's variables, as `Queue` and `Dial` do.
  public typealias Application = @Sendable (_ options: String, inout [String: String]) -> Int

  /// What the caller does.
  public var steps: [Step]
  /// The caller's number; `nil` withholds it.
  public var number: String? = "13800138000"
  /// The caller's name.
  public var name: String?
  /// The number that was dialled.
  public var dialled = "100"
  /// The channel's language.
  public var language = "en"
  /// The arguments of `AGI()`.
  public var arguments: [String] = []
  /// The path of an `agi://` address; `nil` is a program.
  public var networkScript: String?
  /// What Asterisk says its version is; line limits follow from it.
  public var version = "22.10.1"
  /// Variables of the channel, functions among them, for example `CHANNEL(state)`.
  public var variables: [String: String] = [:]
  /// AstDB: keys by family.
  public var database: [String: [String: String]] = [:]
  /// Sound files that are missing; all others are there.
  public var missingSounds: Set<String> = []
  /// Applications by name; others are there, do nothing and return 0.
  public var applications: [String: Application] = [:]
  /// Applications that this Asterisk does not have.
  public var missingApplications: Set<String> = []
  /// Whether somebody has answered before the script begins.
  public var isAnswered = false
  /// How a hangup is told.
  public var hangupNotice = HangupNotice.signal
  /// The most bytes that the script's side reads at once.
  public var readSize = 4096
  /// After how many bytes from Asterisk the connection breaks; `nil` for never.
  public var breaksAfter: Int?

  /// A caller who takes these steps, one after the other.
  public init(_ steps: Step...) {
    self.steps = steps
  }

  /// A caller who takes these steps, one after the other.
  public init(steps: [Step]) {
    self.steps = steps
  }

  /// Calls: runs a script from its first command to its last.
  public func call(_ script: some Script) -> ScriptedCall {
    var script = script
    return call(&script)
  }

  /// Calls a script whose state is looked at afterwards.
  public func call(_ script: inout some Script) -> ScriptedCall {
    let peer = ScriptedPeer(self)
    let (end, error) = PeerSession.run(&script, with: peer)
    return ScriptedCall(end: end, error: peer.defect ?? error, peer: peer)
  }

  /// Calls a few commands, for tests of less than a script.
  ///
  /// - Parameters:
  ///   - body: The commands.
  ///   - ended: What is done when the caller has left before they were through.
  /// - Returns: What became of the call.
  public func call(
    _ body: @escaping (Call) throws -> Void,
    ended: @escaping (DeadCall) throws -> Void = { _ in }
  ) -> ScriptedCall {
    call(Commands(body, ended: ended))
  }
}
