import CallScripts
import Database
import Records
import Scratch
import Testing

/// Every kind of node and what can happen there, with a scripted caller.
@Suite struct NodeTests {
  let centre: Centre

  init() throws {
    centre = try Centre()
  }

  static func question(_ prompt: String, attempts: Int = 2) -> KeyQuestion {
    KeyQuestion(
      [PromptName(prompt)],
      attempts: attempts,
      wrong: PromptName("wrong-key"),
      silence: PromptName("no-input")
    )
  }

  /// Leads a caller through a flow that begins at `start`.
  func walk(
    _ nodes: [String: FlowNode],
    keys: String = "",
    operator person: Target? = nil,
    uniqueid: String = "1772413200.7",
    on asterisk: Asterisk = Asterisk()
  ) throws -> Asterisk {
    var configuration = Centre.configuration()
    configuration.flows = [Flow(name: "flow", start: "start", operator: person, nodes: nodes)]
    try centre.publish(configuration)
    asterisk.keys = keys
    try asterisk.call(
      port: centre.server.port,
      script: "agi-ivr",
      arguments: ["flow"],
      uniqueid: uniqueid
    )
    return asterisk
  }

  /// The steps as `event keys -> target`.
  func steps(_ uniqueid: String = "1772413200.7") throws -> [String] {
    let call = CallKey(node: "bei", uniqueid: uniqueid)
    return try centre.store().steps(of: call).map { step in
      ([step.event.rawValue, step.keys].filter { !$0.isEmpty }
        + (step.targetText.map { ["->", $0] } ?? [])).joined(separator: " ")
    }
  }

  func played(_ asterisk: Asterisk) -> [String] {
    asterisk.played.map { $0.replacing("switchboard/", with: "") }
  }

  // MARK: A person

  private let menu: [String: FlowNode] = [
    "start": .menu(
      Menu(NodeTests.question("menu"), keys: [.init("1", .hangup)], otherwise: .hangup)
    )
  ]

  @Test func zeroIsAPersonAtEveryMenu() throws {
    let asterisk = try walk(menu, keys: "0", operator: .queue("sales"))
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    #expect(try steps() == ["person 0 -> queue sales"])
  }

  @Test func zeroWithoutAPersonIsAWrongKey() throws {
    _ = try walk(menu, keys: "01")
    #expect(try steps() == ["wrong 0", "key 1 -> hangup"])
  }

  @Test func aMenuMayGiveZeroAnotherMeaning() throws {
    let own = Menu(Self.question("m"), keys: [.init("0", .extension("1001"))], otherwise: .hangup)
    let asterisk = try walk(["start": .menu(own)], keys: "0", operator: .queue("sales"))
    #expect(asterisk.variables["SWB_EXTENSION"] == "1001")
  }

  // MARK: say

  @Test func valuesAreSpokenInTheCallersLanguage() throws {
    let say = Say(
      [.prompt(PromptName("balance")), .value(.variable("amount"), as: .number)],
      next: .hangup
    )
    let asterisk = Asterisk()
    asterisk.variables["SWB_DATA_amount"] = "12"
    _ = try walk(["start": .say(say)], on: asterisk)
    #expect(played(asterisk) == ["balance", "digits/10", "digits/2"])
    #expect(try steps() == ["played -> hangup"])
  }

  @Test func aValueThatIsNoneIsLeftOutAndKept() throws {
    let say = Say(
      [.prompt(PromptName("balance")), .value(.variable("amount"), as: .money)],
      next: .hangup
    )
    let asterisk = try walk(["start": .say(say)])
    #expect(played(asterisk) == ["balance"])
    #expect(try steps() == ["unsaid {amount}", "played -> hangup"])
  }

  // MARK: language, hours, set, lookup

  @Test func aLanguageIsChosenAndSpoken() throws {
    let nodes: [String: FlowNode] = [
      "start": .language(
        LanguageChoice(
          Self.question("choose"),
          keys: [.init("1", "zh"), .init("2", "en")],
          next: .node("say"),
          otherwise: .hangup
        )
      ),
      "say": .say(Say([.value(.text("21"), as: .number)], next: .hangup)),
    ]
    let asterisk = try walk(nodes, keys: "2")
    #expect(asterisk.variables["CHANNEL(language)"] == "en")
    #expect(played(asterisk) == ["choose", "digits/20", "digits/1"])
    #expect(try steps() == ["key 2 -> say", "played -> hangup"])
  }

  @Test func openAndClosedPart() throws {
    let asterisk = try walk([
      "start": .hours("never", open: .queue("sales"), closed: .message("100"))
    ])
    #expect(asterisk.variables["SWB_MAILBOX"] == "100")
    #expect(try steps() == ["closed -> message 100"])
  }

