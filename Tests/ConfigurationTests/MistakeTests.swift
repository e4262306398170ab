import Configuration
import Testing

/// Each mistake that people make, and what they are told.
@Suite struct MistakeTests {
  private func findings(_ files: Files) throws -> [Finding] {
    try files.checked().findings
  }

  @Test func whatIsRightHasNoFindings() throws {
    #expect(try findings(Files()).isEmpty)
  }

  @Test(arguments: [
    ("blcklist:\n  to: hangup\ndefault: {to: hangup}", 1, "\"blcklist\" means nothing here"),
    ("vip: {to: hangup}", 1, "\"default\" is missing here"),
    ("default:\n  too: hangup", 2, "\"too\" means nothing here"),
    ("default: {to: sales}", 1, "\"sales\" could only be a node, and this is no flow"),
    ("default: {to: dance with me}", 1, "\"dance with me\" is no place where a call can go"),
    ("default: {to: queue}", 1, "\"queue\" is no place where a call can go"),
    ("default: {to: queue sale}", 1, "there is no queue \"sale\""),
    ("default: {to: flow mian}", 1, "there is no flow \"mian\""),
    ("default: {to: flow main tpo}", 1, "the flow main has no node \"tpo\""),
    ("default: {to: survey other}", 1, "there is no survey \"other\""),
    ("default: {to: 'announce ../../etc/x'}", 1, "\"../../etc/x\" cannot be a name"),
    ("default: {to: 'queue a,b'}", 1, "\"a,b\" cannot be a name"),
    ("default: {to: 'flow main a\u{D4E} b'}", 1, "\"a\u{D4E} b\" cannot be a name"),
    ("default: {to: 'flow main a\u{600}|b'}", 1, "\"a\u{600}|b\" cannot be a name"),
    ("default: {to: 'queue a/b'}", 1, "\"a/b\" cannot be a name"),
    ("default: {to: 'extension ${X}'}", 1, "\"${X}\" is not what belongs here"),
    ("default: {to: 'announce a//b'}", 1, "\"a//b\" cannot be a name"),
    ("default:\n  - to: hangup", 2, "a list is not what belongs here"),
    ("default: {to: [hangup]}", 1, "a list is not what belongs here"),
    ("default: {to: hangup, hours: never}", 1, "nothing is said for the time outside the hours"),
    (
      "dialled:\n  4008001234:\n    to: queue sales\n    hours:\ndefault: {to: hangup}", 4,
      "nothing stands behind \"hours\""
    ),
    ("default: {to: hangup, priority: }", 1, "nothing stands behind \"priority\""),
    ("default:\n  to:\n  priority: 1", 2, "nothing stands behind \"to\""),
    ("default: {}", 1, "nothing stands behind \"default\""),
    (
      "vip:\n  to: hangup\n  numbers:\ndefault: {to: hangup}", 3,
      "nothing stands behind \"numbers\""
    ),
    ("dialled:\ndefault: {to: hangup}", 1, "nothing stands behind \"dialled\""),
    ("default: {to: hangup, closed: hangup}", 1, "closed is given, and no hours"),
    ("default: {to: hangup, hours: ofice, closed: hangup}", 1, "there are no hours \"ofice\""),
    ("default: {to: hangup, priority: high}", 1, "\"high\" is out of bounds"),
    ("default: {to: hangup, priority: -1}", 1, "\"-1\" is out of bounds"),
    (
      "vip: {to: hangup, numbers: [anonymous]}\ndefault: {to: hangup}", 1,
      "\"anonymous\" is no phone number"
    ),
    (
      "vip: {to: hangup, numbers: ['=1+1']}\ndefault: {to: hangup}", 1,
      "\"=1+1\" is no phone number"
    ),
    (
      "vip:\n  to: hangup\n  numbers: 13800000666 13800000667\ndefault: {to: hangup}", 3,
      "\"13800000666 13800000667\" is no phone number"
    ),
    (
      "vip: {to: hangup, numbers: [13800000666.0]}\ndefault: {to: hangup}", 1,
      "\"13800000666.0\" is no phone number"
    ),
    (
      "blacklist: {to: hangup, numbers: [13800000666, 110]}\ndefault: {to: hangup}", 1,
      "110 is an emergency service, which must get through when it calls back"
    ),
    (
      "vip: {priority: 1, numbers: [2150000013]}\ndefault: {to: hangup}", 1,
      "\"2150000013\" lacks what stands before such a number, so it would match no call"
    ),
    ("dialled: {\"+\": {to: hangup}}\ndefault: {to: hangup}", 1, "\"+\" is no phone number"),
    ("dialled: {alice: {to: hangup}}\ndefault: {to: hangup}", 1, "\"alice\" is no phone number"),
    (
      "default:\n  to: hangup\n  \"to\": hangup", 2,
      "\"to\" stands here twice, on the lines 2 and 3"
    ),
    (
      "dialled:\n  4008001234: {to: hangup}\n  400-800-1234: {to: hangup}\ndefault: {to: hangup}",
      3,
      "\"4008001234\" stands here twice"
    ),
    (
      "default: {to: hangup}\ndefault: {to: hangup}", 1,
      "\"default\" stands here twice, on the lines 1 and 2"
    ),
    ("default:\n\t to: hangup", 2, "this line begins with a tab, which YAML does not take"),
    (
      "default:\n  to：hangup", 2, "\"：\" is a full-width colon, which YAML takes for a letter"
    ),
    (
      "vip:\n  to: hangup\n  numbers：[13800000666]\ndefault: {to: hangup}", 3,
      "\"：\" is a full-width colon, which YAML takes for a letter"
    ),
    ("default: {to: hangup", 2, "this is no YAML: did not find expected ',' or '}'"),
    ("just words", 1, "\"just words\" is not what belongs here"),
    ("", 1, "\"default\" is missing here"),
  ])
  func routing(text: String, line: Int, what: String) throws {
    var files = Files()
    files.routing = text
    try expect(files, "routing.yaml", line, what)
  }

