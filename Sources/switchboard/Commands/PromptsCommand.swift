import ArgumentParser
import Configuration
import Foundation
import Glibc
import Sheets

/// The sound files: what is missing, and making it.
struct PromptsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompts",
    abstract: "The sound files of all prompts: list them, or make them of their texts.",
    subcommands: [PromptsRender.self, PromptsList.self]
  )
}

/// Which prompts are meant, and where their sound files are.
struct PromptsOptions: ParsableArguments {
  @Argument(help: "The directory of YAML files.")
  var directory = "."

  @Flag(help: "Only what Switchboard comes with; no YAML is read.")
  var shipped = false

  @Option(help: "Asterisk's sounds (otherwise those of switchboard.yaml).")
  var sounds: String?

  @Option(
    name: .customLong("language"),
    help: "A language (otherwise those of switchboard.yaml); may be repeated."
  )
  var languages: [String] = []

  @Option(
    name: .customLong("list"),
    help: "More prompts: a file with language, name and text, tabs between; may be repeated."
  )
  var lists: [String] = []

  /// What the configuration says of prompts, and what prompts it names.
  func read(in world: World) throws -> (settings: PromptSettings, prompts: PromptList?) {
    var settings = PromptSettings()
    var prompts: PromptList?
    if !shipped {
      let checked = Checked(directory: directory, checksSounds: false)
      let mistakes = checked.findings.count { !$0.mistake.isWarning }
      if mistakes > 0 { world.say(Phrases.mistakesBeside(mistakes, directory)) }
      settings = checked.promptSettings
      prompts = checked.prompts
    }
    if let sounds { settings.sounds = sounds }
    if !languages.isEmpty { settings.languages = languages }
    return (settings, prompts)
  }

  func shippedPrompts() throws -> ShippedPrompts {
    var shipped = ShippedPrompts.all
    for list in lists {
      guard let bytes = FileManager.default.contents(atPath: list) else {
        throw Phrases.unreadableList(list)
      }
      let name = (list as NSString).lastPathComponent
      let wrong = shipped.add(bytes, below: "switchboard/", use: name)
      guard wrong.isEmpty else { throw Phrases.badListLines(list, wrong) }
    }
    return shipped
  }
}

/// Makes the sound files of texts.
struct PromptsRender: Command {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Make the sound files of all prompts that are texts; only what changed.",
    discussion: """
      A file that somebody recorded stays, in whatever format: only what this command made itself is \
      ever replaced. The command that speaks is "prompts: {command: ...}" of switchboard.yaml, \
      otherwise espeak-ng; it gets the text on its standard input (or for {text}) and writes a WAV \
      file, {file}, in {language}. sox makes 8 kHz u-law of it.
      """
  )

  @OptionGroup var options: PromptsOptions
  @OptionGroup var form: Form

  func answer(in world: World) throws -> RenderReport {
    let (settings, prompts) = try options.read(in: world)
    guard let path = settings.sounds, !path.isEmpty else { throw Phrases.noSoundsNamed }
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard let sounds = SoundFolder(path), access(path, W_OK) == 0 else {
      throw Phrases.unwritableSounds(path)
    }
    let lock = try lock(path)
    defer { close(lock) }
    let sheet = PromptSheet(
      prompts,
      languages: settings.languages,
      shipped: try options.shippedPrompts(),
      command: settings.command,
      sounds: sounds
    )
    var report = RenderReport(sounds: path)
    for line in sheet.lines where sounds.isInTheWay(line.path, in: line.language) {
      unlink(sounds.file(of: line.path, in: line.language))
      sounds.manifest["\(line.language)/\(line.path)"] = nil
      report.removed.append("\(line.language)/\(line.path)")
    }
    let wanted = sheet.lines.filter {
      $0.text != nil && ($0.state == .missing || $0.state == .stale)
    }
    let renderer = PromptRenderer(
      command: settings.command,
      sounds: sounds,
      searchPath: world.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    )
    do {
      report.failed = try renderer.render(wanted).map { line, why in
        .init(prompt: "\(line.language)/\(line.path)", text: line.text ?? "", why: why)
      }
    } catch {
      throw Phrases.unwritableSounds(path)
    }
    let failed = Set(report.failed.map(\.prompt))
    report.rendered = wanted.map { "\($0.language)/\($0.path)" }.filter { !failed.contains($0) }
    report.recorded = sheet.lines.count { $0.state == .recorded }
    report.unchanged = sheet.lines.count { $0.state == .rendered }
    report.toRecord = sheet.lines.filter { $0.text == nil && $0.state == .missing }
      .map { "\($0.language)/\($0.path)" }
    return report
  }

  /// Two at once would not know each other's files.
  private func lock(_ folder: String) throws -> Int32 {
    let file = open("\(folder)/.switchboard-prompts.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Phrases.unwritableSounds(folder) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw Phrases.isRendering(folder)
    }
    return file
  }
}

