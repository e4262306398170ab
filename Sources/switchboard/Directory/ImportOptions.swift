import ArgumentParser
import Configuration
import Database
import Foundation
import Records
import Sheets

/// How a file is imported.
struct ImportOptions: ParsableArguments {
  @Argument(help: "The file: .csv in UTF-8, GB18030 or UTF-16, or .xlsx.")
  var file: String

  @Flag(help: "Put the file in the place of all that is there, instead of over it.")
  var replace = false

  @Flag(help: "Leave bad lines out, instead of importing nothing.")
  var skipBad = false

  @Flag(help: "Only check the file.")
  var dryRun = false

  @Option(help: "utf-8, gb18030 or utf-16 (otherwise as the file looks).")
  var encoding: String?

  @Option(help: "comma, semicolon or tab (otherwise as the first line looks).")
  var separator: String?

  @Option(help: "The workbook's sheet (otherwise the first).")
  var sheet: String?

  /// Opens the file.
  func open() throws -> Sheet {
    var choice = Sheet.Choice(sheet: sheet)
    if let encoding {
      guard let known = TextEncoding(named: encoding) else {
        throw Phrases.noChoice("--encoding", encoding, ["utf-8", "gb18030", "utf-16"])
      }
      choice.encoding = known
    }
    if let separator {
      switch separator {
      case "comma", ",": choice.separator = ","
      case "semicolon", ";": choice.separator = ";"
      case "tab", "\t", "\\t": choice.separator = "\t"
      default:
        throw Phrases.noChoice("--separator", separator, ["comma", "semicolon", "tab"])
      }
    }
    return try Sheet(path: file, choice)
  }

  /// Checks the file and, if all is well, hands its rows to `write`.
  func run<L: Lines>(
    into content: String,
    _ store: StoreOption,
    in world: World,
    lines: (Columns, NumberPlan) -> L,
    write: (Store, inout FileImport<L>) throws -> Int
  ) throws -> ImportReport {
    do {
      let sheet = try open()
      let opened =
        dryRun ? try? store.open(in: world, .longWork) : try store.open(in: world, .longWork)
      let plan = try opened?.numberPlan() ?? .china
      var work = try FileImport(sheet, plan: plan) { lines($0, plan) }
      var report = ImportReport(of: file, into: content, sheet.form, work.findings, in: world)
      report.isReplacing = replace
      report.rows = work.count
      guard let opened, !dryRun, work.findings.wrongLines == 0 || skipBad else {
        report.isGood = work.findings.wrongLines == 0 || skipBad
        report.isDryRun = dryRun
        return report
      }
      guard work.count > 0 else { throw Phrases.emptyFile }
      _ = try write(opened, &work)
      report.isImported = true
      return report
    } catch let error as SheetError {
      throw Phrases.unreadable(file, error)
    }
  }
}
