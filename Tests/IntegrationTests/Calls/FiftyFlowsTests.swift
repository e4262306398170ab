import Foundation
import Laboratory
import Phone
import Testing

/// Fifty callers at once through the nodes that ask, look up and keep, half of them by FastAGI: each
/// hears what is theirs, and the store holds what each of them did.
@Suite struct FiftyFlowsTests {
  private static let patience = Duration.seconds(120)

  /// What a caller does.
  private enum Errand: String, CaseIterable {
    case account, secret, visit, voice, tongue, promise

    var dialled: String { "400800700\(Self.allCases.firstIndex(of: self) ?? 0)" }
  }

  /// One of the callers, who all differ.
  private struct Plan {
    let number: Int

    var errand: Errand { Errand.allCases[number % Errand.allCases.count] }
    var caller: String { String(13_600_000_000 + number) }
    /// Four digits of the caller's own, in AstDB with the number that is said.
    var account: String { String(4_000 + number) }
    var balance: String { String(number % 10) }
    var dialled: String { (number / 6 % 2 == 0 ? "" : Centre.Prefix.fastAGI) + errand.dialled }
    /// Some are wrong first.
    var isWrongFirst: Bool { number / 12 % 2 == 0 }
  }

  private static let files = [
    "routing.yaml": "dialled:\n"
      + Errand.allCases.map { "  \($0.dialled): {to: flow errands \($0.rawValue)}\n" }.joined()
      + "default: {to: announce closed}\n",
    "ivr/errands.yaml": """
    nodes:
      account:
        {collect: menu-main, into: account, digits: 4, known: astdb accounts, wait: 30s,
         wrong: wrong-key, next: balance, otherwise: announce closed}
      balance:
        {lookup: astdb accounts, key: account, into: {balance: value}, found: told,
         unknown: announce blocked}
      told: {say: [welcome, {digits: balance}], next: hangup}
      secret:
        {pin: survey-question, digits: 4, wait: 30s, wrong: wrong-key, next: announce goodbye,
         of: hash $6$saltsalt$FMJn4/2F8fwlOAepBqo55eJQliVblvlAkyYrm7ZgY2hOG.THZlaAgT9HsBp.0WJ9xljSPF4I6D1oS.F1QFWKI.,
         otherwise: announce closed}
      visit:
        {appointment: welcome, book: visits, hours: always, slot: 30m, places: 50, wait: 30s,
         choice: menu-main, booked: survey-thanks, next: hangup, full: announce blocked,
         otherwise: announce closed}
      voice:
        {record: welcome, mailbox: 100, quiet: 20s, next: announce goodbye,
         otherwise: announce closed}
      tongue:
        {language: menu-main, keys: {1: zh, 2: en}, wait: 30s, wrong: wrong-key, next: five,
         otherwise: announce closed}
      five: {say: [{number: 5}, goodbye], next: hangup}
      promise: {go: callback sales}
    """,
  ]

  @Test func theStoreHoldsWhatTheCallersDid() async throws {
    let centre = try Centre("fifty-flows", queues: ["sales": ["1001"]], yaml: Self.files)
    let plans = (0..<50).map(Plan.init)
    for plan in plans where plan.errand == .account {
      try centre.laboratory.console("database put accounts \(plan.account) \(plan.balance)")
    }
    try await centre.scene(alone: true) { centre in
      let daemon = try centre.laboratory.startDaemon()
      let phone = try centre.laboratory.callerPhone()
      let calls = try plans.map {
        OutsideCall(try phone.call($0.dialled, as: CallerID(number: $0.caller)), in: centre)
      }
      let rows = try together(50) { number in
        let rows = try run(plans[number], calls[number])
        try calls[number].phone.waitForHangup(within: Self.patience)
        _ = try calls[number].waitForEnding(within: Self.patience)
        return rows
      }
      for (plan, (call, expected)) in zip(plans, zip(calls, rows)) {
        let lines = try centre.story(of: call.uniqueID()).lines
        let first = "dialled \(plan.errand.dialled) -> flow errands \(plan.errand.rawValue)"
        // Which time an appointment is for is the clock's matter.
        let told = lines.map { $0.hasPrefix(Self.booked) ? Self.booked : $0 }
        #expect(told == [first] + expected, "\(plan.number)")
      }
      try checkKept(plans, in: centre)
      try centre.waitForNoChannels(of: ["!"])
      try centre.laboratory.waitForPrograms(within: .seconds(10))
      #expect(daemon.stop() == 0)
    }
  }

  private static let booked = "errands visit booked"

  /// Each errand left as many rows as it had callers.
  private func checkKept(_ plans: [Plan], in centre: Centre) throws {
    func count(_ errand: Errand) -> Int { plans.count { $0.errand == errand } }
    func rows(_ arguments: String...) throws -> Int {
      let answer = try centre.laboratory.tool(arguments + ["--limit", "1000", "--json"])
      return answer.components(separatedBy: "\"uniqueid\"").count - 1
    }
    #expect(try centre.calls().count == plans.count)
    #expect(try rows("message", "list", "100") == count(.voice))
    #expect(try rows("appointment", "list", "visits") == count(.visit))
    #expect(try rows("callback", "list", "--all") == count(.promise))
  }

  /// Makes one call; the rows of its flow.
  private func run(_ plan: Plan, _ call: OutsideCall) throws -> [String] {
    let phone = call.phone
    var rows: [String] = []
    func hear(_ prompt: String) throws { try phone.waitToHear(prompt, within: Self.patience) }
    func row(_ text: String) { rows.append("errands \(plan.errand.rawValue) \(text)") }
    /// Presses keys that will not do, if this caller does so, and hears the question again.
    func mistake(_ keys: String, after question: String, _ row: String) throws {
      guard plan.isWrongFirst else { return }
      try phone.press(keys)
      try hear("switchboard/wrong-key")
      try hear(question)
      rows.append("errands \(plan.errand.rawValue) \(row)")
    }
    switch plan.errand {
    case .account:
      try hear("switchboard/menu-main")
      try mistake("9999", after: "switchboard/menu-main", "wrong 9999")
      try phone.press(plan.account)
      try hear("switchboard/welcome")
      try hear("digits/\(plan.balance)")
      row("entered \(plan.account) -> balance")
      rows += ["errands balance found -> told", "errands told played -> hangup"]
    case .secret:
      try hear("switchboard/survey-question")
      try mistake("1111", after: "switchboard/survey-question", "denied")
      try phone.press("4711")
      try hear("switchboard/goodbye")
      row("proved -> announce goodbye")
    case .visit:
      try hear("switchboard/menu-main")
      try phone.press("1")
      try hear("switchboard/survey-thanks")
      rows.append(Self.booked)
    case .voice:
      try hear("beep")
      // For longer than the beep.
      try phone.speak([UInt8](repeating: 0x20, count: 24_000))
      try phone.press("#")
      try hear("switchboard/goodbye")
      row("recorded -> announce goodbye")
    case .tongue:
      try hear("switchboard/menu-main")
      try mistake("7", after: "switchboard/menu-main", "wrong 7")
      let key = plan.number / 6 % 3 == 0 ? "2" : "1"
      try phone.press(key)
      try hear("\(key == "1" ? "zh" : "en")/switchboard/goodbye")
      row("key \(key) -> five")
      rows.append("errands five played -> hangup")
    case .promise:
      try hear("switchboard/callback-offer")
      try phone.press("1")
      try hear("switchboard/callback-promised")
      row("left -> callback sales")
    }
    return rows
  }
}
