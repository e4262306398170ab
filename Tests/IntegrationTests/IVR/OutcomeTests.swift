import Foundation
import Laboratory
import Phone
import Records
import Testing

/// Every outcome of every kind of node that leads on, as callers meet it and as the rows tell it.
@Suite struct OutcomeTests {
  /// What a caller does or waits for.
  enum Act: Sendable {
    /// Waits until a prompt begins.
    case hears(String)
    /// Waits until a prompt is over.
    case hearsAll(String)
    case presses(String)
    /// Says something for a second.
    case speaks
  }

  struct Visit: Sendable, CustomTestStringConvertible {
    var node: String
    var name: String
    var acts: [Act]
    /// The flow's rows, without its name.
    var rows: [String]
    var caller = "13812356001"

    init(_ node: String, _ name: String, _ acts: [Act], _ rows: String..., caller: String? = nil) {
      (self.node, self.name, self.acts, self.rows) = (node, name, acts, rows)
      if let caller { self.caller = caller }
    }

    var testDescription: String { "\(node): \(name)" }
  }

  private static let asked = Act.hears("switchboard/menu-main")
  private static let wrong = Act.hearsAll("switchboard/wrong-key")
  private static let silent = Act.hearsAll("switchboard/no-input")
  /// What the nodes have in common: where a right answer leads, and where two wrong ones.
  private static let told = Act.hearsAll("switchboard/technical")
  private static let closed = Act.hearsAll("switchboard/closed")
  private static let blocked = Act.hearsAll("switchboard/blocked")
  private static let end = "told played -> hangup"

  /// Digits as they are heard.
  private static func digits(_ text: String) -> [Act] { text.map { .hears("digits/\($0)") } }

  static let choices: [Visit] = [
    Visit(
      "menu",
      "a wrong key, and then silence",
      [asked, .presses("7"), wrong, asked, silent, closed],
      "menu wrong 7",
      "menu silence",
      "menu otherwise -> announce closed"
    ),
    Visit(
      "tongue",
      "no language is chosen",
      [asked, .presses("5"), wrong, asked, silent, closed],
      "tongue wrong 5",
      "tongue silence",
      "tongue otherwise -> announce closed"
    ),
  ]

  static let entries: [Visit] = [
    Visit(
      "known",
      "somebody of the directory",
      [asked, .presses("13812356000"), told],
      "known entered 13812356000 -> told",
      end
    ),
    Visit(
      "known",
      "nobody of the directory",
      [asked, .presses("13812356999"), wrong, asked, .presses("1381235#"), wrong, closed],
      "known wrong 13812356999",
      "known wrong 1381235",
      "known otherwise -> announce closed"
    ),
    Visit(
      "listed",
      "an account of AstDB",
      [asked, .presses("1234"), told],
      "listed entered 1234 -> told",
      end
    ),
    Visit(
      "listed",
      "no account of AstDB",
      [asked, .presses("9999"), wrong, asked, silent, closed],
      "listed wrong 9999",
      "listed silence",
      "listed otherwise -> announce closed"
    ),
    Visit(
      "card",
      "a check digit that is wrong, and one that is right",
      [asked, .presses("79927398710#"), wrong, asked, .presses("79927398713#"), told],
      "card wrong 79927398710",
      "card entered 79927398713 -> told",
      end
    ),
    Visit(
      "birthday",
      "no such day, and one that was",
      [asked, .presses("20260231"), wrong, asked, .presses("19800305"), .hears("digits/mon-2")],
      "birthday wrong 20260231",
      "birthday entered 19800305 -> spoken",
      "spoken played -> hangup"
    ),
    Visit(
      "birthday",
      "a day that is still to come",
      [asked, .presses("20990101"), wrong, asked, .presses("20990102"), wrong, closed],
      "birthday wrong 20990101",
      "birthday wrong 20990102",
      "birthday otherwise -> announce closed"
    ),
    Visit(
      "coming",
      "no day at all, and a day",
      [asked, .presses("1332"), wrong, asked, .presses("0305"), told],
      "coming wrong 1332",
      "coming entered 0305 -> told",
      end
    ),
    Visit(
      "right",
      "corrected, and then confirmed",
      [asked, .presses("12")] + digits("12")
        + [.hears("switchboard/survey-question"), .presses("2"), asked, .presses("34")]
        + digits("34") + [.hears("switchboard/survey-question"), .presses("1")] + digits("34"),
      "right corrected 12",
      "right entered 34 -> said",
      "said played -> hangup"
    ),
    Visit(
      "right",
      "never confirmed",
      [asked, .presses("12")] + digits("12")
        + [.hears("switchboard/survey-question"), .presses("2"), asked, .presses("56")]
        + digits("56") + [.hearsAll("switchboard/survey-question"), silent, silent, closed],
      "right corrected 12",
      "right silence",
      "right otherwise -> announce closed"
    ),
  ]