  @Test(arguments: [
    ("nodes: {a: {menu: m, keys: {1: hangup}}}", 1, "\"otherwise\" is missing here"),
    ("nodes: {a: {menu: m, otherwise: hangup}}", 1, "\"keys\" is missing here"),
    ("nodes: {a: {play: m}}", 1, "\"next\" is missing here"),
    ("nodes: {a: {dance: m}}", 1, "nothing says what this node does"),
    ("nodes: {}", 1, "nothing stands behind \"nodes\""),
    (
      "nodes:\n  a:\n    menu: []\n    keys: {1: hangup}\n    otherwise: hangup", 3,
      "nothing stands behind \"menu\""
    ),
    ("nodes: {a: {menu: m, keys: {}, otherwise: hangup}}", 1, "nothing stands behind \"keys\""),
    (
      "nodes:\n  a:\n    menu:\n    keys: {1: hangup}\n    otherwise: hangup", 3,
      "nothing stands behind \"menu\""
    ),
    (
      "nodes:\n  a:\n    menu: m\n    keys: {1: hangup}\n    otherwise: hangup\n    wait:", 6,
      "nothing stands behind \"wait\""
    ),
    (
      "nodes:\n  a:\n    menu: m\n    keys:\n      1: hangup\n      \"1\": queue sales\n    otherwise: hangup",
      6,
      "\"1\" stands here twice, on the lines 5 and 6"
    ),
    ("nodes: {a: {play: [], next: hangup}}", 1, "nothing stands behind \"play\""),
    ("node: {a: {play: m, next: hangup}}", 1, "\"node\" means nothing here"),
    ("start: b\nnodes: {a: {play: m, next: hangup}}", 1, "the flow main has no node \"b\""),
    ("nodes:\n  a:\n    play: m\n    next: bb", 4, "the flow main has no node \"bb\""),
    ("nodes:\n  queue: {play: m, next: hangup}", 2, "\"queue\" cannot be a name"),
    ("nodes:\n  a b: {play: m, next: hangup}", 2, "\"a b\" cannot be a name"),
    ("nodes:\n  a\u{D4E},b: {play: m, next: hangup}", 2, "\"a\u{D4E},b\" cannot be a name"),
    (
      "nodes: {a: {menu: m, keys: {12: hangup}, otherwise: hangup}}", 1,
      "\"12\" is no key of a phone"
    ),
    (
      "nodes: {a: {menu: m, keys: {x: hangup}, otherwise: hangup}}", 1, "\"x\" is no key of a phone"
    ),
    (
      "nodes: {a: {menu: m, keys: {1: hangup}, wait: 5, otherwise: hangup}}", 1,
      "\"5\" is not what belongs here"
    ),
    (
      "nodes: {a: {menu: m, keys: {1: hangup}, wait: 0s, otherwise: hangup}}", 1,
      "\"0s\" is not what belongs here"
    ),
    (
      "nodes: {a: {menu: m, keys: {1: hangup}, wait: 999999m, otherwise: hangup}}", 1,
      "\"999999m\" is too long: callers would hear silence"
    ),
    (
      "nodes: {a: {menu: m, keys: {1: hangup}, wait: 60001ms, otherwise: hangup}}", 1,
      "\"60001ms\" is too long: callers would hear silence"
    ),
    (
      "nodes: {a: {menu: m, keys: {1: hangup}, wait: 99999999999999999999s, otherwise: hangup}}", 1,
      "\"99999999999999999999s\" is too long: callers would hear silence"
    ),
    (
      "nodes: {a: {menu: m, keys: {1: hangup}, attempts: 0, otherwise: hangup}}", 1,
      "\"0\" is out of bounds"
    ),
    (
      "nodes: {a: {menu: 'm&n', keys: {1: hangup}, otherwise: hangup}}", 1,
      "\"m&n\" cannot be a name"
    ),
    (
      "nodes:\n  a: {play: m, next: hangup}\n  b: {play: m, next: a}", 3,
      "no way leads to the node \"b\""
    ),
    (
      "nodes:\n  a: {play: m, next: b}\n  b: {play: m, next: a}", 2,
      "a caller who comes here never gets out: a -> b"
    ),
    (
      "nodes:\n  a:\n    menu: m\n    keys: {1: a}\n    otherwise: a", 2,
      "a caller who comes here never gets out: a"
    ),
    (
      "nodes:\n  a:\n    menu: m\n    keys:\n      *: hangup\n    otherwise: hangup", 5,
      "this is no YAML: did not find expected alphabetic or numeric character"
    ),
  ])
  func flow(text: String, line: Int, what: String) throws {
    var files = Files()
    files.main = text
    try expect(files, "ivr/main.yaml", line, what)
  }

