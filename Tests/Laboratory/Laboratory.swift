import Glibc
public import Phone

/// A private Asterisk with callers and agents, for integration tests and the demonstration.
///
/// It starts in a third of a second and ends with the process. Start one and share it: tests run
/// in it side by side, each with numbers of its own.
public final class Laboratory: Sendable {
  public let version: AsteriskVersion
  /// What Asterisk says of itself: 16.28.0.
  public let fullVersion: String
  /// Where Asterisk listens.
  public let sip: Endpoint
  public let ami: Endpoint
  /// Where the dialplan calls a FastAGI server.
  public let fastAGI: Endpoint
  public var processID: Int32 { process.read { $0 } }
  /// The instance's folder, and those of its agi programs, sounds, configuration, spool and logs.
  public let directory: String
  public let agi: String
  public let soundFolder: String
  public let etc: String
  public let spool: String
  public let log: String
  /// A folder for the store; Asterisk has it as `SWITCHBOARD_STORE`.
  public let store: String
  /// Every prompt that this Asterisk can play.
  public let sounds: PromptIndex

  private let name: String
  private let equipment: Equipment
  private let process: Watched<Int32>

  /// Starts Asterisk and waits until it is ready.
  ///
  /// - Parameters:
  ///   - equipment: What it is furnished with.
  ///   - version: By default what `SWITCHBOARD_ASTERISK` says, else 22.
  ///   - name: Several laboratories of one process have different names.
  /// - Throws: `LaboratoryError`, which says what to do.
  public init(
    _ equipment: Equipment = Equipment(),
    version: AsteriskVersion? = nil,
    name: String = "lab"
  ) throws {
    _ = Watchdog.runs
    let version = try version ?? .chosen()
    let name = "\(name)-\(getpid())"
    let scratch = try Scratch()
    store = try scratch.makeFolder("store")
    let overlay = try scratch.makeFolder("with")
    for (file, text) in equipment.allFiles { try Scratch.write(text, to: "\(overlay)/\(file)") }
    let settings = equipment.values.flatMap { ["--set", "\($0.key)=\($0.value)"] }

    let facts = try Keeper(
      version: version,
      name: name,
      folder: scratch.folder,
      options: ["--with", overlay] + settings,
      environment: ["SWITCHBOARD_STORE": store]
    ).facts
    self.version = version
    self.name = name
    self.equipment = equipment
    fullVersion = facts["version"] ?? "unknown"
    sip = try Self.endpoint("sip", in: facts)
    ami = try Self.endpoint("ami", in: facts)
    fastAGI = try Self.endpoint("fastagi", in: facts)
    process = Watched(facts["pid"].flatMap { Int32($0) } ?? 0)
    directory = facts["directory"] ?? ""
    agi = facts["agi"] ?? ""
    soundFolder = facts["sounds"] ?? ""
    etc = facts["etc"] ?? ""
    spool = facts["spool"] ?? ""
    log = facts["log"] ?? ""
    sounds = try PromptIndex(folders: ["": soundFolder, "music/": "\(directory)/data/moh"])
    Leftovers.remove(beside: directory)
    let note = "laboratory: Asterisk \(fullVersion) in \(directory)\n"
    _ = write(STDERR_FILENO, note, note.utf8.count)
    for (name, path) in equipment.programs { try install(path, as: name) }
    for (name, text) in equipment.scripts { try install(script: text, as: name) }
  }

  /// Stops every laboratory of this process and waits for it, which the process's end does too.
  public static func stopAll() {
    Keeper.stopAll()
  }

  private static func endpoint(_ name: String, in facts: [String: String]) throws -> Endpoint {
    guard let endpoint = facts[name].flatMap({ Endpoint($0) }) else {
      throw LaboratoryError("scripts/asterisk start did not say its \(name) address")
    }
    return endpoint
  }
}

// MARK: - Asterisk

extension Laboratory {
  /// Runs a command on Asterisk's console; what it printed.
  @discardableResult
  public func console(_ command: String) throws -> String {
    let outcome = try Command.run(
      [Project.asteriskScript, "cli", version.rawValue, "--name", name, command])
    guard outcome.status == 0 else {
      throw LaboratoryError("the console command \"\(command)\" failed: \(outcome.output)")
    }
    return outcome.output
  }

