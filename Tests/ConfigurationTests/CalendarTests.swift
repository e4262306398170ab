import Configuration
import Records
import Testing

/// `calendar.yaml`: what it says, and each mistake that people make in it.
@Suite struct CalendarTests {
  @Test(arguments: [
    ("zone: Asia/Beijing", 1, "this system does not know the time zone \"Asia/Beijing\""),
    ("hours:\n  o: {monday: 9:00-10:00}", 1, "\"zone\" is missing here"),
    ("zone: UTC\nhours:\n  o:\n    monday:\n    zone: UTC", 4, "nothing stands behind \"monday\""),
    (
      "zone: UTC\nhours:\n  o:\n    monday: 9:00-10:00\n    zone: Mars/Olympus", 5,
      "this system does not know the time zone \"Mars/Olympus\""
    ),
    ("zone: UTC\nhours:\n  o:\n    moonday: 9:00-10:00", 4, "\"moonday\" is no day of the week"),
    ("zone: UTC\nhours:\n  o:\n    monday: 9-10", 4, "\"9-10\" is no span of a day"),
    (
      "zone: UTC\nhours:\n  o:\n    monday: 25:00-26:00", 4,
      "\"25:00-26:00\" is no span of a day"
    ),
    ("zone: UTC\nhours:\n  o:\n    monday: 9:00-9:00", 4, "\"9:00-9:00\" is no span of a day"),
    (
      "zone: UTC\nhours:\n  o:\n    monday-friday: 9:00-18:00\n    friday: 17:00-19:00", 5,
      "\"17:00-19:00\" overlaps another span of these hours"
    ),
    (
      "zone: UTC\nhours:\n  o:\n    sunday: 22:00-02:00\n    monday: 01:00-03:00", 5,
      "\"01:00-03:00\" overlaps another span of these hours"
    ),
    ("zone: UTC\nholdays: {}", 2, "\"holdays\" means nothing here"),
    ("zone: UTC\nholidays:\n  x: 2026-02-30", 3, "\"2026-02-30\" is no date"),
    ("zone: UTC\nholidays:\n  x: 2025-02-29", 3, "\"2025-02-29\" is no date"),
    ("zone: UTC\nholidays:\n  x: 1.10.2026", 3, "\"1.10.2026\" is no date"),
    ("zone: UTC\nholidays:\n  x: 2026-13-01", 3, "\"2026-13-01\" is no date"),
    (
      "zone: UTC\nholidays:\n  x: 2026-10-07 - 2026-10-01", 3,
      "\"2026-10-07 - 2026-10-01\" is no span of at most a year"
    ),
    (
      "zone: UTC\nholidays:\n  x: 2026-10-07 - 2036-10-07", 3,
      "\"2026-10-07 - 2036-10-07\" is no span of at most a year"
    ),
    (
      "zone: UTC\nholidays:\n  x: 2026-10-01\n  y: [2026-10-02, 2026-10-01]", 4,
      "2026-10-01 stands in \"x\" already"
    ),
    ("zone: UTC\nholidays:\n  x: {to: hangup}", 3, "\"days\" is missing here"),
    ("zone: UTC\nholidays:\n  x:", 3, "nothing stands behind \"x\""),
    ("zone: UTC\nholidays:\n  a/b: 2026-10-01", 3, "\"a/b\" cannot be a name"),
    (
      "zone: UTC\nholidays:\n  x: {days: 2026-10-01, to: flow mian}", 3,
      "there is no flow \"mian\""
    ),
    (
      "zone: UTC\nholidays:\n  x: {days: 2026-10-01, to: queue sale}", 3,
      "there is no queue \"sale\""
    ),
    (
      "zone: UTC\nworking: [2026-10-09]", 2,
      "2026-10-09 is no weekend: it is worked anyway"
    ),
    ("zone: UTC\nworking: {2026-10-10: freeday}", 2, "\"freeday\" is no day of the week"),
    (
      "zone: UTC\nholidays: {x: 2026-10-10}\nworking: [2026-10-10]", 3,
      "2026-10-10 stands in \"x\" already"
    ),
  ])
  func mistake(text: String, line: Int, what: String) throws {
    var files = Files()
    files.calendar = text
    files.routing = "default: {to: queue sales}"
    try files.expect("calendar.yaml", line, what)
  }

