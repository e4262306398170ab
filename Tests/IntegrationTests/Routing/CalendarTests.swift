import Database
import Foundation
import Laboratory
import Phone
import Records
import Testing

/// Closed hours, holidays and weekends that are worked, each with a flow, an announcement or a number
/// outside for the caller.
///
/// What the calendar says of today holds for everybody, so it is published anew for each call.
@Suite(.serialized) struct CalendarTests {
  private static let result = Result {
    try Centre(
      "calendar",
      queues: ["sales": ["1001"]],
      values: ["SWB_TRUNK": "laboratory-trunk"],
      yaml: [
        "ivr/night.yaml": """
        nodes:
          told: {play: technical, next: hangup}
        """
      ],
      dialplan: """
        [switchboard-forward](+)
        exten => 13800138000,1,Goto(switchboard-forwarded,${EXTEN},1)

        """
    )
  }

  /// Where the callers of a day are sent.
  enum Place: String, CaseIterable {
    case flow = "flow night"
    case announcement = "announce closed"
    case number = "forward 13800138000"
  }

  /// What today is, and so why callers are sent somewhere.
  enum Today: CaseIterable {
    /// A day like any other, outside the hours that all calls have.
    case closed
    /// A holiday, on which nothing is open.
    case holiday
    /// A holiday with a place of its own, whatever was dialled.
    case holidayOfItsOwn
    /// A weekend that is worked like a day whose hours these are.
    case worked
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var today: Today
    var place: Place
    var testDescription: String { "\(today), \(place.rawValue)" }
  }

  static let cases = Today.allCases.flatMap { today in
    Place.allCases.map { Case(today: today, place: $0) }
  }

  @Test(arguments: cases)
  func theDayDecidesWhereCallersGo(case: Case) async throws {
    try await Self.result.get().scene { centre in
      let place = `case`.place
      try centre.publish(`case`.today, place)
      let outside =
        place == .number
        ? try centre.laboratory.outsidePhone(manner: .answers(saying: .tone(hertz: 880))) : nil
      let call = try centre.call("4008005001", as: "13812355001", saying: .tone(hertz: 440))
      switch place {
      case .flow:
        try call.phone.waitToHearAll(of: "switchboard/technical", within: .seconds(20))
      case .announcement:
        try call.phone.waitToHearAll(of: "switchboard/closed", within: .seconds(20))
      case .number:
        let received = try #require(try outside?.waitForCall(within: .seconds(20)))
        #expect(received.number == "13800138000")
        try call.phone.waitToHear(tones: [880], among: Centre.tones, within: .seconds(20))
        received.hangUp()
      }
      try call.phone.waitForHangup(within: .seconds(10))
      let route = try #require(try centre.whole(of: call).routes.first)
      #expect(route.target == place.rawValue)
      switch `case`.today {
      case .closed:
        #expect(route.rule == "calendar")
        #expect(route.verdict(of: "calendar") == "won-closed night-watch")
      case .holiday:
        #expect(route.rule == "calendar")
        #expect(route.verdict(of: "calendar") == "won-closed everyday")
      case .holidayOfItsOwn:
        #expect(route.rule == "holiday")
        #expect(route.verdict(of: "holiday") == "won-holiday festival")
      case .worked:
        #expect(route.rule == "dialled 4008005001")
        #expect(route.verdict(of: "dialled 4008005001") == "won")
      }
    }
  }
}

extension Centre {
  /// Publishes a calendar by which today is such a day.
  ///
  /// Tomorrow is one too: a call may be decided after midnight.
  fileprivate func publish(_ today: CalendarTests.Today, _ place: CalendarTests.Place) throws {
    let zone = "Asia/Shanghai"
    let date = CivilDate(try Zone(named: zone).civilTime(at: .now()))
    let next = CivilDate(days: date.days + 1)
    let target = place.rawValue
    var calendar = "zone: \(zone)\n"
    var routing = "default: {to: queue sales}\n"
    switch today {
    case .closed:
      calendar += "hours: {night-watch: {\(Self.name(after: date)): 00:00-24:00}}\n"
      routing += "calendar: {hours: night-watch, closed: \(target)}\n"
    case .holiday:
      // Nights and days, yet not "always", which holds on holidays too.
      calendar += "hours: {everyday: {everyday: 00:00-23:59}}\n"
      calendar += "holidays: {festival: \(date) - \(next)}\n"
      routing += "calendar: {hours: everyday, closed: \(target)}\n"
    case .holidayOfItsOwn:
      calendar += "holidays: {festival: {days: \(date) - \(next), to: \(target)}}\n"
    case .worked:
      calendar += "hours: {other: {\(Self.name(after: date)): 00:00-24:00}}\n"
      calendar += "working: {2100-01-02 - 2100-01-03: \(Self.name(after: date))}\n"
      routing +=
        "dialled: {4008005001: {hours: other, to: \(target), closed: announce blocked}}\n"
    }
    try publish(["calendar.yaml": calendar, "routing.yaml": routing])
    if today == .worked { try moveWeekend(to: [date, next]) }
  }

  /// The day of the week two days after tomorrow: neither today nor tomorrow.
  private static func name(after date: CivilDate) -> String {
    let names = [
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    return names[(date.weekday + 3) % 7]
  }

  /// Lets a far weekend that is worked be today: on most days tests cannot wait for one.
  private func moveWeekend(to dates: [CivilDate]) throws {
    let store = try Connection(path: laboratory.store + "/switchboard.sqlite", .administrator)
    for (far, date) in zip(["2100-01-02", "2100-01-03"], dates) {
      let count = try store.run(
        """
        UPDATE published SET name = ?
        WHERE name = ? AND revision = (SELECT revision FROM went_live ORDER BY id DESC LIMIT 1)
        """,
        [.text(date.description), .text(far)]
      )
      guard count == 1 else { throw Surprise("\(count) days are \(far)") }
    }
  }
}
