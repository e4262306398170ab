/// What a recogniser heard.
public struct SpeechResult: Sendable, Equatable {
  /// The key that was pressed instead.
  public let digit: Digit?
  /// The reply's own text: `speech`, `digit`, scores, grammars.
  public let text: String
}

/// Speech recognition (`SPEECH ...`), where Asterisk has an engine loaded.
///
/// Every call throws ``AGIError`` with code `failed` when the engine refuses.
public struct Speech {
  private let call: Call

  init(_ call: Call) {
    self.call = call
  }

  /// Begins a session with an engine; an empty name takes the default one.
  public func create(engine: String = "") throws(AGIError) {
    try run(.speechCreate, [.text(engine)])
  }

  /// Ends the session.
  public func destroy() throws(AGIError) {
    try run(.speechDestroy, [])
  }

  /// Sets one of the engine's settings.
  public func set(_ name: String, to value: String) throws(AGIError) {
    try run(.speechSet, [.text(name), .text(value)])
  }

  /// Loads a grammar from a file.
  public func loadGrammar(_ name: String, path: String) throws(AGIError) {
    try run(.speechLoadGrammar, [.text(name), .text(path)])
  }

  /// Forgets a grammar.
  public func unloadGrammar(_ name: String) throws(AGIError) {
    try run(.speechUnloadGrammar, [.text(name)])
  }

  /// Listens by a grammar.
  public func activateGrammar(_ name: String) throws(AGIError) {
    try run(.speechActivateGrammar, [.text(name)])
  }

  /// Stops listening by a grammar.
  public func deactivateGrammar(_ name: String) throws(AGIError) {
    try run(.speechDeactivateGrammar, [.text(name)])
  }

  /// Plays a file and recognises what is said.
  public func recognise(
    prompt: String,
    timeout: Duration,
    offset: Int? = nil
  ) throws(AGIError) -> SpeechResult {
    let reply = try run(
      .speechRecognize,
      [.text(prompt), .milliseconds(timeout)] + (offset.map { [.number($0)] } ?? [])
    )
    let text = reply.bytes.text
    let digit = reply.bytes.firstRange(ofText: "digit=").flatMap { key in
      reply.bytes[key.upperBound...].first.flatMap(Digit.init(ascii:))
    }
    return SpeechResult(digit: digit, text: text)
  }

  @discardableResult
  private func run(_ name: CommandName, _ arguments: [Argument]) throws(AGIError) -> Reply {
    let reply = try call.channelCommand(name, arguments)
    guard reply.number == 1 else {
      throw AGIError(
        .failed,
        doing: name.rawValue,
        reason: "is a speech engine loaded, and a session open?",
        evidence: reply.bytes.text
      )
    }
    return reply
  }
}

extension Call {
  /// Speech recognition.
  public var speech: Speech { Speech(self) }
}