  /// Five days, one span: one mistake.
  @Test func anOverlapIsToldOnce() throws {
    var files = Files()
    files.calendar = """
      zone: UTC
      hours:
        office:
          monday-friday: 09:00-12:00, 11:00-18:00
      """
    let found = try files.checked().findings
    #expect(found.map(\.line) == [4] && found[0].mistake.what.english.contains("overlaps"))
  }

  @Test func daysAreReadOneByOne() throws {
    var files = Files()
    files.calendar = """
      zone: Asia/Shanghai
      hours:
        office: {monday-friday: 09:00-18:00}
      holidays:
        国庆节: {days: 2026-10-01 - 2026-10-03, to: announce closed}
        other: [2026-12-25, 2026-12-26]
      working: {2026-10-10: friday}
      """
    let configuration = try files.checked().configuration
    #expect(configuration.zone == "Asia/Shanghai")
    #expect(
      configuration.days.map { "\($0.date) \($0.name)" } == [
        "2026-10-01 国庆节", "2026-10-02 国庆节", "2026-10-03 国庆节", "2026-10-10 working",
        "2026-12-25 other", "2026-12-26 other",
      ]
    )
    #expect(configuration.days[0].kind == .holiday(.announce(PromptName("closed"))))
    #expect(configuration.days[3].kind == .working(as: 4))
    #expect(configuration.days[4].kind == .holiday(nil))
    #expect(configuration.rules.contains { $0.name == "holiday" && $0.target == nil })
  }
}

/// The newer keys of `routing.yaml`: what they say, and each mistake that people make in them.
@Suite struct RoutingReaderTests {
  @Test(arguments: [
    ("zone: UTC\ndefault: {to: hangup}", 1, "\"zone\" belongs into calendar.yaml"),
    ("hours: {o: {}}\ndefault: {to: hangup}", 1, "\"hours\" belongs into calendar.yaml"),
    ("whitelist: {numbers: [13800000001]}\ndefault: {to: hangup}", 1, "this rule changes nothing"),
    (
      "vip: {to: queue sales, penalty: 5-1}\ndefault: {to: hangup}", 1,
      "\"5-1\" is no range of penalties"
    ),
    ("calendar: {hours: office}\ndefault: {to: hangup}", 1, "nothing is said for the time outside"),
    ("calendar: {hours: ofice, closed: hangup}\ndefault: {to: hangup}", 1, "there are no hours"),
    ("calendar: {closed: hangup}\ndefault: {to: hangup}", 1, "closed is given, and no hours"),
    ("calendar: {holiday: flow mian}\ndefault: {to: hangup}", 1, "there is no flow \"mian\""),
    ("dropped: {ring: 5s}\ndefault: {to: hangup}", 1, "\"within\" is missing here"),
    (
      "dropped: {within: 5s}\ndefault: {to: hangup}", 1,
      "\"5s\" is not what belongs here"
    ),
    ("personal: {ring: 5s}\ndefault: {to: hangup}", 1, "\"within\" is missing here"),
    (
      "personal: {contact: maybe}\ndefault: {to: hangup}", 1,
      "\"maybe\" is not what belongs here"
    ),
    ("personal: {within: 30d, to: queue sale}\ndefault: {to: hangup}", 1, "there is no queue"),
    ("business: {wait: 1s}\ndefault: {to: hangup}", 1, "\"socket\" is missing here"),
    (
      "business: {socket: business.sock}\ndefault: {to: hangup}", 1,
      "\"business.sock\" is no path of a socket"
    ),
    ("business: {socket: /s, wait: 10s}\ndefault: {to: hangup}", 1, "\"10000ms\" is too long"),
    ("rules: {name: x}\ndefault: {to: hangup}", 1, "a mapping is not what belongs here"),
    ("rules: [{to: hangup}]\ndefault: {to: hangup}", 1, "\"name\" is missing here"),
    ("rules: [{name: x, to: hangup}]\ndefault: {to: hangup}", 1, "this rule says nothing of the"),
    (
      "rules: [{name: x, when: {caller: 021}}]\ndefault: {to: hangup}", 1,
      "this rule changes nothing"
    ),
    (
      "rules: [{name: default, when: {caller: 021}, to: hangup}]\ndefault: {to: hangup}", 1,
      "\"default\" stands here twice"
    ),
    (
      "rules: [{name: x, when: {caller: +86}, to: hangup}]\ndefault: {to: hangup}", 1,
      "\"+86\" is not how a number begins"
    ),
    (
      "rules: [{name: x, when: {caller: abc}, to: hangup}]\ndefault: {to: hangup}", 1,
      "\"abc\" is not how a number begins"
    ),
    (
      "rules: [{name: x, when: {colour: red}, to: hangup}]\ndefault: {to: hangup}", 1,
      "\"colour\" means nothing here"
    ),
    (
      "rules: [{name: x, when: {waiting: {queue: sale, over: 3}}, to: hangup}]\n"
        + "default: {to: hangup}", 1, "there is no queue \"sale\""
    ),
    (
      "rules: [{name: x, when: {free: {queue: sales}}, to: hangup}]\ndefault: {to: hangup}", 1,
      "\"under\" is missing here"
    ),
  ])
  func mistake(text: String, line: Int, what: String) throws {
    var files = Files()
    files.routing = text
    try files.expect("routing.yaml", line, what)
  }

