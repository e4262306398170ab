extension AnyCall {
  /// Runs a dialplan application with its options as one text, as the dialplan would write it.
  ///
  /// Asterisk does not put `${...}` in, unless the channel has `AGIEXECFULL=1`. Never build the
  /// text from what a caller said or pressed: a comma begins a new argument. Use
  /// ``exec(_:arguments:)`` for that.
  ///
  /// - Parameters:
  ///   - application: The application's name, for example `Queue`.
  ///   - options: Its arguments with commas between them.
  /// - Returns: What the application returned; 0 also when `Playback` found no file.
  /// - Throws: ``AGIError`` with code `unknownApplication`, or `hangup` when the application ended
  ///   the call.
  @discardableResult
  public func exec(_ application: String, _ options: String = "") throws(AGIError) -> Int {
    let reply = try send(
      .exec,
      [.text(application)] + (options.isEmpty ? [] : [.text(options)])
    )
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

  /// Runs a dialplan application with arguments that may hold anything.
  ///
  /// Commas, quotes, backslashes and brackets are escaped, so each stays one argument. For
  /// applications that split their arguments by Asterisk's standard rules: nearly all. `Set`,
  /// `NoOp` and `Verbose` take their text raw.
  @discardableResult
  public func exec(_ application: String, arguments: [String]) throws(AGIError) -> Int {
    try exec(application, arguments.map(AnyCall.escaped).joined(separator: ","))
  }

  /// Byte by byte, as Asterisk reads it: a comma under a combining accent is a comma too.
  static func escaped(_ argument: String) -> String {
    var escaped: [UInt8] = []
    for byte in argument.utf8 {
      if "\\\",()[]".utf8.contains(byte) { escaped.append(Byte.backslash) }
      escaped.append(byte)
    }
    return escaped.text
  }
}
