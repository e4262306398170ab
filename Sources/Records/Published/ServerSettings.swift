/// An Asterisk that the daemon follows.
public struct ServerSettings: Equatable, Sendable {
  /// Its `systemname`, which rows call the node.
  public var name: String
  /// Where its manager interface listens.
  public var manager: String
  /// How the connection to it is encrypted.
  public var tls = TLS.off
  /// The file with the passwords of its manager users, as `make-secrets` writes it.
  public var secrets: String
  /// Its `queue_log`, when it is a file of this machine.
  public var queueLog: String?

  /// How a connection is encrypted.
  public enum TLS: Equatable, Sendable {
    /// Not at all.
    case off
    /// The certificate is verified against the system's authorities.
    case verified
    /// The certificate is verified against the authorities in a file.
    case verifiedBy(String)
  }

  /// Describes an Asterisk.
  public init(
    name: String,
    manager: String,
    tls: TLS = .off,
    secrets: String,
    queueLog: String? = nil
  ) {
    self.name = name
    self.manager = manager
    self.tls = tls
    self.secrets = secrets
    self.queueLog = queueLog
  }
}

extension ServerSettings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("manager", manager)
    switch tls {
    case .off: break
    case .verified: flat.append("tls", "yes")
    case .verifiedBy(let authorities): flat.append("tls", authorities)
    }
    flat.append("secrets", secrets)
    flat.append("queueLog", queueLog)
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(name: String, _ flat: FlatText) {
    guard let manager = flat["manager"], let secrets = flat["secrets"] else { return nil }
    let tls = flat["tls"].map { $0 == "yes" ? TLS.verified : .verifiedBy($0) } ?? .off
    self.init(
      name: name,
      manager: manager,
      tls: tls,
      secrets: secrets,
      queueLog: flat["queueLog"]
    )
  }
}
