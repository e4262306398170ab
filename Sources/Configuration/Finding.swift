import Records

/// A mistake and where it is.
public struct Finding: Equatable, Sendable {
  /// The file, as a path below the directory that was checked.
  public var file: String
  /// The line, from 1.
  public var line: Int
  /// What is wrong.
  public var mistake: Mistake

  /// Describes a finding.
  public init(file: String, line: Int, _ mistake: Mistake) {
    self.file = file
    self.line = line
    self.mistake = mistake
  }
}

/// All mistakes of one check.
///
/// Every reader adds its own and reads on.
final class Findings {
  private(set) var all: [Finding] = []
  /// How the files' numbers are written.
  var plan = NumberPlan.china
  /// Keys that a mistyped one was probably meant to be, by place: none of them is told as missing.
  var meantKeys: Set<String> = []
  /// The prompts that were met on the way.
  let prompts = PromptUses()

  func report(_ mistake: Mistake, in file: String, line: Int) {
    all.append(Finding(file: file, line: line, mistake))
  }
}
