import Records
import Testing

/// What the centre may dial at its own expense.
@Suite struct DiallingTests {
  private func centre(_ rules: TrunkSettings.DialRule...) -> PublishedConfiguration {
    var centre = PublishedConfiguration()
    centre.trunks = [TrunkSettings(name: "carrier", rules: rules)]
    return centre
  }

  /// As the example's trunks.yaml has it: a 9 for the outside, which is not sent.
  @Test(arguments: [
    ("55550000", true), ("13800000000", true), ("075500000000", true), ("02150008000", true),
    ("110", false), ("120", false), ("15550000", false), ("12000000000", false),
    ("138000000001", false), ("0019005551234", false), ("+19005551234", false), ("", false),
  ])
  func whatARuleSendsIsDialled(number: String, isDialled: Bool) {
    let centre = centre(
      .init(pattern: "9NXXXXXXX", strip: 1),
      .init(pattern: "91[3-9]XXXXXXXXX", strip: 1),
      .init(pattern: "90ZXXXXXXXX.", strip: 1)
    )
    #expect(centre.mayDial(number) == isDialled)
  }

  @Test func prefixesAndEndsOfPatternsCount() {
    let rule = TrunkSettings.DialRule(pattern: "8[15-7]X!", strip: 1, prefix: "0")
    #expect(rule.sends("016"))
    #expect(rule.sends("07123"))
    #expect(!rule.sends("16") && !rule.sends("02123") && !rule.sends("01"))
    let open = TrunkSettings.DialRule(pattern: "00.", strip: 0)
    #expect(open.sends("001") && !open.sends("00"))
  }

  /// A site whose trunk is its own.
  @Test(arguments: [
    ("13900007301", true), ("02150008000", true), ("+8613900007301", true), ("110", false),
    ("95588", false), ("+19005551234", false), ("0019005551234", false), ("anybody", false),
  ])
  func withoutRulesTheOwnCountryIsDialled(number: String, isDialled: Bool) {
    #expect(centre().mayDial(number) == isDialled)
    #expect(PublishedConfiguration().mayDial(number) == isDialled)
  }
}
