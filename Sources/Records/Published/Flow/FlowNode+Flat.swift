extension FlowNode {
  /// The form in which it is published.
  var flat: FlatText {
    var flat = FlatText()
    switch self {
    case .menu(let menu):
      flat.append("kind", "menu")
      menu.question.append(to: &flat) { flat in
        for key in menu.keys { flat.append("key", "\(key.key) \(key.target)") }
      }
      flat.append("otherwise", menu.otherwise)
    case .play(let prompts, let next):
      flat.append("kind", "play")
      flat.append(prompts: prompts)
      flat.append("next", next)
    }
    return flat
  }

  /// Reads the published form; `nil` when a newer program wrote what this one does not know.
  init?(_ flat: FlatText) {
    switch flat["kind"] {
    case "menu":
      guard let menu = Menu(flat) else { return nil }
      self = .menu(menu)
    case "play":
      guard let next = flat["next"].flatMap(Target.init) else { return nil }
      self = .play(flat.prompts, next: next)
    default:
      return nil
    }
  }
}

extension Menu {
  fileprivate init?(_ flat: FlatText) {
    guard let question = KeyQuestion(flat),
      let otherwise = flat["otherwise"].flatMap(Target.init)
    else { return nil }
    self.init(question, keys: [], otherwise: otherwise)
    for line in flat.all("key") {
      guard let key = line.first, let target = Target(String(line.dropFirst(2))) else { return nil }
      keys.append(Key(key, target))
    }
  }
}

extension FlatText {
  var prompts: [PromptName] { all("prompt").map(PromptName.init) }

  mutating func append(prompts: [PromptName]) {
    for prompt in prompts { append("prompt", prompt.name) }
  }
}

extension Duration {
  /// Whole milliseconds, rounded down.
  var milliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