  @Test(arguments: [
    ("plain text", "plain text"), ("a;b|c`d$(id)${X}\"'\r\n", "abcdidX"), ("张三，您好", "张三，您好"),
    ("\u{1B}[2J", "2J"),
  ])
  func aVariableHoldsNothingThatMeansAnything(text: String, kept: String) throws {
    let nodes: [String: FlowNode] = [
      "start": .set(
        [.init("a", .text(text)), .init("b", .variable("a")), .init("c", .variable("caller"))],
        next: .hangup
      )
    ]
    let asterisk = try walk(nodes)
    #expect(asterisk.variables["SWB_DATA_a"] == kept)
    #expect(asterisk.variables["SWB_DATA_b"] == kept)
    #expect(asterisk.variables["SWB_DATA_c"] == "13811112222")
  }

  private func lookup(_ source: Lookup.Source, _ field: String) -> [String: FlowNode] {
    [
      "start": .lookup(
        Lookup(
          source,
          fields: [.init(field, into: "value")],
          found: .queue("vip"),
          unknown: .queue("sales"),
          failed: .hangup
        )
      )
    ]
  }

  @Test func aRecordIsFoundOrNot() throws {
    let unknown = try walk(lookup(.directory, "balance"), uniqueid: "1.1")
    #expect(unknown.variables["SWB_QUEUE"] == "sales")
    var fields = FlatText()
    fields.append("balance", "12.50")
    _ = try centre.store().keep(
      Contact(number: PhoneNumber("13811112222"), fields: fields),
      author: "test",
      at: .now()
    )
    let found = try walk(lookup(.directory, "balance"), uniqueid: "1.2")
    #expect(found.variables["SWB_DATA_value"] == "12.50")
    #expect(found.variables["SWB_QUEUE"] == "vip")
    #expect(try steps("1.1") + steps("1.2") == ["unknown -> queue sales", "found -> queue vip"])
  }

  @Test func aRecordOfAstDBAndOneThatNobodyAnswersFor() throws {
    let asterisk = Asterisk()
    asterisk.database["levels/13811112222"] = "gold"
    _ = try walk(lookup(.astDB(family: "levels"), "value"), on: asterisk)
    #expect(asterisk.variables["SWB_DATA_value"] == "gold")
    let business = try walk(lookup(.business("crm"), "value"), uniqueid: "1.2")
    #expect(business.variables["SWB_ACTION"] == "hangup")
    #expect(try steps("1.2") == ["failed absent -> hangup"])
  }

  // MARK: record

  private let record: [String: FlowNode] = [
    "start": .record(
      VoiceMessage(
        for: "100",
        NodeTests.question("please"),
        next: .queue("sales"),
        otherwise: .hangup
      )
    )
  ]

  @Test func aMessageIsARow() throws {
    let asterisk = Asterisk()
    asterisk.fileSize = 44 + 32_000
    _ = try walk(record, on: asterisk)
    let message = try #require(try centre.store().messages(of: centre.call).first)
    #expect(message.mailbox == "100")
    #expect(message.length == .seconds(2))
    #expect(message.state == .new)
    #expect(message.caller.normalised == "13811112222")
    #expect(try steps() == ["recorded -> queue sales"])
  }

  /// Of the silence that ends a recording Asterisk leaves a second.
  @Test(arguments: [(44, ""), (44 + 16_320, "SILENCE"), (44 + 4_800, "DTMF")])
  func whoeverSaysNothingLeavesNoMessage(size: Int, status: String) throws {
    let asterisk = Asterisk()
    asterisk.fileSize = size
    asterisk.variables["RECORD_STATUS"] = status
    _ = try walk(record, on: asterisk)
    #expect(try centre.store().messages(limit: 10).isEmpty)
    #expect(try steps() == ["silence", "silence", "otherwise -> hangup"])
  }

  @Test func aMessageIsKeptWhenTheCallerHangsUp() throws {
    let asterisk = Asterisk()
    asterisk.fileSize = 44 + 16_000
    asterisk.hangsUpAt = "EXEC"
    _ = try walk(record, on: asterisk)
    #expect(try centre.store().messages(of: centre.call).map(\.mailbox) == ["100"])
    #expect(try steps() == ["recorded", "hangup"])
  }

  // MARK: appointment

  private func appointment(places: Int = 1, days: Int = 2) -> [String: FlowNode] {
    var offer = AppointmentOffer(
      "visits",
      hours: "always",
      offer: [PromptName("next-free")],
      question: Self.question("choice"),
      slot: .seconds(3_600),
      next: .queue("sales"),
      full: .hangup,
      otherwise: .queue("vip")
    )
    offer.places = places
    offer.days = days
    offer.day = [PromptName("which-day")]
    return ["start": .appointment(offer)]
  }

  @Test func theNextFreeTimeIsTaken() throws {
    _ = try walk(appointment(), keys: "1", uniqueid: "1.1")
    _ = try walk(appointment(), keys: "21", uniqueid: "1.2")
    let taken = try centre.store().appointments(from: .now(), limit: 10)
    #expect(taken.map(\.call.uniqueid) == ["1.1", "1.2"])
    let gap = try #require(taken.last).start.seconds - (try #require(taken.first).start.seconds)
    // The second caller passed one free hour over.
    #expect(gap == 2 * 3_600)
    #expect(try steps("1.2").count == 2)
    #expect(try steps("1.2").last?.hasPrefix("booked 20") == true)
  }

