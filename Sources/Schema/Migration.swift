public import Database

/// One step of the store's shape.
///
/// What was released is never changed; a new step follows it.
public struct Migration: Sendable {
  /// Its place in the list, from 1.
  public let number: Int
  /// What it brings, in a few words.
  public let name: String
  /// The oldest program that still works with the store after this step.
  public let serves: ProgramVersion
  /// The statements.
  let script: StaticString

  /// Describes a step.
  public init(number: Int, name: String, serves: ProgramVersion, script: StaticString) {
    self.number = number
    self.name = name
    self.serves = serves
    self.script = script
  }
}
