extension AnyCall {
  /// Reads a variable or a function of the channel, such as `CALLERID(num)`.
  ///
  /// Sends `GET VARIABLE`, which cuts a value at 1,023 bytes; ``evaluate(_:)`` does not.
  ///
  /// - Parameter name: The name. Never build it from what a caller said or pressed.
  /// - Returns: The value, empty when it is set and empty, `nil` when it is not set.
  /// - Throws: ``AGIError`` with code `refusedArgument` for a name that would run a shell.
  public func get(_ name: String) throws(AGIError) -> String? {
    try getBytes(name)?.text
  }

  /// Reads a variable as the bytes that Asterisk holds; they need not be UTF-8.
  public func getBytes(_ name: String) throws(AGIError) -> [UInt8]? {
    let reply = try send(.getVariable, [.text(name)])
    return reply.number == 1 ? reply.value ?? [] : nil
  }

  /// Evaluates an expression with `${...}` in it.
  ///
  /// Sends `GET FULL VARIABLE`. The expression is a fixed text by its type, since it can run
  /// functions; nothing that a caller said or pressed can get into it.
  ///
  /// - Parameter expression: The expression, for example `"${CALLERID(all)}"`.
  /// - Returns: The text with all variables put in; it may hold newlines.
  /// - Throws: ``AGIError`` with code `refusedArgument` for an expression that would run a shell.
  public func evaluate(_ expression: StaticString) throws(AGIError) -> String {
    let argument = Argument(bytes: expression.withUTF8Buffer { Array($0) })
    return try send(.getFullVariable, [argument]).text ?? ""
  }

  /// Sets a variable or writes to a function of the channel.
  public func set(_ name: String, to value: String) throws(AGIError) {
    try set(name, to: .text(value))
  }

  /// Sets a variable to bytes or a number.
  public func set(_ name: String, to value: Argument) throws(AGIError) {
    try send(.setVariable, [.text(name), value])
  }

  /// Sets a variable to digits that no trace shows.
  ///
  /// Asterisk's own `VarSet` event still does, so prefer to compare them here.
  public func set(_ name: String, to secret: Secret) throws(AGIError) {
    try send(.setVariable, [.text(name), .text(secret.reveal())], hiding: .arguments)
  }

  /// Writes a line to Asterisk's console and log, shown from verbosity `level` (1 to 4) on.
  public func verbose(_ message: String, level: Int = 1) throws(AGIError) {
    try send(.verbose, [.text(message), .number(level)])
  }

  /// Does nothing but show in Asterisk's log, and prove that Asterisk answers.
  public func noop(_ text: String = "") throws(AGIError) {
    try send(.noop, text.isEmpty ? [] : [.text(text)])
  }
}
