import Foundation
import Synchronization

extension Laboratory {
  /// Runs the release `switchboard` on the laboratory's store; what it printed.
  ///
  /// - Throws: `LaboratoryError` when it did not succeed.
  @discardableResult
  public func tool(_ arguments: String...) throws -> String {
    try tool(arguments)
  }

  /// The same for words that were put together before.
  @discardableResult
  public func tool(_ arguments: [String]) throws -> String {
    try Self.run(arguments + ["--store", store])
  }

  /// The same for a command whose exit code tells something.
  public func answer(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let words = ["\(Project.programs)/switchboard"] + arguments + ["--store", store]
    let outcome = try Command.run(words)
    return (outcome.status, outcome.output)
  }

  /// Runs a command that asks a daemon, not a store.
  public static func tool(_ arguments: [String]) throws -> String {
    try run(arguments)
  }

  /// Runs a command that fails, and returns what it says on standard error.
  public static func failure(of arguments: [String]) throws -> String {
    let words = ["\(Project.programs)/switchboard"] + arguments
    let outcome = try Command.run(["/bin/sh", "-c", "exec \"$@\" 2>&1 >/dev/null", "sh"] + words)
    guard outcome.status != 0 else {
      throw LaboratoryError("\(words.joined(separator: " ")) did not fail")
    }
    return outcome.output
  }

  /// The same for the user of this machine who is nobody, without any group; this process is root's.
  ///
  /// - Returns: Its exit code, and what it says, on standard error too.
  public func answerNobody(_ arguments: [String]) throws -> (status: Int32, output: String) {
    guard geteuid() == 0 else { throw LaboratoryError("only root can run a program as nobody") }
    // The way to the control socket, and the program where nobody finds it.
    let folder = String(control[..<(control.lastIndex(of: "/") ?? control.endIndex)])
    chmod(folder, 0o711)
    let tool = "\(folder)/nobodys-switchboard"
    if access(tool, X_OK) != 0 {
      // A program that starts now would hold the copy open, and nobody could run it.
      try Command.starting.withLock { _ in
        try FileManager.default.copyItem(atPath: "\(Project.programs)/switchboard", toPath: tool)
      }
      chmod(tool, 0o755)
    }
    let outcome = try Command.run(
      ["/bin/sh", "-c", "exec \"$@\" 2>&1", "sh"]
        + ["setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups", "--", tool]
        + arguments + ["--control", control]
    )
    return (outcome.status, outcome.output)
  }

  /// Makes the sound files of what a configuration gives as text.
  public func renderPrompts(of configuration: String) throws {
    _ = try Self.run(["prompts", "render", configuration, "--sounds", soundFolder])
  }

  /// One line of `switchboard prompts list`.
  public struct PromptLine: Decodable, Sendable {
    public var language: String
    public var file: String
    public var state: String
    public var text: String?
  }

  /// All prompts of a configuration, with what sound files there are.
  public func promptSheet(of configuration: String) throws -> [PromptLine] {
    struct Answer: Decodable {
      var prompts: [PromptLine]
    }
    let answer = try Self.run(
      ["prompts", "list", configuration, "--sounds", soundFolder, "--json"]
    )
    return try JSONDecoder().decode(Answer.self, from: Data(answer.utf8)).prompts
  }

  /// The hash of a PIN, as an administrator gets it for `operators`.
  public static func hash(ofPIN pin: String) throws -> String {
    let answer = try run(["agent", "pin", "--pin-stdin"], input: pin)
    return answer.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func run(_ arguments: [String], input: String = "") throws -> String {
    let words = ["\(Project.programs)/switchboard"] + arguments
    let outcome = try Command.run(words, input: input)
    guard outcome.status == 0 else {
      throw LaboratoryError("\(words.joined(separator: " ")) failed: \(outcome.output)")
    }
    return outcome.output
  }

  /// The folder of the centre that ships as an example.
  public static var example: String { "\(Project.folder)/asterisk/example" }
}
