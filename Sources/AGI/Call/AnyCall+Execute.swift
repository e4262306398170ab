extension AnyCall {
  /// Runs a dialplan application with its options as one text, as the dialplan would write it.
  ///
  /// Asterisk does not put `${...}` in, unless the channel has `AGIEXECFULL=1`. Never build the
  /// text from what a caller said or pressed: a comma begins a new argument. Use
  /// ``execute(_:arguments:)`` for that.
  ///
  /// - Returns: What the application returned; 0 also when `Playback` found no file.
  /// - Throws: ``AGIError`` with code `unknownApplication`, or `hangup` when the application ended
  ///   the call.
  @discardableResult
  public func execute(_ application: String, _ options: String = "") throws(AGIError) -> Int {
    let reply = try send(.exec, [.text(application), .text(options)])
    guard let number = reply.number else {
      throw AGIError(
        .protocolViolation,
        doing: "EXEC \(application)",
        reason: "no number in the reply",
        evidence: reply.bytes.text
      )
    }
    if number == -2 {
      throw AGIError(
        .unknownApplication,
        doing: "EXEC \(application)",
        reason: "this Asterisk has no such application: is its module loaded?"
      )
    }
    if number == -1 { try applicationFailed() }
    return number
  }

  /// Runs a dialplan application with arguments that may hold anything: commas, quotes,
  /// backslashes and brackets are escaped, so each stays one argument.
  ///
  /// For applications that split their arguments by Asterisk's standard rules (nearly all; `Set`,
  /// `NoOp` and `Verbose` take their text raw).
  @discardableResult
  public func execute(_ application: String, arguments: [String]) throws(AGIError) -> Int {
    try execute(application, arguments.map(AnyCall.escaped).joined(separator: ","))
  }

  static func escaped(_ argument: String) -> String {
    var escaped = ""
    for character in argument {
      if "\\\",()[]".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