  @Test func noFreeTimeIsSaidSo() throws {
    var nodes = appointment(days: 1)
    guard case .appointment(var offer) = nodes["start"] else { return }
    offer.notice = .seconds(2 * 86_400)
    nodes["start"] = .appointment(offer)
    let asterisk = try walk(nodes)
    #expect(asterisk.variables["SWB_ACTION"] == "hangup")
    #expect(try steps() == ["full -> hangup"])
  }

  @Test func whatTheStoreDoesNotKeepIsNotPromised() throws {
    let nodes = appointment()
    let asterisk = Asterisk()
    let writer = try centre.scratch.connection()
    var isHeld = false
    asterisk.before = { command in
      // From the offer on somebody else writes.
      guard command.contains("next-free"), !isHeld else { return }
      isHeld = true
      try writer.run("BEGIN IMMEDIATE")
    }
    _ = try walk(nodes, keys: "1", on: asterisk)
    try writer.run("ROLLBACK")
    #expect(asterisk.variables["SWB_QUEUE"] == "vip")
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(asterisk.variables["SWB_ERROR"] == "store-busy")
    #expect(try centre.store().appointments(from: .now(), limit: 10).isEmpty)
  }

  @Test func anotherDayIsAskedFor() throws {
    let day = CivilTime(seconds: Timestamp.now().seconds + 3 * 86_400)
    let digits = [day.month / 10, day.month % 10, day.day / 10, day.day % 10]
      .map { String($0) }.joined()
    _ = try walk(appointment(days: 5), keys: "3\(digits)1")
    let taken = try #require(try centre.store().appointments(of: centre.call).first)
    #expect(taken.start.description.hasPrefix(day.description.prefix(10)))
  }

  @Test func whoeverTakesNoTimeGoesElsewhere() throws {
    let asterisk = try walk(appointment())
    #expect(asterisk.variables["SWB_QUEUE"] == "vip")
    #expect(try steps() == ["silence", "silence", "otherwise -> queue vip"])
  }

  // MARK: queue, go

  @Test func aQueueSaysWhatFollows() throws {
    let entry = QueueEntry(
      "sales",
      priority: 7,
      longest: .seconds(90),
      then: [.init(.full, .callback("sales")), .init(.timeout, .node("start"))]
    )
    let asterisk = try walk(["start": .queue(entry)])
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    #expect(asterisk.variables["SWB_PRIORITY"] == "7")
    #expect(asterisk.variables["SWB_TIMEOUT"] == "90")
    #expect(asterisk.variables["SWB_THEN_QUEUE"] == "sales")
    #expect(asterisk.variables["SWB_THEN_FULL"] == "callback sales")
    #expect(asterisk.variables["SWB_THEN_TIMEOUT"] == "flow flow start")
    #expect(asterisk.variables["SWB_THEN_EMPTY"] == "")
    #expect(try steps() == ["left -> queue sales"])
  }

  @Test(arguments: [
    (Target.extension("1001"), "extension"), (.context("own"), "context"), (.flow("other"), "flow"),
    (.survey("satisfaction"), "survey"), (.callback("sales"), "callback"), (.hangup, "hangup"),
    (.forward("13812345678"), "forward"), (.message("100"), "message"),
  ])
  func everyPlaceOutsideIsReached(target: Target, action: String) throws {
    let asterisk = try walk(["start": .go(target)])
    #expect(asterisk.variables["SWB_ACTION"] == action)
    #expect(try steps() == ["left -> \(target)"])
  }

  // MARK: Hangup

  @Test(arguments: ["collect", "pin", "language", "appointment", "record"])
  func aHangupAtAnyNodeIsKept(kind: String) throws {
    let language = LanguageChoice(
      Self.question("choose"),
      keys: [.init("1", "zh")],
      next: .hangup,
      otherwise: .hangup
    )
    let nodes: [String: FlowNode]? =
      switch kind {
      case "collect": collect()
      case "pin": try pin(.hash(PINHash.make("4711")))
      case "language": ["start": .language(language)]
      case "appointment": appointment()
      default: record
      }
    let asterisk = Asterisk()
    asterisk.hangsUpAt = "STREAM FILE"
    _ = try walk(#require(nodes), on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "HANGUP")
    #expect(try steps() == ["hangup"])
  }

  @Test func whatTheDialplanRecordedIsARow() throws {
    let asterisk = Asterisk()
    asterisk.fileSize = 44 + 16_000
    asterisk.variables["SWB_MESSAGE"] = "/var/spool/asterisk/switchboard/messages/7/1.wav"
    asterisk.variables["SWB_MAILBOX"] = "7"
    _ = try centre.run("agi-ivr", ":message", on: asterisk)
    let message = try #require(try centre.store().messages(for: "7", limit: 1).first)
    #expect(message.file == "/var/spool/asterisk/switchboard/messages/7/1.wav")
    #expect(message.length == .seconds(1))
  }
}
