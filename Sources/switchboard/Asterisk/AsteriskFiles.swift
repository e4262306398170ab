import Configuration
import Records

/// What an apply or a rollback does to Asterisk: its files, and what it is told of them.
struct AsteriskFiles {
  private let folder: GeneratedFolder
  private let command: AsteriskCommand
  private let centre: PublishedConfiguration

  /// `nil` when the configuration leaves Asterisk's files alone.
  init?(_ centre: PublishedConfiguration) {
    guard let path = centre.settings.asteriskFiles else { return nil }
    folder = GeneratedFolder(path: path)
    command = AsteriskCommand(centre.settings.asteriskCommand)
    self.centre = centre
  }

  /// What would change.
  func changes() throws -> [GeneratedFolder.Change] {
    try folder.changes(to: AsteriskFile.all(of: centre, in: folder.path))
  }

  /// Makes passwords that are missing, and writes what changes; `former` is the folder where all
  /// that was so far.
  func write(revision: Int, after former: String? = nil) throws -> AsteriskReport {
    let changes = try changes()
    folder.removeDrafts()
    let old = former.map { PhonePasswords(folder: GeneratedFolder(path: $0)) }
    let passwords = try PhonePasswords(folder: folder)
      .make(for: centre.agents.map(\.number), keeping: old)
    try folder.write(changes, revision: revision)
    return AsteriskReport(
      folder: folder.path,
      files: changes.map(AsteriskReport.File.init),
      passwords: passwords
    )
  }

  /// Whether Asterisk has not read something yet.
  func isReloadDue() throws -> Bool { try !folder.due().isEmpty }

  /// Tells Asterisk of all that it has not read yet.
  ///
  /// - Throws: `Failure` when Asterisk cannot be told; the next apply tries again.
  func reload(in world: World) throws -> [String] {
    try AsteriskFile.Kind.allCases.compactMap { kind in
      guard let debt = try folder.due().first(where: { $0.kind == kind }) else { return nil }
      try command.run(kind.reload, in: world)
      try folder.told(debt)
      return kind.reload
    }
  }
}

/// What became of Asterisk's files.
struct AsteriskReport: Encodable {
  var folder: String
  var files: [File]
  /// The agents whose phones got a password.
  var passwords: [String]
  /// The commands that Asterisk was given.
  var reloaded: [String] = []
  /// That Asterisk was not told, as was wished.
  var reloadLeft: String?
  /// Why Asterisk could not be told.
  var trouble: String?

  struct File: Encodable {
    var name: String
    var isNew: Bool
    var difference: [String]

    init(_ change: GeneratedFolder.Change) {
      name = change.kind.rawValue
      isNew = change.old == nil
      difference = LineDifference(from: change.old ?? "", to: change.new).lines
    }
  }

  func text(in world: World) -> [String] {
    var lines: [String] = []
    for file in files {
      lines.append(world.text(Phrases.generated("\(folder)/\(file.name)", isNew: file.isNew)))
      lines += file.difference.map { "    " + $0.printable }
    }
    if !passwords.isEmpty { lines.append(world.text(Phrases.passwordsMade(passwords))) }
    if !reloaded.isEmpty { lines.append(world.text(Phrases.reloaded(reloaded))) }
    if let reloadLeft { lines.append(reloadLeft) }
    if let trouble { lines.append(trouble.printable) }
    return lines
  }
}
