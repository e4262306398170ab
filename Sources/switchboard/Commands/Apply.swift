import ArgumentParser
import Configuration
import Database
import Records

/// Checks a configuration and publishes it.
struct Apply: Command {
  static let configuration = CommandConfiguration(
    abstract: "Check a directory of YAML files and publish it: new calls live by it at once.",
    discussion: """
      Calls that have begun keep the revision they began with. When switchboard.yaml says \
      "asterisk:", Asterisk's files are made of it too: what changes in them is shown, and Asterisk \
      reads it again. An apply that was cut off is mended by the next one.
      """
  )

  @Argument(help: "The directory.")
  var directory = "."

  @Flag(name: .customLong("no-reload"), help: "Do not tell Asterisk to read its files again.")
  var keepsQuiet = false

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> ApplyReport {
    let checked = Checked(directory: directory, hasRegion: store.hasRegion(in: world))
    var report = ApplyReport(check: CheckReport(checked, in: world))
    guard report.check.isGood else { return report }
    let store = try store.openOrCreate(in: world)
    let files = AsteriskFiles(checked.configuration)
    let former = try store.asteriskFolder()
    // What was written by hand is told before anything is done.
    _ = try files?.changes()
    // Asterisk has a queue before any call is sent there: its files come first, the flip follows.
    let publication: Publication
    do {
      publication = try store.publish(
        checked.configuration,
        author: world.user,
        at: world.now()
      ) { number in
        try store.keepEmergency(in: number, at: world)
        report.asterisk = try files?.write(revision: number, after: former)
      }
    } catch {
      store.restoreAsteriskFiles()
      throw error
    }
    switch publication {
    case .published(let revision): (report.revision, report.isNew) = (revision, true)
    case .unchanged(let revision): report.revision = revision
    }
    report.warnings =
      try report.revision.map { number in
        try store.strayedSwitches(in: number, at: world) + store.leftFiles(in: former, at: world)
      } ?? []
    report.asterisk?.reload(files, keepsQuiet: keepsQuiet, in: world)
    return report
  }
}

extension Store {
  /// Makes Asterisk's files again what the live revision says, after one that did not get there.
  func restoreAsteriskFiles() {
    guard let live = try? revision(), let centre = try? live.centre() else { return }
    _ = try? AsteriskFiles(centre)?.write(revision: live.number)
  }
}

extension AsteriskReport {
  /// Tells Asterisk, and keeps in mind what kept it from being told.
  mutating func reload(_ files: AsteriskFiles?, keepsQuiet: Bool, in world: World) {
    guard let files else { return }
    do {
      if keepsQuiet {
        if try files.isReloadDue() { reloadLeft = world.text(Phrases.reloadLeft) }
      } else {
        reloaded = try files.reload(in: world)
      }
    } catch let failure as Failure {
      trouble = world.text(failure.words)
    } catch {
      trouble = "\(error)"
    }
  }
}

/// What was published.
struct ApplyReport: Report {
  var check: CheckReport
  var revision: Int?
  var isNew = false
  /// What the revision leaves behind: switches that name what it lacks, files that nobody keeps.
  var warnings: [String] = []
  var asterisk: AsteriskReport?

  var isGood: Bool { check.isGood && asterisk?.trouble == nil }

  func text(in world: World) -> String {
    guard let revision else {
      return check.text(in: world) + "\n" + world.text(Phrases.notPublished)
    }
    let words = isNew ? Phrases.published(revision) : Phrases.unchanged(revision)
    let mistakes = check.mistakes.isEmpty ? [] : [check.text(in: world)]
    return (mistakes + warnings + (asterisk?.text(in: world) ?? []) + [world.text(words)])
      .joined(separator: "\n")
  }
}
