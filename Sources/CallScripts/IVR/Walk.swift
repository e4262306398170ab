import AGI
import Database
import Records

/// One caller's way through a flow.
///
/// What is done at a node is in `Nodes`, a file for each kind.
final class Walk {
  let session: Session
  let flow: String
  private(set) var node: String

  /// Where the key 0 leads at this node.
  private(set) var person: Target?

  /// The mailbox of a message that is being recorded.
  var mailbox: String?

  /// More steps than any caller takes: something goes in a circle.
  private static let longest = 500

  init(_ session: Session, flow: String, node: String) {
    self.session = session
    self.flow = flow
    self.node = node
  }

  /// Goes from node to node until the flow is left.
  func run() throws -> NextStep {
    if node.isEmpty { node = try session.revision.start(ofFlow: flow) }
    for _ in 1...Self.longest {
      let step = try session.revision.step(node, ofFlow: flow)
      person = step.operator
      if case .queue(let entry) = step.node { return try enter(entry) }
      let target = try visit(step.node)
      guard case .node(let next) = target else { return try leave(to: target) }
      node = next
    }
    throw AGIError(
      AGIError.Code(rawValue: "circle"),
      doing: "flow \(flow)",
      reason: "\(Self.longest) steps without an end"
    )
  }

  private func visit(_ node: FlowNode) throws -> Target {
    switch node {
    case .menu(let menu): try choose(menu)
    case .play(let prompts, let next): try listen(to: prompts, next)
    case .say(let say): try hear(say)
    case .collect(let collect): try enter(collect)
    case .pin(let check): try prove(check)
    case .language(let choice): try choose(choice)
    case .hours(let hours, let open, let closed): try look(at: hours, open, closed)
    case .set(let assignments, let next): try set(assignments, next)
    case .lookup(let lookup): try look(up: lookup)
    case .record(let message): try speak(message)
    case .appointment(let offer): try take(offer)
    case .queue(let entry): .queue(entry.queue)
    case .go(let target): go(to: target)
    }
  }

  private func go(to target: Target) -> Target {
    keep(.left, target: target)
    return target
  }

  /// Leaves the flow; who has pressed 0 while something was played goes to a person.
  private func leave(to target: Target) throws -> NextStep {
    if let person, person != target, try session.hasPressed("0") {
      keep(.person, "0", target: person)
      return try step(to: person)
    }
    return try step(to: target)
  }

  private func step(to target: Target) throws -> NextStep {
    guard case .node(let node) = target else { return try session.next(target) }
    return try session.next(.flow(flow, node: node))
  }

  // MARK: - Rows

  /// What the caller did not hear is part of the story.
  func keepMissing() {
    for prompt in session.missing { keep(.missing, target: .announce(prompt)) }
    session.missing = []
  }

  func keep(_ event: IVRStep.Event, _ keys: String = "", target: Target? = nil) {
    let step = IVRStep(
      at: .now(),
      revision: session.revision.number,
      flow: flow,
      node: node,
      event: event,
      keys: keys,
      target: target
    )
    let key = session.key
    session.keep { store throws(DatabaseError) in try store.record(step, of: key) }
  }

  func keepMiss(_ miss: Miss) {
    switch miss {
    case .wrong(let key): keep(.wrong, String(key))
    case .silence: keep(.silence)
    }
  }

  /// Goes on after the last attempt.
  func otherwise(_ target: Target) -> Target {
    keep(.otherwise, target: target)
    return target
  }

  /// Goes to a person, by the key 0.
  func toPerson(_ target: Target) -> Target {
    keep(.person, "0", target: target)
    return target
  }
}