  @Test func aFlowThatLeadsToItselfIsACircle() throws {
    var files = Files()
    files.main = "nodes:\n  a: {play: m, next: flow main}"
    try expect(files, "ivr/main.yaml", 2, "a caller who comes here never gets out: a")
  }

  @Test(arguments: [
    ("{play: m, next: flow other}", "{play: m, next: flow main}"),
    ("{play: m, next: flow other b}", "{play: m, next: flow main a}"),
    (
      "{menu: m, keys: {1: flow other}, otherwise: a}",
      "{menu: m, keys: {1: b, 2: flow main}, otherwise: flow main}"
    ),
  ])
  func flowsThatLeadToEachOtherAloneAreACircle(main: String, other: String) throws {
    var files = Files()
    files.main = "nodes:\n  a: \(main)"
    files.other = "nodes:\n  b: \(other)"
    try expect(
      files,
      "ivr/main.yaml",
      2,
      "a caller who comes here goes from flow to flow and never gets out: main a -> other b"
    )
    #expect(try findings(files).count == 1)
  }

  @Test(arguments: [
    ("a: {menu: m, keys: {1: hangup}, otherwise: a}", 2, "a"),
    (
      "s: {play: m, next: a}\n  a: {menu: m, keys: {1: hangup}, otherwise: b}\n  b: {play: m, next: a}",
      3, "a -> b"
    ),
    (
      "a: {menu: m, keys: {1: flow other}, otherwise: flow other b}", 2, "main a -> other b"
    ),
  ])
  func whoPressesNothingGetsOutToo(nodes: String, line: Int, circle: String) throws {
    var files = Files()
    files.main = "nodes:\n  " + nodes
    files.other = "nodes:\n  b: {menu: m, keys: {1: queue sales}, otherwise: flow main a}"
    let what = "a caller who presses nothing never gets out: \(circle)"
    try expect(files, "ivr/main.yaml", line, what)
    #expect(try findings(files).count { $0.file == "ivr/main.yaml" } == 1)
  }

  @Test(arguments: [
    "{menu: m, keys: {1: flow main}, otherwise: hangup}",
    "{play: m, next: survey satisfaction}",
  ])
  func aCircleThatCanBeLeftIsNone(other: String) throws {
    var files = Files()
    files.main = "nodes:\n  a: {play: m, next: flow other}"
    files.other = "nodes:\n  b: \(other)"
    #expect(try findings(files).isEmpty)
  }

  @Test func whatLeadsToAFlowThatCannotBeReadIsNoCircle() throws {
    var files = Files()
    files.main = "nodes:\n  a: {play: m, next: flow other}"
    files.other = "nodes:\n  b: {play: m}"
    #expect(try findings(files).map(\.mistake) == [.missingKey("next", example: "next: hangup")])
  }

