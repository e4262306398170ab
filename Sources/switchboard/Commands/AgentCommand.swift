import ArgumentParser
import Configuration
import Foundation
import Records

/// Changes who takes calls.
struct AgentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Add, import, remove and list agents; set PINs; sign in and out, pause.",
    discussion: """
      What is changed is agents.yaml, in place: comments and order stay. It holds when it is \
      applied, by --apply or by switchboard apply.
      """,
    subcommands: [
      Add.self, Import.self, Remove.self, List.self, PIN.self, Password.self, Login.self,
      Logout.self, Pause.self, Unpause.self,
    ]
  )
}

/// Where the YAML is, and whether to apply it.
struct AgentOptions: ParsableArguments {
  @Option(help: "The directory of the YAML files.")
  var directory = "."

  @Flag(name: .customLong("apply"), help: "Apply the directory afterwards.")
  var isApplied = false

  @Flag(name: .customLong("no-reload"), help: "Do not tell Asterisk to read its files again.")
  var keepsQuiet = false

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  var path: String { directory + "/agents.yaml" }

  /// Changes `agents.yaml`, when what comes of it has no mistakes; applies it when that is wished.
  func change(
    in world: World,
    _ change: (inout AgentsFile) throws -> Void
  ) throws -> (check: CheckReport?, applied: ApplyReport?) {
    // What keeps it from being applied is told before the file is changed.
    if isApplied { _ = try store.openOrCreate(in: world) }
    if let wrong = try AgentsText.alone(with: path, { try write(in: world, change) }) {
      return (wrong, nil)
    }
    guard isApplied else { return (nil, nil) }
    return (nil, try applied.answer(in: world))
  }

  /// - Returns: The mistakes for which the file was left as it was.
  private func write(
    in world: World,
    _ change: (inout AgentsFile) throws -> Void
  ) throws -> CheckReport? {
    let before = try AgentsText.read(path)
    var file = AgentsFile(before ?? "")
    try change(&file)
    try AgentsText.write(file.text, to: path)
    let checked = Checked(directory: directory)
    let isWrong = checked.findings.contains {
      !$0.mistake.isWarning && (isApplied || $0.file == "agents.yaml")
    }
    guard !isWrong else {
      // Nobody is left with a file that is wrong since they added somebody.
      if let before {
        try AgentsText.write(before, to: path)
      } else {
        try? FileManager.default.removeItem(atPath: path)
      }
      return CheckReport(checked, in: world)
    }
    return nil
  }

  /// Refuses where phones get no passwords, before anything is changed.
  func checkPhones() throws {
    let checked = Checked(directory: directory, checksSounds: false)
    // What is wrong there is told with all mistakes.
    guard checked.isGood, checked.configuration.settings.asteriskFiles == nil else { return }
    throw Phrases.noPasswords(directory)
  }

  private var applied: Apply {
    var apply = Apply()
    apply.directory = directory
    apply.keepsQuiet = keepsQuiet
    apply.store = store
    apply.form = form
    return apply
  }
}

extension AgentCommand {
  struct Add: Command {
    static let configuration = CommandConfiguration(
      abstract: "Add an agent.",
      discussion: """
        switchboard agent add 1050 --name 王芳 --team sales --queues sales,support \
        --skill english=3 --apply
        """
    )

    @Argument(help: "The agent's number, which is the phone's too.")
    var number: String

    @Option(help: "The name that colleagues see.")
    var name: String

    @Option(help: "The team.")
    var team: String?

    @Option(help: "The queues, with commas between.")
    var queues = ""

    @Option(name: .customLong("skill"), help: "A skill and its level, 1 to 10: english=3.")
    var skills: [String] = []

    @Option(name: .customLong("role"), help: "agent, supervisor or administrator.")
    var roles: [String] = []

    @Flag(name: .customLong("pin-stdin"), help: "Read the PIN from standard input.")
    var hasPIN = false

    @Flag(
      name: .customLong("show-password"),
      help: "Show the password for the phone, after --apply made it."
    )
    var showsPassword = false

    @OptionGroup var options: AgentOptions

    var form: Form { options.form }

    func validate() throws {
      if showsPassword, !options.isApplied {
        throw ValidationError("--show-password needs --apply, which makes the password")
      }
    }

