/// An Asterisk that the daemon follows.
public struct ServerSettings: Equatable, Sendable {
  /// Its `systemname`, which rows call the node.
  public var name: String
  /// Where its manager interface listens.
  public var manager: String
  /// The file with the passwords of its manager users, as `make-secrets` writes it.
  public var secrets: String
  /// Its `queue_log`, when it is a file of this machine.
  public var queueLog: String?

  /// Describes an Asterisk.
  public init(name: String, manager: String, secrets: String, queueLog: String? = nil) {
    self.name = name
    self.manager = manager
    self.secrets = secrets
    self.queueLog = queueLog
  }
}

extension ServerSettings {
  /// The form in which they are published.
  var flat: FlatText {
    var flat = FlatText()
    flat.append("manager", manager)
    flat.append("secrets", secrets)
    flat.append("queueLog", queueLog)
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(name: String, _ flat: FlatText) {
    guard let manager = flat["manager"], let secrets = flat["secrets"] else { return nil }
    self.init(name: name, manager: manager, secrets: secrets, queueLog: flat["queueLog"])
  }
}
