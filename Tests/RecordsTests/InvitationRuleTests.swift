import Testing

@testable import Records

/// The share of calls that are asked.
@Suite struct InvitationRuleTests {
  private func calls(_ count: Int) -> [CallKey] {
    (0..<count).map { CallKey(node: "bei", uniqueid: "17724132\($0 / 7).\($0)") }
  }

  @Test(arguments: [1, 10, 25, 50, 99])
  func theShareOfManyCallsIsWhatItSays(share: Int) {
    let rule = InvitationRule(share: share)
    let asked = calls(10_000).filter { rule.isInShare($0, survey: "satisfaction") }
    // Five standard deviations.
    let expected = Double(100 * share)
    let slack = 5 * (expected * (1 - Double(share) / 100)).squareRoot()
    #expect(abs(Double(asked.count) - expected) < slack)
  }

  @Test func allAndTheSameEachTime() {
    let always = calls(1_000).allSatisfy { InvitationRule.always.isInShare($0, survey: "a") }
    #expect(always)
    let rule = InvitationRule(share: 40)
    let first = calls(1_000).map { rule.isInShare($0, survey: "a") }
    #expect(calls(1_000).map { rule.isInShare($0, survey: "a") } == first)
    #expect(calls(1_000).map { rule.isInShare($0, survey: "b") } != first)
  }

  /// Who is of a small share is of every larger one.
  @Test func aLargerShareTakesNobodyOut() {
    let small = InvitationRule(share: 10)
    let large = InvitationRule(share: 30)
    for call in calls(1_000) where small.isInShare(call, survey: "a") {
      #expect(large.isInShare(call, survey: "a"))
    }
  }

  /// Stored decisions must not change with the next version.
  @Test func theDrawStaysWhatItIs() {
    let call = CallKey(node: "bei", uniqueid: "1772413200.7")
    #expect(InvitationRule.lot(of: call, survey: "satisfaction") == 21)
  }
}
