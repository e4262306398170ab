import Records

/// Reads `ivr/NAME.yaml`: what a caller meets.
struct FlowReader {
  var flow: Flow
  /// All places named, to be checked against the other files.
  var targets: [WrittenTarget] = []
  /// Where each node was written, in that order.
  private(set) var places: [(node: String, item: Item)] = []

  init?(name: String, _ root: Section) {
    flow = Flow(name: name, start: "", nodes: [:])
    root.allow([("start", "main"), ("nodes", "{main: {menu: welcome, ...}}"), Section.languageKey])
    root.readLanguage()
    let example = "nodes: {main: {menu: welcome, ...}}"
    guard
      let section = root.needed("nodes", example: example)?.section(
        example: "main: {menu: welcome}"
      )
    else { return nil }
    for (key, value) in section.items { readNode(key, value) }
    guard let first = places.first else { return nil }
    flow.start = root["start"]?.text(example: first.node) ?? first.node
    if let start = root["start"], !known.contains(flow.start) {
      start.report(.unknownNode(flow.start, flow: name, known: known.sorted()))
    }
  }

  /// The names of all nodes, of those that could not be read too.
  private(set) var known: Set<String> = []

  private mutating func readNode(_ key: Item, _ value: Item) {
    guard let name = key.text(example: "main") else { return }
    guard Name.isReadable(name), !Target.verbs.contains(name) else {
      key.report(.badName(name))
      return
    }
    places.append((name, key))
    known.insert(name)
    guard let section = value.section(example: "{menu: welcome, keys: {1: queue sales}}") else {
      return
    }
    if section.has("menu") {
      flow.nodes[name] = menu(section)
    } else if section.has("play") {
      flow.nodes[name] = play(section)
    } else {
      section.report(.missingKey("menu", example: "menu: PROMPT, or play: PROMPT"))
    }
  }

  private mutating func menu(_ section: Section) -> FlowNode? {
    section.allow(
      [("menu", "welcome"), ("keys", "{1: queue sales}"), ("otherwise", "queue sales")]
        + Section.mannerKeys
    )
    var question = KeyQuestion(
      section.needed("menu", example: "menu: welcome")?.prompts() ?? [],
      attempts: 3
    )
    section.readManner(of: &question)
    var menuKeys: [Menu.Key] = []
    if let keys = section.needed("keys", example: "keys: {1: queue sales}")?
      .section(example: "1: queue sales")
    {
      for (key, value) in keys.items {
        guard let digit = key.phoneKey(), let target = value.target() else { continue }
        targets.append(target)
        menuKeys.append(.init(digit, target.target))
      }
    }
    guard let otherwise = section.needed("otherwise", example: "otherwise: queue sales")?.target()
    else { return nil }
    targets.append(otherwise)
    return .menu(Menu(question, keys: menuKeys, otherwise: otherwise.target))
  }

  private mutating func play(_ section: Section) -> FlowNode? {
    section.allow([("play", "welcome"), ("next", "hangup")])
    let prompts = section.needed("play", example: "play: welcome")?.prompts() ?? []
    guard let next = section.needed("next", example: "next: hangup")?.target() else { return nil }
    targets.append(next)
    return .play(prompts, next: next.target)
  }
}
