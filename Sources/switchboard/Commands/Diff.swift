import ArgumentParser
import Configuration
import Records

/// Shows what differs between what is live, what was published, and what the files say.
struct Diff: Command {
  static let configuration = CommandConfiguration(
    abstract: "Show what differs between revisions, or between what is live and a directory.",
    discussion: """
      Without a number: what applying the directory would change. With one: from that revision to \
      the live one. With two: from the first to the second. PINs' hashes are left out.
      """
  )

  @Argument(help: "Revisions, see switchboard revisions.")
  var revisions: [Int] = []

  @Option(help: "The directory.")
  var directory = "."

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func validate() throws {
    guard revisions.count < 3 else { throw ValidationError("at most two revisions are compared") }
  }

  func answer(in world: World) throws -> DiffReport {
    if let first = revisions.first {
      let store = try store.open(in: world)
      let second = try revisions.dropFirst().first ?? store.revision().number
      for number in [first, second] where try !store.hasRevision(number) {
        throw Phrases.noRevision(number)
      }
      return DiffReport(
        from: "\(first)",
        to: "\(second)",
        changes: try store.changes(from: first, to: second).map { DiffReport.Change($0, in: world) }
      )
    }
    let checked = Checked(directory: directory)
    let check = CheckReport(checked, in: world)
    let store = try store.openOrCreate(in: world)
    let live = try store.liveHead()?.number
    var report = DiffReport(from: live.map { "\($0)" } ?? "-", to: directory, changes: [])
    report.check = check.isGood ? nil : check
    guard check.isGood else { return report }
    report.changes = try store.changes(from: live, to: checked.configuration)
      .map { DiffReport.Change($0, in: world) }
    return report
  }
}

/// What differs.
struct DiffReport: Report {
  var from: String
  var to: String
  var changes: [Change]
  /// Mistakes that keep the files from being compared.
  var check: CheckReport?

  var isGood: Bool { check == nil }

  struct Change: Encodable {
    var kind: String
    var name: String
    var part: String
    /// Lines of `key: value`; none where there was nothing.
    var removed: [String]
    var added: [String]
    private var isNew: Bool
    private var isGone: Bool

    private enum CodingKeys: String, CodingKey {
      case kind, name, part, removed, added
    }

    init(_ change: RevisionChange, in world: World) {
      kind = change.kind
      name = change.name
      part = change.part
      isNew = change.old == nil
      isGone = change.new == nil
      let old = PublishedWords.lines(of: change.kind, change.old)
      let new = PublishedWords.lines(of: change.kind, change.new)
      let hidden = { (lines: [(key: String, value: String)]) in
        lines.map { key, value in
          key == "pin" ? "pin: \(world.text(Phrases.secretLeftOut))" : "\(key): \(value)"
        }
      }
      let difference = new.map { "\($0.key)=\($0.value)" }
        .difference(from: old.map { "\($0.key)=\($0.value)" })
      removed = hidden(difference.removals.compactMap { Self.offset($0).map { old[$0] } })
      added = hidden(difference.insertions.compactMap { Self.offset($0).map { new[$0] } })
    }

    private static func offset(_ change: CollectionDifference<String>.Change) -> Int? {
      switch change {
      case .insert(let offset, _, _), .remove(let offset, _, _): offset
      }
    }

    var text: [String] {
      let sign = isNew ? "+" : isGone ? "-" : " "
      let head = [sign, kind, name, part].filter { !$0.isEmpty }.joined(separator: " ")
      return ([head] + removed.map { "    - \($0)" } + added.map { "    + \($0)" }).map(\.printable)
    }
  }

  func text(in world: World) -> String {
    if let check { return check.text(in: world) }
    guard !changes.isEmpty else { return world.text(Phrases.noDifference) }
    return ([world.text(Phrases.differenceOf(from, to))] + changes.flatMap(\.text))
      .joined(separator: "\n")
  }
}
