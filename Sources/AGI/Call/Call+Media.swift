/// Where a played file ended, and by which key.
public struct Playback: Sendable, Equatable {
  /// The key that cut it; `nil` when it played to its end.
  public let digit: Digit?
  /// The position where it ended, in samples of 1/8000 s.
  public let endPosition: Int
}

/// The keys of `CONTROL STREAM FILE`.
public struct PlaybackControls: Sendable, Equatable {
  /// Winds forward.
  public var forward: Digit
  /// Winds back.
  public var rewind: Digit
  /// Pauses, and plays on; `nil` for no such key.
  public var pause: Digit?
  /// How far forward and rewind jump.
  public var skip: Duration

  /// Controls with Asterisk's usual keys.
  public init(
    forward: Digit = "#",
    rewind: Digit = "*",
    pause: Digit? = nil,
    skip: Duration = .seconds(3)
  ) {
    self.forward = forward
    self.rewind = rewind
    self.pause = pause
    self.skip = skip
  }
}

/// What `GET DATA` collected.
public struct CollectedDigits: Sendable, Equatable {
  /// The digits as text, without the `#` that ended them.
  public let digits: String
  /// Whether the time ran out before `#` or the last digit.
  public let timedOut: Bool
}

extension Call {
  /// Plays a sound file, until its end or one of the keys.
  ///
  /// Sends `STREAM FILE`. The name has no extension; Asterisk takes the file in the channel's
  /// language and best format.
  ///
  /// - Parameters:
  ///   - name: The file.
  ///   - keys: Keys that cut it.
  ///   - offset: Where to begin, in samples of 1/8000 s.
  /// - Returns: Where it ended, and by which key.
  /// - Throws: ``AGIError`` with code `missingFile` when there is no such file.
  @discardableResult
  public func streamFile(
    _ name: String,
    escape keys: DigitSet = [],
    offset: Int? = nil
  ) throws(AGIError) -> Playback {
    try streamFile(name, escape: keys, offset: offset, hiding: .nothing)
  }

  func streamFile(
    _ name: String,
    escape keys: DigitSet,
    offset: Int?,
    hiding hidden: Hidden
  ) throws(AGIError) -> Playback {
    let reply = try channelCommand(
      .streamFile,
      [.text(name), .text(keys.text)] + (offset.map { [.number($0)] } ?? []),
      failure: .missingFile,
      reason: Call.missingFileReason,
      hiding: hidden
    )
    return Playback(
      digit: try digit(in: reply, hiding: hidden),
      endPosition: reply.endPosition ?? 0
    )
  }

  /// Plays a sound file that the caller can wind and pause.
  ///
  /// Sends `CONTROL STREAM FILE`.
  public func controlStreamFile(
    _ name: String,
    escape: DigitSet = [],
    controls: PlaybackControls = PlaybackControls(),
    offset: Duration? = nil
  ) throws(AGIError) -> Playback {
    var arguments: [Argument] = [
      .text(name), .text(escape.text), .milliseconds(controls.skip),
      .text(controls.forward.description), .text(controls.rewind.description),
    ]
    if controls.pause != nil || offset != nil {
      arguments.append(.text(controls.pause?.description ?? ""))
    }
    if let offset { arguments.append(.milliseconds(offset)) }
    let reply = try channelCommand(
      .controlStreamFile,
      arguments,
      failure: .missingFile,
      reason: Call.missingFileReason
    )
    return Playback(digit: try digit(in: reply), endPosition: reply.endPosition ?? 0)
  }

  /// Plays a file and collects digits in one command, so that none is lost between them.
  ///
  /// Sends `GET DATA`; `#` ends it. An empty name plays nothing.
  ///
  /// - Parameters:
  ///   - name: The file.
  ///   - timeout: The longest wait for each digit; `nil` waits Asterisk's own time.
  ///   - maximum: The most digits; `nil` for Asterisk's own 1,024.
  /// - Returns: The digits.
  /// - Throws: ``AGIError`` with code `missingFile` when there is no such file.
  public func getData(
    _ name: String,
    timeout: Duration? = nil,
    maximum: Int? = nil
  ) throws(AGIError) -> CollectedDigits {
    try getData(name, timeout: timeout, maximum: maximum, hiding: .nothing)
  }

