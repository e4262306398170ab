import Scratch
import Testing

@testable import Records

/// What the centre's own files say, there and back through the store.
@Suite struct CentreRowsTests {
  private let queue = QueueSettings(
    name: "sales",
    survey: "satisfaction",
    skills: [Skill("english", 3), Skill("loans", 5)],
    hours: "office",
    closed: .announce(PromptName("closed")),
    timeout: .seconds(90),
    overflow: .init(
      full: .message("100"),
      empty: .callback("sales"),
      timeout: .flow("main", node: "choice"),
      paused: .forward("13800138000")
    ),
    recording: true
  )

  @Test(arguments: [ServerSettings.TLS.off, .verified, .verifiedBy("/etc/ca.crt")])
  func aServerComesBackAsItWent(_ tls: ServerSettings.TLS) {
    var server = ServerSettings(name: "pbx1", manager: "a:1", tls: tls, secrets: "/s")
    server.queueLog = "/q"
    #expect(ServerSettings(name: "pbx1", server.flat) == server)
  }

  @Test func aQueueComesBackAsItWas() throws {
    #expect(QueueSettings(name: "sales", queue.flat) == queue)
    #expect(QueueSettings(name: "bare", FlatText()) == QueueSettings(name: "bare"))
  }

  @Test func whatANewerProgramSaysOfAQueueIsLeftOut() {
    var flat = queue.flat
    flat.append("full", "teleport moon base")
    flat.append("skill", "no level")
    flat.append("colour", "red")
    var known = queue
    known.overflow.full = nil
    #expect(QueueSettings(name: "sales", flat) == known)
  }

  @Test(arguments: QueueRinging.Strategy.allCases)
  func ringingComesBackAsItWas(strategy: QueueRinging.Strategy) {
    var ringing = QueueRinging(queue: "sales", strategy: strategy)
    #expect(QueueRinging(queue: "sales", ringing.flat) == ringing)
    ringing.ring = .seconds(20)
    ringing.wrapUp = .seconds(15)
    ringing.length = 30
    ringing.weight = 2
    ringing.music = "jazz"
    ringing.serviceLevel = .seconds(20)
    #expect(QueueRinging(queue: "sales", ringing.flat) == ringing)
  }

  @Test func aStrategyHasTwoNames() {
    #expect(QueueRinging.Strategy(written: "最少") == .fewestcalls)
    #expect(QueueRinging.Strategy(written: "linear") == .linear)
    #expect(QueueRinging.Strategy(written: "Linear") == nil)
    let names = Set(QueueRinging.Strategy.allCases.map(\.fieldName))
    #expect(names.count == QueueRinging.Strategy.allCases.count)
  }

  @Test func anAgentComesBackAsItWas() throws {
    let agent = AgentSettings(
      number: "1001",
      name: "王芳 \"a=b\"\n",
      pin: "$6$salt$hash",
      team: "电话 1",
      skills: [Skill("english", 3)],
      queues: ["sales", "support"],
      roles: [.agent, .supervisor]
    )
    #expect(AgentSettings(number: "1001", agent.flat) == agent)
    #expect(AgentSettings(number: "1001", FlatText()) == nil)
  }

  @Test func thePenaltyIsWhatTheWeakestSkillLacks() {
    var agent = AgentSettings(number: "1001", name: "A")
    #expect(agent.penalty(in: QueueSettings(name: "any")) == 0)
    #expect(agent.penalty(in: queue) == nil)
    agent.skills = [Skill("english", 9), Skill("loans", 5)]
    #expect(agent.penalty(in: queue) == 5)
    agent.skills = [Skill("english", 2), Skill("loans", 10)]
    #expect(agent.penalty(in: queue) == nil)
    agent.skills = [Skill("english", 10), Skill("loans", 10)]
    #expect(agent.penalty(in: queue) == 0)
  }

  @Test func aTrunkComesBackAsItWas() {
    let trunk = TrunkSettings(
      name: "carrier",
      address: "192.0.2.1:5080",
      numbers: ["02188886666", "4008001234"],
      area: "021",
      limit: 30,
      uses: [.forward],
      rules: [
        .init(pattern: "9NXXXXXXX", strip: 1),
        .init(pattern: "01XXXXXXXXXX", prefix: "17909", number: "4008001234"),
      ]
    )
    #expect(TrunkSettings(name: "carrier", trunk.flat) == trunk)
  }

  @Test func theSettingsComeBackAsTheyWere() {
    var settings = Settings()
    #expect(Settings(settings.flat) == settings)
    settings.zone = "Asia/Shanghai"
    settings.languages = ["zh", "en"]
    settings.sounds = "/usr/share/asterisk/sounds"
    settings.spool = "/var/spool/asterisk"
    settings.promptCommand = "say \"{text}\""
    settings.asteriskFiles = "/etc/asterisk/switchboard/generated"
    settings.asteriskCommand = "asterisk -rx"
    settings.operators = [.init(name: "王主管", pin: "$6$a$b"), .init(name: "duty", pin: "$6$c$d")]
    #expect(Settings(settings.flat) == settings)
  }

  @Test func theNumberPlanComesBackAsItWas() throws {
    #expect(NumberPlan(NumberPlan.china.flat) == .china)
    #expect(NumberPlan(FlatText()) == nil)
    let plan = NumberPlan(internationalPrefix: "00", countryCode: "34", trunkPrefix: "")
    let scratch = try Scratch()
    let store = try scratch.migratedStore()
    #expect(try store.numberPlan() == .china)
    var configuration = PublishedConfiguration()
    _ = try store.publish(configuration, author: "test", at: Timestamp(seconds: 1))
    #expect(try store.numberPlan() == .china)
    configuration.numbers = plan
    _ = try store.publish(configuration, author: "test", at: Timestamp(seconds: 2))
    #expect(try store.numberPlan() == plan)
    #expect(try store.numberPlan(begunWith: 1) == .china)
  }

  @Test func aCallReadsTheAgentAndTheSettings() throws {
    let scratch = try Scratch()
    let store = try scratch.migratedStore()
    var configuration = PublishedConfiguration()
    configuration.agents = [AgentSettings(number: "1001", name: "A", team: "one")]
    configuration.settings.zone = "Asia/Shanghai"
    _ = try store.publish(configuration, author: "test", at: Timestamp(seconds: 1))
    let revision = try store.revision()
    #expect(try revision.agent("1001") == configuration.agents[0])
    #expect(try revision.agent("1002") == nil)
    #expect(try revision.settings() == configuration.settings)
  }
}
