import Configuration
import Foundation
import Records

/// What is outside of a command: where it runs, when, and who reads its output.
struct World {
  var environment: [String: String]
  var user: String
  var now: () -> Timestamp
  var zone: TimeZone
  /// For what was asked for.
  var output: (String) -> Void
  /// For words beside it.
  var notice: (String) -> Void

  var language: Language { Language(environment: environment) }

  /// This process's own.
  static var live: World {
    World(
      environment: ProcessInfo.processInfo.environment,
      // Behind sudo stands a person.
      user: ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName(),
      now: Timestamp.now,
      zone: .current,
      output: { print($0) },
      notice: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) }
    )
  }

  /// Words in the reader's language.
  func text(_ words: Words) -> String {
    words.in(language)
  }

  /// Says something beside the output, in the reader's language.
  func say(_ words: Words) {
    notice(text(words).printable)
  }

  /// A moment on the reader's clock.
  func local(_ moment: Timestamp) -> String {
    let date = Date(timeIntervalSince1970: Double(moment.seconds))
    let civil = CivilTime(seconds: moment.seconds + zone.secondsFromGMT(for: date))
    return civil.description.replacing("T", with: " ")
  }
}
