/// What an Asterisk answers whose caller presses 1 at each prompt that a key may cut.
///
/// It goes by the command and not by its place in the call, so that the programs may say more.
enum AsteriskAnswers {
  static func answer(to line: String) -> String {
    let words = line.split(separator: " ", maxSplits: 3)
    switch words.first {
    case "GET" where words[1] == "VARIABLE":
      return words.dropFirst(2).first == "SYSTEMNAME" ? "200 result=1 (bench)" : "200 result=0"
    case "GET" where words[1] == "FULL":
      return "200 result=1 (\(value(of: words.last.map(String.init) ?? "")))"
    case "GET", "WAIT", "CONTROL":
      return "200 result=49"
    case "STREAM":
      return line.hasSuffix("\"\"") ? "200 result=0 endpos=8000" : "200 result=49 endpos=8000"
    case "SET", "DATABASE", "VERBOSE":
      return "200 result=1"
    case "CHANNEL":
      return "200 result=6"
    default:
      return "200 result=0"
    }
  }

  /// The expression with its variables put in: a channel that has none but the system's name.
  private static func value(of expression: String) -> String {
    var value = ""
    var rest = expression[...]
    while let open = rest.firstIndex(of: "$"), let close = rest[open...].firstIndex(of: "}") {
      value += rest[..<open]
      if rest[open...close] == "${SYSTEMNAME}" { value += "bench" }
      rest = rest[rest.index(after: close)...]
    }
    return value + rest
  }
}
