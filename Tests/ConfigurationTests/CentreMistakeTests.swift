import Configuration
import Foundation
import Records
import Scratch
import Testing

/// Mistakes in `queues.yaml`, `agents.yaml`, `trunks.yaml` and `switchboard.yaml`.
@Suite struct CentreMistakeTests {
  private func expect(_ files: Files, _ file: String, _ line: Int, _ what: String) throws {
    let found = try files.checked().findings
    let texts = found.map { "\($0.file):\($0.line): \($0.mistake.what.english)" }
    #expect(texts.contains("\(file):\(line): \(what)"), "\(texts)")
    for finding in found {
      #expect(finding.mistake.what.english != finding.mistake.what.chinese)
      #expect(finding.mistake.fix.english != finding.mistake.fix.chinese)
    }
  }

  private static let overflow = "overflow: message 100"

  @Test(arguments: [
    ("sales: {}", 1, "nothing is said for callers whom the queue sales does not take"),
    (
      "sales:\n  survey: satisfaction", 2,
      "nothing is said for callers whom the queue sales does not take"
    ),
    ("sales:", 1, "nothing is said for callers whom the queue sales does not take"),
    ("sales: {overflow: }", 1, "nothing stands behind \"overflow\""),
    (
      "sales: {overflow: {full: message 1, empty: message 1, timeout: message 1}}", 1,
      "overflow of the queue sales does not say where callers go on \"paused\""
    ),
    ("sales: {overflow: {otherwise: message 1, ful: hangup}}", 1, "\"ful\" means nothing here"),
    ("sales: {overflow: queue slaes}", 1, "there is no queue \"slaes\""),
    ("sales: {overflow: dance}", 1, "\"dance\" could only be a node, and this is no flow"),
    ("sales: {overflow: flow mian}", 1, "there is no flow \"mian\""),
    ("sales: {overflow: [hangup]}", 1, "a list is not what belongs here"),
    ("sales: {\(overflow), strategy: ringal}", 1, "there is no ring strategy \"ringal\""),
    ("sales: {\(overflow), strategy: 随意}", 1, "there is no ring strategy \"随意\""),
    ("sales: {\(overflow), skills: {english: 11}}", 1, "\"11\" is out of bounds"),
    ("sales: {\(overflow), skills: {\"a b\": 1}}", 1, "\"a b\" cannot be a name"),
    ("sales: {\(overflow), skills: english}", 1, "\"english\" is not what belongs here"),
    ("sales: {\(overflow), hours: ofice, closed: hangup}", 1, "there are no hours \"ofice\""),
    ("sales: {\(overflow), closed: hangup}", 1, "closed is given, and no hours"),
    ("sales: {\(overflow), hours: office}", 1, "nothing is said for the time outside the hours"),
    ("sales: {\(overflow), timeout: 3h}", 1, "\"3h\" is too long: callers would hear silence"),
    (
      "sales: {\(overflow), timeout: 121m}", 1,
      "\"121m\" is too long: callers would hear silence"
    ),
    ("sales: {\(overflow), recording: perhaps}", 1, "\"perhaps\" is not what belongs here"),
    ("sales: {\(overflow), length: 0}", 1, "\"0\" is out of bounds"),
    ("sales: {\(overflow), weight: heavy}", 1, "\"heavy\" is out of bounds"),
    ("sales: {\(overflow), music: \"a\\nb\"}", 1, "\"a\nb\" cannot be a name"),
    ("sales: {\(overflow), stratgy: linear}", 1, "\"stratgy\" means nothing here"),
    ("general: {\(overflow)}", 1, "\"general\" is a name that Asterisk's files have already"),
    ("General: {\(overflow)}", 1, "\"General\" is a name that Asterisk's files have already"),
    (
      "sales: {\(overflow)}\nSales: {\(overflow)}", 2,
      "Asterisk takes the queues Sales and sales for one: it does not heed capital letters"
    ),
    (
      "sales: {\(overflow)}\nSwitchboard: {\(overflow)}", 2,
      "Asterisk takes the queues Switchboard and switchboard for one: "
        + "it does not heed capital letters"
    ),
    (
      "switchboard-linear: {\(overflow)}", 1,
      "\"switchboard-linear\" is a name that Asterisk's files have already"
    ),
    ("\"sales]\": {\(overflow)}", 1, "\"sales]\" cannot be a name"),
    (
      "sales: {overflow: queue b}\nb: {overflow: queue sales}", 1,
      "on \"full\" a caller goes from queue to queue and never gets out: sales -> b -> sales"
    ),
    (
      "sales: {overflow: {otherwise: hangup, paused: queue sales}}", 1,
      "on \"paused\" a caller goes from queue to queue and never gets out: sales -> sales"
    ),
  ])
  func queues(text: String, line: Int, what: String) throws {
    var files = Files()
    files.queues = text
    try expect(files, "queues.yaml", line, what)
  }