  @Test(arguments: [
    ("questions: {a: {ask: q}}", 1, "\"answers\" is missing here"),
    ("questions: {a: {answers: {1: x}}}", 1, "\"ask\" is missing here"),
    ("questions:\n  a:\n    ask: q\n    answers:\n      10: x", 5, "\"10\" is no key of a phone"),
    ("questions: {}", 1, "nothing stands behind \"questions\""),
    ("questions: {a: {ask: [], answers: {1: x}}}", 1, "nothing stands behind \"ask\""),
    ("questions:\n  a:\n    ask: q\n    answers: {}", 4, "nothing stands behind \"answers\""),
    (
      "questions:\n  a:\n    ask: q\n    answers:\n      1: x\n      '1': y", 6,
      "\"1\" stands here twice, on the lines 5 and 6"
    ),
    ("thanks: t", 1, "\"questions\" is missing here"),
    ("questions: {a: {ask: q, answers: {1: x}, aks: 1}}", 1, "\"aks\" means nothing here"),
  ])
  func survey(text: String, line: Int, what: String) throws {
    var files = Files()
    files.satisfaction = text
    try expect(files, "surveys/satisfaction.yaml", line, what)
  }

  @Test func whatIsEmptyIsNotMissingToo() throws {
    var files = Files()
    files.routing = "default:\n  to:\n"
    let mistakes = try findings(files).map(\.mistake)
    #expect(mistakes == [.emptyKey("to", example: "to: queue sales")])
  }

  @Test func aMistypedKeyIsOneMistake() throws {
    var files = Files()
    files.routing = "default:\n  too: hangup"
    #expect(try findings(files).map(\.mistake.what.english) == ["\"too\" means nothing here"])
    files.routing = "default: {to: queue sales}"
    files.main = "nodes:\n  a: {play: m, nxt: hangup}"
    #expect(try findings(files).map(\.mistake.fix.english) == ["write next"])
    // What nobody meant is missing all the same.
    files.main = "nodes:\n  a: {play: m, then: hangup}"
    #expect(try findings(files).count == 2)
  }

  @Test func aLongNameMayHaveTwoSlips() throws {
    var files = Files()
    files.queues = "sales:\n  survey: satisfication\n  overflow: message 100"
    #expect(try findings(files).map(\.mistake.fix.english) == ["write satisfaction"])
    files.queues = "sales:\n  survey: other\n  overflow: message 100"
    #expect(
      try findings(files).map(\.mistake.fix.english)
        == ["write surveys/other.yaml, or one of: satisfaction"]
    )
  }

  @Test func aQueuesSurveyMustBeThere() throws {
    var files = Files()
    files.queues = "sales:\n  survey: satisfactoin\n  overflow: message 100"
    try expect(files, "queues.yaml", 2, "there is no survey \"satisfactoin\"")
  }

  @Test func withoutQueuesFileQueuesAreAsterisksMatter() throws {
    var files = Files()
    files.queues = nil
    #expect(try findings(files).isEmpty)
  }

  @Test func everyMistakeIsToldAtOnce() throws {
    var files = Files()
    files.calendar = "zone: Mars/Olympus"
    files.routing = "blcklist: {}\ndefault: {to: flow mian}"
    files.main = "nodes: {a: {play: m}}"
    files.satisfaction = "thanks: t"
    #expect(
      try findings(files).map(\.file) == [
        "calendar.yaml", "ivr/main.yaml", "routing.yaml", "routing.yaml",
        "surveys/satisfaction.yaml",
      ]
    )
  }

  @Test func aFileThatCannotBeReadIsTheOnlyMistake() throws {
    var files = Files()
    files.main = "nodes: {a: {play: \"m}}"
    #expect(try findings(files).map(\.file) == ["ivr/main.yaml"])
  }

  @Test func aSlipOfTheHandIsNamed() throws {
    var files = Files()
    files.routing = "default: {to: flow mian}"
    let finding = try #require(try findings(files).first)
    #expect(finding.mistake.fix.english == "write main")
    #expect(finding.mistake.fix.chinese == "请写 main")
  }

  private func expect(_ files: Files, _ file: String, _ line: Int, _ what: String) throws {
    let found = try findings(files)
    let texts = found.map { "\($0.file):\($0.line): \($0.mistake.what.english)" }
    #expect(texts.contains("\(file):\(line): \(what)"), "\(texts)")
    for finding in found {
      #expect(finding.mistake.what.english != finding.mistake.what.chinese)
      #expect(finding.mistake.fix.english != finding.mistake.fix.chinese)
    }
  }
}
