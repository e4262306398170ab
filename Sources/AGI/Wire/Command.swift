/// One AGI command: a name and its arguments, turned into exactly one line.
public struct Command: Sendable, Equatable {
  /// The command, where it is one that Asterisk 16 to 22 has.
  public let name: CommandName?
  /// What is written word by word: the arguments, and before them a raw command's name.
  private let words: [Argument]
  /// Where the arguments begin in ``words``.
  private let firstArgument: Int

  /// A typed command.
  public init(_ name: CommandName, _ arguments: [Argument] = []) {
    self.name = name
    words = arguments
    firstArgument = 0
  }

  /// A raw command: each element becomes one word.
  public init(words: [Argument]) {
    name = CommandName(spelledBy: words)
    self.words = words
    firstArgument = name?.wordCount ?? min(1, words.count)
  }

  /// The arguments before quoting.
  public var arguments: ArraySlice<Argument> { words[firstArgument...] }

  /// The name alone, for errors and traces: arguments may be private.
  var title: String { name?.rawValue ?? "a raw command" }

  /// Whether the reply holds a raw value in parentheses, which may span lines.
  var asksForValue: Bool {
    switch name {
    case .getVariable, .getFullVariable, .databaseGet, .receiveText: true
    default: false
    }
  }

  /// The line as bytes, newline included.
  ///
  /// Words are quoted when they are empty or hold more than plain visible ASCII. Inside quotes
  /// Asterisk knows two escapes, `\"` and `\\`.
  ///
  /// - Parameter limits: What the Asterisk that is to read it accepts.
  /// - Returns: The line; Asterisk reads exactly these words from it.
  /// - Throws: ``AGIError`` with code `refusedArgument` for CR, LF, NUL or a name that would run a
  ///   shell, `tooManyArguments`, or `lineTooLong`. Nothing was written then.
  public func encoded(within limits: Limits) throws(AGIError) -> [UInt8] {
    let isTyped = firstArgument == 0 && name != nil
    guard isTyped || words.first?.bytes.isEmpty == false else {
      throw refusal(.refusedArgument, "a command needs a name")
    }
    let count = words.count + (isTyped ? name?.wordCount ?? 0 : 0)
    guard count <= limits.words else {
      throw refusal(
        .tooManyArguments,
        "\(count) words; from 128 quoted ones on Asterisk crashes, so at most \(limits.words)"
      )
    }
    try refuseShell()
    var line: [UInt8] = []
    line.reserveCapacity(words.reduce(64) { $0 + $1.bytes.count + 3 })
    if isTyped, let name { line.append(contentsOf: name.rawValue.utf8) }
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
    let isExpression: Bool
    switch name {
    case .getVariable, .setVariable: isExpression = false
    case .getFullVariable: isExpression = true
    default: return
    }
    guard let text = arguments.first?.bytes else { return }
    let nests = !isExpression && text.firstRange(ofText: "${") != nil
    guard nests || text.contains(Byte.open) else { return }
    let calls = text.lazy.filter { $0 > Byte.space }.map(\.uppercased)
    guard !nests, !Array(calls).hasAny(of: "SHELL(", "EVAL(") else {
      throw refusal(
        .refusedArgument,
        "SHELL(), EVAL() and a nested ${ run code: do that in the dialplan, on a fixed text"
      )
    }
  }

  private func refusal(_ code: AGIError.Code, _ reason: String) -> AGIError {
    AGIError(code, doing: title, reason: reason)
  }
}

extension CommandName {
  /// The command that these words call: Asterisk compares word by word, in any case.
  init?(spelledBy words: [Argument]) {
    let found = CommandName.allCases.first { name in
      let expected = name.rawValue.split(separator: " ")
      return words.count >= expected.count
        && zip(expected, words).allSatisfy { $0.utf8.elementsEqual($1.bytes.map(\.uppercased)) }
    }
    guard let found else { return nil }
    self = found
  }

  var wordCount: Int {
    rawValue.utf8.reduce(1) { $1 == Byte.space ? $0 + 1 : $0 }
  }
}