  static let records: [Visit] = [
    Visit(
      "person",
      "a caller whom the directory knows",
      [.hearsAll("switchboard/welcome")] + digits("4711"),
      "person found -> spelled",
      "spelled played -> hangup",
      caller: "13812356000"
    ),
    Visit(
      "person",
      "a caller whom it does not know",
      [blocked],
      "person unknown -> announce blocked"
    ),
    Visit(
      "line",
      "a value that is no number",
      [.hearsAll("switchboard/welcome"), .hearsAll("switchboard/goodbye")],
      "line set -> worth",
      "worth found -> counted",
      "counted unsaid {worth}",
      "counted played -> hangup"
    ),
    Visit(
      "business",
      "nobody who could be asked",
      [closed],
      "business failed absent -> announce closed"
    ),
    Visit(
      "silent",
      "nothing to say, and nothing to play",
      [told],
      "silent unsaid {nothing}",
      "gap missing -> announce nowhere",
      end
    ),
  ]

  static let secrets: [Visit] = [
    Visit(
      "contactpin",
      "the caller's own PIN",
      [asked, .presses("1111"), wrong, asked, .presses("2468"), told],
      "contactpin denied",
      "contactpin proved -> told",
      end,
      caller: "13812356000"
    ),
    Visit(
      "contactpin",
      "nobody's PIN",
      [asked, .presses("2468"), wrong, asked, silent, closed],
      "contactpin denied",
      "contactpin silence",
      "contactpin otherwise -> announce closed",
      caller: "13812356002"
    ),
    Visit(
      "astpin",
      "the PIN of an account",
      [asked, .presses("1357"), told],
      "astpin set -> secret",
      "secret proved -> told",
      end
    ),
  ]

  static let keeping: [Visit] = [
    Visit(
      "voice",
      "nothing was said",
      [.hearsAll("switchboard/welcome"), .hearsAll("beep"), silent, closed],
      "voice silence",
      "voice otherwise -> announce closed"
    ),
    Visit(
      "voice",
      "something was said",
      [.hearsAll("switchboard/welcome"), .hearsAll("beep"), .speaks, .presses("#"), told],
      "voice recorded -> told",
      end
    ),
    Visit(
      "visit",
      "no time is taken",
      [asked, .presses("9"), wrong, asked, silent, closed],
      "visit wrong 9",
      "visit silence",
      "visit otherwise -> announce closed"
    ),
    Visit("once", "there is no time", [blocked], "once full -> announce blocked"),
  ]

  @Test(arguments: choices + entries + records + secrets + keeping)
  func leadsWhereItSays(visit: Visit) async throws {
    try await FlowCentre.scene { centre in
      let call = try centre.call(
        FlowCentre.number(of: visit.node),
        as: CallerID(number: visit.caller)
      )
      for act in visit.acts { try call.phone.act(act) }
      try call.phone.waitForHangup(within: .seconds(10))
      let rows = try call.story().dropFirst().map { $0.replacing("outcome ", with: "") }
      #expect(rows == visit.rows)
      #expect(try call.waitForEnding() == OutsideCall.Ending(status: "SUCCESS"))
    }
  }

