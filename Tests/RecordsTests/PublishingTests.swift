import Database
import Records
import Scratch
import Testing

@Suite struct PublishingTests {
  private let scratch: Scratch
  private let store: Store

  init() throws {
    scratch = try Scratch()
    store = try scratch.migratedStore()
  }

  private func configuration(queue: String) -> PublishedConfiguration {
    var configuration = PublishedConfiguration()
    configuration.rules = [
      RoutingRule(name: "blacklist", condition: .listed("blacklist"), target: .hangup),
      RoutingRule(
        name: "main number",
        condition: .dialled("4008001234"),
        hours: "office",
        target: .flow("main"),
        closed: .announce(PromptName("closed")),
        priority: 5
      ),
      RoutingRule(name: "default", condition: .always, target: .queue(queue)),
    ]
    configuration.lists = ["blacklist": [PhoneNumber("+86 138 0000 0000"), PhoneNumber("")]]
    configuration.hours = [
      OpeningHours(name: "office", zone: "Asia/Shanghai", spans: [540..<1_080, 1_980..<2_520])
    ]
    configuration.queues = [QueueSettings(name: queue, survey: "satisfaction")]
    configuration.flows = [
      Flow(
        name: "main",
        start: "top",
        nodes: ["top": .play([PromptName("welcome")], next: .queue(queue))]
      )
    ]
    configuration.surveys = [
      Survey(
        name: "satisfaction",
        questions: [
          SurveyQuestion(
            name: "one",
            KeyQuestion([PromptName("q")], attempts: 2),
            answers: [.init("1", "very satisfied")]
          )
        ],
        thanks: PromptName("thanks")
      )
    ]
    return configuration
  }

  private func publish(_ queue: String) throws -> Publication {
    try store.publish(configuration(queue: queue), author: "test", at: Timestamp(seconds: 1))
  }

  @Test func whatIsPublishedIsRead() throws {
    let said = configuration(queue: "sales")
    #expect(try publish("sales") == .published(revision: 1))
    let revision = try store.revision()
    var rules: [RoutingRule] = []
    try revision.eachRule { rule in
      rules.append(rule)
      return .next
    }
    #expect(rules == said.rules)
    #expect(try revision.hours("office") == said.hours[0])
    #expect(try revision.queue("sales") == said.queues[0])
    #expect(try revision.queue("elsewhere") == QueueSettings(name: "elsewhere"))
    #expect(try revision.start(ofFlow: "main") == "top")
    #expect(try revision.node("top", ofFlow: "main") == said.flows[0].nodes["top"])
    #expect(try revision.survey("satisfaction") == said.surveys[0])
    #expect(try revision.isListed("13800000000", on: "blacklist"))
    #expect(try !revision.isListed("13800000001", on: "blacklist"))
  }

  @Test func aCallKeepsTheRevisionItBeganWith() throws {
    #expect(try publish("sales") == .published(revision: 1))
    #expect(try publish("support") == .published(revision: 2))
    #expect(try store.revision().number == 2)
    let begun = try store.revision(begunWith: 1)
    #expect(
      try begun.node("top", ofFlow: "main") == .play([PromptName("welcome")], next: .queue("sales"))
    )
  }

  @Test func theSameAgainIsNoNewRevision() throws {
    #expect(try publish("sales") == .published(revision: 1))
    #expect(try publish("sales") == .unchanged(revision: 1))
    #expect(try publish("support") == .published(revision: 2))
    #expect(try store.liveHead()?.number == 2)
  }

  @Test func nothingPublishedIsSaidSo() throws {
    let error = #expect(throws: DatabaseError.self) { try store.revision() }
    #expect(error?.code == .unpublished)
    #expect(try store.liveHead() == nil)
  }

  @Test func aPartThatIsNotThereIsSaidSo() throws {
    _ = try publish("sales")
    let error = #expect(throws: DatabaseError.self) {
      try store.revision().node("cellar", ofFlow: "main")
    }
    #expect(error?.code == .configuration)
  }

  @Test func aPublicationThatFailsLeavesTheOldOneLive() throws {
    _ = try publish("sales")
    try scratch.connection().run(
      """
      CREATE TRIGGER trouble BEFORE INSERT ON published WHEN NEW.kind = 'survey'
      BEGIN SELECT RAISE(ABORT, 'trouble'); END
      """
    )
    #expect(throws: DatabaseError.self) { try publish("support") }
    #expect(try store.revision().number == 1)
    let rows = try scratch.connection()
      .first("SELECT count(*) FROM published WHERE revision > 1") { $0.integer(0) }
    #expect(rows == 0)
  }

  @Test func hoursAreThoseOfTheirZone() throws {
    let hours = configuration(queue: "sales").hours[0]
    // Monday 2026-03-02, 09:00 in Shanghai.
    let opening = Timestamp(seconds: 1_772_413_200)
    #expect(try hours.isOpen(at: opening))
    #expect(try !hours.isOpen(at: Timestamp(seconds: opening.seconds - 1)))
    #expect(try hours.isOpen(at: Timestamp(seconds: opening.seconds + 9 * 3_600 - 1)))
    #expect(try !hours.isOpen(at: Timestamp(seconds: opening.seconds + 9 * 3_600)))
    let nowhere = OpeningHours(name: "x", zone: "Asia/Beijing", spans: [0..<10])
    #expect(throws: DatabaseError.self) { try nowhere.isOpen(at: opening) }
  }

  @Test func numbersAreListedByCommandToo() throws {
    _ = try publish("sales")
    let entry = ListedNumber(
      number: PhoneNumber("+86 139 1111 1111"),
      note: "shouts",
      author: "li",
      added: Timestamp(seconds: 5)
    )
    #expect(try store.add(entry, to: "blacklist"))
    #expect(try !store.add(entry, to: "blacklist"))
    #expect(try store.revision().isListed("13911111111", on: "blacklist"))
    #expect(try !store.revision().isListed("13911111111", on: "vip"))
    #expect(try store.numbers(on: "blacklist") == [entry])
    #expect(try store.remove(PhoneNumber("13911111111"), from: "blacklist"))
    #expect(try !store.remove(PhoneNumber("13911111111"), from: "blacklist"))
    #expect(try !store.revision().isListed("13911111111", on: "blacklist"))
  }
}