    func answer(in world: World) throws -> AgentChange {
      if showsPassword { try options.checkPhones() }
      var agent = AgentSettings(number: number, name: name, team: team)
      agent.queues = queues.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      agent.skills = try skills.map { text in
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        guard parts.count == 2, let level = Int(parts[1]) else { throw Phrases.noSkill(text) }
        return Skill(String(parts[0]), level)
      }
      agent.roles = try roles.map { text in
        guard let role = AgentSettings.Role(rawValue: text) else { throw Phrases.noRole(text) }
        return role
      }
      if let trouble = AgentCheck.trouble(with: agent) {
        throw Failure(what: trouble.what, fix: trouble.fix)
      }
      if hasPIN { agent.pin = try PINInput.hash(for: number, asks: false, in: world) }
      let (check, applied) = try options.change(in: world) { file in
        try AgentsText.change(&file, agent, of: options.path) { file in try file.add(agent) }
      }
      var change = AgentChange(number: number, change: .added, check: check, applied: applied)
      if showsPassword, applied?.isGood == true {
        change.password = try AgentCommand.password(of: number, options.store, in: world)
      }
      return change
    }
  }

  struct Remove: Command {
    static let configuration = CommandConfiguration(
      abstract: "Take an agent out.",
      discussion: "The phone's password is kept, for the day the agent comes back."
    )

    @Argument(help: "The agent's number.")
    var number: String

    @OptionGroup var options: AgentOptions

    var form: Form { options.form }

    func answer(in world: World) throws -> AgentChange {
      let (check, applied) = try options.change(in: world) { file in
        try AgentsText.change(&file, number, of: options.path) { file in try file.remove(number) }
      }
      return AgentChange(number: number, change: .removed, check: check, applied: applied)
    }
  }

  struct List: Command {
    static let configuration = CommandConfiguration(abstract: "List the agents that are live.")

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> AgentList {
      let agents = try store.open(in: world).revision().centre().agents
      return AgentList(agents: agents.map(AgentList.Entry.init))
    }
  }

  struct PIN: Command {
    static let configuration = CommandConfiguration(
      commandName: "pin",
      abstract: "Set an agent's PIN, or make the hash of one.",
      discussion: """
        The PIN is asked for, or read from standard input with --pin-stdin. agents.yaml keeps its \
        hash alone. Without a number the hash is shown, for operators in switchboard.yaml.
        """
    )

    @Argument(help: "The agent's number.")
    var number: String?

    @Flag(name: .customLong("pin-stdin"), help: "Read the PIN from standard input, without asking.")
    var isPiped = false

    @OptionGroup var options: AgentOptions

    var form: Form { options.form }

    func answer(in world: World) throws -> AgentChange {
      guard let number else {
        let hash = try PINInput.hash(for: nil, asks: !isPiped, in: world)
        return AgentChange(number: "", change: .hashed, hash: hash)
      }
      let known = try AgentsText.read(options.path).map { AgentsFile($0).has(number) } ?? false
      guard known else { throw Phrases.noAgent(number, options.path) }
      let hash = try PINInput.hash(for: number, asks: !isPiped, in: world)
      let (check, applied) = try options.change(in: world) { file in
        try AgentsText.change(&file, number, of: options.path, "  pin: \"\(hash)\"\n") { file in
          try file.setPIN(hash, of: number)
        }
      }
      return AgentChange(number: number, change: .pinSet, check: check, applied: applied)
    }
  }

  struct Password: Command {
    static let configuration = CommandConfiguration(
      abstract: "Show the password by which an agent's phone registers.",
      discussion: """
        It was made by apply, and is in pjsip-secrets.conf beside the generated files; who may not \
        read that file is not shown it.
        """
    )

    @Argument(help: "The agent's number.")
    var number: String

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> AgentPassword {
      let password = try AgentCommand.password(of: number, store, in: world)
      return AgentPassword(number: number, password: password)
    }
  }

  fileprivate static func password(
    of number: String,
    _ store: StoreOption,
    in world: World
  ) throws -> String {
    let settings = try store.open(in: world).revision().settings()
    guard let path = settings.asteriskFiles,
      let password = try PhonePasswords(folder: GeneratedFolder(path: path)).password(of: number)
    else { throw Phrases.noPassword(number) }
    return password
  }
}
