import Configuration
import Foundation

/// The command that gives Asterisk a command, such as `asterisk -rx`.
///
/// No shell reads it: its words are cut at blanks, and what Asterisk shall do is one more word.
struct AsteriskCommand {
  private let words: [String]

  init(_ text: String?) {
    words = (text ?? "asterisk -rx").split(separator: " ").map(String.init)
  }

  /// Has Asterisk do something.
  ///
  /// - Throws: `Failure` when that did not come about.
  func run(_ command: String, in world: World) throws {
    let outcome = world.run(words + [command])
    guard outcome.status == 0 else {
      throw Phrases.notReloaded(command, String(outcome.output.prefix(300)))
    }
  }
}

/// How a program ended.
struct ProgramOutcome {
  var status: Int32
  /// What it said.
  var output: String

  /// Runs a program to its end.
  static func of(_ words: [String]) -> ProgramOutcome {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["--"] + words
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    do { try process.run() } catch {
      return ProgramOutcome(status: -1, output: error.localizedDescription)
    }
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return ProgramOutcome(
      status: process.terminationStatus,
      output: String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    )
  }
}
