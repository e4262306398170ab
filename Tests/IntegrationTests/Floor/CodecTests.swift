import Laboratory
import Phone
import Testing

/// Whatever codecs a customer's trunk and an agent's phone speak, and whatever was heard before, the two
/// hear each other.
///
/// Both number their packets from beyond 32768 on, as every second phone does: Asterisk 22 takes those
/// for late where a prompt or a tone went the same way before.
@Suite struct CodecTests {
  /// What the two sides speak, and the agents who are there for it.
  struct Pair: Sendable, CustomTestStringConvertible {
    var customer: Voice.Codec
    var agent: Voice.Codec
    var index: Int

    var testDescription: String { "\(customer) to \(agent)" }

    func voice(of codec: Voice.Codec) -> Voice { Voice(codec: codec, firstPacket: 40_000) }

    /// The queue of one way, and its only agent.
    func queue(_ way: Way) -> (name: String, agent: String) {
      ("\(way.rawValue)-\(index)", "10\(way.tens)\(index)")
    }
  }

  enum Way: String, CaseIterable {
    case announced, customerFirst, agentFirst

    var tens: Int { Way.allCases.firstIndex(of: self) ?? 0 }
  }

  static let pairs = [
    Pair(customer: .uLaw, agent: .uLaw, index: 1), Pair(customer: .uLaw, agent: .aLaw, index: 2),
    Pair(customer: .aLaw, agent: .uLaw, index: 3), Pair(customer: .aLaw, agent: .aLaw, index: 4),
  ]

  private static let result = Result {
    let queues = pairs.flatMap { pair in Way.allCases.map { pair.queue($0) } }
    return try FloorCentre(
      "codecs",
      queues: Dictionary(uniqueKeysWithValues: queues.map { ($0.name, [$0.agent]) })
    )
  }

  private static let tones = [440, 660]

  /// An agent who lets it ring, so that music is heard.
  private func agentPhone(_ way: Way, of pair: Pair, in floor: FloorCentre) throws -> Phone {
    let number = pair.queue(way).agent
    let phone = try floor.centre.laboratory.agentPhone(
      number,
      manner: .answers(after: .seconds(1), saying: .tone(hertz: 660)),
      voice: pair.voice(of: pair.agent)
    )
    try floor.wait(agent: number, is: "ready")
    return phone
  }

  @Test(arguments: pairs)
  func anAnnouncedAgentAndTheCallerHearEachOther(_ pair: Pair) async throws {
    try await Self.result.get().scene { floor in
      let agent = try agentPhone(.announced, of: pair, in: floor)
      let phone = try floor.centre.laboratory.callerPhone(voice: pair.voice(of: pair.customer))
      let caller = try phone.call(
        floor.centre.number(of: pair.queue(.announced).name),
        as: CallerID(number: "1381234760\(pair.index)"),
        saying: .tone(hertz: 440)
      )
      let talking = try agent.waitForCall(within: .seconds(20))
      try caller.waitToHear(tones: [660], among: Self.tones, within: .seconds(30))
      try talking.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
      caller.hangUp()
      try talking.waitForHangup(within: .seconds(10))
    }
  }

  /// One after the other: all customers have one phone.
  @Test func aCustomerWhoIsCalledBackAndTheAgentHearEachOther() async throws {
    try await Self.result.get().scene { floor in
      for pair in Self.pairs {
        for way in [Way.customerFirst, .agentFirst] { try callBack(way, pair, in: floor) }
      }
    }
  }

  private func callBack(_ way: Way, _ pair: Pair, in floor: FloorCentre) throws {
    let agent = try agentPhone(way, of: pair, in: floor)
    let outside = try floor.centre.laboratory.outsidePhone(
      manner: .answers(after: .seconds(1), saying: .tone(hertz: 440)),
      voice: pair.voice(of: pair.customer)
    )
    let queue = pair.queue(way).name
    let number = "139000076\(way.tens)\(pair.index)"
    let done =
      way == .agentFirst
      ? try floor.ask("callback", "now", number, "--queue", queue, "--agent-first")
      : try floor.ask("callback", "now", number, "--queue", queue)
    #expect(done.contains("answered"))
    let customer = try outside.waitForCall(within: .seconds(20))
    let talking = try agent.waitForCall(within: .seconds(20))
    try customer.waitToHear(tones: [660], among: Self.tones, within: .seconds(30))
    try talking.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
    customer.hangUp()
    try talking.waitForHangup(within: .seconds(10))
    // The Local channel that stands for the call ends with it.
    try floor.centre.waitForNoChannels(of: [number])
  }
}
