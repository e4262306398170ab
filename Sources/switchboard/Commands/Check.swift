import ArgumentParser
import Configuration
import Records

/// Tells every mistake of a configuration.
struct Check: Command {
  static let configuration = CommandConfiguration(
    abstract: "Check a directory of YAML files: every mistake at once, with what to write instead."
  )

  @Argument(help: "The directory.")
  var directory = "."

  @Option(help: "Asterisk's sounds (otherwise those of switchboard.yaml).")
  var sounds: String?

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) -> CheckReport {
    let hasRegion = store.hasRegion(in: world)
    let checked = Checked(directory: directory, sounds: sounds, hasRegion: hasRegion)
    var report = CheckReport(checked, in: world)
    if checked.promptSettings.sounds == nil, !checked.prompts.uses.isEmpty {
      report.note = world.text(Phrases.soundsUnnamed)
    }
    return report
  }
}

extension StoreOption {
  /// Whether the store's directory has a region of a name; `nil` where there is no store to ask.
  func hasRegion(in world: World) -> ((String) -> Bool)? {
    guard let opened = try? open(in: world) else { return nil }
    // What cannot be read is not told as missing.
    return { name in (try? opened.hasRegion(named: name)) ?? true }
  }
}

/// What a check found.
struct CheckReport: Report {
  var mistakes: [Mistake]
  /// What was not looked at.
  var note: String?
  var rules: Int
  var flows: Int
  var surveys: Int

  struct Mistake: Encodable {
    var file: String
    var line: Int
    var what: String
    var fix: String
    /// Whether calls get on all the same.
    var isWarning: Bool
  }

  init(_ checked: Checked, in world: World) {
    mistakes = checked.findings.map { finding in
      Mistake(
        file: finding.file,
        line: finding.line,
        what: finding.mistake.what.in(world.language),
        fix: finding.mistake.fix.in(world.language),
        isWarning: finding.mistake.isWarning
      )
    }
    rules = checked.configuration.rules.count
    flows = checked.configuration.flows.count
    surveys = checked.configuration.surveys.count
  }

  var isGood: Bool { mistakes.allSatisfy(\.isWarning) }

  func text(in world: World) -> String {
    let lines = mistakes.map { mistake in
      let place = "\(mistake.file):\(mistake.line)"
      let mark = mistake.isWarning ? world.text(Phrases.warning) + ": " : ""
      return "\(place.printable): \(mark)\(mistake.what.printable)\n    \(mistake.fix.printable)"
    }
    let warnings = mistakes.count { $0.isWarning }
    let wrong = mistakes.count - warnings
    let sum =
      wrong > 0
      ? Phrases.mistakes(wrong) : Phrases.checked(flows: flows, surveys: surveys, rules: rules)
    let said = [world.text(sum)] + (warnings > 0 ? [world.text(Phrases.warnings(warnings))] : [])
    return (lines + [note].compactMap(\.self) + [said.joined(separator: ", ")])
      .joined(separator: "\n")
  }
}
