import Configuration
import Records
import Testing

/// What people write wrong in a node, and what they are told.
@Suite struct NodeMistakeTests {
  private static let asking = "attempts: 2, next: hangup, otherwise: hangup"

  @Test(arguments: [
    (
      "{language: m, keys: {1: zh, 2: en}, next: {zh: hangup}, otherwise: hangup}",
      "\"en\" is missing here"
    ),
    (
      "{language: m, keys: {1: zh}, next: {zh: hangup, fr: hangup}, otherwise: hangup}",
      "\"fr\" means nothing here"
    ),
    (
      "{language: m, keys: {1: zh}, next: {zh: hangup}}", "\"otherwise\" is missing here"
    ),
    ("{dance: m}", "nothing says what this node does"),
    ("{say: [m, {sing: x}], next: hangup}", "\"sing\" means nothing here"),
    ("{say: [m, {money: 'a b'}], next: hangup}", "\"a b\" cannot be a variable"),
    ("{say: [m, {money: nothing}], next: hangup}", "no node sets the variable \"nothing\""),
    ("{collect: m, digits: 4, \(asking)}", "\"into\" is missing here"),
    ("{collect: m, into: a, \(asking)}", "\"digits\" is missing here"),
    ("{collect: m, into: a, digits: 8-4, \(asking)}", "\"8-4\" is no number of digits"),
    ("{collect: m, into: a, digits: 0, \(asking)}", "\"0\" is no number of digits"),
    ("{collect: m, into: 1a, digits: 4, \(asking)}", "\"1a\" cannot be a variable"),
    (
      "{collect: m, into: caller, digits: 4, \(asking)}",
      "every call has its \"caller\": it cannot be set"
    ),
    ("{collect: m, into: a, digits: 4, pattern: A1, \(asking)}", "\"A1\" is no pattern of digits"),
    (
      "{collect: m, into: a, digits: 4, pattern: '[3', \(asking)}", "\"[3\" is no pattern of digits"
    ),
    (
      "{collect: m, into: a, digits: 6, date: any, \(asking)}",
      "a date has four digits (MMDD) or eight (YYYYMMDD)"
    ),
    (
      "{collect: m, into: a, digits: 4, date: soon, \(asking)}", "\"soon\" is not what belongs here"
    ),
    (
      "{collect: m, into: a, digits: 4, known: everybody, \(asking)}",
      "\"everybody\" is not what belongs here"
    ),
    (
      "{collect: m, into: a, digits: 4, masked: yes, confirm: m, \(asking)}",
      "masked digits would be read out"
    ),
    (
      "{pin: m, digits: 4, of: hash 4711, \(asking)}",
      "a PIN stands here as it is, or it is no hash"
    ),
    ("{pin: m, digits: 4, of: '4711', \(asking)}", "nothing says where the PIN's hash is"),
    ("{pin: m, digits: 4, \(asking)}", "\"of\" is missing here"),
    ("{pin: m, digits: 4, of: contact pin, lock: {after: 0}, \(asking)}", "\"0\" is out of bounds"),
    ("{language: m, next: hangup}", "\"keys\" is missing here"),
    ("{hours: ofice, open: hangup, closed: hangup}", "there are no hours \"ofice\""),
    ("{hours: office, open: hangup}", "\"closed\" is missing here"),
    ("{set: {a: '$(id)'}, next: hangup}", "\"$(id)\" cannot be a value"),
    ("{set: {'a b': x}, next: hangup}", "\"a b\" cannot be a variable"),
    ("{set: {a: x}}", "\"next\" is missing here"),
    ("{lookup: moon, found: hangup, unknown: hangup}", "\"moon\" is nobody who could be asked"),
    ("{lookup: directory, found: hangup}", "\"unknown\" is missing here"),
    ("{record: m, next: hangup}", "\"mailbox\" is missing here"),
    ("{record: m, mailbox: 'a/b', next: hangup}", "\"a/b\" cannot be a name"),
    (
      "{appointment: m, book: b, hours: office, slot: 5s, choice: m, full: hangup, \(asking)}",
      "an appointment is at least a minute long"
    ),
    ("{queue: sals}", "there is no queue \"sals\""),
    ("{queue: sales, then: {late: hangup}}", "\"late\" means nothing here"),
    ("{queue: sales, then: {full: nowhere}}", "the flow main has no node \"nowhere\""),
    ("{go: queue sals}", "there is no queue \"sals\""),
  ])
  func oneNode(node: String, what: String) throws {
    var files = Files()
    files.main = "nodes:\n  top: \(node)"
    try expect(files, 2, what)
  }

  @Test(arguments: [
    (
      "operator: queue sals\nnodes:\n  a: {play: m, next: hangup}", 1,
      "there is no queue \"sals\""
    ),
    // Who waits in the opening hours never gets out; a key and the night lead out.
    (
      """
      nodes:
        a: {hours: office, open: b, closed: hangup}
        b: {menu: m, keys: {1: hangup}, otherwise: a}
      """, 2, "a caller who presses nothing never gets out: a -> b"
    ),
    (
      """
      operator: queue sales
      nodes:
        a: {menu: m, keys: {1: a}, otherwise: a}
      """, 3, "a caller who presses nothing never gets out: a"
    ),
    (
      "nodes:\n  a: {lookup: directory, found: a, unknown: hangup}", 2,
      "a caller who presses nothing never gets out: a"
    ),
  ])
  func aFlow(text: String, line: Int, what: String) throws {
    var files = Files()
    files.main = text
    try expect(files, line, what)
  }

  @Test func everyKindIsRead() throws {
    var files = Files()
    files.main = """
      start: tongue
      operator: queue sales
      nodes:
        tongue: {language: m, keys: {1: zh, 2: en}, next: office-hours}
        office-hours: {hours: office, open: top, closed: voice}
        top: {menu: m, keys: {1: account, 2: visit, 3: branch}, otherwise: people}
        account:
          collect: m
          into: account
          digits: 4-6
          pattern: [12XX, 3.]
          known: astdb accounts
          confirm: {before: m, after: m}
          next: secret
          otherwise: people
        secret:
          pin: m
          digits: 4
          of: contact pin
          who: account
          lock: {after: 3, for: 1h}
          next: customer
          otherwise: people
        customer:
          lookup: directory
          key: account
          into: {balance: the balance}
          found: tell
          unknown: people
        tell: {say: [m, {money: balance}, {date: now}], next: hangup}
        voice: {record: m, mailbox: 100, next: hangup}
        visit:
          appointment: m
          book: visits
          hours: office
          slot: 30m
          choice: m
          next: hangup
          full: callback sales
          otherwise: people
        branch: {set: {branch: north, who: "{caller}"}, next: people}
        people: {queue: sales, priority: 3, timeout: 2m, then: {timeout: out, full: voice}}
        out: {go: extension 1001}
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty, "\(checked.findings.map { $0.mistake.what.english })")
    let flow = try #require(checked.configuration.flows.first)
    #expect(flow.operator == .queue("sales"))
    #expect(Set(flow.nodes.values.map(\.kind)) == Set(FlowNode.Kind.allCases).subtracting([.play]))
  }

  private func expect(_ files: Files, _ line: Int, _ what: String) throws {
    let found = try files.checked().findings
    let texts = found.map { "\($0.line): \($0.mistake.what.english)" }
    #expect(texts.contains("\(line): \(what)"), "\(texts)")
    for finding in found {
      #expect(finding.mistake.what.english != finding.mistake.what.chinese)
      #expect(finding.mistake.fix.english != finding.mistake.fix.chinese)
    }
  }
}
