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
    let outcome = world.run(words + [command], world.asteriskLimit)
    guard !outcome.isCutOff else {
      throw Phrases.asteriskSilent(command, world.asteriskLimit, by: words + [command])
    }
    guard outcome.status == 0, !Self.refuses(outcome.output) else {
      throw Phrases.notReloaded(command, String(outcome.output.prefix(300)))
    }
  }

  /// What Asterisk answers; `nil` when it does not, within a time.
  func answer(to command: String, within limit: Duration, in world: World) -> String? {
    let outcome = world.run(words + [command], limit)
    guard outcome.status == 0, !outcome.isCutOff, !Self.refuses(outcome.output) else { return nil }
    return outcome.output
  }

  /// Whether Asterisk says that it did not do it: `asterisk -rx` ends well all the same.
  private static func refuses(_ answer: String) -> Bool {
    let refusals = [
      "No such command", "No such module", "Unable to connect", "reported a reload failure",
      "was not properly initialized",
    ]
    return refusals.contains { answer.contains($0) }
  }
}
