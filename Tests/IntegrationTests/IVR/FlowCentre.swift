import Laboratory
import Phone

/// A flow in which each outcome of each kind of node can be met; waits are short.
///
/// Each node where calls begin has a number: ``number(of:)``.
enum FlowCentre {
  private static let result = Result {
    let centre = try Centre(
      "flow",
      queues: queues,
      values: ["SWB_TRUNK": "laboratory-trunk"],
      yaml: [
        "queues.yaml": queueSettings, "agents.yaml": agents, "routing.yaml": routing,
        "ivr/outcome.yaml": flow, "ivr/main.yaml": "nodes: {end: {go: hangup}}",
      ],
      queueOptions: queueOptions,
      dialplan: """
        [switchboard-forward](+)
        exten => 13800138000,1,Goto(switchboard-forwarded,${EXTEN},1)

        [house]
        exten => door,1,SayDigits(8)
         same => n,Hangup()

        """
    )
    let laboratory = centre.laboratory
    try laboratory.tool(
      "contact",
      "add",
      "13812356000",
      "--name",
      "Li",
      "--field",
      "account=4711",
      "--field",
      "pin=\(try Laboratory.hash(ofPIN: "2468"))"
    )
    try laboratory.console("database put accounts 1234 77")
    try laboratory.console("database put accounts 1235 many")
    try laboratory.console("database put pins 1234 \(try Laboratory.hash(ofPIN: "1357"))")
    return centre
  }

  static func scene<Result: Sendable>(
    _ body: @escaping @Sendable (Centre) throws -> Result
  ) async throws -> Result {
    try await result.get().scene(body)
  }

  private static let queues = [
    "full": ["1001"], "empty": ["1002"], "slow": ["1003"], "paused": ["1004"], "other": ["1005"],
    "people": ["1006"], "onward": ["1007"],
  ]

  private static let queueOptions = """
    [full](+)
    maxlen = 1
    [paused](+)
    joinempty = paused,unavailable,invalid,unknown
    leavewhenempty = paused,unavailable,invalid,unknown
    """

  /// What a queue says itself never happens here: the flow names what follows.
  private static let queueSettings = queues.keys.sorted()
    .map { "\($0): {overflow: announce blocked}\n" }.joined()

  private static let agents = queues.sorted { $0.key < $1.key }.flatMap { queue, agents in
    agents.map { "\($0): {name: Agent \($0), queues: [\(queue)]}\n" }
  }.joined()

  /// Where calls begin.
  private static let starts = [
    "full", "empty", "slow", "paused", "onward", "menu", "tongue", "known", "listed", "card",
    "birthday", "coming", "right", "person", "line", "business", "contactpin", "astpin", "voice",
    "visit", "once", "pair", "silent", "desk", "house", "mailbox", "poll", "promise",
  ]

  /// What is dialled to begin at a node.
  static func number(of node: String) -> String {
    "40080" + String(10_000 + (starts.firstIndex(of: node) ?? 0))
  }

  private static var routing: String {
    "blacklist: {to: extension 1006, numbers: [13812356099]}\n" + "dialled:\n"
      + starts.map { "  \(number(of: $0)): {to: flow outcome \($0)}\n" }.joined()
      + "default: {to: flow outcome}\n"
  }
}

extension FlowCentre {
  private static let manner = "attempts: 2, wait: 1s, wrong: wrong-key, silence: no-input"

  private static let flow = """
    operator: queue people
    start: menu
    nodes:
      full: {queue: full, then: {full: queue other}}
      empty: {queue: empty, then: {empty: callback empty}}
      slow: {queue: slow, timeout: 1s, then: {timeout: message slow}}
      paused: {queue: paused, then: {paused: forward 13800138000}}
      onward: {queue: onward, then: {empty: told}}
      told: {play: technical, next: hangup}
      menu: {menu: menu-main, keys: {1: told}, \(manner), otherwise: announce closed}
      tongue:
        {language: menu-main, keys: {1: zh}, next: told, \(manner), otherwise: announce closed}
      known:
        {collect: menu-main, into: phone, digits: 11, known: directory, \(manner), next: told,
         otherwise: announce closed}
      listed:
        {collect: menu-main, into: account, digits: 4, known: astdb accounts, \(manner),
         next: told, otherwise: announce closed}
      card:
        {collect: menu-main, into: card, digits: 4-19, pause: 1s, luhn: yes, \(manner), next: told,
         otherwise: announce closed}
      birthday:
        {collect: menu-main, into: birthday, digits: 8, date: past, \(manner), next: spoken,
         otherwise: announce closed}
      spoken: {say: [{date: birthday}], next: hangup}
      coming:
        {collect: menu-main, into: day, digits: 4, date: future, \(manner), next: told,
         otherwise: announce closed}
      right:
        {collect: menu-main, into: amount, digits: 2, confirm: survey-question, \(manner),
         next: said, otherwise: announce closed}
      said: {say: [{digits: amount}], next: hangup}
      person:
        {lookup: directory, into: {account: account, name: name}, found: spelled,
         unknown: announce blocked}
      spelled: {say: [welcome, {digits: account}], next: hangup}
      worth:
        {lookup: astdb accounts, key: line, into: {worth: value}, found: counted,
         unknown: announce blocked}
      line: {set: {line: "1235"}, next: worth}
      counted: {say: [welcome, {number: worth}, goodbye], next: hangup}
      business:
        {lookup: business crm, into: {balance: balance}, found: told, unknown: announce blocked,
         failed: announce closed}
      contactpin:
        {pin: menu-main, digits: 4, of: contact pin, \(manner), next: told,
         otherwise: announce closed}
      astpin: {set: {account: "1234"}, next: secret}
      secret:
        {pin: menu-main, digits: 4, of: astdb pins, who: account, \(manner), next: told,
         otherwise: announce closed}
      voice:
        {record: welcome, mailbox: 100, quiet: 1s, attempts: 1, silence: no-input, next: told,
         otherwise: announce closed}
      visit:
        {appointment: welcome, book: visits, hours: always, slot: 30m, notice: 1h, days: 3,
         choice: menu-main, day: survey-question, booked: survey-thanks, \(manner), next: told,
         full: announce blocked, otherwise: announce closed}
      once:
        {appointment: welcome, book: once, hours: never, slot: 30m, choice: menu-main, \(manner),
         next: told, full: announce blocked, otherwise: announce closed}
      pair:
        {appointment: welcome, book: pair, hours: always, slot: 30m, choice: menu-main,
         booked: survey-thanks, wait: 30s, next: told, full: announce blocked,
         otherwise: announce closed}
      silent: {say: [{number: nothing}], next: gap}
      gap: {play: nowhere, next: told}
      desk: {go: extension 1006}
      house: {go: context house door}
      mailbox: {go: message 100}
      poll: {go: survey satisfaction}
      promise: {go: callback people}
    """
}
