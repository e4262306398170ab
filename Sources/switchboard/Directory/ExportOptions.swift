import ArgumentParser
import Foundation
import Glibc
import Records
import Sheets

/// How a part of the directory is written to a file.
struct ExportOptions: ParsableArguments {
  @Argument(help: "The new file.")
  var file: String

  @Flag(help: "Begin with a byte order mark, without which Excel does not read UTF-8.")
  var bom = false

  /// Writes a table: its maker's alone to read, since callers' numbers are in it.
  func write(_ rows: Int, _ table: CSVWriter) throws -> ExportReport {
    let descriptor = open(file, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Phrases.notExported(file, String(cString: strerror(errno))) }
    var failure: Int32 = 0
    var rest = table.bytes[...]
    while !rest.isEmpty, failure == 0 {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { rest = rest.dropFirst(count) } else if errno != EINTR { failure = errno }
    }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else {
      unlink(file)
      throw Phrases.notExported(file, String(cString: strerror(failure)))
    }
    return ExportReport(file: file, rows: rows)
  }
}

/// What was exported where.
struct ExportReport: Report {
  var file: String
  var rows: Int

  func text(in world: World) -> String {
    world.text(Phrases.exported(rows, to: file)).printable
  }
}
