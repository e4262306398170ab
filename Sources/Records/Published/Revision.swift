public import Database

/// One published revision, read row by row as a call needs them.
public struct Revision {
  /// Its number, which a call carries with it from step to step.
  public let number: Int

  let connection: Connection

  fileprivate init(number: Int, connection: Connection) {
    self.number = number
    self.connection = connection
  }
}

extension Store {
  /// The revision that a call lives by: the one it began with, else the live one.
  ///
  /// - Throws: ``DatabaseError`` with code `unpublished` when nothing was ever published.
  public func revision(begunWith number: Int? = nil) throws(DatabaseError) -> Revision {
    if let number { return Revision(number: number, connection: connection) }
    guard let live = try liveNumber() else {
      throw DatabaseError(
        .unpublished,
        doing: "reading the configuration",
        cause: "none was published yet: run switchboard apply"
      )
    }
    return Revision(number: live, connection: connection)
  }

  /// How numbers are written and dialled: by the revision that a call began with, else by the live
  /// one; before anything is published, as in China.
  public func numberPlan(begunWith number: Int? = nil) throws(DatabaseError) -> NumberPlan {
    if let number { return try revision(begunWith: number).numberPlan() }
    guard let live = try liveNumber() else { return .china }
    return try revision(begunWith: live).numberPlan()
  }
}

extension DatabaseError.Code {
  /// No configuration was published yet.
  public static let unpublished = DatabaseError.Code(rawValue: "unpublished")
  /// The published configuration has no such part, or one that this program cannot read.
  public static let configuration = DatabaseError.Code(rawValue: "configuration")
}

// MARK: - Parts

extension Revision {
  /// Tries rule after rule, in order, until `consider` has enough.
  public func eachRule(
    _ consider: (RoutingRule) throws(DatabaseError) -> Connection.Reading
  ) throws(DatabaseError) {
    try connection.each(
      """
      SELECT body, part FROM published WHERE revision = ? AND kind = 'rule' AND name = ''
      ORDER BY part
      """,
      [.integer(number)]
    ) { (row) throws(DatabaseError) in
      guard let rule = RoutingRule(FlatText(decoding: row.text(0))) else {
        throw unreadable(.rule, row.text(1))
      }
      return try consider(rule)
    }
  }

  /// The opening hours called `name`.
  public func hours(_ name: String) throws(DatabaseError) -> OpeningHours {
    guard let hours = OpeningHours(name: name, try body(.hours, name)) else {
      throw unreadable(.hours, name)
    }
    return hours
  }

  /// What the calendar says of a date, if it says anything.
  public func day(_ date: CivilDate) throws(DatabaseError) -> CalendarDay? {
    guard let flat = try bodyIfAny(.day, date.description, part: "") else { return nil }
    guard let day = CalendarDay(date, flat) else { throw unreadable(.day, date.description) }
    return day
  }

  /// The zone in which the calendar's days begin and end.
  public func calendarZone() throws(DatabaseError) -> String? {
    try bodyIfAny(.calendar, "", part: "")?["zone"]
  }

  /// Whether it is open at a moment by the hours called `name`, holidays being closed.
  public func isOpen(_ name: String, at moment: Timestamp) throws(DatabaseError) -> Bool {
    try hours(name).isOpen(at: moment) { (date) throws(DatabaseError) in try day(date) }
  }

  /// The queue called `name`; a queue that the configuration does not mention has no settings.
  public func queue(_ name: String) throws(DatabaseError) -> QueueSettings {
    guard let flat = try bodyIfAny(.queue, name, part: "") else { return QueueSettings(name: name) }
    return QueueSettings(name: name, flat)
  }

  /// The queues that the configuration mentions, by name.
  public func queueNames() throws(DatabaseError) -> [String] {
    try connection.all(
      "SELECT name FROM published WHERE revision = ? AND kind = 'queue' ORDER BY name",
      [.integer(number)]
    ) { $0.text(0) }
  }

  /// Whether there is a flow called `name`.
  public func hasFlow(_ name: String) throws(DatabaseError) -> Bool {
    try bodyIfAny(.flow, name, part: "") != nil
  }

  /// What holds for the whole centre.
  public func settings() throws(DatabaseError) -> Settings {
    try bodyIfAny(.settings, "", part: "").map { Settings($0) } ?? Settings()
  }

