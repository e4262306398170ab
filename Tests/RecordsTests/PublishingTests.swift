import Database
import Scratch
import Testing

@testable import Records

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

  // MARK: Long lists

  /// Three batches and a bit.
  private func longConfiguration(queue: String) -> PublishedConfiguration {
    var configuration = configuration(queue: queue)
    let numbers = 13_900_000_000..<13_900_000_000 + 3 * Drafts.batch
    configuration.lists["vip"] = numbers.map { PhoneNumber("\($0)") }
    return configuration
  }

  private func rows(of revision: Int) throws -> Int {
    try scratch.connection()
      .first("SELECT count(*) FROM published WHERE revision = ?", [.integer(revision)]) {
        $0.integer(0)
      } ?? 0
  }

  @Test func aLongListIsWrittenInBatchesAndCallsWriteInBetween() throws {
    #expect(try publish("sales") == .published(revision: 1))
    var options = Connection.Options.call
    options.busyBudget = .zero
    let call = try Store(at: scratch.location, options)
    var written: [Int] = []
    let publication = try store.publish(
      longConfiguration(queue: "support"),
      author: "test",
      at: Timestamp(seconds: 1)
    ) {
      // The write lock is free, and nothing of the draft is said yet.
      #expect(throws: Never.self) {
        written.append(try rows(of: 2) - written.reduce(0, +))
        let entry = ListedNumber(
          number: PhoneNumber("137\(written.count)"),
          note: "",
          author: "",
          added: Timestamp(seconds: 1)
        )
        #expect(try call.add(entry, to: "blacklist"))
        #expect(try call.revision().number == 1)
        #expect(try call.liveHead()?.number == 1)
        #expect(try !call.revision().isListed("13900000000", on: "vip"))
      }
    }
    #expect(publication == .published(revision: 2))
    #expect(written == [Drafts.batch, Drafts.batch, Drafts.batch])
    #expect(try rows(of: 2) - 3 * Drafts.batch == rows(of: 1))
    #expect(try call.revision().number == 2)
    #expect(try call.revision().isListed("13900000000", on: "vip"))
    #expect(try call.liveHead()?.author == "test")
    #expect(try call.numbers(on: "blacklist").count == 3)
  }

  @Test func theSameLongListAgainTakesNoWriteLock() throws {
    let long = longConfiguration(queue: "sales")
    let moment = Timestamp(seconds: 1)
    #expect(try store.publish(long, author: "test", at: moment) == .published(revision: 1))
    let writer = try scratch.connection()
    try writer.run("BEGIN IMMEDIATE")
    var options = Connection.Options.administrator
    options.busyBudget = .zero
    let other = try Store(at: scratch.location, options)
    #expect(try other.publish(long, author: "test", at: moment) == .unchanged(revision: 1))
    try writer.run("ROLLBACK")
  }

  @Test func twoAtOnceAreARevisionEach() async throws {
    let location = scratch.location
    var patient = Connection.Options.administrator
    patient.busyBudget = .seconds(60)
    let options = patient
    let configurations = ["sales", "support"].map(longConfiguration)
    let numbers = try await withThrowingTaskGroup(of: Publication.self) { group in
      for configuration in configurations {
        group.addTask {
          try Store(at: location, options)
            .publish(configuration, author: "test", at: Timestamp(seconds: 1))
        }
      }
      return try await group.reduce(into: Set()) { numbers, publication in
        guard case .published(let number) = publication else { return }
        numbers.insert(number)
      }
    }
    #expect(numbers == [1, 2])
    #expect(try store.liveHead()?.number == 2)
    #expect(try rows(of: 1) == configurations[0].rows.count)
    #expect(try rows(of: 2) == configurations[1].rows.count)
  }

  @Test func whoeverPublishesWhileAnotherDoesWaitsAndSaysSo() throws {
    var options = Connection.Options.administrator
    options.busyBudget = .zero
    let other = try Store(at: scratch.location, options)
    var errors: [DatabaseError.Code?] = []
    _ = try store.publish(
      longConfiguration(queue: "sales"),
      author: "test",
      at: Timestamp(seconds: 1)
    ) {
      let error = #expect(throws: DatabaseError.self) {
        try other.publish(configuration(queue: "support"), author: "", at: Timestamp(seconds: 1))
      }
      errors.append(error?.code)
    }
    #expect(errors == [.busy, .busy, .busy])
    #expect(try store.revision().number == 1)
  }

  /// `kill -9` lets go of the locks and leaves the files.
  @Test func whatAKilledPublicationLeftIsNobodysAndIsRemovedInBatches() throws {
    #expect(try publish("sales") == .published(revision: 1))
    let drafts = Drafts(connection: try scratch.connection()) {}
    let killed = try drafts.begin()
    try drafts.append(longConfiguration(queue: "killed").rows, to: killed)
    #expect(killed == 2)
    #expect(try store.revision().number == 1)
    #expect(try publish("sales") == .unchanged(revision: 1))

    var left: [Int] = []
    let publication = try store.publish(
      configuration(queue: "support"),
      author: "test",
      at: Timestamp(seconds: 1)
    ) {
      #expect(throws: Never.self) { left.append(try rows(of: killed)) }
    }
    #expect(publication == .published(revision: 3))
    #expect(zip(left, left.dropFirst()).allSatisfy { $0 - $1 == Drafts.batch })
    #expect(left.count == 3)
    #expect(try rows(of: killed) == 0)
    #expect(try rows(of: 1) > 0)
    #expect(try store.revision().number == 3)
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

  @Test func textsAreReadAsTheyWerePublished() throws {
    var configuration = configuration(queue: "sales")
    let texts = ["zh": "您好 = \\ 再见", "en": "Hello"]
    configuration.texts = [PromptText(PromptName(saying: texts), texts)]
    _ = try store.publish(configuration, author: "li", at: .now())
    #expect(try store.revision().texts() == configuration.texts)
    #expect(try store.revision().texts().first?.prompt.isText == true)
  }
}
