import Records

/// The names that scripts read. They stay.
extension CallStory: Encodable {
  private enum Keys: String, CodingKey {
    case node, uniqueid, routes, steps, visits, surveys, callbacks, messages, appointments, ending
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(call.node, forKey: .node)
    try container.encode(call.uniqueid, forKey: .uniqueid)
    try container.encode(decisions.map(Route.init), forKey: .routes)
    try container.encode(steps.map(Step.init), forKey: .steps)
    try container.encode(visits.map(Visit.init), forKey: .visits)
    try container.encode(surveys.map(SurveyRow.init), forKey: .surveys)
    try container.encode(callbacks.map(CallbackRow.init), forKey: .callbacks)
    try container.encode(messages.map(MessageRow.init), forKey: .messages)
    try container.encode(appointments.map(AppointmentRow.init), forKey: .appointments)
    try container.encodeIfPresent(ending.map(Ending.init), forKey: .ending)
  }

  private struct Visit: Encodable {
    var entered: String
    var queue: String
    var waitSeconds: Double
    var agent: String
    var interface: String
    var talkSeconds: Double?
    var ended: String
    var direct: Bool

    init(_ visit: QueueVisit) {
      entered = visit.entered.precise
      queue = visit.queue
      waitSeconds = Double(visit.wait.microseconds) / 1_000_000
      agent = visit.agent
      interface = visit.interface
      talkSeconds = visit.talk.map { Double($0.microseconds) / 1_000_000 }
      ended = visit.end.rawValue
      direct = visit.isDirect
    }
  }

  private struct Ending: Encodable {
    var begun: String
    var ended: String
    var language: String
    var cause: Int
    var agent: String
    var queue: String
    var dropped: Bool

    init(_ call: CallRecord) {
      begun = call.begun.precise
      ended = call.ended.precise
      language = call.language
      cause = call.cause
      agent = call.agent
      queue = call.queue
      dropped = call.isDropped
    }
  }

  private struct Route: Encodable {
    var at: String
    var revision: Int
    var callerRaw: String
    var caller: String?
    var dialled: String
    var step: String
    var rule: String
    var target: String
    var priority: Int?
    var penalty: String?
    var agentFirst: String?
    var reasons: [Reason]

    struct Reason: Encodable {
      var rule: String
      var verdict: String
    }

    init(_ decision: RouteDecision) {
      at = decision.at.precise
      revision = decision.revision
      callerRaw = decision.caller.raw
      caller = decision.caller.normalised
      dialled = decision.dialled.raw
      step = decision.step.rawValue
      rule = decision.rule
      target = decision.targetText
      penalty = decision.settings.penalties?.description
      agentFirst = decision.settings.agent
      priority = decision.priority
      reasons = decision.reasons.map { Reason(rule: $0.rule, verdict: $0.verdict.description) }
    }
  }

  private struct Step: Encodable {
    var at: String
    var revision: Int
    var flow: String
    var node: String
    var event: String
    var keys: String
    var target: String?

    init(_ step: IVRStep) {
      at = step.at.precise
      revision = step.revision
      flow = step.flow
      node = step.node
      event = step.event.rawValue
      keys = step.keys
      target = step.targetText
    }
  }
}

/// One invitation, as scripts read it.
struct SurveyRow: Encodable {
  var at: String
  var node: String
  var uniqueid: String
  var survey: String
  var queue: String
  var agent: String
  var interface: String
  var language: String
  var revision: Int
  var caller: String?
  var linkedid: String
  var way: String
  /// Why the caller was not invited; left out for who was.
  var skipped: String?
  var answers: [Answer]

  struct Answer: Encodable {
    var question: String
    var at: String
    var answer: String
    var meaning: String
    var kind: String
    var satisfied: Bool?
    var file: String?
    var milliseconds: Int?
  }

  init(_ record: SurveyRecord) {
    at = record.invitation.at.precise
    node = record.call.node
    uniqueid = record.call.uniqueid
    survey = record.invitation.survey
    queue = record.invitation.queue
    agent = record.invitation.agent
    interface = record.invitation.interface
    language = record.invitation.language
    revision = record.invitation.revision
    caller = record.invitation.caller
    linkedid = record.invitation.linkedID
    way = record.invitation.way.rawValue
    skipped = record.invitation.skip?.rawValue
    answers = record.answers.map { answer in
      Answer(
        question: answer.question,
        at: answer.at.precise,
        answer: answer.answer,
        meaning: answer.meaning,
        kind: answer.kind.rawValue,
        satisfied: answer.isSatisfied,
        file: answer.comment?.file,
        milliseconds: answer.comment?.milliseconds
      )
    }
  }
}
