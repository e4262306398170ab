public import Records

/// A directory of YAML files, read and checked.
public struct Checked: Sendable {
  /// Every mistake, by file and line.
  public let findings: [Finding]

  /// What the files say.
  ///
  /// Publish it only when it ``isGood``.
  public let configuration: PublishedConfiguration

  /// Whether it may be published: what was found, if anything, are warnings.
  public var isGood: Bool { findings.allSatisfy(\.mistake.isWarning) }

  /// The prompts that the files name.
  public let prompts: PromptList

  /// What the files say of prompts.
  public let promptSettings: PromptSettings

  /// Reads and checks all files of a directory.
  ///
  /// - Parameters:
  ///   - directory: The directory.
  ///   - sounds: Asterisk's sounds, in place of those that the files name.
  ///   - checksSounds: Whether prompts without a sound file are reported.
  ///   - hasRegion: Whether the directory of numbers has a region of a name; `nil` when nobody knows.
  public init(
    directory: String,
    sounds: String? = nil,
    checksSounds: Bool = true,
    hasRegion: ((String) -> Bool)? = nil
  ) {
    let findings = Findings()
    let sources = Sources(directory, findings)
    let check = CrossCheck(sources, findings, hasRegion: hasRegion)
    check.run()
    var settings = sources.promptSettings
    if let sounds { settings.sounds = sounds }
    promptSettings = settings
    prompts = PromptList(
      uses: findings.prompts.all,
      texts: findings.prompts.texts(in: settings.languages.first)
    )
    if checksSounds {
      SoundCheck(prompts: prompts, settings: settings, findings: findings).run()
    }
    var configuration = sources.configuration(forwards: check.forwards)
    configuration.texts = prompts.texts
    self.configuration = configuration
    // A list of mistakes is read from the top of a file to its end.
    self.findings = findings.all.enumerated().sorted { left, right in
      (left.element.file, left.element.line, left.offset)
        < (right.element.file, right.element.line, right.offset)
    }.map(\.element)
  }
}

/// All that the files say, as far as it can be read.
struct Sources {
  var calendar = CalendarReader()
  var routing: RoutingReader?
  var queues: QueuesReader?
  var agents: AgentsReader?
  var trunks: TrunksReader?
  var settings: SettingsReader?
  var flows: [FlowReader] = []
  var surveys: [SurveyReader] = []
  /// What has a file, even one that cannot be read: whoever names it is not wrong too.
  var flowNames: [String] = []
  var surveyNames: [String] = []

  init(_ directory: String, _ findings: Findings) {
    guard let top = Folder("", in: directory, findings) else { return }
    top.allow([
      "switchboard.yaml", "routing.yaml", "calendar.yaml", "queues.yaml", "agents.yaml",
      "trunks.yaml", "ivr", "surveys",
    ])
    func document(_ file: String) -> Document? {
      top.has(file) ? Document(file, in: directory, findings) : nil
    }
    settings = document("switchboard.yaml").map { SettingsReader($0.root) }
    findings.plan = settings?.plan ?? .china
    queues = document("queues.yaml").map { QueuesReader($0.root) }
    agents = document("agents.yaml").map { AgentsReader($0.root) }
    trunks = document("trunks.yaml").map { TrunksReader($0.root) }
    calendar =
      document("calendar.yaml").map { CalendarReader($0.root, zone: settings?.settings.zone) }
      ?? CalendarReader(zone: settings?.settings.zone)
    if top.has("routing.yaml") {
      routing = Document("routing.yaml", in: directory, findings)
        .map { RoutingReader($0.root, calendar) }
    } else {
      findings.report(.noRouting, in: "routing.yaml", line: 1)
    }
    func named(_ folder: String) -> [(name: String, file: String)] {
      guard top.has(folder) else { return [] }
      return Folder(folder, in: directory, findings)?.yamlFiles() ?? []
    }
    for (name, file) in named("ivr") {
      flowNames.append(name)
      guard Name.isWord(name) else {
        findings.report(.badName(name), in: file, line: 1)
        continue
      }
      let document = Document(file, in: directory, findings)
      if let flow = document.flatMap({ FlowReader(name: name, $0.root) }) { flows.append(flow) }
    }
    for (name, file) in named("surveys") {
      surveyNames.append(name)
      guard Name.isWord(name) else {
        findings.report(.badName(name), in: file, line: 1)
        continue
      }
      let document = Document(file, in: directory, findings)
      if let survey = document.flatMap({ SurveyReader(name: name, $0.root) }) {
        surveys.append(survey)
      }
    }
  }

  /// What is published; `forwards` are the numbers outside that any file names.
  func configuration(forwards: [String]) -> PublishedConfiguration {
    var configuration = PublishedConfiguration()
    configuration.rules = routing?.rules ?? []
    configuration.lists = routing?.lists ?? [:]
    configuration.hours = calendar.hours
    configuration.days = calendar.days
    configuration.zone = calendar.zone
    configuration.queues = queues?.queues ?? []
    configuration.flows = flows.map(\.flow)
    configuration.surveys = surveys.map(\.survey)
    configuration.ringing = queues?.ringing ?? []
    configuration.agents = agents?.agents ?? []
    configuration.trunks = trunks?.trunks ?? []
    configuration.settings = settings?.settings ?? Settings()
    configuration.numbers = settings?.plan ?? .china
    configuration.servers = settings?.servers ?? []
    configuration.roles = settings?.roles ?? []
    configuration.forwards = forwards
    return configuration
  }
}