  func getData(
    _ name: String,
    timeout: Duration?,
    maximum: Int?,
    hiding hidden: Hidden
  ) throws(AGIError) -> CollectedDigits {
    var arguments: [Argument] = [.text(name)]
    if timeout != nil || maximum != nil {
      arguments.append(.number(timeout?.wholeMilliseconds ?? 0))
    }
    if let maximum { arguments.append(.number(maximum)) }
    let reply = try channelCommand(
      .getData,
      arguments,
      failure: .missingFile,
      reason: Call.missingFileReason,
      hiding: hidden
    )
    return CollectedDigits(digits: reply.result.text, timedOut: reply.text == "timeout")
  }

  /// Plays a file and waits for one key.
  ///
  /// Sends `GET OPTION`.
  public func getOption(
    _ name: String,
    escape: DigitSet,
    timeout: Duration? = nil
  ) throws(AGIError) -> Playback {
    let reply = try channelCommand(
      .getOption,
      [.text(name), .text(escape.text)] + (timeout.map { [.milliseconds($0)] } ?? []),
      failure: .missingFile,
      reason: Call.missingFileReason
    )
    return Playback(digit: try digit(in: reply), endPosition: reply.endPosition ?? 0)
  }

  /// Waits for one DTMF digit.
  ///
  /// Sends `WAIT FOR DIGIT`. Blocks the thread until a digit, the timeout or a hangup.
  ///
  /// - Parameter timeout: The longest wait, rounded up to milliseconds. `nil` waits forever.
  /// - Returns: The digit, or `nil` when the time ran out.
  /// - Throws: ``AGIError`` with code `hangup` when the caller hung up.
  public func waitForDigit(timeout: Duration?) throws(AGIError) -> Digit? {
    try waitForDigit(timeout: timeout, hiding: .nothing)
  }

  func waitForDigit(timeout: Duration?, hiding hidden: Hidden) throws(AGIError) -> Digit? {
    let reply = try channelCommand(.waitForDigit, [.milliseconds(timeout)], hiding: hidden)
    return try digit(in: reply, hiding: hidden)
  }

  /// Receives a character on a channel that carries text.
  ///
  /// - Returns: The character's code, or `nil` when none came.
  /// - Throws: ``AGIError`` with code `failed` when the channel carries no text.
  public func receiveCharacter(timeout: Duration) throws(AGIError) -> Int? {
    let reply = try channelCommand(
      .receiveChar,
      [.milliseconds(timeout)],
      reason: "the channel carries no text"
    )
    return reply.number == 0 ? nil : reply.number
  }

  /// Receives a text on a channel that carries text.
  ///
  /// - Throws: ``AGIError`` with code `failed` when none came in time.
  public func receiveText(timeout: Duration) throws(AGIError) -> String {
    try channelCommand(
      .receiveText,
      [.milliseconds(timeout)],
      reason: "no text came"
    ).text ?? ""
  }

  /// Sends a text to a channel that can show it.
  public func sendText(_ text: String) throws(AGIError) {
    try channelCommand(.sendText, [.text(text)])
  }

  /// Sends an image to a channel that can show it.
  public func sendImage(_ name: String) throws(AGIError) {
    try channelCommand(.sendImage, [.text(name)])
  }

  static let missingFileReason =
    "no such sound file in the channel's language: name it without its extension"

  /// The key in a reply whose result is its ASCII number, 0 for none.
  func digit(in reply: Reply, hiding hidden: Hidden = .nothing) throws(AGIError) -> Digit? {
    guard let number = reply.number, number >= 0, number < 128 else {
      throw AGIError(
        .protocolViolation,
        doing: "reading a digit",
        reason: "no key's number in the reply",
        evidence: hidden == .nothing ? reply.bytes.text : ""
      )
    }
    return number == 0 ? nil : Digit(ascii: UInt8(number))
  }
}