  /// How numbers are written and dialled.
  public func numberPlan() throws(DatabaseError) -> NumberPlan {
    guard let flat = try bodyIfAny(.numbers, "", part: "") else { return .china }
    guard let plan = NumberPlan(flat) else { throw unreadable(.numbers, "") }
    return plan
  }

  /// The agent of that number; `nil` when the configuration names none.
  public func agent(_ number: String) throws(DatabaseError) -> AgentSettings? {
    guard let flat = try bodyIfAny(.agent, number, part: "") else { return nil }
    guard let agent = AgentSettings(number: number, flat) else { throw unreadable(.agent, number) }
    return agent
  }

  /// The node where a flow begins.
  public func start(ofFlow flow: String) throws(DatabaseError) -> String {
    guard let start = try body(.flow, flow)["start"] else { throw unreadable(.flow, flow) }
    return start
  }

  /// One node of a flow.
  public func node(_ node: String, ofFlow flow: String) throws(DatabaseError) -> FlowNode {
    try step(node, ofFlow: flow).node
  }

  /// One node of a flow, and where the flow's key 0 leads.
  public func step(
    _ node: String,
    ofFlow flow: String
  ) throws(DatabaseError) -> (node: FlowNode, operator: Target?) {
    let flat = try body(.node, flow, part: node)
    guard let content = FlowNode(flat) else { throw unreadable(.node, "\(flow) \(node)") }
    return (content, flat.target("operator"))
  }

  /// The survey called `name`, whole: it is short.
  public func survey(_ name: String) throws(DatabaseError) -> Survey {
    let head = try body(.survey, name)
    let questions = try connection.all(
      """
      SELECT body, part FROM published WHERE revision = ? AND kind = 'question' AND name = ?
      ORDER BY part
      """,
      [.integer(number), .text(name)]
    ) { (row) throws(DatabaseError) in
      guard let question = SurveyQuestion(FlatText(decoding: row.text(0))) else {
        throw unreadable(.question, "\(name) \(row.text(1))")
      }
      return question
    }
    return Survey(
      name: name,
      questions: questions,
      invites: InvitationRule(head),
      thanks: head["thanks"].map(PromptName.init)
    )
  }

  /// Whether a number is on a list: of this revision, or by a command since.
  public func isListed(_ number: String, on list: String) throws(DatabaseError) -> Bool {
    let isThere = try connection.first(
      """
      SELECT 1 FROM directory_layer AS layer
      CROSS JOIN list_entry AS entry ON entry.layer = layer.number
      WHERE layer.content = 'list ' || ?1 AND layer.state = 1 AND entry.number = ?2
      LIMIT 1
      """,
      [.text(list), .text(number)]
    ) { _ in true }
    if isThere == true { return true }
    // A statement that others use too is cheaper than one more.
    return try bodyIfAny(.listed, list, part: number) != nil
  }

  /// The numbers of a list that this revision itself names.
  public func numbers(on list: String) throws(DatabaseError) -> [String] {
    try connection.all(
      """
      SELECT part FROM published WHERE revision = ? AND kind = 'listed' AND name = ?
      ORDER BY part
      """,
      [.integer(number), .text(list)]
    ) { $0.text(0) }
  }
}

// MARK: - Rows

extension Revision {
  private func body(
    _ kind: PublishedRow.Kind,
    _ name: String,
    part: String = ""
  ) throws(DatabaseError) -> FlatText {
    guard let flat = try bodyIfAny(kind, name, part: part) else {
      throw DatabaseError(
        .configuration,
        doing: "reading \(kind) \(name) \(part) of revision \(number)",
        cause: "there is none"
      )
    }
    return flat
  }

  private func bodyIfAny(
    _ kind: PublishedRow.Kind,
    _ name: String,
    part: String
  ) throws(DatabaseError) -> FlatText? {
    try connection.first(
      "SELECT body FROM published WHERE revision = ? AND kind = ? AND name = ? AND part = ?",
      [.integer(number), .text(kind.rawValue), .text(name), .text(part)]
    ) { FlatText(decoding: $0.text(0)) }
  }

  func unreadable(_ kind: PublishedRow.Kind, _ name: String) -> DatabaseError {
    DatabaseError(
      .configuration,
      doing: "reading \(kind) \(name) of revision \(number)",
      cause: "it is not in a form that this program reads"
    )
  }
}
