import Foundation
import Programs
import Records
import Scratch
import Testing

/// The program itself: what it says of an answer that nobody can get, and how several get on.
@Suite struct OutputTests {
  private let program = programBesideTheTests("switchboard")

  /// Runs a script of a shell: `$0` is the program, `$1` a store, `$2` a folder.
  private func run(_ script: String) throws -> (code: Int32?, output: String, errors: String) {
    let scratch = try Scratch()
    try scratch.migratedStore()
    return try SpawnedProgram.run(
      ["/bin/sh", "-c", script, program, scratch.location.folder, scratch.folder]
    )
  }

  @Test(arguments: [
    (#""$0" calls --store "$1" >/dev/full"#, "No space left on device"),
    (#""$0" calls --store "$1" --json >/dev/full"#, "No space left on device"),
    (#""$0" calls --store "$1" >&-"#, "Bad file descriptor"),
  ])
  func anAnswerThatCannotBeWrittenIsAFailure(script: String, cause: String) throws {
    let (code, _, errors) = try run(script)
    #expect(code == 1)
    #expect(errors.hasPrefix("the answer cannot be written (\(cause))"))
  }

  @Test func closedStandardErrorHarmsNothing() throws {
    #expect(try run(#""$0" calls --store "$1" >/dev/null 2>&-"#).code == 0)
    #expect(try run(#""$0" why 1.2 --store "$1" 2>&-"#).code == 1)
  }

  @Test func ofAgentsAddedAtTheSameTimeNoneIsLost() throws {
    let scratch = try Scratch()
    try scratch.write("default: {to: queue sales}\n", to: "yaml/routing.yaml")
    // No shell does this: one that is started with signals blocked waits for its children for ever.
    let added = try (2_001...2_008).map { number in
      try SpawnedProgram(
        program,
        ["agent", "add", "\(number)", "--name", "N", "--directory", scratch.folder + "/yaml"]
      )
    }
    for process in added { #expect(process.wait().code == 0) }
    let text = try String(contentsOfFile: scratch.folder + "/yaml/agents.yaml", encoding: .utf8)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("200") } == 8)
  }

  @Test(arguments: [
    #""$0" ivr paths --days "$(printf 'x\033[31m')" --store "$1""#,
    #""$0" ivr paths "$(printf 'x\033[31m')" --store "$1""#,
    #""$0" "$(printf 'x\033[31m')""#,
    #""$0" store backup "$2/$(printf 'a\033[31m')" --store "$1""#,
  ])
  func theCommandLineColoursNoTerminal(script: String) throws {
    let (_, output, errors) = try run(script)
    #expect((output + errors).contains("\u{FFFD}[31m"))
    #expect(!(output + errors).contains("\u{1B}"))
  }

  @Test func helpIsAnAnswer() throws {
    let (code, output, errors) = try run(#""$0" store --help"#)
    #expect(code == 0)
    #expect(output.hasPrefix("OVERVIEW: Look after the store."))
    #expect(errors == "")
    #expect(try run(#""$0" store nothing"#).code == 64)
  }

  /// A file that may not grow is a full disk, not the end of the program.
  @Test func aLimitOfFilesIsTold() throws {
    let script = #"ulimit -f 4; exec "$0" blacklist add 13800000000 --store "$1""#
    let (code, _, errors) = try run(script)
    #expect(code == 1)
    #expect(errors.hasPrefix("the store cannot be used (full: "), "\(errors)")
  }
}
