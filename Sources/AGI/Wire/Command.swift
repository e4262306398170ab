/// One AGI command: a name and its arguments, turned into exactly one line.
public struct Command: Sendable, Equatable {
  /// The words of a typed command's name; none of them needs quoting.
  private let name: CommandName?
  private let arguments: [Argument]

  /// A typed command.
  public init(_ name: CommandName, _ arguments: [Argument] = []) {
    self.name = name
    self.arguments = arguments
  }

  /// A raw command: each element becomes one word.
  public init(words: [Argument]) {
    name = nil
    arguments = words
  }

  /// The words of the name and the arguments, before quoting.
  public var words: [Argument] {
    (name?.rawValue.split(separator: " ").map(Argument.text) ?? []) + arguments
  }

  /// Equal when they make the same line.
  public static func == (left: Command, right: Command) -> Bool {
    left.words == right.words
  }

  /// The words before the first argument, as far as they are known; for errors and traces.
  var title: String {
    name?.rawValue ?? arguments.prefix(2).map(\.bytes.text).joined(separator: " ")
  }

  /// The line as bytes, newline included.
  ///
  /// Words are quoted when they are empty or hold more than plain visible ASCII. Inside quotes
  /// Asterisk knows two escapes, `\"` and `\\`.
  ///
  /// - Throws: ``AGIError`` with code `refusedArgument` for CR, LF, NUL or a name that would run a
  ///   shell, `tooManyArguments`, or `lineTooLong`. Nothing was written then.
  public func encoded(within limits: Limits) throws(AGIError) -> [UInt8] {
    guard name != nil || arguments.first?.bytes.isEmpty == false else {
      throw refusal(.refusedArgument, "a command needs a name")
    }
    let nameWords = name.map { $0.rawValue.utf8.reduce(1) { $1 == Byte.space ? $0 + 1 : $0 } }
    let count = arguments.count + (nameWords ?? 0)
    guard count <= limits.words else {
      throw refusal(
        .tooManyArguments,
        "\(count) words; from 128 quoted ones on Asterisk crashes, so at most \(limits.words)"
      )
    }
    try refuseShell()
    var line: [UInt8] = []
    line.reserveCapacity(arguments.reduce(64) { $0 + $1.bytes.count + 3 })
    if let name { line.append(contentsOf: name.rawValue.utf8) }
    for word in arguments {
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
    guard let (name, isExpression) = variable else { return }
    let upper = name.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 }
    let runsShell = upper.firstRange(ofText: "SHELL(") != nil
    let evaluates =
      upper.firstRange(ofText: "EVAL(") != nil
      || (!isExpression && upper.firstRange(ofText: "${") != nil)
    guard !runsShell, !evaluates else {
      throw refusal(
        .refusedArgument,
        "SHELL(), EVAL() and a nested ${ run code: do that in the dialplan, on a fixed text"
      )
    }
  }

  /// The name of a variable or an expression, if this is a command that takes one.
  private var variable: (name: [UInt8], isExpression: Bool)? {
    switch name {
    case .getVariable, .setVariable: arguments.first.map { ($0.bytes, false) }
    case .getFullVariable: arguments.first.map { ($0.bytes, true) }
    case nil: rawVariable
    default: nil
    }
  }

  private var rawVariable: (name: [UInt8], isExpression: Bool)? {
    let head = arguments.prefix(3).map { $0.bytes.text.uppercased() }
    guard head.count == 3 else { return nil }
    switch (head[0], head[1]) {
    case ("GET", "VARIABLE"), ("SET", "VARIABLE"): return (arguments[2].bytes, false)
    case ("GET", "FULL") where arguments.count >= 4: return (arguments[3].bytes, true)
    default: return nil
    }
  }

  private func refusal(_ code: AGIError.Code, _ reason: String) -> AGIError {
    AGIError(code, doing: title, reason: reason)
  }
}
