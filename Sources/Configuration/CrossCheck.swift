import Records

/// Checks what the files say of each other: every way leads somewhere, and every node can be left.
struct CrossCheck {
  private let sources: Sources
  private let findings: Findings

  init(_ sources: Sources, _ findings: Findings) {
    self.sources = sources
    self.findings = findings
  }

  func run() {
    for written in sources.routing?.targets ?? [] { check(written, in: nil) }
    for survey in sources.queues?.surveys ?? [] where !sources.surveyNames.contains(survey.name) {
      survey.item.report(.unknownSurvey(survey.name, known: sources.surveyNames))
    }
    for flow in sources.flows {
      for written in flow.targets { check(written, in: flow) }
      checkWays(flow)
    }
  }

  private func check(_ written: WrittenTarget, in flow: FlowReader?) {
    switch written.target {
    case .node(let node):
      guard let flow else { return written.item.report(.nodeOutsideFlow(node)) }
      guard !flow.known.contains(node) else { return }
      written.item.report(.unknownNode(node, flow: flow.flow.name, known: flow.known.sorted()))
    case .flow(let name, let node):
      guard sources.flowNames.contains(name) else {
        return written.item.report(.unknownFlow(name, known: sources.flowNames))
      }
      guard let node, let other = sources.flows.first(where: { $0.flow.name == name }),
        !other.known.contains(node)
      else { return }
      written.item.report(.unknownNode(node, flow: name, known: other.known.sorted()))
    case .queue(let name):
      let known = sources.queues?.queues.map(\.name) ?? []
      // Without queues.yaml the queues are Asterisk's own matter.
      guard sources.queues != nil, !known.contains(name) else { return }
      written.item.report(.unknownQueue(name, known: known))
    case .survey(let name):
      guard !sources.surveyNames.contains(name) else { return }
      written.item.report(.unknownSurvey(name, known: sources.surveyNames))
    case .announce, .extension, .message, .hangup:
      return
    }
  }
}

// MARK: - Ways through a flow

extension CrossCheck {
  private func checkWays(_ reader: FlowReader) {
    let flow = reader.flow
    // A flow with nodes that could not be read has mistakes enough already.
    guard reader.known.allSatisfy({ flow.nodes[$0] != nil }) else { return }
    let reached = reached(in: flow)
    for (node, item) in reader.places where !reached.contains(node) {
      item.report(.unreachableNode(node))
    }
    let leaving = nodesWithAWayOut(in: flow)
    let trapped = reader.places.filter { reached.contains($0.node) && !leaving.contains($0.node) }
    if let first = trapped.first {
      first.item.report(.noWayOut(trapped.map(\.node)))
    }
  }

  private func reached(in flow: Flow) -> Set<String> {
    // Other flows may enter at any node that they name.
    let entries =
      sources.flows.flatMap(\.targets).map(\.target)
      + (sources.routing?.targets.map(\.target) ?? [])
    var waiting = [flow.start]
    for case .flow(flow.name, let node?) in entries { waiting.append(node) }
    var reached: Set<String> = []
    while let node = waiting.popLast() {
      guard reached.insert(node).inserted else { continue }
      for case .node(let next) in flow.nodes[node]?.targets ?? [] { waiting.append(next) }
    }
    return reached
  }

  /// The nodes from which a caller can get out of the flow, going backwards from the exits.
  private func nodesWithAWayOut(in flow: Flow) -> Set<String> {
    var before: [String: [String]] = [:]
    var waiting: [String] = []
    for (node, content) in flow.nodes {
      for target in content.targets {
        if case .node(let next) = target {
          before[next, default: []].append(node)
        } else {
          waiting.append(node)
        }
      }
    }
    var leaving: Set<String> = []
    while let node = waiting.popLast() {
      guard leaving.insert(node).inserted else { continue }
      waiting += before[node] ?? []
    }
    return leaving
  }
}

extension FlowNode {
  /// All places where it leads.
  fileprivate var targets: [Target] {
    switch self {
    case .menu(let menu): menu.question.keys.map(\.answer) + [menu.otherwise]
    case .play(_, let next): [next]
    }
  }
}
