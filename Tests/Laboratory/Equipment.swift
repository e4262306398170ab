import Foundation

/// What a laboratory is furnished with, beside the files that ship.
public struct Equipment: Sendable {
  /// The agents whose phones may register, by number.
  public var agents: [String]
  /// Queues and their members, who are agents.
  public var queues: [String: [String]]
  /// How queues ring that do not ring in turn (`rrmemory`).
  public var strategies: [String: String]
  /// Files laid over Asterisk's own, by name: `extensions.conf`, `queues.conf`, ...
  ///
  /// Extensions of the context `laboratory` are what callers reach first; all other numbers go to
  /// the dialplan that ships.
  public var files: [String: String]
  /// Values for `@NAME@` in those files; `SWB_...` is a dialplan global as well.
  public var values: [String: String]
  /// AGI programs: the name in the agi folder and the file that it stands for.
  public var programs: [String: String]
  /// AGI programs written in the test: name and text.
  public var scripts: [String: String]

  public init(
    agents: [String] = (1_001...1_020).map(String.init),
    queues: [String: [String]] = [:],
    strategies: [String: String] = [:],
    files: [String: String] = [:],
    values: [String: String] = [:],
    programs: [String: String] = [:],
    scripts: [String: String] = [:]
  ) {
    self.agents = agents
    self.queues = queues
    self.strategies = strategies
    self.files = files
    self.values = values
    self.programs = programs
    self.scripts = scripts
  }

  /// The release binaries of all AGI programs, linked into the agi folder.
  public static var releasePrograms: [String: String] {
    get throws {
      let folder = Project.programs
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.hasPrefix("agi-") && !$0.contains(".") }
      return Dictionary(uniqueKeysWithValues: names.map { ($0, "\(folder)/\($0)") })
    }
  }
}

extension Equipment {
  /// The endpoint of the outside world.
  static let trunk = "laboratory-trunk"
  /// The address of the outside world; the agents' phones have 127.0.0.1.
  static let trunkHost = "127.0.0.2"
  public static let password = "laboratory"

  /// Every file to lay over, complete.
  var allFiles: [String: String] {
    let own = [
      "pjsip.conf": trunkEndpoint + agents.map(phoneEndpoint).joined(),
      "extensions.conf": extensions,
      "queues.conf": queues.map(queue).joined(),
    ]
    return own.merging(files) { "\($0)\n\($1)" }
  }

  /// The trunk is known by its address, whatever number a caller shows.
  private var trunkEndpoint: String {
    """
    [global](+)
    endpoint_identifier_order = ip,username

    [\(Self.trunk)](switchboard-trunk)
    context = laboratory
    aors = \(Self.trunk)
    [\(Self.trunk)](switchboard-trunk-aor)
    max_contacts = 1
    remove_existing = yes
    [\(Self.trunk)](switchboard-trunk-identify)
    endpoint = \(Self.trunk)
    match = \(Self.trunkHost)

    """
  }

  private func phoneEndpoint(_ agent: String) -> String {
    """

    [\(agent)](switchboard-phone)
    auth = \(agent)
    aors = \(agent)
    callerid = "Agent \(agent)" <\(agent)>
    [\(agent)](switchboard-phone-auth)
    username = \(agent)
    password = \(Self.password)
    [\(agent)](switchboard-phone-aor)

    """
  }

  private var extensions: String {
    """
    [laboratory]
    include => switchboard-inbound

    """
  }

  private func queue(_ name: String, members: [String]) -> String {
    "\n[\(name)](switchboard-\(strategies[name] ?? "rrmemory"))\n"
      + members.map { "member => Local/\($0)@switchboard-agents/n,0,\($0),PJSIP/\($0)\n" }.joined()
  }
}
