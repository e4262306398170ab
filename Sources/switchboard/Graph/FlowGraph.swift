import Records

/// A flow as boxes and arrows, before anybody knows how they are drawn.
struct FlowGraph {
  /// A box.
  struct Box {
    /// The lines in it; the first is its name.
    var lines: [String]
    var kind: Kind

    enum Kind {
      /// Where the flow begins.
      case start
      /// A node.
      case node
      /// A place outside the flow.
      case outside
    }
  }

  /// An arrow between two boxes, by their places in ``boxes``.
  struct Arrow {
    var from: Int
    var to: Int
    /// What leads there: keys, or what happens.
    var words: [String]
    /// Whether a caller comes there who presses nothing.
    var isSilent: Bool
  }

  let name: String
  private let words: PromptWords
  private let language: String?
  private(set) var boxes: [Box] = []
  private(set) var arrows: [Arrow] = []

  private var places: [Target: Int] = [:]
  private var known: [Pair: Int] = [:]

  private struct Pair: Hashable {
    var from: Int
    var to: Int
  }

  /// Reads a flow: the first box is where it begins, the others follow as callers come to them.
  init(_ flow: Flow, _ words: PromptWords, language: String?) {
    name = flow.name
    self.words = words
    self.language = language
    var waiting = [flow.start][...]
    var rest = flow.nodes.keys.sorted()[...]
    var isRead: Set<String> = []
    while let node = waiting.popFirst() ?? rest.popFirst() {
      guard let content = flow.nodes[node], isRead.insert(node).inserted else { continue }
      let from = place(of: .node(node))
      boxes[from] = Box(
        lines: [node] + content.summary(words, language: language),
        kind: node == flow.start ? .start : .node
      )
      for way in content.ways {
        connect(from, way.word, way.target, isSilent: way.isSilent)
        if case .node(let next) = way.target { waiting.append(next) }
      }
      if let person = flow.operator, content.asks, !content.hasOwnZero {
        connect(from, "0", person, isSilent: false)
        if case .node(let next) = person { waiting.append(next) }
      }
    }
  }

  private mutating func place(of target: Target) -> Int {
    if let place = places[target] { return place }
    places[target] = boxes.count
    let isNode = if case .node = target { true } else { false }
    boxes.append(Box(lines: [title(of: target)], kind: isNode ? .node : .outside))
    return boxes.count - 1
  }

  /// The target as it is written; of a text, its words.
  private func title(of target: Target) -> String {
    guard case .announce(let prompt) = target, prompt.isText,
      let text = words.text(of: prompt.path, in: language)
    else { return target.description }
    return "announce “\(text.shortened(to: 28))”"
  }

  private mutating func connect(
    _ from: Int,
    _ word: String,
    _ target: Target,
    isSilent: Bool
  ) {
    let to = place(of: target)
    if let arrow = known[Pair(from: from, to: to)] {
      arrows[arrow].words.append(word)
      arrows[arrow].isSilent = arrows[arrow].isSilent || isSilent
    } else {
      known[Pair(from: from, to: to)] = arrows.count
      arrows.append(Arrow(from: from, to: to, words: [word], isSilent: isSilent))
    }
  }
}

extension FlowNode {
  /// Whether a caller is asked for keys here, so that the flow's 0 is offered.
  fileprivate var asks: Bool {
    switch self {
    case .menu, .collect, .pin, .language, .record, .appointment: true
    default: false
    }
  }

  /// What is done here, in a line or two.
  fileprivate func summary(_ words: PromptWords, language: String?) -> [String] {
    func first(_ prompts: [PromptName]) -> [String] {
      guard let prompt = prompts.first else { return [] }
      let text = prompt.isText ? words.text(of: prompt.path, in: language) : prompt.name
      return [(text ?? prompt.name).shortened(to: 28) + (prompts.count > 1 ? " ..." : "")]
    }
    switch self {
    case .menu(let menu): return first(menu.question.prompts)
    case .play(let prompts, _): return first(prompts)
    case .say(let say):
      return say.parts.prefix(3).map { part in
        switch part {
        case .prompt(let prompt): first([prompt]).first ?? ""
        case .value(let value, let manner): "\(manner.rawValue) \(value)".shortened(to: 28)
        }
      }
    case .collect(let collect): return ["collect {\(collect.variable)}"]
    case .pin: return ["pin"]
    case .language(let choice):
      return ["language " + choice.keys.map { "\($0.key) \($0.language)" }.joined(separator: ", ")]
    case .hours(let hours, _, _): return ["hours \(hours)"]
    case .set(let assignments, _):
      return assignments.prefix(3).map { "{\($0.variable)} = \($0.value)".shortened(to: 28) }
    case .lookup(let lookup): return ["lookup \(lookup.source)".shortened(to: 28)]
    case .record(let message): return ["record \(message.mailbox)"]
    case .appointment(let offer): return ["appointment \(offer.book)"]
    case .queue(let entry): return ["queue \(entry.queue)"]
    case .go(let target): return ["\(target)".shortened(to: 28)]
    }
  }
}

extension String {
  /// The beginning, in so many columns of a terminal at most.
  fileprivate func shortened(to width: Int) -> String {
    var columns = 0
    var short = ""
    for character in self {
      columns += String(character).columns
      guard columns <= width else { return short + "…" }
      short.append(character)
    }
    return short
  }
}
