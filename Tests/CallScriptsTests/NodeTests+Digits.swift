import CallScripts
import Records
import Testing

/// Digits and PINs that callers key in.
extension NodeTests {
  // MARK: collect

  func collect(
    _ tests: [Collect.Test] = [],
    length: ClosedRange<Int> = 4...4,
    change: (inout Collect) -> Void = { _ in }
  ) -> [String: FlowNode] {
    var collect = Collect(
      Self.question("enter"),
      into: "account",
      length: length,
      next: .queue("sales"),
      otherwise: .hangup
    )
    collect.tests = tests
    change(&collect)
    return ["start": .collect(collect)]
  }

  @Test func digitsAreKeptInTheirVariable() throws {
    let asterisk = try walk(collect(), keys: "1234")
    #expect(asterisk.variables["SWB_DATA_account"] == "1234")
    #expect(try steps() == ["entered 1234 -> queue sales"])
  }

  @Test func tooFewDigitsAreAskedForAgain() throws {
    let asterisk = try walk(collect(), keys: "12#1234")
    #expect(played(asterisk) == ["enter", "wrong-key", "enter"])
    #expect(try steps() == ["wrong 12", "entered 1234 -> queue sales"])
  }

  @Test func whoeverEntersNothingGoesElsewhere() throws {
    let asterisk = try walk(collect())
    #expect(played(asterisk) == ["enter", "no-input", "enter", "no-input"])
    #expect(asterisk.variables["SWB_ACTION"] == "hangup")
    #expect(try steps() == ["silence", "silence", "otherwise -> hangup"])
  }

  @Test func zeroAloneIsAPerson() throws {
    let asterisk = try walk(collect(), keys: "0 ", operator: .queue("vip"))
    #expect(asterisk.variables["SWB_QUEUE"] == "vip")
  }

  @Test(arguments: [
    (Collect.Test.patterns(["13XX", "2[5-7]ZN"]), "1399", true),
    (.patterns(["13XX"]), "1499", false),
    (.patterns(["2[5-7]ZN"]), "2612", true), (.patterns(["2[5-7]ZN"]), "2602", false),
    (.luhn, "1230", true), (.luhn, "1234", false),
    (.date(.any), "0229", true), (.date(.any), "0230", false), (.date(.any), "1301", false),
    (.contact, "1001", true), (.contact, "1002", false),
    (.astDB(family: "accounts"), "7777", true), (.astDB(family: "accounts"), "7778", false),
  ])
  func digitsAreExamined(test: Collect.Test, digits: String, passes: Bool) throws {
    _ = try centre.store().keep(
      Contact(number: PhoneNumber("1001"), name: "Li"),
      author: "test",
      at: .now()
    )
    let asterisk = Asterisk()
    asterisk.database["accounts/7777"] = "x"
    _ = try walk(collect([test]) { $0.question.attempts = 1 }, keys: digits, on: asterisk)
    #expect(asterisk.variables["SWB_ACTION"] == (passes ? "queue" : "hangup"))
    #expect(
      try steps()
        == (passes
          ? ["entered \(digits) -> queue sales"] : ["wrong \(digits)", "otherwise -> hangup"])
    )
  }

  @Test func whatIsConfirmedIsReadOutFirst() throws {
    let nodes = collect {
      $0.confirmation = .init(before: [PromptName("you-entered")], after: [PromptName("right")])
    }
    let asterisk = try walk(nodes, keys: "1234256781")
    #expect(
      played(asterisk).prefix(7) == [
        "enter", "you-entered", "digits/1", "digits/2", "digits/3", "digits/4", "right",
      ]
    )
    #expect(asterisk.variables["SWB_DATA_account"] == "5678")
    #expect(try steps() == ["corrected 1234", "entered 5678 -> queue sales"])
  }

  @Test func maskedDigitsAreInNoRow() throws {
    let asterisk = try walk(collect([.luhn]) { $0.isMasked = true }, keys: "12341230")
    #expect(asterisk.variables["SWB_DATA_account"] == "1230")
    #expect(try steps() == ["wrong", "entered -> queue sales"])
  }

  @Test func theRecordingIsStoppedForMaskedDigits() throws {
    let asterisk = Asterisk()
    asterisk.variables["MIXMONITOR_FILENAME"] = "/var/monitor/call.wav"
    _ = try walk(collect { $0.isMasked = true }, keys: "1234", on: asterisk)
    let told = asterisk.commands.filter { $0.contains("MixMonitor") || $0.hasPrefix("STREAM") }
    #expect(told.count == 3)
    #expect(told.first?.contains("StopMixMonitor") == true)
    #expect(told.last?.contains("/var/monitor/call.wav,a") == true)
  }

  // MARK: pin

  func pin(_ source: PINCheck.Source, lockAfter: Int = 5) -> [String: FlowNode] {
    [
      "start": .pin(
        PINCheck(
          Self.question("pin"),
          length: 4...6,
          source: source,
          lockAfter: lockAfter,
          next: .queue("vip"),
          otherwise: .hangup,
          locked: .announce(PromptName("locked"))
        )
      )
    ]
  }

  @Test func theRightPINOpens() throws {
    let asterisk = try walk(pin(.hash(PINHash.make("4711"))), keys: "4712#4711#")
    #expect(asterisk.variables["SWB_QUEUE"] == "vip")
    #expect(try steps() == ["denied", "proved -> queue vip"])
    #expect(!asterisk.variables.values.contains { $0.contains("4711") })
  }

  @Test func aPINOfTheDirectoryAndOfAstDBOpens() throws {
    var fields = FlatText()
    fields.append("pin", try PINHash.make("4711"))
    _ = try centre.store().keep(
      Contact(number: PhoneNumber("13811112222"), fields: fields),
      author: "test",
      at: .now()
    )
    let first = try walk(pin(.contact(field: "pin")), keys: "4711#")
    #expect(first.variables["SWB_QUEUE"] == "vip")
    let second = Asterisk()
    second.database["pins/13811112222"] = try PINHash.make("4712")
    _ = try walk(pin(.astDB(family: "pins")), keys: "4712#", on: second)
    #expect(second.variables["SWB_QUEUE"] == "vip")
  }

  @Test func nobodysPINIsNeverRight() throws {
    let asterisk = try walk(pin(.contact(field: "pin")), keys: "4711#4711#")
    #expect(asterisk.variables["SWB_ACTION"] == "hangup")
    #expect(try steps() == ["denied", "denied", "otherwise -> hangup"])
  }

  @Test func failuresAreCountedAcrossCalls() throws {
    let nodes = try pin(.hash(PINHash.make("4711")), lockAfter: 3)
    _ = try walk(nodes, keys: "1111#2222#", uniqueid: "1.1")
    _ = try walk(nodes, keys: "3333#4711#", uniqueid: "1.2")
    #expect(try steps("1.2") == ["denied", "locked -> announce locked"])
    let asterisk = try walk(nodes, keys: "4711#", uniqueid: "1.3")
    #expect(asterisk.variables["SWB_PROMPT"] == "switchboard/locked")
    #expect(asterisk.played.isEmpty)
  }

  @Test func aRightPINForgetsTheFailures() throws {
    let nodes = try pin(.hash(PINHash.make("4711")), lockAfter: 3)
    for call in ["1.1", "1.2", "1.3"] {
      let asterisk = try walk(nodes, keys: "1111#4711#", uniqueid: call)
      #expect(asterisk.variables["SWB_QUEUE"] == "vip")
    }
  }
}
