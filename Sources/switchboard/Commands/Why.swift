import ArgumentParser
import Records

/// Tells what happened to a call, and why.
struct Why: Command {
  static let configuration = CommandConfiguration(
    abstract: "Tell what happened to a call, and why: its route, its steps, its answers."
  )

  @Argument(help: "The call's uniqueid, as in the CDR.")
  var call: String

  @Option(help: "The Asterisk (its systemname), where several have a call of that uniqueid.")
  var node: String?

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> CallReport {
    let store = try store.open(in: world)
    let calls = try store.calls(uniqueid: call).filter { node == nil || $0.node == node }
    guard !calls.isEmpty else { throw Phrases.unknownCall(call) }
    return CallReport(calls: try calls.map { try CallStory(of: $0, in: store) })
  }
}

/// The stories of all calls that were asked for.
struct CallReport: Report {
  var calls: [CallStory]

  func text(in world: World) -> String {
    calls.map { $0.text(in: world) }.joined(separator: "\n\n")
  }
}

/// What happened to one call.
struct CallStory {
  var call: CallKey
  var decisions: [RouteDecision]
  var steps: [IVRStep]
  var surveys: [SurveyRecord]
  var callbacks: [CallbackRecord]

  init(of call: CallKey, in store: Store) throws {
    self.call = call
    decisions = try store.decisions(of: call)
    steps = try store.steps(of: call)
    surveys = try store.surveys(of: call)
    callbacks = try store.callbacks(of: call)
  }

  func text(in world: World) -> String {
    var lines = [world.text(Phrases.call(call))]
    for decision in decisions { lines += text(of: decision, in: world) }
    for step in steps {
      let event = world.text(Phrases.event(step))
      lines.append("\(world.local(step.at))  \(step.flow) \(step.node): \(event)")
    }
    for record in callbacks {
      let callback = record.callback
      let words = Phrases.promised(
        world.local(callback.promised),
        queue: callback.queue,
        number: callback.number,
        isOwn: callback.isOwnNumber
      )
      lines.append(world.text(words))
    }
    for survey in surveys { lines += text(of: survey, in: world) }
    return lines.map(\.printable).joined(separator: "\n")
  }

  private func text(of decision: RouteDecision, in world: World) -> [String] {
    let head = Phrases.routed(
      world.local(decision.at),
      caller: decision.caller.normalised ?? world.text(Phrases.withheld),
      dialled: decision.dialled.raw,
      target: decision.targetText,
      rule: decision.rule,
      revision: decision.revision
    )
    let reasons = decision.reasons.map { reason in
      "    \(reason.rule): \(world.text(Phrases.verdict(reason.verdict)))"
    }
    return [world.text(head)] + reasons
  }

  private func text(of survey: SurveyRecord, in world: World) -> [String] {
    let invitation = survey.invitation
    let words = Phrases.invited(
      invitation.survey,
      queue: invitation.queue,
      agent: invitation.agent
    )
    let way: [String] =
      switch invitation.way {
      case .sent: ["    " + world.text(Phrases.sent)]
      case .outbound: ["    " + world.text(Phrases.outbound)]
      case .inbound, .other: []
      }
    let head = ["\(world.local(invitation.at))  \(world.text(words))"] + way
    if let skip = invitation.skip { return head + ["    " + world.text(Phrases.skip(skip))] }
    if survey.answers.isEmpty { return head + ["    " + world.text(Phrases.noAnswer)] }
    return head
      + survey.answers.map { answer in
        let said = answer.comment.map { world.text(Phrases.comment($0)) }
        return "    \(answer.question): " + (said ?? "\(answer.answer) \(answer.meaning)")
      }
  }
}
