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

  @OptionGroup var form: Form

  func answer(in world: World) -> CheckReport {
    CheckReport(Checked(directory: directory, sounds: sounds), in: world)
  }
}

/// What a check found.
struct CheckReport: Report {
  var mistakes: [Mistake]
  var rules: Int
  var flows: Int
  var surveys: Int

  struct Mistake: Encodable {
    var file: String
    var line: Int
    var what: String
    var fix: String
  }

  init(_ checked: Checked, in world: World) {
    mistakes = checked.findings.map { finding in
      Mistake(
        file: finding.file,
        line: finding.line,
        what: finding.mistake.what.in(world.language),
        fix: finding.mistake.fix.in(world.language)
      )
    }
    rules = checked.configuration.rules.count
    flows = checked.configuration.flows.count
    surveys = checked.configuration.surveys.count
  }

  var isGood: Bool { mistakes.isEmpty }

  func text(in world: World) -> String {
    guard !mistakes.isEmpty else {
      return world.text(Phrases.checked(flows: flows, surveys: surveys, rules: rules))
    }
    let lines = mistakes.map { mistake in
      let place = "\(mistake.file):\(mistake.line)"
      return "\(place.printable): \(mistake.what.printable)\n    \(mistake.fix.printable)"
    }
    return (lines + [world.text(Phrases.mistakes(mistakes.count))]).joined(separator: "\n")
  }
}