  @Test func aQueueThatLeadsIntoACircleIsNotInIt() throws {
    var files = Files()
    files.queues = """
      sales: {overflow: queue a}
      a: {overflow: queue b}
      b: {overflow: queue a}
      """
    #expect(try files.checked().findings.map(\.line) == [2])
  }

  @Test(arguments: [
    ("10: {name: A}", 1, "\"10\" is no agent's number"),
    ("alice: {name: A}", 1, "\"alice\" is no agent's number"),
    ("100100: {name: A}", 1, "\"100100\" is no agent's number"),
    (
      "110: {name: A}", 1,
      "110 is no agent's number: who dials it gets an emergency service, or a parked call"
    ),
    (
      "715: {name: A}", 1,
      "715 is no agent's number: who dials it gets an emergency service, or a parked call"
    ),
    ("1001: {}", 1, "\"name\" is missing here"),
    ("1001: {name: }", 1, "nothing stands behind \"name\""),
    ("1001: {name: A, nick: B}", 1, "\"nick\" means nothing here"),
    ("1001: {name: 'A\" <1>'}", 1, "\"A\" <1>\" cannot be shown as a name"),
    ("1001: {name: \"A\\nB\"}", 1, "\"A\nB\" cannot be shown as a name"),
    ("1001: {name: 'A;B'}", 1, "\"A;B\" cannot be shown as a name"),
    ("1001: {name: A, team: '[x]'}", 1, "\"[x]\" cannot be shown as a name"),
    ("1001: {name: A, pin: 4711}", 1, "this is no PIN's hash, and a PIN itself must not be here"),
    (
      "1001: {name: A, pin: \"$6$x$y\"}", 1,
      "this is no PIN's hash, and a PIN itself must not be here"
    ),
    ("1001: {name: A, queues: [slaes]}", 1, "there is no queue \"slaes\""),
    ("1001: {name: A, queues: [sales, sales]}", 1, "\"sales\" stands here twice"),
    ("1001: {name: A, roles: [boss]}", 1, "there is no role \"boss\""),
    ("1001: {name: A, skills: {english: good}}", 1, "\"good\" is out of bounds"),
    (
      "1001: {name: A}\n\"1001\": {name: B}", 2,
      "\"1001\" stands here twice, on the lines 1 and 2"
    ),
    ("1001: {name: A, queues: [support]}", 1, "there is no queue \"support\""),
    ("1001: {name: A, queues: [vip]}", 1, "the agent 1001 lacks a skill that the queue vip needs"),
    (
      "1001: {name: A, queues: [vip], skills: {english: 2}}", 1,
      "the agent 1001 lacks a skill that the queue vip needs"
    ),
  ])
  func agents(text: String, line: Int, what: String) throws {
    var files = Files()
    files.queues = "sales: {\(Self.overflow)}\nvip: {\(Self.overflow), skills: {english: 3}}"
    files.agents = text
    try expect(files, "agents.yaml", line, what)
  }

