import CallScripts
import Database
import Records
import Testing

/// Numbers by the number plan of the revision, and what trunks are sent.
@Suite struct NumberTests {
  private let centre: Centre

  init() throws {
    centre = try Centre()
  }

  private static let spain = NumberPlan(
    internationalPrefix: "00",
    countryCode: "34",
    trunkPrefix: "",
    mobiles: [NumberShape(beginning: "6", length: 9)]
  )

  @Test func aCallerIsReadByThePlanOfTheRevision() throws {
    var configuration = Centre.configuration()
    configuration.numbers = Self.spain
    configuration.lists["blacklist"] = [PhoneNumber("600 111 222", plan: Self.spain)]
    try centre.publish(configuration)
    let asterisk = try centre.run("agi-route", caller: "+34600111222")
    #expect(asterisk.variables["SWB_RULE"] == "blacklist")
    let decision = try #require(try centre.store().decisions(of: centre.call).first)
    #expect(decision.caller.normalised == "600111222")
    #expect(decision.caller.raw == "+34600111222")
  }

  @Test func aCallKeepsThePlanThatItBeganWith() throws {
    var configuration = Centre.configuration()
    configuration.numbers = Self.spain
    try centre.publish(configuration)
    let asterisk = Asterisk()
    asterisk.variables["SWB_REVISION"] = "1"
    _ = try centre.run("agi-route", caller: "+86 138-0000-0666", on: asterisk)
    #expect(asterisk.variables["SWB_RULE"] == "blacklist")
  }

  // MARK: agi-route,dial

  private func regions() throws {
    var rest = [
      Region(prefix: "1380013", name: "北京", zone: "Asia/Shanghai", area: "010"),
      Region(prefix: "1391234", name: "上海", zone: "Asia/Shanghai", area: "021"),
      Region(prefix: "137", name: "somewhere", zone: "Asia/Shanghai"),
      Region(prefix: "021", name: "上海", zone: "Asia/Shanghai", area: "021"),
    ].makeIterator()
    _ = try centre.store().importRegions(replacing: true) { rest.next() }
  }

  @Test(
    arguments: [
      // Mobiles of another area, of this one, and dialled as if of another.
      ("13800138000", "013800138000"), ("13912345678", "13912345678"),
      ("013912345678", "13912345678"), ("013800138000", "013800138000"),
      // A number with its area, and one abroad.
      ("02150008000", "02150008000"), ("+85212345678", "0085212345678"),
      // Nobody knows where these are at home: they go out as they were dialled.
      ("13700000000", nil), ("013700000000", nil), ("19900000000", nil), ("62345678", nil),
      ("110", nil), ("4008001234", nil), ("", nil),
    ] as [(String, String?)]
  )
  func aTrunkIsSentWhatItsCarrierWants(number: String, dialled: String?) throws {
    try regions()
    let asterisk = try centre.run("agi-route", "dial", number, "021")
    #expect(asterisk.variables["SWB_DIALLED"] == dialled)
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(asterisk.variables["SWB_ACTION"] == nil)
    #expect(try centre.store().decisions(of: centre.call).isEmpty)
  }
}
