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

  @OptionGroup var form: SheetOptions

  /// Checks the file and, if all is well, hands its rows to `write`.
  func run<L: Lines>(
    into content: String,
    _ store: StoreOption,
    in world: World,
    lines: (Columns, NumberPlan) -> L,
    write: (Store, inout FileImport<L>) throws -> Int
  ) throws -> ImportReport {
    do {
      let sheet = try form.open(file)
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
