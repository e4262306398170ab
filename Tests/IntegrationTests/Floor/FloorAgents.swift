import Laboratory
import Phone
import Records

/// The phones of a floor's agents and of their colleagues, and what they remember.
final class FloorAgents: Sendable {
  /// A call that an agent's phone received.
  struct Ring: Sendable {
    var agent: String
    /// The moment before the phone said that it rings.
    var began: Timestamp
    var isAnswered: Bool
    /// When the call was over.
    var ended: Timestamp?
  }

  private struct Employee: Sendable {
    var number: String
    var phone: Phone
  }

  private struct State {
    /// Calls that agents' phones received, by the caller's number.
    var calls: [String: [(agent: String, call: PhoneCall)]] = [:]
    /// All calls that go on, of agents and colleagues.
    var live: [PhoneCall] = []
    /// How many threads are at work.
    var busy = 0
    var isClosing = false
  }

  private let laboratory: Laboratory
  private let roles: [String: FloorRole]
  private let state = Watched(State())
  private let employees: [Employee]
  private let fetching: Phone

  private static let patience = Duration.seconds(90)
  private static let tone = Sound.tone(hertz: 660)
  private static let colleaguesTone = Sound.tone(hertz: 880)

  init(for callers: [FloorCaller], in laboratory: Laboratory) throws {
    self.laboratory = laboratory
    roles = Dictionary(uniqueKeysWithValues: callers.map { ($0.number, $0.role) })
    var agents: [Employee] = []
    for (queue, numbers) in FloorPlan.phones.sorted(by: { $0.key < $1.key }) {
      for number in numbers {
        let phone = try laboratory.agentPhone(number, manner: Self.manner(of: number, in: queue))
        agents.append(Employee(number: number, phone: phone))
      }
    }
    let (consulted, fetching) = FloorPlan.colleagues
    let consultedPhone = try laboratory.agentPhone(
      consulted,
      manner: .answers(saying: Self.colleaguesTone)
    )
    self.fetching = try laboratory.agentPhone(fetching)
    employees = agents + [Employee(number: consulted, phone: consultedPhone)]
    for agent in agents { receive(with: agent) { try self.work($0, as: agent.number) } }
    receive(with: employees[agents.count]) { call in
      // Whoever consults speaks first; the caller comes later, or never.
      try call.waitToHear(tones: [440], among: [440], within: Self.patience)
      call.hangUp()
    }
  }

  private static func manner(of number: String, in queue: String) -> Manner {
    switch queue {
    case "floor-quick": .answers(saying: tone, hangingUpAfter: .milliseconds(500))
    case "floor-slow", "floor-clever": .answers(saying: tone)
    case "floor-busy": .rejects(486)
    case "floor-all" where number == "1014":
      .answers(after: .milliseconds(200), saying: tone, hangingUpAfter: .milliseconds(500))
    default: .rings
    }
  }

  // MARK: At work

  /// Does something with each call that comes, on a thread of its own, until they go home.
  private func receive(
    with employee: Employee,
    _ work: @escaping @Sendable (PhoneCall) throws -> Void
  ) {
    occupied { [self] in
      while true {
        let isClosing = state.read { $0.isClosing }
        guard let call = try? employee.phone.waitForCall(within: .seconds(1)) else {
          if isClosing { return }
          continue
        }
        state.changeQuietly { $0.live.append(call) }
        occupied { [self] in
          // What goes wrong here is seen in the log: the caller was not sent on.
          do { try work(call) } catch { print("\(employee.number): \(error)") }
          _ = try? call.waitForHangup(within: Self.patience)
          state.changeQuietly { state in state.live.removeAll { $0 === call } }
        }
      }
    }
  }

  private func occupied(_ body: @escaping @Sendable () -> Void) {
    state.change { $0.busy += 1 }
    startThread { [self] in
      body()
      state.change { $0.busy -= 1 }
    }
  }

  private func work(_ call: PhoneCall, as agent: String) throws {
    let caller = call.caller.number
    state.changeQuietly { $0.calls[caller, default: []].append((agent, call)) }
    switch roles[caller] {
    case .isSentOn: try sendOn(call)
    case .isHandedOver: try handOver(call)
    case .isParked: try park(call)
    default: break
    }
  }

  private func sendOn(_ call: PhoneCall) throws {
    try call.waitToHear(tones: [440], among: [440], within: Self.patience)
    try call.press("#1")
    try call.waitToHear("pbx-transfer", within: Self.patience)
    try call.press(FloorPlan.extensions.blind)
  }

  private func handOver(_ call: PhoneCall) throws {
    try call.waitToHear(tones: [440], among: [440], within: Self.patience)
    try call.press("*2")
    try call.waitToHear("pbx-transfer", within: Self.patience)
    try call.press(FloorPlan.extensions.attended)
    try call.waitToHear(tones: [880], among: [880], within: Self.patience)
    call.hangUp()
  }

  /// The agent hears where, and a colleague fetches the caller there.
  private func park(_ call: PhoneCall) throws {
    try call.waitToHear(tones: [440], among: [440], within: Self.patience)
    try call.press("#72")
    let place = try call.waitToHearDigits(3, within: Self.patience)
    call.hangUp()
    let fetched = try fetching.call(
      place,
      as: CallerID(number: FloorPlan.colleagues.fetching),
      saying: Self.colleaguesTone
    )
    try fetched.waitToHear(tones: [440], among: [440], within: Self.patience)
    fetched.hangUp()
  }

  // MARK: When Asterisk was killed, and in the evening

  /// Ends what Asterisk knows nothing of any more, and registers anew.
  func beginAnew() throws {
    for call in state.read({ $0.live }) { call.hangUp() }
    for employee in employees { try employee.phone.register() }
    try fetching.register()
    for employee in employees { try laboratory.waitUntilReady(employee.number) }
  }

  /// What all of them remember, by the callers' numbers; nobody takes a call after that.
  func goHome() throws -> [String: [Ring]] {
    // The answer comes after all that Asterisk had sent before.
    for employee in employees { try employee.phone.register() }
    state.change { $0.isClosing = true }
    guard state.wait(until: .now + Self.patience * 2, for: { $0.busy == 0 ? true : nil }) != nil
    else { throw Surprise("agents do not go home") }
    return state.read { state in
      state.calls.mapValues { calls in calls.map { Ring($0.agent, $0.call) } }
    }
  }
}

extension FloorAgents.Ring {
  fileprivate init(_ agent: String, _ call: PhoneCall) {
    self.agent = agent
    let entries = call.transcript.entries
    began = entries.first.map { Timestamp($0.at) } ?? .now()
    isAnswered = entries.contains { $0.happening == .answered }
    let last = entries.last { if case .ended = $0.happening { true } else { false } }
    ended = last.map { Timestamp($0.at) }
  }
}

extension Timestamp {
  /// A point on the monotonic clock by the wall clock, not too late.
  init(_ moment: Moment) {
    let (seconds, attoseconds) = (Moment.now - moment).components
    let ago = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
    self.init(microseconds: Timestamp.now().microseconds - ago - 1_000)
  }
}