  @Test func anotherTimeIsHeardAndAnotherDayIsKeyedIn() async throws {
    try await FlowCentre.scene { centre in
      let call = try centre.call(FlowCentre.number(of: "visit"), as: "13812356003")
      try call.phone.act(Self.asked)
      try call.phone.press("2")
      try call.phone.act(.hears("switchboard/welcome"))
      try call.phone.act(Self.asked)
      try call.phone.press("3")
      try call.phone.waitToHear("switchboard/survey-question", within: .seconds(10))
      let day = try centre.day(after: 2)
      try call.phone.press(day)
      try call.phone.act(Self.asked)
      try call.phone.press("1")
      try call.phone.waitToHearAll(of: "switchboard/survey-thanks", within: .seconds(10))
      try call.phone.act(Self.told)
      let rows = try call.story().dropFirst().map { $0.replacing("outcome ", with: "") }
      #expect(rows.prefix(2) == ["visit key 2", "visit key 3"])
      let month = "-\(day.prefix(2))-\(day.suffix(2)) "
      #expect(rows.dropFirst(2).first?.contains(month) == true, "\(rows)")
      #expect(rows.last == Self.end)
    }
  }

  @Test func twoWhoWantTheSameTimeGetTwo() async throws {
    try await FlowCentre.scene { centre in
      let calls = try ["13812356004", "13812356005"].map {
        try centre.call(FlowCentre.number(of: "pair"), as: CallerID(number: $0))
      }
      for call in calls { try call.phone.act(Self.asked) }
      for call in calls { try call.phone.press("1") }
      let first = try #require(try centre.firstAppointment(in: "pair", within: .seconds(10)))
      let quick = try calls.map { try $0.uniqueID() == first }
      #expect(quick.count { $0 } == 1)
      for (call, isQuick) in zip(calls, quick) {
        if !isQuick {
          // Somebody else has that time: the next one is offered.
          try call.phone.act(Self.asked)
          try call.phone.press("1")
        }
        try call.phone.waitToHearAll(of: "switchboard/survey-thanks", within: .seconds(10))
        try call.phone.waitForHangup(within: .seconds(20))
      }
      #expect(try centre.appointments(in: "pair").count == 2)
      #expect(Set(try centre.appointments(in: "pair").map(\.start)).count == 2)
    }
  }

  @Test func aBlackListedCallerMayBeSentToAnExtension() async throws {
    try await FlowCentre.scene { centre in
      let people = try centre.laboratory.agentPhone("1006")
      let call = try centre.call(FlowCentre.number(of: "menu"), as: "13812356099")
      _ = try people.waitForCall(within: .seconds(20))
      // While it rings: who was refused would go on to the next place.
      call.phone.hangUp()
      #expect(try call.story() == ["blacklist -> extension 1006"])
    }
  }
}

/// One line of `switchboard appointment list --json`.
private struct KnownAppointment: Decodable {
  var uniqueid: String
  var start: String
}

extension Centre {
  fileprivate func appointments(in book: String) throws -> [KnownAppointment] {
    let answer = try laboratory.tool("appointment", "list", book, "--json")
    return try JSONDecoder().decode([String: [KnownAppointment]].self, from: Data(answer.utf8))[
      "appointments"
    ] ?? []
  }

  /// The call that has the first appointment in a book; `nil` when there is none in time.
  fileprivate func firstAppointment(in book: String, within limit: Duration) throws -> String? {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      if let first = try appointments(in: book).min(by: { $0.start < $1.start }) {
        return first.uniqueid
      }
    }
    return nil
  }

  /// The day so many days from now, as it is keyed in: `0305`.
  fileprivate func day(after days: Int) throws -> String {
    let now = try Zone(named: "Asia/Shanghai").civilTime(at: .now())
    let day = CivilTime(seconds: (CivilDate(now).days + days) * 86_400)
    return String(format: "%02d%02d", day.month, day.day)
  }
}

extension PhoneCall {
  fileprivate func act(_ act: OutcomeTests.Act) throws {
    switch act {
    case .hears(let prompt): try waitToHear(prompt, within: .seconds(20))
    case .hearsAll(let prompt): try waitToHearAll(of: prompt, within: .seconds(20))
    case .presses(let keys): try press(keys)
    case .speaks: try speak([UInt8](repeating: 0x20, count: 8_000))
    }
  }
}
