import AMI
import Configuration
import Operations
import Records

/// Which events Asterisk tells its manager users.
///
/// A user without a class logs in all the same, and its events never come. No action of the manager interface
/// says which classes those are, so Asterisk's console is asked, where it is on this machine.
struct ReadClassExamination {
  let server: ServerSettings
  /// What Asterisk's console answers; `nil` when it does not.
  let console: (String) -> String?

  func run() -> Examination {
    guard isHere else { return Examination(notes: [Phrases.classesUnseen(server.name)]) }
    let findings = ManagerSecrets.User.allCases.flatMap { user -> [Finding] in
      guard let classes = classes(of: user) else { return [] }
      return Self.needed(by: user).filter { !classes.contains($0) && !classes.contains("all") }
        .map { Phrases.classUnread(server.name, user.name, $0) }
    }
    return Examination(findings: findings)
  }

  /// What the daemon follows as this user.
  private static func needed(by user: ManagerSecrets.User) -> [String] {
    switch user {
    case .events: ["agent", "call"]
    case .control, .dial: ["call"]
    }
  }

  /// Whether the console is this server's: its manager interface is on this machine, at that port.
  private var isHere: Bool {
    let parts = server.manager.split(separator: ":", maxSplits: 1)
    guard let host = parts.first, host == "localhost" || host.hasPrefix("127.") else {
      return false
    }
    let port = parts.count > 1 ? String(parts[1]) : "5038"
    return console("manager show settings")
      .flatMap { Self.value(of: "TCP Bindaddress", in: $0) }?.hasSuffix(":\(port)") == true
  }

  /// The classes in force; `nil` when there is no such user, which is told by its login.
  private func classes(of user: ManagerSecrets.User) -> Set<String>? {
    console("manager show user \(user.name)").flatMap { Self.value(of: "read perm", in: $0) }
      .map { Set($0.split(separator: ",").map(String.init)) }
  }

  /// `name: value`, with blanks around both.
  private static func value(of name: String, in answer: String) -> String? {
    for line in answer.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.drop(while: \.isWhitespace) }
      guard parts.count == 2, parts[0] == name else { continue }
      return String(parts[1].prefix { !$0.isWhitespace })
    }
    return nil
  }
}
