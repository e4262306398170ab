import ArgumentParser
import Records

/// Lists what was published.
struct Revisions: Command {
  static let configuration = CommandConfiguration(
    abstract: "List what was published, the latest first."
  )

  @OptionGroup var latest: Latest

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> RevisionList {
    let limit = try latest.checked()
    let entries = try store.open(in: world).revisions(limit: limit)
    return RevisionList(revisions: entries.map(RevisionList.Entry.init))
  }
}

/// Revisions, and which one is live.
struct RevisionList: Report {
  var revisions: [Entry]

  struct Entry {
    var entry: RevisionEntry
  }

  func text(in world: World) -> String {
    guard !revisions.isEmpty else { return world.text(Phrases.noRevisions) }
    let rows = revisions.map(\.entry).map { entry in
      [
        "\(entry.head.number)", world.local(entry.head.published), entry.head.author,
        entry.wentLive.map { world.local($0.at) } ?? "", entry.wentLive?.author ?? "",
        entry.isLive ? world.text(Phrases.live) : "",
      ]
    }
    return Table(Phrases.revisionHead, world.language, rows).text
  }
}

extension RevisionList.Entry: Encodable {
  private enum Keys: String, CodingKey {
    case revision, published, author, wentLive, setLiveBy, isLive
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(entry.head.number, forKey: .revision)
    try container.encode(entry.head.published.precise, forKey: .published)
    try container.encode(entry.head.author, forKey: .author)
    try container.encodeIfPresent(entry.wentLive?.at.precise, forKey: .wentLive)
    try container.encodeIfPresent(entry.wentLive?.author, forKey: .setLiveBy)
    try container.encode(entry.isLive, forKey: .isLive)
  }
}

/// Goes back to a revision.
struct Rollback: Command {
  static let configuration = CommandConfiguration(
    abstract: "Make an earlier revision live again: new calls live by it at once.",
    discussion: """
      Asterisk's files are made of that revision again. The YAML stays as it is: the next apply \
      publishes it.
      """
  )

  @Argument(help: "The revision's number, see switchboard revisions.")
  var revision: Int

  @Flag(name: .customLong("no-reload"), help: "Do not tell Asterisk to read its files again.")
  var keepsQuiet = false

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> RollbackReport {
    let store = try store.open(in: world)
    guard try store.hasRevision(revision) else { throw Phrases.noRevision(revision) }
    let live = try store.liveHead()?.number
    var report = RollbackReport(revision: revision, isNew: live != revision)
    let files = AsteriskFiles(try store.revision(begunWith: revision).centre())
    let former = try store.asteriskFolder()
    do {
      try store.rollBack(to: revision, author: world.user, at: world.now()) {
        try store.keepEmergency(in: revision, at: world)
        report.asterisk = try files?.write(revision: revision, after: former)
      }
    } catch {
      store.restoreAsteriskFiles()
      throw error
    }
    report.warnings =
      try store.strayedSwitches(in: revision, at: world)
      + store.stayingFiles(in: former, of: live, after: revision, at: world)
    report.asterisk?.reload(files, keepsQuiet: keepsQuiet, in: world)
    return report
  }
}

/// What is live again.
struct RollbackReport: Report {
  var revision: Int
  var isNew: Bool
  /// What the revision leaves behind: switches that name what it lacks, files that nobody keeps.
  var warnings: [String] = []
  var asterisk: AsteriskReport?

  var isGood: Bool { asterisk?.trouble == nil }

  func text(in world: World) -> String {
    let words = world.text(Phrases.rolledBack(revision, isNew: isNew))
    return (warnings + (asterisk?.text(in: world) ?? []) + [words]).joined(separator: "\n")
  }
}
