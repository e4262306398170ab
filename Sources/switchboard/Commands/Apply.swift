import ArgumentParser
import Configuration
import Records

/// Checks a configuration and publishes it.
struct Apply: Command {
  static let configuration = CommandConfiguration(
    abstract: "Check a directory of YAML files and publish it: new calls live by it at once.",
    discussion: "Calls that have begun keep the revision they began with."
  )

  @Argument(help: "The directory.")
  var directory = "."

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> ApplyReport {
    let checked = Checked(directory: directory)
    var report = ApplyReport(check: CheckReport(checked, in: world))
    guard report.check.isGood else { return report }
    let publication = try store.openOrCreate(in: world)
      .publish(checked.configuration, author: world.user, at: world.now())
    switch publication {
    case .published(let revision): (report.revision, report.isNew) = (revision, true)
    case .unchanged(let revision): report.revision = revision
    }
    return report
  }
}

/// What was published.
struct ApplyReport: Report {
  var check: CheckReport
  var revision: Int?
  var isNew = false

  var isGood: Bool { check.isGood }

  func text(in world: World) -> String {
    guard let revision else {
      return check.text(in: world) + "\n" + world.text(Phrases.notPublished)
    }
    let words = isNew ? Phrases.published(revision) : Phrases.unchanged(revision)
    return world.text(words)
  }
}