  @Test func aPINIsNotRepeated() throws {
    var files = Files()
    files.agents = "1001: {name: A, pin: 471147, queues: [sales]}"
    let found = try files.checked().findings
    #expect(found.count == 1)
    #expect(!"\(found)".contains("471147"))
  }

  @Test func aQueueWithoutAgentsIsAWarning() throws {
    var files = Files()
    files.queues = "sales: {\(Self.overflow)}\nnight: {\(Self.overflow)}"
    files.agents = "1001: {name: A, queues: [sales]}"
    let checked = try files.checked()
    #expect(checked.findings.map(\.mistake) == [.queueWithoutAgents("night")])
    #expect(checked.findings.map(\.line) == [2])
    #expect(checked.isGood)
    files.agents = "1001: {name: A, queues: [slaes]}"
    #expect(try !files.checked().isGood)
  }

  @Test(arguments: [
    ("global: {}", 1, "\"global\" is a name that Asterisk's files have already"),
    ("1001: {}", 1, "\"1001\" is a name that Asterisk's files have already"),
    ("\"c]\": {}", 1, "\"c]\" cannot be a name"),
    ("carrier: {adress: 192.0.2.1}", 1, "\"adress\" means nothing here"),
    ("carrier: {address: 'a b'}", 1, "\"a b\" is not what belongs here"),
    ("carrier: {address: '192.0.2.1:0'}", 1, "\"192.0.2.1:0\" is not what belongs here"),
    ("carrier: {address: '192.0.2.1,x'}", 1, "\"192.0.2.1,x\" is not what belongs here"),
    ("carrier: {numbers: [abc]}", 1, "\"abc\" is no phone number"),
    ("carrier: {area: 上海}", 1, "\"上海\" is no area's code"),
    ("carrier: {area: 02}", 1, "\"02\" is no area's code"),
    ("carrier: {area: 02188886666}", 1, "\"02188886666\" is no area's code"),
    ("carrier: {limit: 0}", 1, "\"0\" is out of bounds"),
    ("carrier: {for: [fun]}", 1, "a trunk is not for \"fun\""),
    ("a: {for: [forward]}\nb: {for: [forward]}", 2, "another trunk is for \"forward\" already"),
    ("carrier: {dial: [{strip: 1}]}", 1, "\"match\" is missing here"),
    ("carrier: {dial: [{match: .}]}", 1, "\".\" is no dial pattern"),
    ("carrier: {dial: [{match: XX.}]}", 1, "\"XX.\" is no dial pattern"),
    ("carrier: {dial: [{match: '9XX,1,Hangup'}]}", 1, "\"9XX,1,Hangup\" is no dial pattern"),
    ("carrier: {dial: [{match: '9[1-'}]}", 1, "\"9[1-\" is no dial pattern"),
    ("carrier: {dial: [{match: 9XX}, {match: 9XX}]}", 1, "\"9XX\" stands here twice"),
    ("carrier: {dial: [{match: 9XX, strip: 3}]}", 1, "\"3\" is out of bounds"),
    ("carrier: {dial: [{match: 9XX, prefix: '${X}'}]}", 1, "\"${X}\" is not what belongs here"),
    (
      "carrier: {numbers: [02188886666], dial: [{match: 9XX, number: 02188886667}]}", 1,
      "02188886667 is no number that the carrier assigned to carrier"
    ),
    ("carrier: {dial: [{match: 9XX, stripe: 1}]}", 1, "\"stripe\" means nothing here"),
  ])
  func trunks(text: String, line: Int, what: String) throws {
    var files = Files()
    files.trunks = text
    try expect(files, "trunks.yaml", line, what)
  }

