import Configuration
import Daemon
import Foundation
import Glibc
import Records

/// What is outside of a command: where it runs, when, and who reads its output.
struct World {
  var environment: [String: String]
  var user: String
  var now: () -> Timestamp
  let clock: WallClock
  /// For what was asked for.
  var output: (String) throws -> Void
  /// For words beside it.
  var notice: (String) -> Void
  /// The next line that somebody types; `nil` at the end.
  var input: () -> String? = { readLine() }
  /// Runs a program to its end, or ends it when its time is over.
  var run: ([String], _ limit: Duration) -> ProgramOutcome = ProgramOutcome.of
  /// How long Asterisk may take over one command.
  var asteriskLimit: Duration = .seconds(30)
  /// A line that is not shown while it is typed; the argument says whether a person was asked.
  var readSecret: (Bool) -> String? = PINInput.read

  /// What may be seen by who runs this, as it is published.
  var role: ([RoleSettings]) -> RoleSettings.Role? = RoleSettings.Role.ofThisUser

  var zone: TimeZone { clock.zone }

  var language: Language { Language(environment: environment) }

  /// This process's own.
  static var live: World {
    let output = StandardFile(STDOUT_FILENO)
    let errors = StandardFile(STDERR_FILENO)
    return World(
      environment: ProcessInfo.processInfo.environment,
      // Behind sudo stands a person.
      user: ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName(),
      now: Timestamp.now,
      clock: WallClock(environment: ProcessInfo.processInfo.environment),
      output: { try output.write($0) },
      // Who has closed it wants no words; the exit code still tells.
      notice: { try? errors.write($0) }
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

  /// A moment on the clock on the wall.
  func local(_ moment: Timestamp) -> String {
    let date = Date(timeIntervalSince1970: Double(moment.seconds))
    let civil = CivilTime(seconds: moment.seconds + zone.secondsFromGMT(for: date))
    return civil.description.replacing("T", with: " ")
  }
}
