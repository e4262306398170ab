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
  /// What is asked.
  public var question: KeyQuestion
  /// Where each key leads.
  public var keys: [Key]
  /// Where the call goes after the last attempt.
  public var otherwise: Target

  /// Describes a menu.
  public init(_ question: KeyQuestion, keys: [Key], otherwise: Target) {
    self.question = question
    self.keys = keys
    self.otherwise = otherwise
  }

  /// A key and where it leads.
  public struct Key: Equatable, Sendable {
    /// The key.
    public var key: Character
    /// Where it leads.
    public var target: Target

    /// Describes a key.
    public init(_ key: Character, _ target: Target) {
      self.key = key
      self.target = target
    }
  }

  /// Where a key leads; `nil` when it is no answer.
  public func target(of key: Character) -> Target? {
    keys.first { $0.key == key }?.target
  }
}