  /// Such a rule is for no call at all, and nobody is harmed.
  @Test func rulesThatWaitForWhatThereIsNotAreWarnings() throws {
    var files = Files()
    files.queues = "sales: {\(Self.overflow)}"
    files.agents = "1001: {name: A, queues: [sales], skills: {billing: 3}}"
    files.settings = "languages: [zh, en]"
    files.routing = """
      rules:
        - name: known
          when: {skill: billing, language: en, region: 上海}
          priority: 1
        - name: unknown
          when:
            skill: [billing, biling]
            language: fr
            region: 北京
          priority: 1
      default: {to: queue sales}
      """
    let checked = try files.checked { $0 == "上海" }
    #expect(
      checked.findings.map(\.mistake) == [
        .unknownSkill("biling", known: ["billing"]),
        .unspokenLanguage("fr", known: ["zh", "en"]),
        .unknownRegion("北京"),
      ]
    )
    #expect(checked.findings.map(\.line) == [7, 8, 9])
    #expect(checked.findings.first?.mistake.fix.english == "write billing")
    #expect(checked.isGood)
    // Where nobody says what there is, nothing is missing.
    files.agents = nil
    files.settings = nil
    #expect(try files.checked().findings.isEmpty)
  }

  @Test func aForwardNeedsATrunk() throws {
    var files = Files()
    files.routing = "default: {to: forward 13800138000}"
    files.trunks = "{}"
    try expect(files, "routing.yaml", 1, "there is no trunk to forward to 13800138000")
    files.trunks = "carrier: {}"
    #expect(try files.checked().findings.isEmpty)
    #expect(try files.checked().configuration.forwards == ["13800138000"])
  }

  @Test func anotherCountrysNumbersAreReadByItsPlan() throws {
    var files = Files()
    files.settings = """
      numbers: {country: 34, international: "00", trunk: none, areas: [], mobile: [], short: []}
      """
    files.routing = """
      dialled:
        "+34 912 345 678": {to: queue sales}
      default: {to: queue sales}
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    #expect(checked.configuration.rules.first?.name == "dialled 912345678")
    #expect(checked.configuration.numbers.trunkPrefix == "")
    files.settings = nil
    #expect(try files.checked().configuration.numbers == .china)
  }

  @Test(arguments: [
    ("zone: Asia/Beijing", 1, "this system does not know the time zone \"Asia/Beijing\""),
    ("languages: ['z h']", 1, "\"z h\" cannot be a name"),
    ("languages: [zh, zh]", 1, "\"zh\" stands here twice"),
    ("sounds: sounds", 1, "\"sounds\" is no folder's path from the root"),
    ("spool: /var/../etc", 1, "\"/var/../etc\" is no folder's path from the root"),
    ("spool: /a\u{600}/../b", 1, "\"/a\u{600}/../b\" is no folder's path from the root"),
    ("spool: /a/../\u{301}b", 1, "\"/a/../\u{301}b\" is no folder's path from the root"),
    ("asterisk: {file: /etc}", 1, "\"file\" means nothing here"),
    ("asterisk: {files: etc}", 1, "\"etc\" is no folder's path from the root"),
    ("asterisk: {files: /}", 1, "\"/\" is no folder's path from the root"),
    ("asterisk: {reload: [a]}", 1, "a list is not what belongs here"),
    ("prompts: {comand: x}", 1, "\"comand\" means nothing here"),
    (
      "zone: Asia/Shanghai\nnodes: [pbx1]", 2,
      "\"nodes\" does nothing: what the daemon follows is in \"servers\""
    ),
    (
      "servers:\n  pbx1: {manager: 'pbx1.example:5038'}", 2,
      "the connection to pbx1 is not encrypted, and it leaves this machine"
    ),
    ("servers: {pbx1: {tls: maybe}}", 1, "\"maybe\" is not what belongs here"),
    ("servers: {pbx1: {tls: /}}", 1, "\"/\" is no file's path from the root"),
    ("operators: {duty: 1234}", 1, "this is no PIN's hash, and a PIN itself must not be here"),
    ("colour: red", 1, "\"colour\" means nothing here"),
    ("numbers: {mobiles: []}", 1, "\"mobiles\" means nothing here"),
    ("numbers: {country: +86}", 1, "\"+86\" is no country's code"),
    ("numbers: {country: 0086}", 1, "\"0086\" is no country's code"),
    ("numbers: {international: +}", 1, "\"+\" is no prefix that is dialled"),
    ("numbers: {trunk: 0X}", 1, "\"0X\" is no prefix that is dialled"),
    (
      "numbers: {international: '0', trunk: '00'}", 1,
      "the trunk prefix 00 begins as the international one does, 0"
    ),
    ("numbers: {areas: [021]}", 1, "\"021\" is out of bounds"),
    ("numbers: {areas: [3, 3]}", 1, "\"3\" stands here twice"),
    ("numbers: {mobile: '1[3-9]X'}", 1, "\"1[3-9]X\" does not say which numbers are meant"),
    ("numbers: {mobile: 01XXXXXXXXXX}", 1, "\"01XXXXXXXXXX\" begins with the trunk prefix 0"),
    ("numbers: {short: [95XXX, 95XXX]}", 1, "\"95XXX\" stands here twice"),
    (
      "numbers: {country: 34}", 1,
      "\"trunk\" is missing, and China's would not do for the country 34"
    ),
  ])
  func settings(text: String, line: Int, what: String) throws {
    var files = Files()
    files.settings = text
    try expect(files, "switchboard.yaml", line, what)
  }

  /// What phones reach before any agent stands in the dialplan that ships.
  @Test func takenNumbersAreThoseOfTheDialplan() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../asterisk/switchboard")
    func lines(_ name: String) throws -> [Substring] {
      try String(contentsOf: folder.appending(path: name).standardized, encoding: .utf8)
        .split(separator: "\n")
    }
    let emergency = try lines("dialplan/outbound.conf").compactMap { line in
      line.firstMatch(of: /^exten => (\d+),1,Goto\(switchboard-emergency-trunk/)
        .map { String($0.1) }
    }
    #expect(emergency.count > 3)
    let parking = try lines("res_parking.conf").flatMap { line -> [String] in
      guard let found = line.firstMatch(of: /^park(?:ext|pos) = (\d+)(?:-(\d+))?$/),
        let first = Int(found.1), let last = Int(found.2 ?? found.1)
      else { return [] }
      return (first...last).map(String.init)
    }
    #expect(parking.count == 21)
    let taken = (100...999).map(String.init).filter { AgentCheck.isTaken($0) }
    #expect(Set(taken) == Set(emergency + parking))
    #expect(!AgentCheck.isTaken("1001"))
  }

  @Test func capitalLettersAloneMakeNoOtherQueueOfOneFile() throws {
    var files = Files()
    files.queues = "sales: {overflow: message 100}\nSALES: {overflow: message 100}"
    files.routing = "default: {to: queue SALES}"
    // Who names it is not wrong too.
    let wrong = try files.checked().findings.filter { !$0.mistake.isWarning }
    #expect(wrong.map(\.file) == ["queues.yaml"])
  }

  @Test func anotherEncodingIsNamed() throws {
    let scratch = try Scratch()
    try Files().write(to: scratch)
    let name = Array("1001:\n  name: ".utf8) + [0xC0, 0xEE, 0x0A]
    try Data(name).write(to: URL(filePath: scratch.folder + "/agents.yaml"))
    let found = try #require(Checked(directory: scratch.folder).findings.first)
    #expect(found == Finding(file: "agents.yaml", line: 2, .noUTF8))
  }

  @Test func hoursAreSuggestedOnce() throws {
    var files = Files()
    files.calendar = ""
    files.routing = "default: {hours: x, to: queue sales, closed: hangup}"
    let found = try files.checked().findings.map(\.mistake.fix.english)
    #expect(found.contains("what can stand here: always, never"), "\(found)")
  }
}
