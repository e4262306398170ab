/// What a caller meets: nodes, of which only those are read that the call visits.
public struct Flow: Equatable, Sendable {
  /// Its name, as `flow NAME` calls it.
  public var name: String
  /// The node where it begins.
  public var start: String
  /// The nodes by name.
  public var nodes: [String: FlowNode]

  /// Describes a flow.
  public init(name: String, start: String, nodes: [String: FlowNode]) {
    self.name = name
    self.start = start
    self.nodes = nodes
  }
}

/// One step of a flow.
public enum FlowNode: Equatable, Sendable {
  /// Prompts, of which one key leads on.
  case menu(Menu)
  /// Prompts, and then the next step.
  case play([PromptName], next: Target)
}

/// A choice by one key.
public struct Menu: Equatable, Sendable {
  /// What is asked, and where each key leads.
  public var question: KeyQuestion<Target>
  /// Where the call goes after the last attempt.
  public var otherwise: Target

  /// Describes a menu.
  public init(_ question: KeyQuestion<Target>, otherwise: Target) {
    self.question = question
    self.otherwise = otherwise
  }
}
