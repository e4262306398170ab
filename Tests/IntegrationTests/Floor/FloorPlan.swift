import Laboratory
import Operations

/// What one caller of a scripted floor does, and what must be known of it afterwards.
enum FloorRole: CaseIterable {
  /// An agent answers, and hangs up after a moment.
  case agentHangsUp
  /// The same with an agent who is no phone: a Local channel answers.
  case meetsChannel
  /// All phones ring, one is answered, and hangs up after a moment.
  case allPhonesRing
  /// An agent answers, and the caller hangs up.
  case callerHangsUp
  /// The caller gives up while phones ring.
  case givesUp
  /// The queue lets the caller go after a while in which phones rang in vain.
  case waitsTooLong
  /// The only agent is busy until the queue lets the caller go.
  case meetsBusyAgent
  /// The caller leaves by a key.
  case pressesKey
  /// From a queue that lets go to one where an agent answers.
  case goesOn
  /// The agent sends the caller on, unseen.
  case isSentOn
  /// The agent sends the caller on after a consultation.
  case isHandedOver
  /// The agent parks the caller, and a colleague fetches them.
  case isParked
  /// Nobody is in the queue, which therefore is not entered.
  case isTurnedAway
  /// The only agent has paused: the caller waits until they give up.
  case waitsForNobody
  /// The caller parks by themselves, and has never been in a queue.
  case parksAlone

  /// What the caller dials.
  var number: String {
    let place = Self.allCases.firstIndex(of: self) ?? 0
    return String(7_101 + place)
  }

  /// The queues that the caller comes through.
  var queues: [String] {
    switch self {
    case .agentHangsUp: ["floor-quick"]
    case .meetsChannel: ["floor-channels"]
    case .allPhonesRing: ["floor-all"]
    case .callerHangsUp: ["floor-slow"]
    case .givesUp, .waitsTooLong, .pressesKey: ["floor-deaf"]
    case .meetsBusyAgent: ["floor-busy"]
    case .goesOn: ["floor-busy", "floor-quick"]
    case .isSentOn, .isHandedOver, .isParked: ["floor-clever"]
    case .waitsForNobody: ["floor-still"]
    case .isTurnedAway, .parksAlone: []
    }
  }

  /// How each stay may end.
  var outcomes: [[QueueStay.Outcome]] {
    switch self {
    case .agentHangsUp, .meetsChannel, .allPhonesRing: [[.completedByAgent]]
    // Parking takes the caller out of the bridge, and the agent leaves it: whom the queue hears of first.
    case .isParked: [[.completedByAgent, .completedByCaller]]
    case .callerHangsUp: [[.completedByCaller]]
    case .givesUp, .waitsForNobody: [[.abandoned]]
    case .waitsTooLong, .meetsBusyAgent: [[.timeout]]
    case .pressesKey: [[.key("1")]]
    case .goesOn: [[.timeout], [.completedByAgent]]
    case .isSentOn: [[.blindTransfer(extension: "7190", context: "floor-transfer")]]
    // Asterisk's queue hears of bridges and of channels on two threads, and the first to be told
    // closes its books: either the transfer or the agent's hangup that completed it.
    case .isHandedOver:
      [[.attendedTransfer(way: "BRIDGE", target: ""), .completedByAgent]]
    case .isTurnedAway, .parksAlone: []
    }
  }

  /// What is known of the phones that the queue rang for such a caller.
  var rings: Rings {
    switch self {
    case .agentHangsUp, .callerHangsUp, .isSentOn, .isHandedOver, .isParked: .each
    // The others' phones stop when one is answered, and Asterisk writes nothing of them.
    case .allPhonesRing: .atLeastThose
    // When the wait is over at once, a line is written of a phone that has not been reached yet.
    case .givesUp, .waitsTooLong, .meetsBusyAgent, .pressesKey, .goesOn: .atMostThose
    case .meetsChannel, .isTurnedAway, .waitsForNobody, .parksAlone: .none
    }
  }

  /// How rings of phones and lines of the log belong together.
  enum Rings {
    /// There are no phones.
    case none
    /// A line for each ring.
    case each
    /// Phones rang of which no line tells.
    case atLeastThose
    /// Lines tell of phones that did not ring.
    case atMostThose
  }

