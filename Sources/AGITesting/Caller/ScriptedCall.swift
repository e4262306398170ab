public import AGI

/// What became of a scripted call.
public struct ScriptedCall {
  /// How the script came to its end.
  public let end: ScriptEnd
  /// What it threw, or the caller's own complaint: a reply is awaited that would never come.
  public let error: (any Error)?
  /// What the caller heard, in order.
  public let heard: [Heard]
  /// The commands that Asterisk got, line by line.
  public let commands: [String]
  /// The channel's variables at the end.
  public let variables: [String: String]
  /// AstDB at the end.
  public let database: [String: [String: String]]
  /// Files that were recorded, in order.
  public let recordings: [String]
  /// Applications that were run: name and options.
  public let executed: [String]
  /// Whether the call was answered.
  public let isAnswered: Bool
  /// Whether the caller has left.
  public let isHungUp: Bool
  /// Steps whose moment never came; a test of a caller's way expects none.
  public let stepsLeft: [Step]
  /// The conversation, byte by byte.
  public let recording: RecordedSession

  /// The status that the dialplan finds.
  public var status: String? { variables["SWB_STATUS"] }

  /// The code of the error that ended the script, when it is one of AGI.
  public var errorCode: AGIError.Code? { (error as? AGIError)?.code }

  init(end: ScriptEnd, error: (any Error)?, peer: ScriptedPeer) {
    self.end = end
    self.error = error
    let model = peer.model
    heard = model.heard
    commands = model.commands
    variables = model.caller.variables
    database = model.caller.database
    recordings = model.recordings
    executed = model.executed
    isAnswered = model.caller.isAnswered
    isHungUp = model.isHungUp
    stepsLeft = model.caller.steps
    recording = peer.recording
  }
}
