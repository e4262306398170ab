/// The name of a prompt.
///
/// A short name is one of ours, below `switchboard/` in each language's sounds; a name with a slash
/// is a path there as it stands.
public struct PromptName: Hashable, Sendable, LosslessStringConvertible {
  /// The name as people write it.
  public let name: String

  /// The prompt called `name`.
  public init(_ name: String) {
    self.name = name
  }

  /// The path below a language's sounds, without an ending, as Asterisk takes it.
  public var path: String {
    name.utf8.contains(UInt8(ascii: "/")) ? name : "switchboard/" + name
  }

  /// The name.
  public var description: String { name }
}
