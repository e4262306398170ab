import Records

/// Checks what the files say of each other: every way leads somewhere, and every node can be left.
final class CrossCheck {
  /// The numbers outside that any file names.
  private(set) var forwards: [String] = []

  private let sources: Sources
  private let findings: Findings
  private let hasRegion: ((String) -> Bool)?

  init(_ sources: Sources, _ findings: Findings, hasRegion: ((String) -> Bool)?) {
    self.sources = sources
    self.findings = findings
    self.hasRegion = hasRegion
  }

  func run() {
    for written in sources.routing?.targets ?? [] { check(written, in: nil) }
    for written in sources.calendar.targets { check(written, in: nil) }
    for (name, item) in sources.routing?.names.queues ?? [] { checkQueue(name, item) }
    for written in sources.queues?.targets ?? [] { check(written, in: nil) }
    CentreCheck(sources).run()
    RuleCheck(sources, hasRegion: hasRegion).run()
    for survey in sources.queues?.surveys ?? [] where !sources.surveyNames.contains(survey.name) {
      survey.item.report(.unknownSurvey(survey.name, known: sources.surveyNames))
    }
    for flow in sources.flows {
      for written in flow.targets { check(written, in: flow) }
    }
    FlowCheck(sources).run()
    Ways(sources).check()
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
    case .queue(let name), .callback(let name):
      checkQueue(name, written.item)
    case .survey(let name):
      guard !sources.surveyNames.contains(name) else { return }
      written.item.report(.unknownSurvey(name, known: sources.surveyNames))
    case .forward(let number):
      forwards.append(number)
      // Without trunks.yaml the ways out are the dialplan's own matter.
      if let trunks = sources.trunks, trunks.trunks.isEmpty {
        written.item.report(.forwardWithoutTrunk(number))
      }
    case .announce, .extension, .message, .context, .hangup:
      return
    }
  }

  private func checkQueue(_ name: String, _ item: Item) {
    let known = sources.queues?.places.map(\.queue) ?? []
    // Without queues.yaml the queues are Asterisk's own matter.
    guard sources.queues != nil, !known.contains(name) else { return }
    item.report(.unknownQueue(name, known: known))
  }
}
