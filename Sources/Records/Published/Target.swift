/// Where a call goes next.
///
/// One grammar serves the YAML, the store and the answers to "why": a verb and a name
/// (`queue sales`), or the name of a node alone.
public enum Target: Hashable, Sendable {
  /// Another node of the same flow.
  case node(String)
  /// A flow from its start, or from one of its nodes.
  case flow(String, node: String? = nil)
  /// A queue.
  case queue(String)
  /// A prompt, and then the end.
  case announce(PromptName)
  /// A phone inside.
  case `extension`(String)
  /// A mailbox that records a message.
  case message(String)
  /// A survey.
  case survey(String)
  /// The end.
  case hangup
}

extension Target: LosslessStringConvertible {
  /// The verbs that a text may begin with.
  public static let verbs = [
    "queue", "flow", "announce", "extension", "message", "survey", "hangup",
  ]

  /// Reads the form that ``description`` writes; `nil` when it has another.
  public init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("queue", 2): self = .queue(words[1])
    case ("flow", 2): self = .flow(words[1])
    case ("flow", 3): self = .flow(words[1], node: words[2])
    case ("announce", 2): self = .announce(PromptName(words[1]))
    case ("extension", 2): self = .extension(words[1])
    case ("message", 2): self = .message(words[1])
    case ("survey", 2): self = .survey(words[1])
    case ("hangup", 1): self = .hangup
    case (let node?, 1) where !Self.verbs.contains(node): self = .node(node)
    default: return nil
    }
  }

  /// The target as it is written.
  public var description: String {
    switch self {
    case .node(let node): node
    case .flow(let flow, nil): "flow \(flow)"
    case .flow(let flow, let node?): "flow \(flow) \(node)"
    case .queue(let queue): "queue \(queue)"
    case .announce(let prompt): "announce \(prompt)"
    case .extension(let number): "extension \(number)"
    case .message(let mailbox): "message \(mailbox)"
    case .survey(let survey): "survey \(survey)"
    case .hangup: "hangup"
    }
  }
}
