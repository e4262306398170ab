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
  /// An offer to be called back by a queue's agent.
  case callback(String)
  /// A number outside; only those that the configuration names are dialled.
  case forward(String)
  /// A place in a dialplan of the site's own.
  case context(String, extension: String? = nil)
  /// The end.
  case hangup
}

extension Target: LosslessStringConvertible {
  /// The verbs that a text may begin with.
  public static let verbs = [
    "queue", "flow", "announce", "extension", "message", "survey", "callback", "forward", "context",
    "hangup",
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
    case ("callback", 2): self = .callback(words[1])
    case ("forward", 2): self = .forward(words[1])
    case ("context", 2): self = .context(words[1])
    case ("context", 3): self = .context(words[1], extension: words[2])
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
    case .callback(let queue): "callback \(queue)"
    case .forward(let number): "forward \(number)"
    case .context(let context, nil): "context \(context)"
    case .context(let context, let place?): "context \(context) \(place)"
    case .hangup: "hangup"
    }
  }
}
