import Foundation
import Records
import Scratch
import Testing

/// The program itself: what it says of an answer that nobody can get.
@Suite struct OutputTests {
  private func run(_ script: String) throws -> (code: Int32, errors: String) {
    let scratch = try Scratch()
    try scratch.migratedStore()
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "switchboard").path
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, program, scratch.location.folder]
    process.environment = [:]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  @Test(arguments: [
    (#""$0" calls --store "$1" >/dev/full"#, "No space left on device"),
    (#""$0" calls --store "$1" --json >/dev/full"#, "No space left on device"),
    (#""$0" calls --store "$1" >&-"#, "Bad file descriptor"),
  ])
  func anAnswerThatCannotBeWrittenIsAFailure(script: String, cause: String) throws {
    let (code, errors) = try run(script)
    #expect(code == 1)
    #expect(errors.hasPrefix("the answer cannot be written (\(cause))"))
  }

  @Test func closedStandardErrorHarmsNothing() throws {
    #expect(try run(#""$0" calls --store "$1" >/dev/null 2>&-"#).code == 0)
    #expect(try run(#""$0" why 1.2 --store "$1" 2>&-"#).code == 1)
  }
}