  @Test func rulesComeInTheOrderOfDecision() throws {
    var files = Files()
    files.routing = """
      default: {to: queue sales}
      dialled: {4008001234: {to: flow main}}
      rules:
        - name: 上海
          when: {caller: [021, 022], language: zh, waiting: {queue: sales, over: 3}}
          hours: office
          to: queue sales
          penalty: 0-3
        - {name: rush, when: {free: {queue: sales, under: 1}}, priority: 5}
      business: {socket: /run/b.sock}
      personal: {within: 30d, contact: yes, ring: 10s}
      dropped: {within: 10m}
      calendar: {hours: office, closed: announce closed, holiday: announce closed}
      vip: {priority: 10}
      whitelist: {priority: 1}
      blacklist: {to: hangup}
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    let rules = checked.configuration.rules
    #expect(
      rules.map(\.name) == [
        "blacklist", "whitelist", "vip", "holiday", "calendar", "dropped", "personal contact",
        "personal last", "business", "上海", "rush", "dialled 4008001234", "default",
      ]
    )
    #expect(
      rules[9].conditions == [
        .prefix("021"), .prefix("022"), .language("zh"), .waiting(queue: "sales", over: 3),
      ]
    )
    #expect(rules[9].penalties == Penalties(0, 3))
    #expect(rules[8].conditions == [.business(socket: "/run/b.sock", milliseconds: 300)])
    #expect(rules[7].conditions == [.lastAgent(days: 30)])
    #expect(rules[7].ring == .seconds(10))
    #expect(rules[5].conditions == [.dropped(within: 600)])
  }
}

extension Files {
  /// Expects one finding that begins so, among what else there may be.
  func expect(_ file: String, _ line: Int, _ what: String) throws {
    let findings = try checked().findings
    #expect(
      findings.contains { finding in
        finding.file == file && finding.line == line
          && finding.mistake.what.english.hasPrefix(what)
          && !finding.mistake.what.chinese.isEmpty && !finding.mistake.fix.chinese.isEmpty
      },
      "\(findings.map { "\($0.file):\($0.line): \($0.mistake.what.english)" })"
    )
  }
}
