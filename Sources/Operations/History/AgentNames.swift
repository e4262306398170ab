/// Whom the agent column means.
///
/// Asterisk writes a member's name on calls and pauses, and the interface where a member is added or
/// removed. A member of Switchboard's is known by its interface; others have to be told.
public struct AgentNames: Equatable, Sendable {
  /// Names by interface.
  public var names: [String: String]

  /// Knows these, and the members that Switchboard makes.
  public init(_ names: [String: String] = [:]) {
    self.names = names
  }

  /// The agent that a column means: itself, when it is no interface that is known.
  public func agent(_ column: String) -> String {
    if let name = names[column] { return name }
    guard column.hasPrefix("Local/"), column.hasSuffix("@switchboard-agents/n") else {
      return column
    }
    return String(column.dropFirst("Local/".count).prefix { $0 != "@" })
  }
}
