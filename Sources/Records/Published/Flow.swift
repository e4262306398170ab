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
  /// What is played; a key may be pressed at any moment.
  public var prompts: [PromptName]
  /// Where each key leads.
  public var keys: [Key]
  /// How often the prompts are played at most.
  public var attempts: Int
  /// How long a key is waited for after the prompts.
  public var wait: Duration
  /// Played after a key that leads nowhere.
  public var wrong: PromptName?
  /// Played when no key came.
  public var silence: PromptName?
  /// Where the call goes after the last attempt.
  public var otherwise: Target

  /// Describes a menu.
  public init(
    prompts: [PromptName],
    keys: [Key],
    attempts: Int = 3,
    wait: Duration = .seconds(5),
    wrong: PromptName? = nil,
    silence: PromptName? = nil,
    otherwise: Target
  ) {
    self.prompts = prompts
    self.keys = keys
    self.attempts = attempts
    self.wait = wait
    self.wrong = wrong
    self.silence = silence
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

  /// Where a key leads; `nil` when it leads nowhere.
  public func target(of key: Character) -> Target? {
    keys.first { $0.key == key }?.target
  }
}
