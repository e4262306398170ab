import Foundation
import Laboratory
import Phone

/// The centre in which routing is met: every stage of the decision has a number or a caller, and
/// every reason of an overflow a queue.
enum RoutingCentre {
  private static let result = Result {
    let centre = try Centre(
      "routing",
      queues: queues,
      yaml: yaml,
      queueOptions: queueOptions,
      dialplan: dialplan
    )
    let regions = centre.laboratory.directory + "/regions.csv"
    try "prefix,region,zone\n1380773,桂林,Asia/Shanghai\n"
      .write(toFile: regions, atomically: true, encoding: .utf8)
    try centre.laboratory.tool("region", "import", regions)
    return centre
  }

  static func open() throws -> Centre { try result.get() }

  static func scene<Result: Sendable>(
    _ body: @escaping @Sendable (Centre) throws -> Result
  ) async throws -> Result {
    try await open().scene(body)
  }

  /// Each scene has agents of its own.
  static let queues = [
    "sales": ["1001"], "support": ["1002"], "vip": ["1003"], "returning": ["1004", "1005"],
    "personal": ["1006", "1007"], "shut": ["1008"], "noticed": ["1009"], "skilled": ["1010"],
    "slow": ["1012"], "empty": ["1013"], "paused": ["1014"], "full": ["1015"], "quiet": ["1016"],
    "ending": ["1017"], "served": ["1018"], "switched": ["1019"], "chained": ["1020"],
    "chainedtoo": ["1021"], "leaving": ["1022"], "loaded": ["1023"], "expert": ["1024"],
    "own": ["1025", "1026"], "engaged": ["1027", "1028"],
  ]

  /// The prefix of a dialled number whose calls need somebody who knows about bills.
  static let billing = "85"

  private static let dialplan = """
    [laboratory](+)
    exten => _85[+0-9]!,1,Gosub(told,s,1)
     same => n,Set(SWB_SKILL=billing)
     same => n,Goto(switchboard-inbound,${EXTEN:2},1)

    """

  private static let queueOptions = """
    [skilled](+)
    member => Local/1011@switchboard-agents/n,7,1011,PJSIP/1011
    [full](+)
    maxlen = 1
    [paused](+)
    joinempty = paused,unavailable,invalid,unknown
    leavewhenempty = paused,unavailable,invalid,unknown
    """

  private static let yaml = [
    "calendar.yaml": """
    zone: Asia/Shanghai
    hours:
      office: {everyday: 00:00-24:00}
    """,
    "queues.yaml": """
    sales: {overflow: message sales}
    support: {overflow: message support}
    vip: {overflow: message vip}
    returning: {overflow: message returning}
    personal: {overflow: message personal}
    shut: {hours: never, closed: announce blocked, overflow: message shut}
    noticed: {overflow: message noticed}
    skilled: {overflow: message skilled}
    slow: {timeout: 2s, overflow: announce closed}
    empty: {overflow: {empty: announce closed, otherwise: announce blocked}}
    paused: {overflow: {paused: announce closed, otherwise: announce blocked}}
    full: {overflow: {full: announce closed, otherwise: announce blocked}}
    quiet: {recording: yes, overflow: message quiet}
    ending: {overflow: message ending}
    served: {survey: satisfaction, overflow: message served}
    switched: {overflow: message switched}
    chained: {overflow: {empty: queue chainedtoo, otherwise: message chained}}
    chainedtoo: {overflow: {empty: announce closed, otherwise: message chained}}
    leaving: {overflow: {empty: announce closed, otherwise: announce blocked}}
    loaded: {overflow: message loaded}
    expert: {overflow: message expert}
    own: {overflow: message own}
    engaged: {overflow: message engaged}
    """,
    "agents.yaml": agents,
    "routing.yaml": routing,
  ]

  private static var agents: String {
    queues.sorted { $0.key < $1.key }.flatMap { queue, agents in
      agents.map { "\($0): {name: Agent \($0), queues: [\(queue)]}\n" }
    }.joined()
  }

  private static var routing: String {
    """
    blacklist: {to: announce blocked, numbers: [13800000666]}
    whitelist: {to: queue sales, priority: 3, numbers: [13800000777]}
    vip: {to: queue vip, priority: 9, penalty: 0-2, numbers: [13900000888]}
    dropped: {within: 10m, ring: 10s}
    personal: {within: 30d, contact: yes, ring: 3s}
    business: {socket: \(businessSocket), wait: 300ms}
    rules:
      - {name: shanghai, when: {caller: "021"}, to: announce closed}
      - {name: mandarin, when: {language: zh}, to: announce technical}
      - {name: expert, when: {skill: billing}, to: queue expert}
      - {name: rush, when: {dialled: 4008009001, waiting: {queue: loaded, over: 0}}, to: announce closed}
      - {name: nobody, when: {dialled: 4008009002, free: {queue: empty, under: 1}}, to: announce closed}
      - {name: region, when: {region: 桂林}, to: announce closed}
      - {name: level, when: {dialled: 4008009003}, to: queue skilled, penalty: 5-9}
      - {name: evening, when: {dialled: 4008009004}, hours: never, to: queue sales}
      - {name: daytime, when: {dialled: 4008009005}, hours: office, to: announce closed}
    dialled:
      4008009004: {to: announce closed}
      4008009001: {to: announce blocked}
    \(queues.keys.sorted().map { "  400800\(queues[$0]?.first ?? ""): {to: queue \($0)}" }
      .joined(separator: "\n"))
    default: {to: queue sales}
    """
  }

  /// Where a test's business system listens.
  static let businessSocket = "/tmp/switchboard-test-business-\(getpid()).sock"
}

extension Centre {
  /// Waits until the store knows how a call ended, and tells it.
  func whole(of call: OutsideCall, within limit: Duration = .seconds(10)) throws -> WholeStory {
    _ = try call.waitForEnding()
    let end = ContinuousClock.now + limit
    while true {
      let answer = try laboratory.tool("why", call.uniqueID(), "--json")
      let calls = try JSONDecoder().decode(WholeStory.Answer.self, from: Data(answer.utf8)).calls
      if let story = calls.first, story.ending != nil { return story }
      guard ContinuousClock.now < end else { throw Surprise("the end of the call is not kept") }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }
}

/// What `switchboard why UNIQUEID --json` tells of stays and ends.
struct WholeStory: Decodable, Sendable {
  var routes: [Route]
  var visits: [Visit]
  var ending: Ending?

  struct Answer: Decodable { var calls: [WholeStory] }

  struct Route: Decodable, Sendable {
    var step: String
    var rule: String
    var target: String
    var priority: Int?
    var penalty: String?
    var agentFirst: String?
    var reasons: [Reason]

    struct Reason: Decodable, Sendable {
      var rule: String
      var verdict: String
    }

    /// What became of one rule.
    func verdict(of rule: String) -> String? { reasons.first { $0.rule == rule }?.verdict }
  }

  struct Visit: Decodable, Sendable {
    var queue: String
    var waitSeconds: Double
    var agent: String
    var interface: String
    var talkSeconds: Double?
    var ended: String
    var direct: Bool
  }

  struct Ending: Decodable, Sendable {
    var language: String
    var cause: Int
    var agent: String
    var queue: String
    var dropped: Bool
  }

  /// Each decision in a line.
  var decisions: [String] { routes.map { "\($0.rule) -> \($0.target)" } }
  /// Each stay in a line.
  var stays: [String] {
    visits.map { "\($0.direct ? "agent" : "queue") \($0.queue) \($0.agent) \($0.ended)" }
  }
}