  /// What the callers of a busy floor do, in shares: agents who talk, and who transfer, have no more time.
  private static let shares: [FloorRole] =
    Array(repeating: .agentHangsUp, count: 9) + Array(repeating: .meetsChannel, count: 9)
    + Array(repeating: .callerHangsUp, count: 8) + Array(repeating: .allPhonesRing, count: 4)
    + Array(repeating: .givesUp, count: 4) + Array(repeating: .pressesKey, count: 3)
    + Array(repeating: .waitsTooLong, count: 2) + Array(repeating: .meetsBusyAgent, count: 2)
    + Array(repeating: .goesOn, count: 2) + Array(repeating: .isTurnedAway, count: 2)
    + Array(repeating: .isSentOn, count: 2) + Array(repeating: .isHandedOver, count: 2)
    + Array(repeating: .isParked, count: 1)

  /// The role of the caller of that place, well mixed.
  static func usual(at place: Int) -> FloorRole {
    // No divisor of the number of shares: all of them come.
    shares[place * 17 % shares.count]
  }
}

/// One caller of a scripted floor.
struct FloorCaller: Sendable {
  let number: String
  let role: FloorRole
  /// Whether Asterisk is killed during the call.
  var isCutOff = false

  init(_ place: Int, _ role: FloorRole? = nil, isCutOff: Bool = false) {
    number = String(13_900_000_000 + place)
    self.role = role ?? .usual(at: place)
    self.isCutOff = isCutOff
  }
}

/// A laboratory with the queues of a scripted floor: 20 agents, four of them Local channels alone.
enum FloorPlan {
  static let phones = [
    "floor-quick": ["1001", "1002", "1003", "1004"], "floor-slow": ["1005", "1006", "1007"],
    "floor-deaf": ["1008", "1009"], "floor-busy": ["1010"],
    "floor-clever": ["1011", "1012", "1013"], "floor-all": ["1014", "1015", "1016"],
  ]
  static let channels = ["1017", "1018", "1019", "1020"]
  /// An agent of the deaf, who has paused in another queue.
  static let still = "1009"
  /// Who is consulted, and who fetches the parked; neither is an agent.
  static let colleagues = (consulted: "1021", fetching: "1022")
  /// Where an agent sends callers on, unseen and after a consultation.
  static let extensions = (blind: "7190", attended: "7191")

  /// A manager user who may ask for lists.
  static let manager = (user: "floor", secret: "only asking")

  static let equipment = Equipment(
    agents: (1_001...1_022).map(String.init),
    queues: phones.merging(["floor-still": [still], "floor-nobody": []]) { $1 },
    strategies: ["floor-all": "ringall", "floor-slow": "leastrecent"],
    files: ["extensions.conf": dialplan, "queues.conf": queueOptions, "manager.conf": users],
    values: ["SWB_ANNOUNCE_AGENT": "no"]
  )

  private static let users = """
    [\(manager.user)]
    secret = \(manager.secret)
    write = reporting

    """

  /// Phones of the deaf ring for a second each.
  private static let queueOptions =
    """
    [floor-deaf](+)
    timeout = 1
    context = floor-key

    [floor-all](+)
    timeout = 2

    [floor-channels](switchboard-leastrecent)

    """
    + channels.map { "member => Local/\($0)@floor-channels/n,0,\($0)\n" }.joined()

  private static let dialplan = """
    [laboratory](+)
    exten => _71[01]X,1,Answer()
     same => n,Set(__TRANSFER_CONTEXT=floor-transfer)
     same => n,Set(__PARKINGLOT=switchboard)
     same => n,Goto(floor-way,${EXTEN},1)

    [floor-way]
    \(FloorRole.allCases.map(way).joined(separator: "\n"))

    [floor-key]
    exten => 1,1,Hangup()

    [floor-transfer]
    exten => \(extensions.blind),1,Wait(1)
     same => n,Hangup()
    exten => \(extensions.attended),1,Dial(PJSIP/\(colleagues.consulted))

    [floor-channels]
    exten => _XXXX,1,Answer()
     same => n,Log(NOTICE,floor: ${EXTEN} talks with ${CALLERID(num)})
     same => n,Wait(0.5)
     same => n,Hangup()

    """

  private static func way(_ role: FloorRole) -> String {
    let steps =
      switch role {
      case .waitsTooLong: ["Queue(floor-deaf,ct,,,3)"]
      case .meetsBusyAgent: ["Queue(floor-busy,ct,,,3)"]
      case .goesOn: ["Queue(floor-busy,ct,,,2)", "Queue(floor-quick,ct)"]
      case .isTurnedAway: ["Queue(floor-nobody,ct)"]
      case .parksAlone: ["Park(switchboard,s)"]
      default: role.queues.map { "Queue(\($0),ctk)" }
      }
    return "exten => \(role.number),1,NoOp()\n"
      + (steps + ["Hangup()"]).map { " same => n,\($0)" }.joined(separator: "\n")
  }
}
