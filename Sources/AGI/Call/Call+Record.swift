/// What was recorded.
public struct Recording: Sendable, Equatable {
  /// Why a recording ended.
  public enum End: Sendable, Equatable {
    /// A key was pressed.
    case digit(Digit)
    /// The longest time, or the silence, was reached.
    case timeout
    /// The caller left; what was said until then is kept.
    case hangup
  }

  /// Why it ended.
  public let end: End
  /// Its length in samples of 1/8000 s, as far as Asterisk says: 0 after a hangup.
  public let samples: Int

  /// Its length.
  public var duration: Duration { .microseconds(samples * 125) }
}

extension Call {
  /// Records what the caller says.
  ///
  /// Sends `RECORD FILE`. A caller who hangs up has usually said it all, so that is an end like
  /// others here; the next command throws `hangup`.
  ///
  /// - Parameters:
  ///   - file: Where, without extension; absolute, or below Asterisk's sounds.
  ///   - format: The format and extension, for example `wav`.
  ///   - keys: Keys that end it.
  ///   - maximum: The longest recording; `nil` for no limit.
  ///   - silence: Ends it after so much silence, in whole seconds.
  ///   - beep: Whether a beep is played first.
  ///   - offset: Where in an existing file to begin, in samples.
  /// - Returns: Why it ended, and its length.
  /// - Throws: ``AGIError`` with code `cannotRecord` when Asterisk cannot write the file.
  public func record(
    to file: String,
    format: String = "wav",
    endedBy keys: DigitSet = "#",
    maximum: Duration? = .seconds(180),
    silence: Duration? = nil,
    beep: Bool = true,
    offset: Int? = nil
  ) throws(AGIError) -> Recording {
    try requireCaller(for: .recordFile)
    var arguments: [Argument] = [
      .text(file), .text(format), .text(keys.text), .milliseconds(maximum),
    ]
    if let offset { arguments.append(.number(offset)) }
    if beep { arguments.append("BEEP") }
    if let silence { arguments.append(.text("s=\((silence.wholeMilliseconds + 999) / 1000)")) }
    let reply = try send(.recordFile, arguments)
    let samples = reply.endPosition ?? 0
    switch (reply.number, reply.text) {
    case (-1, "hangup"):
      connection.markHungUp()
      return Recording(end: .hangup, samples: samples)
    case (-1, _):
      try throwIfDead(doing: .recordFile)
      throw AGIError(
        .cannotRecord,
        doing: "RECORD FILE",
        reason: "may Asterisk's user write that folder, is the format loaded, is the disk full?",
        evidence: reply.bytes.text
      )
    default:
      let digit = try digit(in: reply)
      return Recording(end: digit.map { .digit($0) } ?? .timeout, samples: samples)
    }
  }
}
