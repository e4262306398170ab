import ArgumentParser
import Records

/// Tells what happened to a call, and why.
struct Why: Command {
  static let configuration = CommandConfiguration(
    abstract:
      "Tell what happened to a call, in order, and why: route, steps, waits, answers, its end."
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

/// What happened to one call, in order.
struct CallStory {
  var call: CallKey
  var decisions: [RouteDecision]
  var steps: [IVRStep]
  var visits: [QueueVisit]
  var surveys: [SurveyRecord]
  var callbacks: [CallbackRecord]
  var messages: [Message]
  var appointments: [Appointment]
  /// How it ended; `nil` while it goes on, or when nobody could keep it.
  var ending: CallRecord?

  /// What its prompts say that were given as text.
  var words: PromptWords

  init(of call: CallKey, in store: Store) throws {
    self.call = call
    decisions = try store.decisions(of: call)
    steps = try store.steps(of: call)
    visits = try store.visits(of: call)
    surveys = try store.surveys(of: call)
    callbacks = try store.callbacks(of: call)
    messages = try store.messages(of: call)
    appointments = try store.appointments(of: call)
    let revisions = Set(decisions.map(\.revision) + steps.map(\.revision))
    words = PromptWords(
      try revisions.sorted().flatMap { try store.revision(begunWith: $0).texts() }
    )
    ending = try store.call(call)
  }

  func text(in world: World) -> String {
    let lines = [world.text(Phrases.call(call))] + moments(in: world).flatMap(\.lines)
    return lines.map { words.explain($0).printable }.joined(separator: "\n")
  }

  /// Everything that has a time, in its order; what came at the same time stays as it is told.
  private func moments(in world: World) -> [(at: Timestamp, lines: [String])] {
    var moments: [(at: Timestamp, lines: [String])] = []
    for decision in decisions { moments.append((decision.at, text(of: decision, in: world))) }
    for step in steps {
      let event = world.text(Phrases.event(step))
      moments.append((step.at, ["\(world.local(step.at))  \(step.flow) \(step.node): \(event)"]))
    }
    for visit in visits {
      let words = world.text(Phrases.visit(visit))
      moments.append((visit.entered, ["\(world.local(visit.entered))  \(words)"]))
    }
    for record in callbacks {
      let callback = record.callback
      let words = Phrases.promised(
        world.local(callback.promised),
        queue: callback.queue,
        number: callback.number,
        isOwn: callback.isOwnNumber
      )
      moments.append((callback.promised, [world.text(words)]))
    }
    for message in messages {
      let words = world.text(Phrases.left(message))
      moments.append((message.at, ["\(world.local(message.at))  \(words)"]))
    }
    for appointment in appointments {
      let words = world.text(Phrases.taken(appointment, start: world.local(appointment.start)))
      moments.append((appointment.at, ["\(world.local(appointment.at))  \(words)"]))
    }
    for survey in surveys { moments.append((survey.invitation.at, text(of: survey, in: world))) }
    if let ending {
      let duration = Duration.microseconds(ending.ended.microseconds - ending.begun.microseconds)
      let words = world.text(Phrases.ended(ending, duration: duration))
      moments.append((ending.ended, ["\(world.local(ending.ended))  \(words)"]))
    }
    return moments.enumerated().sorted { left, right in
      (left.element.at, left.offset) < (right.element.at, right.offset)
    }.map(\.element)
  }

  private func text(of decision: RouteDecision, in world: World) -> [String] {
    let time = world.local(decision.at)
    let head =
      decision.step == .route
      ? Phrases.routed(
        time,
        caller: decision.caller.normalised ?? world.text(Phrases.withheld),
        dialled: decision.dialled.raw,
        target: decision.targetText,
        rule: decision.rule,
        revision: decision.revision
      ) : Phrases.sentOn(time, decision)
    let reasons = decision.reasons.map { reason in
      "    \(reason.rule): \(world.text(Phrases.verdict(reason.verdict)))"
    }
    let choice = Phrases.choice(decision.settings, priority: decision.priority)
    return [world.text(head)] + reasons + (choice.map { ["    = " + world.text($0)] } ?? [])
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
