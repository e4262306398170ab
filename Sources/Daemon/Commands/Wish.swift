import Control
import Operations
import Records

/// What somebody asks to be done, with all of it checked: no part of it can mean anything else to Asterisk, to
/// queue_log or to a reader of the audit.
struct Wish: Sendable, Equatable {
  enum What: Sendable, Equatable {
    case listen(ListeningMode, agent: String, phone: String)
    case login(agent: String)
    case logout(agent: String)
    case pause(agent: String, reason: String?)
    case unpause(agent: String)
    case callback(number: String, queue: String, CallbackCall.Order)
  }

  var what: What
  /// The Asterisk that is named.
  var server: String?

  /// What it is called.
  let command: String

  /// All that can be asked for.
  static let commands =
    ListeningMode.allCases.map(\.rawValue) + ["login", "logout", "pause", "unpause", "callback"]

  /// What it takes to ask for any of them.
  static let role = RoleSettings.Role.supervisor

  /// Reads a request.
  ///
  /// - Throws: `Reply.Trouble` that says what to write instead.
  init(_ request: Request) throws(Reply.Trouble) {
    command = request.command
    server = try request.name("server")
    switch request.command {
    case "login": what = .login(agent: try request.digits("agent"))
    case "logout": what = .logout(agent: try request.agent())
    case "pause": what = .pause(agent: try request.agent(), reason: try request.reason())
    case "unpause": what = .unpause(agent: try request.agent())
    case "callback":
      what = .callback(
        number: try request.dialled(),
        queue: try request.name("queue") ?? "",
        request.arguments["agent-first"] == "yes" ? .agentFirst : .customerFirst
      )
    default:
      guard let mode = ListeningMode(rawValue: request.command) else {
        let all = [ControlDesk.metrics] + View.Part.allCases.map(\.rawValue) + Self.commands
        throw Reply.Trouble(
          "unknown-command",
          "there is no such command; there are \(all.sorted().joined(separator: ", "))"
        )
      }
      let (agent, phone) = (try request.agent(), try request.digits("phone"))
      guard phone != agent else {
        throw Reply.Trouble("own-phone", "\(phone) is the agent's own phone: name the supervisor's")
      }
      what = .listen(mode, agent: agent, phone: phone)
    }
  }

  /// Its details for those who read the audit: `name=value`, the number masked.
  var details: String {
    var details: [(String, String)] =
      switch what {
      case .listen(_, let agent, let phone): [("agent", agent), ("phone", phone)]
      case .login(let agent), .logout(let agent), .unpause(let agent): [("agent", agent)]
      case .pause(let agent, let reason):
        [("agent", agent)] + (reason.map { [("reason", $0)] } ?? [])
      case .callback(let number, let queue, let order):
        [
          ("agent-first", order == .agentFirst ? "yes" : "no"),
          ("number", PhoneNumber(number).masked), ("queue", queue),
        ]
      }
    if let server { details.append(("server", server)) }
    return details.map { "\($0)=\(Self.word($1))" }.joined(separator: " ")
  }

  /// A value as one word: in quotes where it would look like more than one.
  ///
  /// By scalars, not characters: a quote with an accent on it is still a quote.
  private static func word(_ value: String) -> String {
    let isPlain = value.unicodeScalars.allSatisfy { scalar in
      !scalar.properties.isWhitespace && !"=\"\\".unicodeScalars.contains(scalar)
    }
    guard !isPlain || value.isEmpty else { return value }
    var word = "\""
    for scalar in value.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { word.unicodeScalars.append("\\") }
      word.unicodeScalars.append(scalar)
    }
    word.unicodeScalars.append("\"")
    return word
  }
}

extension Request {
  /// An extension's number: digits alone, since it becomes the name of a channel.
  fileprivate func digits(_ name: String) throws(Reply.Trouble) -> String {
    let text = arguments[name] ?? ""
    guard (1...12).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) else {
      throw Reply.Trouble(
        "no-\(name)",
        "\(name) is no number of an extension: write for example 1001"
      )
    }
    return text
  }

  /// A number that can be dialled; it is not said again, since it may be a customer's.
  fileprivate func dialled() throws(Reply.Trouble) -> String {
    let text = arguments["number"] ?? ""
    let digits = text.utf8.first == UInt8(ascii: "+") ? text.utf8.dropFirst() : text.utf8[...]
    guard (3...20).contains(digits.count), digits.allSatisfy(\.isDigit) else {
      throw Reply.Trouble(
        "no-number",
        "this is no number that can be dialled: write 3 to 20 digits, a + before them if need be"
      )
    }
    return text
  }

  /// An agent as the board names them: often by a number, else by the member's name.
  fileprivate func agent() throws(Reply.Trouble) -> String {
    guard let name = try name("agent"), !name.isEmpty else {
      throw Reply.Trouble("no-agent", "name the agent as switchboard agents does")
    }
    return name
  }

  /// The name of something that is configured; `nil` when it is left out.
  fileprivate func name(_ name: String) throws(Reply.Trouble) -> String? {
    guard let text = arguments[name] else { return nil }
    guard text.utf8.count <= 80, text.isOneLine else {
      throw Reply.Trouble("no-\(name)", "write the \(name)'s name: at most 80 bytes, on one line")
    }
    return text
  }

  /// Why somebody pauses: it becomes a field of a line in queue_log.
  fileprivate func reason() throws(Reply.Trouble) -> String? {
    guard let text = arguments["reason"] else { return nil }
    guard text.utf8.count <= 80, text.isOneLine, !text.utf8.contains(UInt8(ascii: "|")) else {
      throw Reply.Trouble("no-reason", "write a reason of at most 80 bytes, on one line, without |")
    }
    guard text != Board.Agent.signedOutReason else {
      throw Reply.Trouble("no-reason", "\(text) means that the agent was signed out: use logout")
    }
    return text
  }
}

extension String {
  /// Whether it has no control character, and so no end of a line.
  fileprivate var isOneLine: Bool {
    let ends: Set<Unicode.GeneralCategory> = [.control, .lineSeparator, .paragraphSeparator]
    return unicodeScalars.allSatisfy { !ends.contains($0.properties.generalCategory) }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
