/// One AGI command: a name and its arguments, turned into exactly one line.
public struct Command: Sendable, Equatable {
  /// The words of the name and the arguments, before quoting.
  public let words: [Argument]

  /// A typed command.
  public init(_ name: CommandName, _ arguments: [Argument] = []) {
    words = name.rawValue.split(separator: " ").map(Argument.text) + arguments
  }

  /// A raw command: each element becomes one word.
  public init(words: [Argument]) {
    self.words = words
  }

  /// The words before the first argument, as far as they are known; for errors and traces.
  var title: String {
    words.prefix(2).map(\.bytes.text).joined(separator: " ")
  }

  /// The line as bytes, newline included.
  ///
  /// Words are quoted when they are empty or hold more than plain visible ASCII. Inside quotes
  /// Asterisk knows two escapes, `\"` and `\\`.
  ///
  /// - Throws: ``AGIError`` with code `refusedArgument` for CR, LF, NUL or a name that would run a
  ///   shell, `tooManyArguments`, or `lineTooLong`. Nothing was written then.
  public func encoded(within limits: Limits) throws(AGIError) -> [UInt8] {
    guard let first = words.first, !first.bytes.isEmpty else {
      throw refusal(.refusedArgument, "a command needs a name")
    }
    guard words.count <= limits.words else {
      throw refusal(
        .tooManyArguments,
        "\(words.count) words; from 128 quoted ones on Asterisk crashes, so at most \(limits.words)"
      )
    }
    try refuseShell()
    var line: [UInt8] = []
    line.reserveCapacity(words.reduce(words.count) { $0 + $1.bytes.count + 2 })
    for word in words {
      if !line.isEmpty { line.append(Byte.space) }
      try append(word.bytes, to: &line)
    }
    guard line.count <= limits.line else {
      throw refusal(
        .lineTooLong,
        "\(line.count) bytes; this Asterisk reads \(limits.line) and runs the rest as a command"
      )
    }
    line.append(Byte.lineFeed)
    return line
  }

  private func append(_ word: [UInt8], to line: inout [UInt8]) throws(AGIError) {
    var plain = !word.isEmpty
    for byte in word {
      switch byte {
      case Byte.null, Byte.lineFeed, Byte.carriageReturn:
        throw refusal(.refusedArgument, "CR, LF and NUL end a command: take them out of the value")
      case Byte.quote, Byte.backslash:
        plain = false
      default:
        if byte <= Byte.space || byte >= 0x7F { plain = false }
      }
    }
    if plain {
      line.append(contentsOf: word)
      return
    }
    line.append(Byte.quote)
    for byte in word {
      if byte == Byte.quote || byte == Byte.backslash { line.append(Byte.backslash) }
      line.append(byte)
    }
    line.append(Byte.quote)
  }

  /// Names of variables and expressions run functions, and the functions below run a shell or
  /// evaluate text once more, whatever `live_dangerously` says.
  private func refuseShell() throws(AGIError) {
    guard words.count >= 3, let kind = variableWords else { return }
    let name = words[kind.nameIndex].bytes
    let upper = name.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 }
    let runsShell = upper.firstRange(ofText: "SHELL(") != nil
    let evaluates =
      upper.firstRange(ofText: "EVAL(") != nil
      || (!kind.isExpression && upper.firstRange(ofText: "${") != nil)
    guard !runsShell, !evaluates else {
      throw refusal(
        .refusedArgument,
        "SHELL(), EVAL() and a nested ${ run code: do that in the dialplan, on a fixed text"
      )
    }
  }

  /// Which word is a variable's name or an expression, if this is such a command.
  private var variableWords: (nameIndex: Int, isExpression: Bool)? {
    let head = words.prefix(3).map { $0.bytes.text.uppercased() }
    switch (head[0], head[1]) {
    case ("GET", "VARIABLE"), ("SET", "VARIABLE"): return (2, false)
    case ("GET", "FULL") where words.count >= 4: return (3, true)
    default: return nil
    }
  }

  private func refusal(_ code: AGIError.Code, _ reason: String) -> AGIError {
    AGIError(code, doing: title, reason: reason)
  }
}
