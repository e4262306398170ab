extension Laboratory {
  /// Runs the release `switchboard` on the laboratory's store; what it printed.
  ///
  /// - Throws: `LaboratoryError` when it did not succeed.
  @discardableResult
  public func tool(_ arguments: String...) throws -> String {
    let words = ["\(Project.programs)/switchboard"] + arguments + ["--store", store]
    let outcome = try Command.run(words)
    guard outcome.status == 0 else {
      throw LaboratoryError("\(words.joined(separator: " ")) failed: \(outcome.output)")
    }
    return outcome.output
  }

  /// The folder of the centre that ships as an example.
  public static var example: String { "\(Project.folder)/asterisk/example" }
}
