internal import Glibc

/// A release program, and a call with all that Asterisk says in it.
public struct Program: Sendable, CustomStringConvertible {
  /// A command that the program is to send, and Asterisk's answer.
  public struct Exchange: Sendable {
    /// The command's line.
    public let command: String
    /// The answer's line.
    public let answer: String

    init(_ command: String, _ answer: String) {
      self.command = command
      self.answer = answer
    }
  }

  /// The file's name.
  public let name: String
  /// What stands behind the program in `AGI()`.
  public let arguments: [String]
  /// The whole call.
  public let exchanges: [Exchange]

  /// Its name, as tests show it.
  public var description: String { name }

  /// What Asterisk writes before the first command.
  public var callEnvironment: String {
    agiEnvironment(request: name, arguments: arguments)
  }

  /// Where the release build put it.
  public func path() throws(SpawnedProgram.Failure) -> String {
    try releaseProgram(name)
  }

  /// Starts it as Asterisk does.
  public func start(on store: ExampleStore) throws(SpawnedProgram.Failure) -> SpawnedProgram {
    try SpawnedProgram(path(), environment: store.environment)
  }
}

/// The path of a program that the release build made.
public func releaseProgram(_ name: String) throws(SpawnedProgram.Failure) -> String {
  guard let folder = getenv("SWITCHBOARD_PROGRAMS") else {
    throw SpawnedProgram.Failure(
      description: """
        SWITCHBOARD_PROGRAMS is not set. Run scripts/test programs, or by hand:
          export SWITCHBOARD_PROGRAMS=$(scripts/build)
          swift test --filter ProgramTests
        """
    )
  }
  let path = String(cString: folder) + "/" + name
  guard access(path, X_OK) == 0 else {
    throw SpawnedProgram.Failure(description: "no \(path): scripts/build makes it")
  }
  return path
}
