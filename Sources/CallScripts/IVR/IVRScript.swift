import AGI
import Database
import Records

/// `agi-ivr FLOW [NODE]`: leads a caller through a flow.
struct IVRScript: Script {
  /// The name under which the dialplan calls it.
  static let name = "agi-ivr"

  /// More steps than any caller takes: something goes in a circle.
  private static let longestWalk = 500

  var location = StoreLocation.find()

  private(set) var session: Session?
  private(set) var flow = ""
  private(set) var node = ""

  /// Goes from node to node until the flow is left.
  mutating func run(_ call: Call) throws {
    let arguments = call.environment.arguments
    guard let flow = arguments.first, !flow.isEmpty else {
      throw AGIError(
        AGIError.Code(rawValue: "noFlow"),
        doing: Self.name,
        reason: "write AGI(agi-ivr,FLOW) in the dialplan"
      )
    }
    self.flow = flow
    node = arguments.dropFirst().first ?? ""
    try Session.conduct(call, as: Self.name, at: location) { session in
      self.session = session
      try call.answer()
      return try walk(session)
    }
  }

  /// Keeps where the caller left; a server that stops says where the dialplan goes on.
  mutating func ended(_ call: DeadCall) throws {
    guard !node.isEmpty else { return }
    switch call.end {
    case .hangup: keep(.hangup)
    case .shutdown: try call.set("SWB_NODE", to: node)
    }
  }

  private mutating func walk(_ session: Session) throws -> NextStep {
    if node.isEmpty { node = try session.revision.start(ofFlow: flow) }
    for _ in 1...Self.longestWalk {
      let target =
        switch try session.revision.node(node, ofFlow: flow) {
        case .menu(let menu): try choose(menu, session)
        case .play(let prompts, let next): try listen(to: prompts, next, session)
        case .go(let target): target
        default: throw AGIError(AGIError.Code(rawValue: "node"), doing: node, reason: "not yet")
        }
      guard case .node(let next) = target else { return try session.next(target) }
      node = next
    }
    throw AGIError(
      AGIError.Code(rawValue: "circle"),
      doing: "flow \(flow)",
      reason: "\(Self.longestWalk) steps without an end"
    )
  }

  private func listen(
    to prompts: [PromptName],
    _ next: Target,
    _ session: Session
  ) throws -> Target {
    // A key pressed ahead cuts the prompts and answers the menu that follows.
    try session.play(prompts, cutBy: .keypad)
    let wasSilent = session.missing.count == prompts.count
    keepMissing(session)
    if !wasSilent { keep(.played, target: next) }
    return next
  }

  private func choose(_ menu: Menu, _ session: Session) throws -> Target {
    let chosen = try session.ask(menu.question, answer: menu.target(of:)) { miss in
      switch miss {
      case .wrong(let key): keep(.wrong, key)
      case .silence: keep(.silence)
      }
    }
    keepMissing(session)
    guard let chosen else {
      keep(.otherwise, target: menu.otherwise)
      return menu.otherwise
    }
    keep(.key, chosen.key, target: chosen.answer)
    return chosen.answer
  }

  /// What the caller did not hear is part of the story.
  private func keepMissing(_ session: Session) {
    for prompt in session.missing { keep(.missing, target: .announce(prompt)) }
    session.missing = []
  }

  private func keep(_ event: IVRStep.Event, _ key: Character? = nil, target: Target? = nil) {
    guard let session else { return }
    let step = IVRStep(
      at: .now(),
      revision: session.revision.number,
      flow: flow,
      node: node,
      event: event,
      keys: key.map { String($0) } ?? "",
      target: target
    )
    session.keep { store throws(DatabaseError) in try store.record(step, of: session.key) }
  }
}
