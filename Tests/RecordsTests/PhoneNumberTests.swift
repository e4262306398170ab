import Records
import Testing

@Suite struct PhoneNumberTests {
  @Test(arguments: [
    ("13812345678", "13812345678"), ("+86 138 1234 5678", "13812345678"),
    ("0086-138-1234-5678", "13812345678"), ("013812345678", "13812345678"),
    ("021-5000 0000", "02150000000"), ("+86 21 5000 0000", "02150000000"),
    ("4008001234", "4008001234"), ("+864008001234", "4008001234"), ("95588", "95588"),
    ("110", "110"), ("1001", "1001"), ("+1 (212) 555-0100", "+12125550100"),
    ("0012125550100", "+12125550100"), ("*78", "*78"), ("alice", "alice"),
  ])
  func oneNumberHasOneForm(raw: String, normalised: String) {
    #expect(PhoneNumber(raw).normalised == normalised)
    #expect(PhoneNumber(raw).raw == raw)
  }

  @Test(arguments: [
    "13812345678", "+86 138 1234 5678", "0086-138-1234-5678", "021-5000 0000", "5000 0000", "95588",
    "110", "1001", "10", "+1 (212) 555-0100", "(021) 50000000", "*78", "138.1234.5678",
    "+86 13812345678", "0 13812345678", "021 50000000",
  ])
  func peopleWriteNumbersInManyWays(text: String) {
    #expect(PhoneNumber(written: text)?.normalised == PhoneNumber(text).normalised)
    #expect(PhoneNumber(written: text) != nil)
  }

  @Test(arguments: [
    "", "anonymous", "alice", "13800000666 13800000667", "13800000666 1001", "1001 13800000666",
    "110 119", "13800000666.0", "13800000666.", "1.38E+10", "+", "0", "00", "000", "#", "**", "7",
    "+12", "+0123456789", "+86#12345678", "1234567890123456", "１３８００００６６６",
    String(repeating: "1", count: 5_000),
  ])
  func whatCouldNotCallIsNoNumber(text: String) {
    #expect(PhoneNumber(written: text) == nil)
  }

  /// Who lists such a number means another: no call comes with it.
  @Test(
    arguments: [
      ("2150000013", .cut(meant: "02150000013")), ("75512345678", .cut(meant: "075512345678")),
      ("1050000000", .cut(meant: "01050000000")), ("8613800000666", .cut(meant: "+8613800000666")),
      ("862150000013", .cut(meant: "+862150000013")),
      ("442079460123", .cut(meant: "+442079460123")),
      ("99", .short), ("50000000", .local), ("5000000", .local),
      // Mobiles, services, short codes, extensions, star codes and numbers abroad.
      ("13800000666", nil), ("4008001234", nil), ("95588", nil), ("10086", nil), ("12345", nil),
      ("110", nil), ("1001", nil), ("955880", nil), ("*78", nil), ("+12125550100", nil),
      ("02150000013", nil), ("075512345678", nil), ("alice", nil),
    ] as [(String, NumberPlan.Doubt?)]
  )
  func aNumberFromWhichNobodyCallsIsDoubted(number: String, doubt: NumberPlan.Doubt?) {
    #expect(NumberPlan.china.doubt(of: number) == doubt)
  }

  @Test func anotherPlanDoubtsItsOwn() {
    #expect(Self.russia.doubt(of: "4951234567") == .cut(meant: "84951234567"))
    #expect(Self.russia.doubt(of: "79161234567") == .cut(meant: "+79161234567"))
    #expect(Self.russia.doubt(of: "9161234567") == nil)
    #expect(Self.spain.doubt(of: "912345678") == nil)
    // A carrier that sends them so is named in the plan.
    var plan = NumberPlan.china
    plan.services.append(NumberShape(beginning: "21", length: 10))
    #expect(plan.doubt(of: "2150000013") == nil)
    #expect(PhoneNumber("02150000013", plan: plan).normalised == "2150000013")
  }

  private static let russia = NumberPlan(
    internationalPrefix: "810",
    countryCode: "7",
    trunkPrefix: "8",
    areaLengths: [3],
    mobiles: [NumberShape(beginning: "9", length: 10)],
    services: [NumberShape(beginning: "800", length: 10)]
  )
  private static let spain = NumberPlan(
    internationalPrefix: "00",
    countryCode: "34",
    trunkPrefix: ""
  )

  @Test(arguments: [
    (russia, "+7 916 123 45 67", "9161234567"), (russia, "89161234567", "9161234567"),
    (russia, "88005553535", "8005553535"), (russia, "8005553535", "8005553535"),
    // An area whose code begins as the trunk prefix does.
    (russia, "+7 812 345 67 89", "88123456789"), (russia, "88123456789", "88123456789"),
    (russia, "81086 138 1234 5678", "+8613812345678"), (russia, "013812345678", "013812345678"),
    (spain, "+34 912 345 678", "912345678"), (spain, "912345678", "912345678"),
    (spain, "0086 138 1234 5678", "+8613812345678"),
  ])
  func anotherCountryHasItsOwnForms(plan: NumberPlan, raw: String, normalised: String) {
    #expect(PhoneNumber(raw, plan: plan).normalised == normalised)
  }

  @Test(arguments: [("812", "8812"), ("8812", "8812"), ("495", "8495")])
  func anAreaIsKeptWithTheTrunkPrefix(code: String, kept: String) {
    #expect(Self.russia.area(code) == kept)
    #expect(Self.russia.isArea(code))
    #expect(!Self.russia.isArea("88123456"))
  }

  @Test(arguments: [
    ("1XXXXXXXXXX", "1", 11), ("95XXX", "95", 5), ("112", "112", 3), ("XXXXXXXXX", "", 9),
  ])
  func aShapeIsABeginningAndALength(text: String, beginning: String, length: Int) {
    #expect(NumberShape(text) == NumberShape(beginning: beginning, length: length))
    #expect(NumberShape(text)?.text == text)
  }

  @Test(arguments: ["", "1X", "1X1", "1[3-9]XX", "9.", "+86", "XXXXXXXXXXXXXXXX", "１XX"])
  func whatIsNoShapeIsNone(text: String) {
    #expect(NumberShape(text) == nil)
  }

  @Test(arguments: ["", "unknown", "<unknown>", "Unknown", "anonymous", "Restricted"])
  func withheldIsOneValue(raw: String) {
    #expect(PhoneNumber(raw).normalised == nil)
    #expect(PhoneNumber(raw).masked == "withheld")
  }

  @Test(arguments: [
    ("13812345678", "138****5678"), ("02150000000", "021****0000"), ("1001", "****"),
    ("95588", "9**88"), ("5000000", "5****00"),
  ])
  func logsHideTheMiddle(raw: String, masked: String) {
    #expect(PhoneNumber(raw).masked == masked)
  }
}