/// What was rendered.
struct RenderReport: Report {
  var sounds: String
  var rendered: [String] = []
  var removed: [String] = []
  var failed: [Failed] = []
  var recorded = 0
  var unchanged = 0
  var toRecord: [String] = []

  struct Failed: Encodable {
    var prompt: String
    var text: String
    var why: String
  }

  init(sounds: String) {
    self.sounds = sounds
  }

  var isGood: Bool { failed.isEmpty }

  func text(in world: World) -> String {
    var lines = failed.map { world.text(Phrases.notRendered($0.prompt, $0.text, $0.why)) }
    lines += removed.map { world.text(Phrases.removedRendered($0)) }
    let counts = Phrases.rendered(rendered.count, unchanged: unchanged, recorded: recorded)
    lines.append(world.text(counts))
    if !toRecord.isEmpty { lines.append(world.text(Phrases.toRecord(toRecord.count))) }
    return lines.map(\.printable).joined(separator: "\n")
  }
}

/// Lists all prompts.
struct PromptsList: Command {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List all prompts: language, file, text, where each is used, what file there is."
  )

  @OptionGroup var options: PromptsOptions

  @Flag(help: "Only those that have no sound file, or that of an earlier text.")
  var missing = false

  @Flag(help: "Only those that nobody has recorded: a sheet for the studio.")
  var unrecorded = false

  @Flag(help: "Answer in CSV, for a spreadsheet.")
  var csv = false

  @OptionGroup var form: Form

  func answer(in world: World) throws -> PromptReport {
    let (settings, prompts) = try options.read(in: world)
    let sounds = settings.sounds.flatMap { SoundFolder($0) }
    if let path = settings.sounds, sounds == nil { world.say(Phrases.soundsNotHere(path)) }
    let sheet = PromptSheet(
      prompts,
      languages: settings.languages,
      shipped: try options.shippedPrompts(),
      command: settings.command,
      sounds: sounds
    )
    let lines = sheet.lines.filter { line in
      switch line.state {
      case .recorded: !missing && !unrecorded
      case .rendered: !missing
      case .stale, .missing, .unknown: true
      }
    }
    return PromptReport(prompts: lines.map(PromptReport.Entry.init), isCSV: csv)
  }
}

/// All prompts.
struct PromptReport: Report {
  var prompts: [Entry]
  var isCSV: Bool

  struct Entry: Encodable {
    var language: String
    var file: String
    var text: String?
    var uses: [String]
    var state: SoundFolder.State

    init(_ line: PromptSheet.Line) {
      language = line.language
      file = line.path
      text = line.text
      uses = line.uses
      state = line.state
    }
  }

  private enum CodingKeys: String, CodingKey {
    case prompts
  }

  func text(in world: World) -> String {
    if isCSV { return csv(in: world) }
    guard !prompts.isEmpty else { return world.text(Phrases.noPrompts) }
    let rows = prompts.map { entry in
      [
        entry.language, entry.file, world.text(Phrases.state(entry.state)),
        entry.uses.joined(separator: ", "), entry.text ?? "",
      ]
    }
    return Table(Phrases.promptHead, world.language, rows).text
  }

  /// Text that spreadsheets take as it is: nothing in it is a formula to them.
  private func csv(in world: World) -> String {
    let head = Phrases.promptHead.map { world.text($0) }
    let rows = prompts.map { entry in
      [
        entry.language, entry.file, world.text(Phrases.state(entry.state)),
        entry.uses.joined(separator: " "), entry.text ?? "",
      ]
    }
    // Excel takes UTF-8 for what it is by a mark alone.
    var csv = CSVWriter(marked: true)
    for row in [head] + rows { csv.append(row.map(\.printable)) }
    // Whoever writes it ends the line.
    return String(decoding: csv.bytes.dropLast(2), as: UTF8.self)
  }
}
