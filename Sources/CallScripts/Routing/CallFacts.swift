import AGI
import Database
import Records

/// The facts of a call that is there: from the store, from Asterisk, and from the business system.
final class CallFacts: RouteFacts {
  let caller: PhoneNumber
  let dialled: PhoneNumber
  var language: String { session.call.environment.language }

  private let session: Session
  private let now: Timestamp
  /// Hours that were asked for: rules share them, and each would read a zone's file.
  private var opened: [(hours: String, isOpen: Bool)] = []
  private var last: LastAgent??

  init(_ session: Session, at now: Timestamp) throws(DatabaseError) {
    self.session = session
    self.now = now
    caller = try session.caller()
    dialled = try session.dialled()
  }

  func skill() throws -> String { try session.call.get("SWB_SKILL") ?? "" }

  func isListed(_ number: String, on list: String) throws -> Bool {
    try session.revision.isListed(number, on: list)
  }

  func isOpen(_ hours: String) throws -> Bool {
    if let found = opened.first(where: { $0.hours == hours }) { return found.isOpen }
    let isOpen = try session.revision.isOpen(hours, at: now)
    opened.append((hours, isOpen))
    return isOpen
  }

  func holiday() throws -> CalendarDay? {
    guard let zone = try session.revision.calendarZone() else { return nil }
    let date = CivilDate(try Zone(named: zone).civilTime(at: now))
    guard let day = try session.revision.day(date), case .holiday = day.kind else { return nil }
    return day
  }

  func region(of number: String) throws -> String? {
    try session.store.region(of: number)?.name
  }

  func waiting(in queue: String) throws -> Int? {
    try session.figure("QUEUE_WAITING_COUNT(", queue, ")")
  }

  func free(in queue: String) throws -> Int? {
    try session.figure("QUEUE_MEMBER(", queue, ",ready)")
  }

  func lastAgent(of number: String) throws -> LastAgent? {
    if let last { return last }
    let found = try session.store.lastAgent(of: number)
    last = .some(found)
    return found
  }

  func fixedAgent(of number: String) throws -> String? {
    try session.store.contact(number)?.agent
  }

  func isFree(_ agent: String, for queue: String?) throws -> Bool {
    guard agent.isAgentNumber,
      try session.call.get("DEVICE_STATE(PJSIP/\(agent))") == "NOT_INUSE"
    else { return false }
    guard let queue, queue.isQueueName else { return true }
    // Who is no member has the penalty -1, and is not paused.
    let member = "Local/\(agent)@switchboard-agents/n"
    return try session.call.get("QUEUE_MEMBER_PENALTY(\(queue),\(member))") != "-1"
      && session.call.get("QUEUE_MEMBER(\(queue),paused,\(member))") == "0"
  }

  func business(
    _ socket: String,
    milliseconds: Int
  ) throws -> Result<BusinessAnswer, BusinessFailure> {
    let question = BusinessQuestion(
      call: session.key,
      caller: caller,
      callerName: session.call.environment.callerName ?? "",
      dialled: dialled,
      language: language
    )
    return BusinessSocket(path: socket, deadline: .milliseconds(milliseconds))
      .answer(to: question)
  }

  func seconds(since moment: Timestamp) -> Int { now.seconds - moment.seconds }
}

extension Session {
  /// What a function of Asterisk counts in a queue; `nil` when it cannot tell.
  func figure(_ function: String, _ queue: String, _ rest: String) throws -> Int? {
    guard queue.isQueueName else { return nil }
    return try call.get(function + queue + rest).flatMap { Int($0) }
  }
}
