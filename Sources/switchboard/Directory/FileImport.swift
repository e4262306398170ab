import Configuration
import Database
import Records
import Sheets

/// Reads a file twice: once to check every line, and then in the order of the keys, which is the
/// order that the store likes to be written in.
struct FileImport<L: Lines> {
  private(set) var sheet: Sheet
  private(set) var lines: L
  private let columns: Columns
  private(set) var findings = Findings()

  /// What the lines become, by key.
  private var entries: [Entry] = []
  private var next = 0

  private struct Entry {
    var key: String
    /// Where the line begins.
    var position: Int
    var line: Int
  }

  /// What was found in a file.
  struct Findings {
    /// How many of a kind are told.
    static var most: Int { 50 }

    var lines = 0
    var mistakes: [(line: Int, mistake: LineMistake)] = []
    var wrongLines = 0
    /// What is imported all the same, and may be wrong.
    var doubts: [(line: Int, mistake: LineMistake)] = []
    var doubtCount = 0
    var duplicates: [(line: Int, key: String, first: Int)] = []
    var duplicateCount = 0
    var ignored: [String] = []
    var doubtful: [(name: String, meant: String)] = []
  }

  /// Reads and checks a file.
  init(
    _ file: Sheet,
    plan: NumberPlan,
    lines make: (Columns) -> L
  ) throws {
    sheet = file
    var record = Record()
    guard try sheet.next(into: &record) else { throw Phrases.emptyFile }
    columns = try Columns(record, of: L.shape, plan: plan)
    lines = make(columns)
    findings.ignored = columns.ignored
    findings.doubtful = columns.doubtful
    if !columns.hasHeading { check(record) }
    while try sheet.next(into: &record) { check(record) }
    arrange()
  }

  /// How many rows there are to import.
  var count: Int { entries.count }

  private mutating func check(_ record: Record) {
    findings.lines += 1
    do {
      for key in try lines.keys(of: record) {
        entries.append(Entry(key: key, position: record.position, line: record.line))
        guard let doubt = lines.doubt(of: key) else { continue }
        findings.doubtCount += 1
        if findings.doubts.count < Findings.most { findings.doubts.append((record.line, doubt)) }
      }
    } catch {
      findings.wrongLines += 1
      if findings.mistakes.count < Findings.most { findings.mistakes.append((record.line, error)) }
    }
  }

  /// Sorts the entries; of those with one key the first line counts.
  private mutating func arrange() {
    let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.key < $1.key }
    if isSorted { return }
    entries.sort { $0.key == $1.key ? $0.line < $1.line : $0.key < $1.key }
    var kept = 0
    for index in entries.indices {
      if index > 0, entries[index].key == entries[kept - 1].key {
        findings.duplicateCount += 1
        if findings.duplicates.count < Findings.most {
          let entry = entries[index]
          findings.duplicates.append((entry.line, entry.key, entries[kept - 1].line))
        }
      } else {
        entries[kept] = entries[index]
        kept += 1
      }
    }
    entries.removeLast(entries.count - kept)
    findings.duplicates.sort { $0.line < $1.line }
  }

  /// The next row, in the order of the keys.
  mutating func row() throws(DatabaseError) -> L.Row? {
    guard next < entries.count else { return nil }
    let entry = entries[next]
    next += 1
    sheet.seek(entry.position, line: entry.line)
    var record = Record()
    // It was read before, from the same bytes.
    guard (try? sheet.next(into: &record)) == true else { return nil }
    return lines.row(of: record, key: entry.key)
  }
}
