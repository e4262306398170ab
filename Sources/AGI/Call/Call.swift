/// One live call, written down as a script: answer, play, ask, say, record, hang up.
///
/// Every command blocks the thread until Asterisk has answered, and throws ``AGIError``. When the
/// caller leaves, the running command throws code `hangup`, and so does every later one that needs a
/// live channel, without a byte being sent.
///
/// A call belongs to the thread that runs its script.
public final class Call: AnyCall {
  /// Digits that cut a prompt and wait for the next question.
  var typedAhead: [Digit] = []
  /// Where `EAGI()` puts the caller's voice.
  var audioDescriptor: Int32 = 3

  /// What became of a command on a channel.
  ///
  /// Asterisk answers -1 for a hangup and for some failures alike. So it is asked: a dead channel
  /// answers `CHANNEL STATUS` with 511.
  @discardableResult
  func channelCommand(
    _ name: CommandName,
    _ arguments: [Argument] = [],
    failure: AGIError.Code = .failed,
    reason: String = "",
    hiding hidden: Hidden = .nothing
  ) throws(AGIError) -> Reply {
    try requireCaller(for: name)
    let reply = try send(name, arguments, hiding: hidden)
    guard reply.number == -1 else { return reply }
    try throwIfDead(doing: name)
    throw AGIError(failure, doing: name.rawValue, reason: reason, evidence: reply.bytes.text)
  }

  override func applicationFailed() throws(AGIError) {
    try throwIfDead(doing: .exec)
  }

  /// Throws `hangup` when the channel is dead.
  func throwIfDead(doing name: CommandName) throws(AGIError) {
    try requireCaller(for: name)
    do {
      try send(.channelStatus)
    } catch {
      guard error.code == .hangup else { throw error }
      try requireCaller(for: name)
    }
  }

  /// Throws `hangup` when the caller is known to have left.
  func requireCaller(for name: CommandName) throws(AGIError) {
    guard connection.isHungUp else { return }
    throw AGIError(.hangup, doing: name.rawValue, reason: "the caller has left")
  }
}

/// The state of a channel, as `CHANNEL STATUS` numbers it.
public enum ChannelState: Int, Sendable {
  /// Down and available.
  case down
  /// Down, but reserved.
  case reserved
  /// Off hook.
  case offHook
  /// Digits have been dialled.
  case dialling
  /// The line is ringing here.
  case ring
  /// The remote end is ringing.
  case ringing
  /// The line is up.
  case up
  /// The line is busy.
  case busy
  /// Digits have been dialled, off hook.
  case diallingOffHook
  /// An incoming call before it rings.
  case preRing
  /// Muted.
  case mute
}

extension Call {
  /// Answers, unless it is answered already.
  public func answer() throws(AGIError) {
    try channelCommand(.answer)
  }

  /// Ends the call; later commands that need a live channel throw `hangup`.
  public func hangup() throws(AGIError) {
    try channelCommand(.hangup)
    connection.markHungUp()
  }

  /// Ends another channel.
  ///
  /// - Returns: Whether there was a channel of that name.
  @discardableResult
  public func hangup(channel: String) throws(AGIError) -> Bool {
    try send(.hangup, [.text(channel)]).number == 1
  }

  /// Ends the call after a time; `nil` takes that back.
  public func hangup(after time: Duration?) throws(AGIError) {
    let seconds = time.map { ($0.wholeMilliseconds + 999) / 1000 } ?? 0
    try channelCommand(.setAutohangup, [.number(seconds)])
  }

  /// The channel's state.
  ///
  /// - Throws: ``AGIError`` with code `hangup` when the caller has left.
  public func status() throws(AGIError) -> ChannelState {
    let reply = try channelCommand(.channelStatus)
    guard let number = reply.number, let state = ChannelState(rawValue: number) else {
      throw AGIError(
        .protocolViolation,
        doing: "CHANNEL STATUS",
        reason: "an unknown state",
        evidence: reply.bytes.text
      )
    }
    return state
  }

  /// The state of another channel; `nil` when there is none of that name.
  public func status(ofChannel name: String) throws(AGIError) -> ChannelState? {
    try send(.channelStatus, [.text(name)]).number.flatMap(ChannelState.init(rawValue:))
  }

  /// Runs a subroutine of the dialplan and comes back.
  ///
  /// - Throws: ``AGIError`` with code `failed` when there is no such place.
  public func gosub(
    context: String,
    extension: String,
    priority: String = "1",
    argument: String? = nil
  ) throws(AGIError) {
    try channelCommand(
      .gosub,
      [.text(context), .text(`extension`), .text(priority)] + (argument.map { [.text($0)] } ?? []),
      reason: "no such place in the dialplan, or the subroutine failed"
    )
  }

  /// Sets where the dialplan goes on when this script is done.
  public func continueAt(
    context: String? = nil,
    extension: String? = nil,
    priority: String? = nil
  ) throws(AGIError) {
    if let context { try channelCommand(.setContext, [.text(context)]) }
    if let `extension` { try channelCommand(.setExtension, [.text(`extension`)]) }
    if let priority { try channelCommand(.setPriority, [.text(priority)]) }
  }

  /// Sets the caller's number, or name and number as `"Name <number>"`.
  public func setCallerID(_ callerID: String) throws(AGIError) {
    try channelCommand(.setCallerid, [.text(callerID)])
  }

  /// Starts or stops music on hold.
  public func music(on: Bool, class name: String? = nil) throws(AGIError) {
    try channelCommand(.setMusic, [on ? "on" : "off"] + (name.map { [.text($0)] } ?? []))
  }

  /// Switches the channel's TDD mode.
  ///
  /// - Returns: Whether the channel can do it.
  @discardableResult
  public func tdd(_ mode: String) throws(AGIError) -> Bool {
    try channelCommand(.tddMode, [.text(mode)]).number == 1
  }

  /// Ends an AsyncAGI session; does nothing in others.
  public func breakAsyncAGI() throws(AGIError) {
    try channelCommand(.asyncAGIBreak)
  }
}
