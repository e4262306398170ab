import Foundation

extension Laboratory {
  /// Runs the release `switchboard` on the laboratory's store; what it printed.
  ///
  /// - Throws: `LaboratoryError` when it did not succeed.
  @discardableResult
  public func tool(_ arguments: String...) throws -> String {
    try run(arguments + ["--store", store])
  }

  /// Makes the sound files of what a configuration gives as text.
  public func renderPrompts(of configuration: String) throws {
    _ = try run(["prompts", "render", configuration, "--sounds", soundFolder])
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
    let answer = try run(
      ["prompts", "list", configuration, "--sounds", soundFolder, "--json"]
    )
    return try JSONDecoder().decode(Answer.self, from: Data(answer.utf8)).prompts
  }

  private func run(_ arguments: [String]) throws -> String {
    let words = ["\(Project.programs)/switchboard"] + arguments
    let outcome = try Command.run(words)
    guard outcome.status == 0 else {
      throw LaboratoryError("\(words.joined(separator: " ")) failed: \(outcome.output)")
    }
    return outcome.output
  }

  /// The folder of the centre that ships as an example.
  public static var example: String { "\(Project.folder)/asterisk/example" }
}
