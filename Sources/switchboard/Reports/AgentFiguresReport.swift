import Configuration
import Operations
import Records
import Reports
import Sheets

/// Figures of agents, as a table, as comma-separated values or as JSON.
struct AgentFiguresReport: Report {
  var span: Range<Timestamp>
  var agents: [AgentFigures]
  /// Why it is not the whole truth.
  var lacks: [Lack] = []
  var isCSV = false

  func text(in world: World) -> String {
    if isCSV { return csv }
    let time = world.text(
      Phrases.reportSpan(world.local(span.lowerBound), world.local(span.upperBound))
    )
    let lacks = lacks.lines(in: world)
    guard !agents.isEmpty else {
      return ([time, world.text(Phrases.noAgentFigures)] + lacks).joined(separator: "\n")
    }
    let rows = agents.map { agent in
      let pauses = agent.pauses.sorted { $0.key < $1.key }.map { reason, pauses in
        let name = reason.isEmpty ? world.text(Phrases.noPauseReason) : reason
        return "\(name) \(pauses.count)x \(pauses.time.clock)"
      }
      return [
        agent.agent, "\(agent.answered)", agent.talk.clock, agent.averageTalk?.clock ?? "-",
        agent.longestTalk?.clock ?? "-", "\(agent.ringNoAnswers)", "\(agent.callersLeft)",
        // Whom queues.conf names never signs in, as far as queue_log tells.
        agent.signedIn == .zero ? "-" : agent.signedIn.clock, agent.paused.clock,
        pauses.joined(separator: ", "),
      ]
    }
    var parts = [time, Table(Phrases.agentFiguresHead, world.language, rows).text]
    let uncertain = agents.reduce(0) { $0 + $1.uncertain }
    if uncertain > 0 { parts.append(world.text(Phrases.uncertainTimes(uncertain))) }
    return (parts + lacks).joined(separator: "\n")
  }

  private var csv: String {
    let reasons = Set(agents.flatMap(\.pauses.keys)).sorted()
    var csv = CSVWriter(marked: false)
    csv.append(
      [
        "agent", "answered", "talk_seconds", "longest_talk_seconds", "ring_no_answers",
        "callers_left", "signed_in_seconds", "paused_seconds",
      ] + reasons.map { "paused_\($0.isEmpty ? "without_reason" : $0.printable)_seconds" }
    )
    for agent in agents {
      let numbers = [
        agent.answered, agent.talk.whole, agent.longestTalk?.whole ?? 0, agent.ringNoAnswers,
        agent.callersLeft, agent.signedIn.whole, agent.paused.whole,
      ]
      let pauses = reasons.map { agent.pauses[$0]?.time.whole ?? 0 }
      csv.append(
        [CSVWriter.Cell.text(agent.agent.printable)]
          + (numbers + pauses).map { CSVWriter.Cell.number("\($0)") }
      )
    }
    // Whoever writes it ends the line.
    return String(decoding: csv.bytes.dropLast(), as: UTF8.self)
  }
}

extension Duration {
  fileprivate var whole: Int { Int(components.seconds) }
}

/// The names that scripts read. They stay.
extension AgentFiguresReport: Encodable {
  private enum Keys: String, CodingKey {
    case from, to, agents, lacks
  }

  private struct Row: Encodable {
    var agent: String
    var answered: Int
    var talkSeconds: Int
    var longestTalkSeconds: Int?
    var ringNoAnswers: Int
    var callersLeft: Int
    var signedInSeconds: Int
    var pausedSeconds: Int
    var pauses: [Pauses]
    var uncertain: Int

    struct Pauses: Encodable {
      var reason: String
      var count: Int
      var seconds: Int
    }

    init(_ agent: AgentFigures) {
      self.agent = agent.agent
      answered = agent.answered
      talkSeconds = agent.talk.whole
      longestTalkSeconds = agent.longestTalk?.whole
      ringNoAnswers = agent.ringNoAnswers
      callersLeft = agent.callersLeft
      signedInSeconds = agent.signedIn.whole
      pausedSeconds = agent.paused.whole
      pauses = agent.pauses.sorted { $0.key < $1.key }.map {
        Pauses(reason: $0.key, count: $0.value.count, seconds: $0.value.time.whole)
      }
      uncertain = agent.uncertain
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(span.lowerBound.description, forKey: .from)
    try container.encode(span.upperBound.description, forKey: .to)
    try container.encode(agents.map(Row.init), forKey: .agents)
    try container.encode(lacks.map(LackRow.init), forKey: .lacks)
  }
}
