import Scratch
import Testing

@testable import Records

/// Every kind of node is published and read again as it was.
@Suite struct FlowNodeTests {
  static let question = KeyQuestion(
    [PromptName("ask"), PromptName("own/ask=2")],
    attempts: 3,
    wait: .milliseconds(1_500),
    wrong: PromptName("wrong-key"),
    silence: PromptName("no-input")
  )

  static let nodes: [String: FlowNode] = {
    var collect = Collect(
      question,
      into: "account",
      length: 6...8,
      next: .node("next"),
      otherwise: .hangup
    )
    collect.tests = [
      .patterns(["1[3-9]X.", "Z"]), .luhn, .date(.future), .contact, .astDB(family: "accounts"),
    ]
    collect.isMasked = true
    collect.confirmation = .init(before: [PromptName("you-entered")], after: [PromptName("right")])
    var offer = AppointmentOffer(
      "installation",
      hours: "office",
      offer: [PromptName("next-free")],
      question: question,
      slot: .seconds(1_800),
      next: .node("next"),
      full: .callback("sales"),
      otherwise: .hangup
    )
    offer.day = [PromptName("which-day")]
    offer.booked = [PromptName("booked")]
    offer.places = 3
    offer.days = 30
    offer.notice = .seconds(60)
    return [
      "menu": .menu(
        Menu(
          question,
          keys: [.init("1", .flow("other", node: "x")), .init("#", .hangup)],
          otherwise: .hangup
        )
      ),
      "play": .play([PromptName("welcome")], next: .context("own", extension: "100")),
      "say": .say(
        Say(
          [.prompt(PromptName("balance-is"))]
            + Say.Manner.allCases.map { .value(.variable("balance"), as: $0) }
            + [.value(.text("12.50"), as: .money)],
          next: .extension("1001")
        )
      ),
      "collect": .collect(collect),
      "plain": .collect(
        Collect(question, into: "x", length: 1...1, next: .hangup, otherwise: .hangup)
      ),
      "pin": .pin(
        PINCheck(
          question,
          length: 4...6,
          source: .contact(field: "pin"),
          identity: .variable("account"),
          next: .node("next"),
          otherwise: .hangup,
          locked: .announce(PromptName("locked"))
        )
      ),
      "common": .pin(
        PINCheck(
          question,
          length: 4...4,
          source: .hash("$6$a$b"),
          identity: .text("door"),
          lockAfter: 3,
          lockFor: .seconds(60),
          next: .hangup,
          otherwise: .hangup,
          locked: .hangup
        )
      ),
      "language": .language(
        LanguageChoice(
          question,
          keys: [.init("1", "zh"), .init("2", "en")],
          next: .node("next"),
          otherwise: .node("next")
        )
      ),
      "hours": .hours("office", open: .queue("sales"), closed: .message("100")),
      "set": .set(
        [
          .init("a", .text("one two = three")), .init("b", .variable("caller")),
          .init("c", .text("")),
        ],
        next: .survey("satisfaction")
      ),
      "lookup": .lookup(
        Lookup(
          .business("crm"),
          key: .variable("account"),
          fields: [.init("full name", into: "name"), .init("balance", into: "balance")],
          found: .node("next"),
          unknown: .forward("13812345678"),
          failed: .hangup
        )
      ),
      "directory": .lookup(
        Lookup(.directory, fields: [], found: .hangup, unknown: .hangup, failed: .hangup)
      ),
      "record": .record(
        VoiceMessage(
          for: "100",
          question,
          longest: .seconds(60),
          quiet: .seconds(4),
          next: .hangup,
          otherwise: .hangup
        )
      ),
      "appointment": .appointment(offer),
      "queue": .queue(
        QueueEntry(
          "sales",
          priority: 5,
          longest: .seconds(90),
          then: [.init(.full, .callback("sales")), .init(.paused, .node("next"))]
        )
      ),
      "next": .go(.hangup),
    ]
  }()

  @Test func everyKindIsThere() {
    #expect(Set(Self.nodes.values.map(\.kind)) == Set(FlowNode.Kind.allCases))
  }

  @Test(arguments: nodes.keys.sorted())
  func whatIsPublishedIsRead(name: String) throws {
    let scratch = try Scratch()
    let store = try scratch.migratedStore()
    var configuration = PublishedConfiguration()
    configuration.flows = [
      Flow(name: "all", start: "menu", operator: .queue("people"), nodes: Self.nodes)
    ]
    _ = try store.publish(configuration, author: "test", at: .now())
    let step = try store.revision().step(name, ofFlow: "all")
    #expect(step.node == Self.nodes[name])
    #expect(step.operator == .queue("people"))
  }

  @Test(arguments: [
    "", "kind=dance", "kind=menu", "kind=collect\nnext=hangup", "kind=pin", "kind=go\nto=",
  ])
  func whatANewerProgramWroteIsNotGuessed(body: String) {
    #expect(FlowNode(FlatText(decoding: body)) == nil)
  }

  @Test func aWayIsNamedByWhatTakesIt() throws {
    let words = try #require(Self.nodes["appointment"]).ways.map(\.word)
    #expect(words == ["next", "full", "otherwise"])
    let menu = try #require(Self.nodes["menu"])
    #expect(menu.ways.map(\.word) == ["1", "#", "otherwise"])
    #expect(menu.ways.map(\.isSilent) == [false, false, true])
  }
}
