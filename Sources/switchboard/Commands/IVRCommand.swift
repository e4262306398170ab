import ArgumentParser
import Configuration
import Foundation
import Records

/// Flows: walked in the terminal, drawn, and counted.
struct IVRCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ivr",
    abstract: "Try a flow in the terminal, draw it, or count the ways that callers took.",
    subcommands: [IVRTry.self, IVRGraph.self, IVRPaths.self]
  )
}

/// Walks through a flow in the terminal.
struct IVRTry: Command {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Walk through a flow: type what a caller presses, see what would be played.",
    discussion: """
      It is agi-ivr itself that runs, on a store that is thrown away. Type one key or several; an \
      empty line presses nothing, "h" hangs up. With --keys nobody is asked: 1,-,h presses 1, then \
      nothing, then hangs up; after the last of them nothing is pressed.
      """
  )

  @Argument(help: "The flow.")
  var flow: String

  @Argument(help: "The directory of YAML files.")
  var directory = "."

  @Option(help: "A published revision in place of the files, with a copy of the store.")
  var revision: Int?

  @Option(parsing: .unconditional, help: "What the caller does, with commas between.")
  var keys: String?

  @Option(help: "The caller's language (otherwise the centre's first).")
  var language: String?

  @Option(help: "The caller's number.")
  var caller = "13800138000"

  @Option(help: "The number that was dialled.")
  var dialled = "4008001234"

  @Option(help: "Asterisk's sounds (otherwise those of switchboard.yaml).")
  var sounds: String?

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> TrialReport {
    let script = try keys.map { try Trial.actions($0) }
    let scratch = try ScratchFolder.make("try")
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let copy = try StoreOption.scratch(scratch, in: world)
    let facts: Trial.Facts
    if let revision {
      facts = try copyStore(to: copy, revision, in: world)
    } else {
      facts = try publish(to: copy, in: world)
    }
    let trial = Trial(store: copy, facts: facts, script: script, in: world, isQuiet: form.json)
    return try trial.run(flow, caller: caller, dialled: dialled)
  }

  /// What the files say, in a store of its own.
  private func publish(to copy: StoreOption, in world: World) throws -> Trial.Facts {
    let checked = Checked(directory: directory, checksSounds: false)
    guard checked.isGood else {
      let mistakes = checked.findings.count { !$0.mistake.isWarning }
      throw Phrases.untriable(mistakes, directory)
    }
    let configuration = checked.configuration
    guard configuration.flows.contains(where: { $0.name == flow }) else {
      throw Phrases.noFlow(flow, known: configuration.flows.map(\.name))
    }
    try copy.migrate(in: world)
    _ = try copy.open(in: world).publish(configuration, author: world.user, at: world.now())
    let settings = checked.promptSettings
    return Trial.Facts(
      revision: nil,
      language: language ?? settings.languages.first ?? "en",
      texts: configuration.texts,
      sounds: (sounds ?? settings.sounds).flatMap { SoundFolder($0) },
      command: settings.command
    )
  }

  /// What was published, beside the directory and all else that a call asks.
  private func copyStore(
    to copy: StoreOption,
    _ number: Int,
    in world: World
  ) throws -> Trial.Facts {
    let original = try store.open(in: world)
    guard try original.hasRevision(number) else {
      // Where none was ever published, that is told.
      _ = try original.revision()
      throw Phrases.noRevision(number)
    }
    let revision = try original.revision(begunWith: number)
    do {
      _ = try revision.start(ofFlow: flow)
    } catch {
      throw Phrases.noPublishedFlow(flow, number)
    }
    let location = try copy.location(in: world)
    try FileManager.default.createDirectory(
      atPath: location.folder,
      withIntermediateDirectories: true
    )
    try original.backUp(to: location.file)
    let settings = try revision.settings()
    return Trial.Facts(
      revision: number,
      language: language ?? settings.languages.first ?? "en",
      texts: try revision.texts(),
      sounds: (sounds ?? settings.sounds).flatMap { SoundFolder($0) },
      command: PromptCommand(settings.promptCommand)
    )
  }
}

/// Draws a flow.
struct IVRGraph: Command {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draw a flow: its nodes, and the keys that lead from one to the next."
  )

  @Argument(help: "The flow.")
  var flow: String

  @Argument(help: "The directory of YAML files.")
  var directory = "."

  @Option(help: "mermaid, dot or svg.")
  var format = FlowDrawing.Format.mermaid

  @OptionGroup var form: Form

  func answer(in world: World) throws -> FlowDrawing {
    let checked = Checked(directory: directory, checksSounds: false)
    let mistakes = checked.findings.count { !$0.mistake.isWarning }
    if mistakes > 0 { world.say(Phrases.mistakesBeside(mistakes, directory)) }
    let flows = checked.configuration.flows
    guard let found = flows.first(where: { $0.name == flow }) else {
      throw Phrases.noFlow(flow, known: flows.map(\.name))
    }
    let texts = PromptWords(checked.configuration.texts)
    let language = checked.promptSettings.languages.first
    return FlowDrawing(FlowGraph(found, texts, language: language), format)
  }
}
