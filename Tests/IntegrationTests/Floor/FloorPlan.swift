import Laboratory
import Operations
import Phone

/// What one caller of a scripted floor does, and what must be known of it afterwards.
enum FloorRole: CaseIterable {
  /// An agent answers, and hangs up after a second.
  case agentHangsUp
  /// An agent answers, and the caller hangs up.
  case callerHangsUp
  /// The caller gives up while a phone rings.
  case givesUp
  /// The queue lets the caller go after a while in which phones rang in vain.
  case waitsTooLong
  /// The only agent is busy until the queue lets the caller go.
  case meetsBusyAgent
  /// The caller leaves by a key.
  case pressesKey
  /// From a queue that lets go to one where an agent answers.
  case goesOn
  /// The agent sends the caller on.
  case isSentOn

  /// What the caller dials.
  var number: String {
    switch self {
    case .agentHangsUp: "7101"
    case .callerHangsUp: "7102"
    case .givesUp: "7103"
    case .waitsTooLong: "7104"
    case .meetsBusyAgent: "7105"
    case .pressesKey: "7106"
    case .goesOn: "7107"
    case .isSentOn: "7108"
    }
  }

  /// The queues that the caller comes through.
  var queues: [String] {
    switch self {
    case .agentHangsUp: ["floor-quick"]
    case .callerHangsUp: ["floor-slow"]
    case .givesUp, .waitsTooLong, .pressesKey: ["floor-deaf"]
    case .meetsBusyAgent: ["floor-busy"]
    case .goesOn: ["floor-busy", "floor-quick"]
    case .isSentOn: ["floor-blind"]
    }
  }

  /// How each stay ends.
  var outcomes: [QueueStay.Outcome] {
    switch self {
    case .agentHangsUp: [.completedByAgent]
    case .callerHangsUp: [.completedByCaller]
    case .givesUp: [.abandoned]
    case .waitsTooLong, .meetsBusyAgent: [.timeout]
    case .pressesKey: [.key("1")]
    case .goesOn: [.timeout, .completedByAgent]
    case .isSentOn: [.blindTransfer(extension: "7190", context: "laboratory")]
    }
  }
}

/// A laboratory with the queues of a scripted floor.
enum FloorPlan {
  static let queues = [
    "floor-quick": ["1001", "1002", "1003", "1004"], "floor-slow": ["1005", "1006", "1007"],
    "floor-deaf": ["1008", "1009"], "floor-busy": ["1010"], "floor-blind": ["1011", "1012"],
  ]

  static let equipment = Equipment(
    queues: queues,
    files: ["extensions.conf": dialplan, "queues.conf": options],
    values: ["SWB_ANNOUNCE_AGENT": "no"]
  )

  /// Phones of the deaf ring for a second each.
  private static let options = """
    [floor-deaf](+)
    timeout = 1
    context = floor-key

    """

  private static let dialplan = """
    [laboratory](+)
    exten => _710[1-8],1,Answer()
     same => n,Set(__TRANSFER_CONTEXT=laboratory)
     same => n,Goto(floor-way,${EXTEN},1)
    exten => 7190,1,Wait(1)
     same => n,Hangup()

    [floor-way]
    exten => 7101,1,Queue(floor-quick,ct)
    exten => 7102,1,Queue(floor-slow,ct)
    exten => 7103,1,Queue(floor-deaf,ct)
    exten => 7104,1,Queue(floor-deaf,ct,,,3)
    exten => 7105,1,Queue(floor-busy,ct,,,3)
    exten => 7106,1,Queue(floor-deaf,ct)
    exten => 7107,1,Queue(floor-busy,ct,,,2)
     same => n,Queue(floor-quick,ct)
    exten => 7108,1,Queue(floor-blind,ct)

    [floor-key]
    exten => 1,1,Hangup()

    """
}

/// The phones of a floor's agents, and whom they were rung by.
final class FloorAgents: Sendable {
  /// Whom each agent's phone was rung by, as often as it was, and whom the agent talked with.
  struct Memory: Sendable {
    var rung: [String: [String]] = [:]
    var talked: [String: [String]] = [:]
  }

  private let memory = Watched(Memory())
  private let areGone = Watched(false)

  init(in laboratory: Laboratory) throws {
    for (queue, agents) in FloorPlan.queues {
      for agent in agents { try start(agent, of: queue, in: laboratory) }
    }
  }

  deinit {
    areGone.change { $0 = true }
  }

  /// What the agents remember.
  var remembered: Memory { memory.read { $0 } }

  private func start(_ agent: String, of queue: String, in laboratory: Laboratory) throws {
    let tone = Sound.tone(hertz: 660)
    let manner: Manner =
      switch queue {
      case "floor-quick": .answers(saying: tone, hangingUpAfter: .seconds(1))
      case "floor-slow", "floor-blind": .answers(saying: tone)
      case "floor-busy": .rejects(486)
      default: .rings
      }
    let phone = try laboratory.agentPhone(agent, manner: manner)
    startThread { [memory, areGone] in
      while !areGone.read({ $0 }) {
        guard let call = try? phone.waitForCall(within: .seconds(1)) else { continue }
        let caller = call.caller.number
        memory.change { $0.rung[caller, default: []].append(agent) }
        startThread {
          guard (try? call.waitForAnswer(within: .seconds(60))) != nil else { return }
          memory.change { $0.talked[caller, default: []].append(agent) }
          if queue == "floor-blind" { try? Self.sendOn(call) }
        }
      }
    }
  }

  /// What goes wrong here is seen in the log: the caller was not sent on.
  private static func sendOn(_ call: PhoneCall) throws {
    try call.waitToHear(tones: [440], among: [440], within: .seconds(20))
    try call.press("#1")
    try call.waitToHear("pbx-transfer", within: .seconds(10))
    try call.press("7190")
  }
}
