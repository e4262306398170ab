public import AMI
public import Records

/// The passwords of the manager users, as `make-secrets` writes them.
public struct ManagerSecrets: Sendable, Equatable {
  /// One of the manager users that ship in `manager.conf`.
  public enum User: String, CaseIterable, Sendable {
    /// Watches.
    case events
    /// Obeys supervisors.
    case control
    /// Dials.
    case dial

    /// Its section in `manager.conf`.
    public var name: String { "switchboard-\(rawValue)" }
  }

  private let secrets: [String: String]

  /// Reads the file.
  ///
  /// - Throws: ``ManagerSecretsError`` when it cannot be read.
  public init(path: String) throws(ManagerSecretsError) {
    let text: String
    do {
      text = String(decoding: try readFile(path, limit: 1 << 20), as: UTF8.self)
    } catch {
      throw ManagerSecretsError(
        description: "\(error): asterisk/make-secrets makes it; this user must be able to read it"
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
  /// - Throws: ``ManagerSecretsError`` when the file has no password of it.
  public func credentials(of user: User) throws(ManagerSecretsError) -> Credentials {
    guard let secret = secrets["\(user.name)-secret"] ?? secrets[user.name] else {
      throw ManagerSecretsError(
        description: "there is no [\(user.name)-secret] among the manager users' passwords"
      )
    }
    return Credentials(username: user.name, secret: secret)
  }
}

/// Why a manager user has no password here; the words name what to do.
public struct ManagerSecretsError: Error, Sendable, CustomStringConvertible {
  /// Why, and what to do.
  public let description: String
}

extension AMI.Configuration {
  /// Where a server's manager interface is.
  public init(server: ServerSettings, _ credentials: Credentials) {
    let parts = server.manager.split(separator: ":", maxSplits: 1)
    self.init(
      host: parts.first.map(String.init) ?? "127.0.0.1",
      port: parts.count > 1 ? Int(parts[1]) ?? 5_038 : 5_038,
      tls: TLS(server.tls),
      credentials: credentials
    )
  }
}

extension AMI.Configuration.TLS {
  /// As it is published.
  public init(_ settings: ServerSettings.TLS) {
    switch settings {
    case .off: self = .off
    case .verified: self = .verified
    case .verifiedBy(let authorities): self = .verifiedBy(authorities: authorities)
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == ">" }.reversed().drop { $0 == " " }.reversed())
  }
}
