/// Everything that a revision says.
public struct PublishedConfiguration: Equatable, Sendable {
  /// The rules, in the order in which they are tried.
  public var rules: [RoutingRule] = []
  /// Numbers by the list that they are on.
  public var lists: [String: [PhoneNumber]] = [:]
  /// Opening hours.
  public var hours: [OpeningHours] = []
  /// Holidays, and weekends that are worked.
  public var days: [CalendarDay] = []
  /// The zone in which the calendar's days begin and end.
  public var zone: String?
  /// Queues.
  public var queues: [QueueSettings] = []
  /// Flows.
  public var flows: [Flow] = []
  /// Surveys.
  public var surveys: [Survey] = []
  /// How Asterisk rings the queues.
  public var ringing: [QueueRinging] = []
  /// Who takes calls.
  public var agents: [AgentSettings] = []
  /// The ways to the outside, the first being for all that names none.
  public var trunks: [TrunkSettings] = []
  /// The numbers outside that callers may be sent on to, and no others.
  public var forwards: [String] = []
  /// What holds for the whole centre.
  public var settings = Settings()
  /// The Asterisks that the daemon follows.
  public var servers: [ServerSettings] = []
  /// Who may do what by the daemon's control socket.
  public var roles: [RoleSettings] = []
  /// How numbers are written and dialled.
  public var numbers = NumberPlan.china
  /// Prompts that are given as text.
  public var texts: [PromptText] = []

  /// A revision that says nothing.
  public init() {}
}

/// One row of a revision.
struct PublishedRow: Hashable {
  /// What is said by a row.
  enum Kind: String {
    case rule, listed, hours, day, calendar, queue, flow, node, survey, question
    case ringing, agent, trunk, forward, settings
    case text, numbers, server, role
  }

  var kind: Kind
  var name: String
  var part: String
  var body: String

  init(_ kind: Kind, _ name: String, part: String = "", _ flat: FlatText = FlatText()) {
    self.kind = kind
    self.name = name
    self.part = part
    body = flat.encoded
  }

  /// A place in an order, as a key that sorts.
  static func place(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }
}

extension PublishedConfiguration {
  /// The rows of a revision that says this, each small enough to be read alone.
  var rows: [PublishedRow] {
    var rows: [PublishedRow] = []
    for (index, rule) in rules.enumerated() {
      rows.append(PublishedRow(.rule, "", part: PublishedRow.place(index), rule.flat))
    }
    for (list, numbers) in lists.sorted(by: { $0.key < $1.key }) {
      for number in Set(numbers.compactMap(\.normalised)).sorted() {
        rows.append(PublishedRow(.listed, list, part: number))
      }
    }
    for hours in hours { rows.append(PublishedRow(.hours, hours.name, hours.flat)) }
    for day in days { rows.append(PublishedRow(.day, day.date.description, day.flat)) }
    if let zone {
      var flat = FlatText()
      flat.append("zone", zone)
      rows.append(PublishedRow(.calendar, "", flat))
    }
    for queue in queues { rows.append(PublishedRow(.queue, queue.name, queue.flat)) }
    for flow in flows { rows += flow.rows }
    for survey in surveys { rows += survey.rows }
    for ringing in ringing { rows.append(PublishedRow(.ringing, ringing.queue, ringing.flat)) }
    for agent in agents { rows.append(PublishedRow(.agent, agent.number, agent.flat)) }
    for (index, trunk) in trunks.enumerated() {
      rows.append(PublishedRow(.trunk, trunk.name, part: PublishedRow.place(index), trunk.flat))
    }
    for number in Set(forwards).sorted() { rows.append(PublishedRow(.forward, number)) }
    if settings != Settings() { rows.append(PublishedRow(.settings, "", settings.flat)) }
    for server in servers { rows.append(PublishedRow(.server, server.name, server.flat)) }
    for role in roles { rows.append(PublishedRow(.role, role.role.rawValue, role.flat)) }
    if numbers != .china { rows.append(PublishedRow(.numbers, "", numbers.flat)) }
    for text in texts { rows.append(PublishedRow(.text, text.prompt.name, text.flat)) }
    return rows
  }
}

extension Flow {
  fileprivate var rows: [PublishedRow] {
    var head = FlatText()
    head.append("start", start)
    head.append("operator", `operator`)
    var rows = [PublishedRow(.flow, name, head)]
    for (node, content) in nodes.sorted(by: { $0.key < $1.key }) {
      rows.append(PublishedRow(.node, name, part: node, content.flat(operator: `operator`)))
    }
    return rows
  }
}

extension Survey {
  fileprivate var rows: [PublishedRow] {
    var head = FlatText()
    head.append("thanks", thanks)
    invites.append(to: &head)
    var rows = [PublishedRow(.survey, name, head)]
    for (index, question) in questions.enumerated() {
      rows.append(PublishedRow(.question, name, part: PublishedRow.place(index), question.flat))
    }
    return rows
  }
}
