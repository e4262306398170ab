import Configuration
import Records
import Sheets

/// What an import found, and did.
struct ImportReport: Report {
  var file: String
  var content: String
  /// How the file was read, in words.
  var form: String
  var lines: Int
  /// How many rows the good lines are.
  var rows = 0
  var mistakes: [Mistake]
  var wrongLines: Int
  /// What is imported all the same, and may be wrong.
  var doubts: [Mistake]
  var doubtfulLines: Int
  var duplicates: [Duplicate]
  var duplicateLines: Int
  var ignoredColumns: [String]
  /// Columns kept as fields whose names may be a slip of the hand.
  var doubtfulColumns: [Doubt]
  var isReplacing = false
  var isDryRun = false
  var isImported = false
  var isGood = true

  struct Mistake: Encodable {
    var line: Int
    var what: String
    var fix: String
  }

  struct Duplicate: Encodable {
    var line: Int
    var key: String
    var first: Int
  }

  struct Doubt: Encodable {
    var name: String
    var meant: String
  }

  private enum CodingKeys: String, CodingKey {
    case file, content, form, lines, rows, mistakes, wrongLines, doubts, doubtfulLines, duplicates
    case duplicateLines
    case ignoredColumns, doubtfulColumns, isReplacing, isDryRun, isImported
  }

  init<L: Lines>(
    of file: String,
    into content: String,
    _ form: Sheet.Form,
    _ findings: FileImport<L>.Findings,
    in world: World
  ) {
    self.file = file
    self.content = content
    self.form = world.text(Phrases.form(form))
    lines = findings.lines
    let told = { (found: (line: Int, mistake: LineMistake)) in
      Mistake(
        line: found.line,
        what: world.text(found.mistake.what),
        fix: world.text(found.mistake.fix)
      )
    }
    mistakes = findings.mistakes.map(told)
    doubts = findings.doubts.map(told)
    doubtfulLines = findings.doubtCount
    wrongLines = findings.wrongLines
    duplicates = findings.duplicates.map { Duplicate(line: $0.line, key: $0.key, first: $0.first) }
    duplicateLines = findings.duplicateCount
    ignoredColumns = findings.ignored
    doubtfulColumns = findings.doubtful.map { Doubt(name: $0.name, meant: $0.meant) }
  }

  func text(in world: World) -> String {
    let name = file.printable
    var text = mistakes.map { mistake in
      "\(name):\(mistake.line): \(mistake.what.printable)\n    \(mistake.fix.printable)"
    }
    if wrongLines > mistakes.count {
      text.append(world.text(Phrases.moreMistakes(wrongLines - mistakes.count)))
    }
    text += doubts.map { doubt in
      let what = "\(world.text(Phrases.warning)): \(doubt.what.printable)"
      return "\(name):\(doubt.line): \(what)\n    \(doubt.fix.printable)"
    }
    if doubtfulLines > doubts.count {
      text.append(world.text(Phrases.moreDoubts(doubtfulLines - doubts.count)))
    }
    text += duplicates.map { duplicate in
      let words = Phrases.duplicate(duplicate.key, first: duplicate.first)
      return "\(name):\(duplicate.line): \(world.text(words).printable)"
    }
    if duplicateLines > duplicates.count {
      text.append(world.text(Phrases.moreDuplicates(duplicateLines - duplicates.count)))
    }
    if !ignoredColumns.isEmpty {
      let columns = ignoredColumns.map(\.printable).joined(separator: ", ")
      text.append(world.text(Phrases.ignoredColumns(columns)))
    }
    text += doubtfulColumns.map { world.text(Phrases.doubtfulColumn($0.name, $0.meant)) }
    text.append(world.text(Phrases.read(name, form.printable, lines: lines, wrong: wrongLines)))
    text.append(world.text(outcome))
    return text.joined(separator: "\n")
  }

  private var outcome: Words {
    if isImported { return Phrases.imported(rows, content, isReplacing: isReplacing) }
    return isDryRun && isGood ? Phrases.wouldImport(rows, content) : Phrases.nothingImported
  }
}
