import Records

/// Reads `servers` of `switchboard.yaml`: the Asterisks that the daemon follows.
struct ServersReader {
  private(set) var servers: [ServerSettings] = []
  private static let keys: Section.Keys = [
    ("manager", usualManager), ("tls", "yes"), ("secrets", usualSecrets),
    ("queue_log", usualQueueLog),
  ]
  private static let usualManager = "127.0.0.1:5038"
  /// Where `make-secrets` writes as `asterisk/README.md` calls it.
  private static let usualSecrets = "/etc/asterisk/switchboard/manager-secrets.conf"
  private static let usualQueueLog = "/var/log/asterisk/queue_log"

  /// Which server has a manager interface, and which a queue_log: what two have would count twice.
  private var managers: [String: String] = [:]
  private var queueLogs: [String: String] = [:]

  init(_ section: Section) {
    for (key, value) in section.items {
      guard let name = key.name(example: "pbx1"),
        let server = value.section(example: "manager: \(Self.usualManager)")
      else { continue }
      readServer(name, server, at: key)
    }
  }

  private mutating func readServer(_ name: String, _ section: Section, at key: Item) {
    section.allow(Self.keys)
    let manager =
      section.has("manager")
      ? section["manager"]?.address(example: Self.usualManager) : Self.usualManager
    let secrets =
      section.has("secrets")
      ? section["secrets"]?.filePath(example: Self.usualSecrets) : Self.usualSecrets
    let tls = section["tls"]?.tls()
    let queueLog = section["queue_log"]?.filePath(example: Self.usualQueueLog)
    if let manager {
      let address = Self.plain(manager)
      checkManager(address, of: name, section["manager"] ?? key)
      // Of a "tls" that cannot be read more was said already.
      if !section.has("tls") || tls == .off, !Self.isLoopback(address) {
        (section["manager"] ?? key).report(.plainManager(name))
      }
    }
    if let queueLog, let item = section["queue_log"] { checkQueueLog(queueLog, of: name, item) }
    guard let manager, let secrets else { return }
    servers.append(
      ServerSettings(
        name: name,
        manager: manager,
        tls: tls ?? .off,
        secrets: secrets,
        queueLog: queueLog
      )
    )
  }

  // MARK: What two must not share

  private mutating func checkManager(_ address: String, of name: String, _ item: Item) {
    if let other = managers[address] {
      item.report(.sameManager(name, other, address: address))
    } else {
      managers[address] = name
    }
  }

  private mutating func checkQueueLog(_ queueLog: String, of name: String, _ item: Item) {
    let path = "/" + queueLog.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    if let other = queueLogs[path] {
      item.report(.sameQueueLog(name, other, path: path))
    } else {
      queueLogs[path] = name
    }
  }

  /// The one form of an address that can be written in several.
  private static func plain(_ address: String) -> String {
    let parts = address.lowercased().split(separator: ":")
    var host = parts.first.map { String($0) } ?? ""
    if host.hasSuffix(".") { host.removeLast() }
    if host == "localhost" { host = "127.0.0.1" }
    let port = parts.count > 1 ? Int(parts[1]) ?? 5_038 : 5_038
    return "\(host):\(port)"
  }

  private static func isLoopback(_ address: String) -> Bool {
    let host = address.prefix { $0 != ":" }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}

extension Item {
  /// Whether a connection is encrypted, or the file of the authorities by which it is.
  fileprivate func tls() -> ServerSettings.TLS? {
    guard let text = text(example: "yes") else { return nil }
    switch text.lowercased() {
    case "yes", "true", "on": return .verified
    case "no", "false", "off": return .off
    default:
      let example = "/etc/asterisk/switchboard/authority.crt"
      guard text.contains("/") else {
        report(.unexpected(found: "\"\(text)\"", example: "yes, or \(example)"))
        return nil
      }
      return filePath(example: example).map { .verifiedBy($0) }
    }
  }
}
