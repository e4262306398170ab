import Laboratory
import Phone

/// A bank's flow, in which every kind of node has a number of its own.
enum BankCentre {
  private static let result = Result {
    try Centre(
      "bank",
      queues: ["sales": ["1001"]],
      yaml: ["routing.yaml": routing, "ivr/bank.yaml": flow]
    )
  }

  static func scene<Result: Sendable>(
    _ body: @escaping @Sendable (Centre) throws -> Result
  ) async throws -> Result {
    try await result.get().scene(body)
  }

  /// The numbers, by the node where their calls begin.
  static let numbers = [
    "tongue": "4008003001", "account": "4008003002", "door": "4008003003", "voice": "4008003004",
    "visit": "4008003005", "day": "4008003006", "night": "4008003007", "remember": "4008003008",
    "mailbox": "4008003009", "card": "4008003010",
  ]

  private static var routing: String {
    let dialled = numbers.sorted { $0.key < $1.key }.map { node, number in
      "  \(number): {to: \(node == "mailbox" ? "message 7" : "flow bank \(node)")}"
    }
    return "dialled:\n" + dialled.joined(separator: "\n")
      + "\ndefault: {to: flow bank}\n"
  }

  private static let flow = """
    operator: extension 1001
    nodes:
      tongue:
        language: menu-main
        keys: {1: zh, 2: en}
        next: five
      five:
        say: [{number: 5}, goodbye]
        next: hangup
      account:
        collect: menu-main
        into: account
        digits: 4
        pattern: 12XX
        known: astdb accounts
        confirm: survey-question
        attempts: 2
        wait: 3s
        wrong: wrong-key
        silence: no-input
        next: points
        otherwise: announce closed
      points:
        lookup: astdb accounts
        key: account
        into: {points: value}
        found: tell
        unknown: announce blocked
      tell:
        say: [welcome, {number: points}]
        next: hangup
      door:
        menu: menu-main
        keys: {1: secret}
        otherwise: hangup
      secret:
        pin: survey-question
        digits: 4-12
        of: hash $6$rounds=10000$TYERgStn/dyVaXy6$FcMJcudYCkmiR94qihY22rvOBP9Y6NKg6fETpxKt8Ks64iaFT6dkKb0oghynXpH1svwOATaeGD8XvGQTYQeUz0
        lock: {after: 3, for: 1h}
        attempts: 2
        wait: 3s
        wrong: wrong-key
        next: announce goodbye
        otherwise: announce closed
        locked: announce blocked
      card:
        collect: survey-question
        into: card
        digits: 4
        luhn: yes
        masked: yes
        wait: 3s
        next: announce goodbye
        otherwise: announce closed
      voice:
        record: welcome
        mailbox: 100
        quiet: 5s
        longest: 20s
        next: announce goodbye
        otherwise: announce closed
      visit:
        appointment: welcome
        book: visits
        hours: always
        slot: 30m
        choice: menu-main
        booked: survey-thanks
        next: hangup
        full: announce closed
        otherwise: announce blocked
      day:
        hours: always
        open: announce goodbye
        closed: announce closed
      night:
        hours: never
        open: announce goodbye
        closed: announce closed
      remember:
        set: {branch: north, who: "{caller}"}
        next: said
      said:
        say: [{digits: who}]
        next: hangup
      out:
        go: hangup
      waiting:
        queue: sales
        priority: 3
        timeout: 60s
        then: {timeout: out}
      start:
        menu: welcome
        keys: {1: waiting}
        otherwise: hangup
    start: start
    """
}
