import AMI
import Records

/// The passwords of the manager users, as `make-secrets` writes them.
struct ManagerSecrets {
  /// One of the manager users that ship in `manager.conf`.
  enum User: String {
    /// Watches.
    case events
    /// Obeys supervisors.
    case control
    /// Dials.
    case dial
  }

  private let secrets: [String: String]

  /// Reads the file.
  ///
  /// - Throws: ``DaemonError`` when it cannot be read.
  init(path: String) throws(DaemonError) {
    let text: String
    do {
      text = String(decoding: try readFile(path, limit: 1 << 20), as: UTF8.self)
    } catch {
      throw DaemonError(
        "\(error): asterisk/make-secrets makes it; this user must be able to read it"
      )
    }
    var secrets: [String: String] = [:]
    var section = ""
    for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        section = String(line[line.index(after: line.startIndex)..<end])
      } else if let equals = line.firstIndex(of: "="),
        line[..<equals].filter({ $0 != " " }) == "secret"
      {
        secrets[section] = line[line.index(after: equals)...].trimmed
      }
    }
    self.secrets = secrets
  }

  /// How one of them logs in.
  ///
  /// - Throws: ``DaemonError`` when the file has no password of it.
  func credentials(of user: User) throws(DaemonError) -> Credentials {
    let name = "switchboard-\(user.rawValue)"
    guard let secret = secrets["\(name)-secret"] ?? secrets[name] else {
      throw DaemonError("there is no [\(name)-secret] among the manager users' passwords")
    }
    return Credentials(username: name, secret: secret)
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == ">" }.reversed().drop { $0 == " " }.reversed())
  }
}

/// Something that keeps the daemon from doing its work; the words name what to do.
struct DaemonError: Error, CustomStringConvertible {
  /// What, and what to do.
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
