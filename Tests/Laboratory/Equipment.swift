/// What a laboratory is furnished with.
public struct Equipment: Sendable {
  /// Files laid over Asterisk's own, by name: `extensions.conf`, `queues.conf`, ...
  ///
  /// A text is added to what the laboratory lays over itself.
  public var files: [String: String]
  /// Values for `@NAME@` in those files; `SWB_...` is a dialplan global as well.
  public var values: [String: String]
  /// AGI programs: the name in the agi folder and the file that it stands for.
  public var programs: [String: String]
  /// AGI programs written in the test: name and text.
  public var scripts: [String: String]
  /// The agents that may register, by number.
  public var agents: [String]
  /// The dialplan context that calls from the trunk reach.
  public var trunkContext: String

  public init(
    files: [String: String] = [:],
    values: [String: String] = [:],
    programs: [String: String] = [:],
    scripts: [String: String] = [:],
    agents: [String] = (1_001...1_020).map(String.init),
    trunkContext: String = "laboratory"
  ) {
    self.files = files
    self.values = values
    self.programs = programs
    self.scripts = scripts
    self.agents = agents
    self.trunkContext = trunkContext
  }

  /// The release binaries of these names, linked into the agi folder.
  public static func releasePrograms(_ names: [String]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, "\(Project.programs)/\($0)") })
  }
}

extension Equipment {
  /// The address of the trunk's callers; the agents' phones have 127.0.0.1.
  static let trunkHost = "127.0.0.2"
  static let password = "laboratory"

  /// Every file to lay over, complete.
  var allFiles: [String: String] {
    files.merging(["pjsip.conf": endpoints, "extensions.conf": extensions]) { "\($1)\n\($0)" }
  }

  private var endpoints: String {
    let trunk = """
      [laboratory-endpoint](!)
      type = endpoint
      transport = transport-udp
      disallow = all
      allow = ulaw
      direct_media = no
      dtmf_mode = rfc4733
      send_pai = yes
      trust_id_inbound = yes

      [laboratory-trunk](laboratory-endpoint)
      context = \(trunkContext)
      aors = laboratory-trunk

      [laboratory-trunk]
      type = aor

      [laboratory-trunk]
      type = identify
      endpoint = laboratory-trunk
      match = \(Self.trunkHost)

      """
    return trunk
      + agents.map { agent in
        """

        [\(agent)](laboratory-endpoint)
        context = laboratory
        auth = \(agent)
        aors = \(agent)
        callerid = Agent \(agent) <\(agent)>

        [\(agent)]
        type = auth
        auth_type = userpass
        username = \(agent)
        password = \(Self.password)

        [\(agent)]
        type = aor
        max_contacts = 1
        remove_existing = yes

        """
      }.joined()
  }

  private var extensions: String {
    """
    [laboratory]
    include => laboratory-agents

    [laboratory-agents]
    exten => _10XX,1,Dial(PJSIP/${EXTEN},60)
     same => n,Hangup()

    """
  }
}