  /// Waits until a console command prints what `isIt` recognises.
  @discardableResult
  public func console(
    _ command: String,
    untilIt isIt: (String) -> Bool,
    within limit: Duration
  ) throws -> String {
    let deadline = Moment.now + limit
    while true {
      let output = try console(command)
      if isIt(output) { return output }
      guard Moment.now < deadline else {
        throw LaboratoryError("\"\(command)\" did not change within \(limit): \(output)")
      }
    }
  }

  /// Kills Asterisk in the middle of whatever it does, and starts it again.
  ///
  /// Its calls are gone, and so are the registrations of phones.
  public func restart() throws {
    let outcome = try Command.run(
      [Project.asteriskScript, "restart", version.rawValue, "--name", name],
      environment: ["SWITCHBOARD_STORE": store]
    )
    let fact = outcome.output.split(separator: "\n").last { $0.hasPrefix("pid=") }
    guard outcome.status == 0, let number = fact.flatMap({ Int32($0.dropFirst(4)) }) else {
      throw LaboratoryError("Asterisk did not start again: \(outcome.output)")
    }
    process.change { $0 = number }
  }

  /// Puts a program into the agi folder, by link.
  public func install(_ path: String, as name: String) throws {
    try Scratch.link(path, as: "\(agi)/\(name)")
  }

  /// Puts a script into the agi folder.
  public func install(script text: String, as name: String) throws {
    // What is there may be a link to a program, which must not be written to.
    unlink("\(agi)/\(name)")
    try Scratch.write(text, to: "\(agi)/\(name)", mode: 0o755)
  }
}

// MARK: - Scenes

extension Laboratory {
  /// How many scenes play at the same time; the others wait for their turn.
  private static let stage = Gate(width: 8)

  /// Plays a scene of calls on a thread of its own.
  ///
  /// Phones block the thread that waits for them; a scene keeps them off Swift's shared pool.
  ///
  /// One that loads the machine so much that others would hear gaps is played `alone`.
  public func scene<Result: Sendable>(
    alone isAlone: Bool = false,
    _ body: @escaping @Sendable (Laboratory) throws -> Result
  ) async throws -> Result {
    try await onOwnThread {
      if isAlone { return try Self.stage.passAlone { try body(self) } }
      return try Self.stage.pass { try body(self) }
    }
  }
}

// MARK: - Phones

extension Laboratory {
  /// A phone in the world outside: its calls come in over the trunk, from any number it likes.
  ///
  /// By default it knows the prompts of when Asterisk started.
  public func callerPhone(
    knowing sounds: PromptIndex? = nil,
    voice: Voice = Voice()
  ) throws -> Phone {
    try Phone(
      server: sip,
      host: Equipment.trunkHost,
      sounds: sounds ?? self.sounds,
      voice: voice
    )
  }

  /// The phone of everybody outside whom Asterisk calls over the trunk `laboratory-trunk`.
  ///
  /// There is one at a time: the last one made.
  public func outsidePhone(manner: Manner = .rings, voice: Voice = Voice()) throws -> Phone {
    try registered(
      Equipment.trunk,
      password: "",
      host: Equipment.trunkHost,
      voice: voice,
      manner: manner
    )
  }

  /// The registered phone of an agent, whose endpoint is in the equipment.
  ///
  /// It is ready when the agent's queues count on it.
  public func agentPhone(
    _ number: String,
    manner: Manner = .rings,
    voice: Voice = Voice()
  ) throws -> Phone {
    let phone = try registered(
      number,
      password: Equipment.password,
      host: "127.0.0.1",
      voice: voice,
      manner: manner
    )
    try waitUntilReady(number)
    return phone
  }

  /// Waits until the agent's queues count on the phone, which has registered.
  public func waitUntilReady(_ number: String) throws {
    for (queue, members) in equipment.queues where members.contains(number) {
      // Asterisk takes a new registration over into its queues in the background.
      try console("queue show \(queue)", untilIt: { isReady(number, in: $0) }, within: .seconds(10))
    }
  }

  private func isReady(_ agent: String, in queue: String) -> Bool {
    queue.split(separator: "\n").contains {
      $0.contains("Local/\(agent)@") && !$0.contains("(Unavailable)") && !$0.contains("(Invalid)")
    }
  }

  private func registered(
    _ user: String,
    password: String,
    host: String,
    voice: Voice,
    manner: Manner
  ) throws -> Phone {
    let credentials = Credentials(user: user, password: password)
    let phone = try Phone(
      server: sip,
      host: host,
      sounds: sounds,
      credentials: credentials,
      voice: voice,
      manner: manner
    )
    try phone.register()
    return phone
  }
}
