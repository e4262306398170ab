import Configuration
import Database
import Foundation
import Programs
import Records
import Scratch
import Testing

@testable import switchboard

@Suite struct DirectoryCommandTests {
  private let tool: Tool

  init() throws {
    tool = try Tool()
    try tool.run("store", "migrate")
  }

  private func file(_ text: String, _ name: String = "in.csv") throws -> String {
    try tool.scratch.write(text, to: name)
    return tool.scratch.folder + "/" + name
  }

  private func file(_ bytes: [UInt8]) throws -> String {
    let path = tool.scratch.folder + "/in.csv"
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  private func contact(_ number: String) throws -> Contact? {
    try Store(at: tool.scratch.location, .call).contact(number)
  }

  // MARK: Importing

  @Test func contactsComeWithTheirFields() throws {
    let path = try file(
      """
      号码,姓名,语言,工号,备注,城市
      +86 138 0000 0666,张三,中文,1001,"第一行\r
      第二行","北京,朝阳"
      021-5000 0000;13900000888,Li,en,,,
      """
    )
    #expect(try tool.run("contact", "import", path) == 0)
    #expect(
      tool.output == "\(path) (UTF-8, commas): 2 lines, 0 bad\ncontact: 3 imported\n"
    )
    let first = try #require(try contact("13800000666"))
    #expect(first.number.raw == "+86 138 0000 0666")
    #expect(first.name == "张三")
    #expect(first.language == "zh")
    #expect(first.agent == "1001")
    #expect(first.note == "第一行\n第二行")
    #expect(first.fields["城市"] == "北京,朝阳")
    #expect(try contact("02150000000")?.name == "Li")
    #expect(try contact("13900000888")?.language == "en")
  }

  /// Files, commands and what they show follow the number plan that is published.
  @Test func numbersAreReadByThePlanThatIsPublished() throws {
    var configuration = PublishedConfiguration()
    configuration.numbers = NumberPlan(
      internationalPrefix: "00",
      countryCode: "7",
      trunkPrefix: "8",
      areaLengths: [3],
      mobiles: [NumberShape(beginning: "9", length: 10)]
    )
    _ = try Store(at: tool.scratch.location, .administrator)
      .publish(configuration, author: "test", at: Timestamp(seconds: 1))
    try tool.run("contact", "import", try file("number,name\n+7 916 123 45 67,Anna\n"))
    #expect(try contact("9161234567")?.name == "Anna")
    #expect(try tool.run("contact", "show", "8 916 123 45 67") == 0)
    #expect(try tool.run("blacklist", "add", "+7 495 123 45 67") == 0)
    #expect(try tool.run("blacklist", "show", "84951234567") == 0)
    let areas = try file("prefix,region,zone,area\n916,Moscow,Europe/Moscow,495\n")
    #expect(try tool.run("region", "import", areas) == 0)
    #expect(try tool.run("region", "show", "+79161234567", "--area", "812") == 0)
    #expect(tool.output.contains("89161234567"))
    let wrong = try file("prefix,region,zone,area\n916,Moscow,Europe/Moscow,49512\n")
    #expect(try tool.run("region", "import", wrong) == 1)
    #expect(tool.output.contains("\"849512\" is no area code"))
  }

  @Test func badLinesAreToldByNumberAndNothingIsImported() throws {
    try tool.run("contact", "add", "13811112222", "--name", "old")
    let path = try file(
      """
      number,name,language,agent
      13800000666,good,,
      138000,,,
      abc,,,
      ,no number,,
      13800000667,"two
      lines",,
      13800000668,,zz9,
      13800000669,,,boss
      1.38E+10,,,
      13800000670,a,zh,1001,more
      1234567890123456,,,
      """
    )
    #expect(try tool.run("contact", "import", path, "--replace") == 1)
    let lines = tool.output.split(separator: "\n").filter { $0.hasPrefix(path + ":") }
    let places = lines.map { $0.dropFirst(path.count + 1).prefix { $0 != ":" } }
    #expect(places == ["4", "5", "6", "8", "9", "10", "11", "12"])
    #expect(tool.output.contains("\(path):4: \"abc\" is no phone number\n    write one number"))
    #expect(tool.output.contains("its last digits are lost"))
    #expect(tool.output.hasSuffix("10 lines, 8 bad\nnothing was imported\n"))
    #expect(try contact("13800000666") == nil)
    #expect(try contact("13811112222")?.name == "old")
    tool.environment["LANG"] = "zh_CN.UTF-8"
    #expect(try tool.run("contact", "import", path) == 1)
    #expect(tool.output.contains("“abc”不是一个电话号码"))
    #expect(tool.output.hasSuffix("未导入任何内容\n"))
    #expect(try tool.run("contact", "import", path, "--skip-bad") == 0)
    #expect(try contact("13800000666")?.name == "good")
    #expect(try contact("138000") != nil)
  }

  @Test func onlyTheFirstMistakesAreTold() throws {
    let path = try file("number\n" + String(repeating: "x\n", count: 200))
    #expect(try tool.run("vip", "import", path) == 1)
    #expect(tool.output.contains("... and 150 bad lines more\n"))
    #expect(try tool.run("vip", "import", path, "--json") == 1)
    #expect(try tool.json()["wrongLines"] as? Int == 200)
    #expect((try tool.json()["mistakes"] as? [[String: Any]])?.first?["line"] as? Int == 2)
  }

  @Test func duplicatesAreToldAndTheFirstCounts() throws {
    let path = try file("number,name\n13800000666,a\n13900000888,x\n+8613800000666,b\n")
    #expect(try tool.run("contact", "import", path) == 0)
    #expect(tool.output.contains("\(path):4: 13800000666 is on line 2 already, which counts\n"))
    #expect(try contact("13800000666")?.name == "a")
  }

  @Test func aTrialImportsNothing() throws {
    let path = try file("13800000666\n13900000888,loud\n")
    #expect(try tool.run("blacklist", "import", path, "--dry-run") == 0)
    #expect(tool.output.hasSuffix("2 lines, 0 bad\nblacklist: 2 would be imported\n"))
    #expect(try tool.run("blacklist", "show") == 0)
    #expect(tool.output == "the blacklist is empty\n")
  }

  @Test func aListIsReplacedOrAddedTo() throws {
    for list in ["blacklist", "whitelist", "vip"] {
      try tool.run(list, "add", "13811112222")
      #expect(try tool.run(list, "import", try file("13800000666,loud\n")) == 0)
      try tool.run(list, "show")
      #expect(tool.output.contains("13811112222") && tool.output.contains("loud"))
      #expect(try tool.run(list, "import", try file("号码\n13900000888\n"), "--replace") == 0)
      #expect(tool.output.hasSuffix("\(list): 1 imported, and nothing else is left\n"))
      try tool.run(list, "show", "--json")
      let numbers = try #require(try tool.json()["numbers"] as? [[String: Any]])
      #expect(numbers.map { $0["number"] as? String } == ["13900000888"])
      #expect(try tool.run(list, "show", "13811112222") == 1)
      #expect(try tool.run(list, "show", "13900000888") == 0)
    }
  }

  @Test(
    arguments: [
      ("１３８０００００６６６", "13800000666"), ("'13800000666", "13800000666"),
      ("\u{202D}13800000666\u{202C}", "13800000666"), ("13800000666.0", "13800000666"),
      ("1.3800000666E+10", "13800000666"), ("1.38E+10", nil), ("138–0000–0666", "13800000666"),
      ("13800000666 13900000888", nil), ("=13800000666", nil), ("13800000666\u{1B}[2J", nil),
      ("'; DROP TABLE contact; --", nil), ("$(reboot)", nil), ("../../etc/passwd", nil),
      ("138000\u{0}00666", nil), ("+", nil), ("'+8613800000666", "13800000666"),
    ] as [(String, String?)]
  )
  func aNumberIsReadAsItWasMeantOrRefused(cell: String, number: String?) throws {
    let path = try file("number,name\n\"\(cell)\",x\n")
    #expect(try tool.run("contact", "import", path) == (number == nil ? 1 : 0))
    #expect(!tool.output.contains("\u{1B}"))
    if let number { #expect(try contact(number)?.name == "x") }
  }

  @Test(arguments: [
    ("name\nLi\n", "the first line names no column number"),
    ("a,b,c\n1,2,3\n", "the first line names no column number"),
    ("13800000666,Li,zh\n", "the first line names no column number"),
    ("number,name,姓名\n110,a,b\n", "two columns are called name"),
    ("number,city,city\n110,a,b\n", "two columns are called city"),
    ("number,a=b\n110,x\n", "a column cannot be called \"a=b\""),
    ("", "the file has no lines to import"), ("number\n", "the file has no lines to import"),
    ("number,name\n110,\"open\n", "in.csv:2: a quote is opened here"),
  ])
  func aFileThatCannotBeMeantIsRefused(text: String, words: String) throws {
    #expect(try tool.run("contact", "import", try file(text)) == 1)
    #expect(tool.notices.contains(words))
  }

  @Test func aColumnThatIsASlipOfTheHandIsTold() throws {
    let path = try file("number,nmae,city,生日\n13800000000,王芳,上海,0101\n")
    #expect(try tool.run("contact", "import", path) == 0)
    #expect(
      tool.output.hasPrefix(
        "the column nmae is a field of your own: call it name if that is meant\n"
      )
    )
    #expect(!tool.output.contains("city is"))
    #expect(try tool.run("contact", "import", path, "--json") == 0)
    let doubtful = try tool.json()["doubtfulColumns"] as? [[String: String]]
    #expect(doubtful == [["name": "nmae", "meant": "name"]])
  }

  @Test func theEncodingIsTold() throws {
    let path = try file([
      0xBA, 0xC5, 0xC2, 0xEB, 0x2C, 0xD0, 0xD5, 0xC3, 0xFB, 0x0A,
      0x31, 0x31, 0x30, 0x2C, 0xD5, 0xC5, 0xC8, 0xFD, 0x0A,
    ])
    #expect(try tool.run("contact", "import", path) == 0)
    #expect(tool.output.hasPrefix("\(path) (GB18030, commas): 1 lines"))
    #expect(try contact("110")?.name == "张三")
    #expect(try tool.run("contact", "import", path, "--encoding", "utf-8") == 1)
    #expect(
      tool.notices.hasPrefix("\(path):1: that is no UTF-8 text: save the whole file as UTF-8")
    )
    #expect(try tool.run("contact", "import", path, "--encoding", "ebcdic") == 1)
    #expect(tool.notices.contains("write one of utf-8, gb18030, utf-16"))
    #expect(try tool.run("contact", "import", path + "x") == 1)
    #expect(tool.notices.contains("it cannot be read (No such file or directory)"))
  }

  @Test func anImportThatMeetsAnotherSaysSo() throws {
    let lock = open(tool.scratch.location.folder + "/import.lock", O_RDWR | O_CREAT, 0o600)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    var options = Connection.Options.longWork
    options.busyBudget = .zero
    let store = try Store(at: tool.scratch.location, options)
    let error = #expect(throws: DatabaseError.self) {
      try store.importNumbers(on: "vip", replacing: true) { nil }
    }
    #expect(Failure(try #require(error)).words.english.contains("another one is at work"))
  }

  /// The program itself, killed while it writes: `kill -9` cannot be caught.
  @Test func whatAKilledImportWroteIsNobodysAndGoes() throws {
    try tool.run("vip", "add", "13811112222")
    let numbers = (0..<200_000).map { "\(13_900_000_000 + $0)\n" }.joined()
    let path = try file(numbers, "many.csv")
    let process = try SpawnedProgram(
      programBesideTheTests("switchboard"),
      ["vip", "import", path, "--replace"],
      environment: tool.environment.map { "\($0)=\($1)" }
    )
    let connection = try tool.scratch.connection()
    func written() throws -> Bool {
      try connection.first(
        """
        SELECT 1 FROM directory_layer AS layer JOIN list_entry AS entry ON entry.layer = layer.number
        WHERE layer.state = 0 LIMIT 1
        """
      ) { _ in true } ?? false
    }
    for _ in 0..<60_000 where try !written() { usleep(1_000) }
    process.signal(SIGKILL)
    #expect(process.wait().signal == SIGKILL)
    #expect(try written())
    try tool.run("vip", "show", "--json")
    let seen = try #require(try tool.json()["numbers"] as? [[String: Any]])
    #expect(seen.map { $0["number"] as? String } == ["13811112222"])
    #expect(try tool.run("vip", "import", try file("110\n")) == 0)
    #expect(try !written())
    #expect(try connection.first("SELECT count(*) FROM list_entry") { $0.integer(0) } == 2)
  }

  /// Zeros that a spreadsheet took away would block nobody, and nobody would know.
  @Test func numbersFromWhichNobodyCallsAreRefusedByLine() throws {
    let path = try file("number,note\n2150000013,a\n02150000013,b\n99,c\n95588,d\n50000000,e\n")
    for content in ["blacklist", "vip", "contact"] {
      #expect(try tool.run(content, "import", path) == 1)
      #expect(tool.output.contains("\(path):2: \"2150000013\" lacks"))
      #expect(tool.output.contains("\n    write 02150000013: "))
      #expect(tool.output.contains("\(path):4: \"99\" is too short"))
      #expect(tool.output.contains("\(path):6: warning: \"50000000\" has no area code"))
      #expect(tool.output.hasSuffix("5 lines, 2 bad\nnothing was imported\n"))
      #expect(try tool.run(content, "add", "2150000013") == 1)
      #expect(tool.notices.contains("lacks what stands before") && tool.notices.contains("0215"))
      #expect(try tool.run(content, "add", "99") == 1)
    }
    #expect(try tool.run("vip", "import", path, "--skip-bad", "--json") == 0)
    #expect((try tool.json()["doubts"] as? [[String: Any]])?.first?["line"] as? Int == 6)
  }

  @Test func anEmergencyServiceIsNotBlocked() throws {
    #expect(try tool.run("blacklist", "add", "110") == 1)
    #expect(tool.notices.hasPrefix("110 is an emergency service, which must get through"))
    #expect(try tool.run("blacklist", "import", try file("110\n13800000666\n")) == 1)
    #expect(tool.output.contains("in.csv:1: 110 is an emergency service"))
    #expect(try tool.run("whitelist", "add", "110") == 0)
  }

  // MARK: Exporting

  private static let strange = [
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'=1", "a\"b", "a,b;c", "=cmd|' /C calc'!A0",
    "'); DROP TABLE contact; --", "${SHELL(id)}", "`id`", "张三",
  ]

  @Test func whatIsExportedIsNoFormulaAndComesBack() throws {
    for (index, text) in Self.strange.enumerated() {
      let number = "1380000\(1000 + index)"
      #expect(
        try tool.run([
          "contact", "add", number, "--name=\(text)", "--note=\(text)\nx", "--field", "城市=\(text)",
        ]) == 0
      )
    }
    try tool.run("contact", "add", "+1 212 555 0100")
    let path = tool.scratch.folder + "/out.csv"
    #expect(try tool.run("contact", "export", path, "--bom") == 0)
    #expect(tool.output == "14 lines are in \(path)\n")
    let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(rights == 0o600)
    let bytes = try Data(contentsOf: URL(filePath: path))
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(text.hasPrefix("number,name,language,agent,note,城市\r\n"))
    #expect(text.contains("\"'+1 212 555 0100\""))
    #expect(!text.contains(",=") && !text.contains(",\"="))
    let before = try Self.strange.indices.map { try contact("1380000\(1000 + $0)") }
    #expect(try tool.run("contact", "import", path, "--replace") == 0)
    #expect(tool.output.hasSuffix("contact: 14 imported, and nothing else is left\n"))
    #expect(try Self.strange.indices.map { try contact("1380000\(1000 + $0)") } == before)
    #expect(try contact("+12125550100")?.number.raw == "+1 212 555 0100")
    #expect(try tool.run("contact", "export", path) == 1)
    #expect(tool.notices.hasPrefix("\(path) cannot be written (File exists)"))
    #expect(try tool.run("contact", "export", "/dev/full/x") == 1)
  }

  @Test func listsAndRegionsAreExportedToo() throws {
    try tool.run("vip", "add", "13811112222", "--note", "=1+1")
    let list = tool.scratch.folder + "/vip.csv"
    #expect(try tool.run("vip", "export", list) == 0)
    #expect(
      try String(contentsOfFile: list, encoding: .utf8)
        == "number,note\r\n13811112222,\"'=1+1\"\r\n"
    )
    #expect(try tool.run("vip", "import", list, "--replace") == 0)
    #expect(
      try Store(at: tool.scratch.location, .call).listed("13811112222", on: "vip")?.note == "=1+1"
    )
    try tool.run("region", "import", try file("号段,地区,时区,区号\n1380013,北京,Asia/Shanghai,10\n"))
    let regions = tool.scratch.folder + "/regions.csv"
    #expect(try tool.run("region", "export", regions) == 0)
    #expect(
      try String(contentsOfFile: regions, encoding: .utf8)
        == "prefix,region,zone,area\r\n1380013,北京,Asia/Shanghai,010\r\n"
    )
  }

  // MARK: One by one

  @Test func aContactIsAddedChangedShownAndRemoved() throws {
    #expect(
      try tool.run("contact", "add", "138-0000-0666", "--name", "张三", "--field", "city=上海") == 0
    )
    #expect(tool.output == "13800000666 is a contact now\n")
    #expect(try tool.run("contact", "add", "13800000666", "--name", "李四", "--agent", "1001") == 0)
    #expect(tool.output == "13800000666 is changed\n")
    #expect(try tool.run("contact", "show", "+8613800000666") == 0)
    #expect(
      tool.output == """
        number       name  language  agent  note  fields
        13800000666  李四            1001

        """
    )
    #expect(try tool.run("contact", "remove", "13800000666") == 0)
    #expect(try tool.run("contact", "remove", "13800000666") == 1)
    #expect(try tool.run("contact", "show") == 0)
    #expect(tool.output == "there are no contacts\n")
  }

  @Test(arguments: [
    ["--name=a\nb"], ["--name=\u{1B}[2J"], ["--note=\u{7}"], ["--language=klingon!"],
    ["--agent=boss"], ["--field=x"], ["--field==x"], ["--field=a\u{9B}=x"],
  ])
  func whatIsNoTextIsRefused(arguments: [String]) throws {
    #expect(try tool.run(["contact", "add", "13800000666"] + arguments) == 1)
    #expect(try contact("13800000666") == nil)
    #expect(!tool.notices.contains("\u{1B}"))
  }

  @Test func showIsBounded() throws {
    let numbers = (0..<30).map { "1380000\(1000 + $0)\n" }.joined()
    try tool.run("vip", "import", try file(numbers))
    #expect(try tool.run("vip", "show", "--limit", "10") == 0)
    #expect(tool.output.split(separator: "\n").count == 12)
    #expect(tool.output.contains("these are the first 10"))
    #expect(try tool.run("contact", "show", "--limit", "0") == 1)
  }

  /// What older programs or other hands wrote to the store cannot move the cursor either.
  @Test func aContactCannotMoveTheCursor() throws {
    let connection = try tool.scratch.connection()
    try connection.run(
      """
      INSERT INTO contact (layer, number, raw, name, note, fields, author, changed)
      VALUES (1, '110', '110', ?1, ?1, ?2, '', 0)
      """,
      [.text("\u{1B}[2J\r\n\u{202E}"), .text("a\u{1B}]0;x\u{7}=\u{9B}2J\n")]
    )
    #expect(try tool.run("contact", "show") == 0)
    for character in ["\u{1B}", "\r", "\u{202E}", "\u{7}", "\u{9B}"] {
      #expect(!tool.output.contains(character))
    }
  }

  // MARK: Regions

  @Test func aRegionIsFoundAndSaysWhatIsDialled() throws {
    let path = try file(
      "号段,省份,城市,区号\n1380013,北京,北京,010\n1380512,江苏,苏州,512\n021,上海,,021\n"
    )
    #expect(try tool.run("region", "import", path) == 1)
    #expect(tool.output.contains("there is no time zone\n    add a column zone, or --zone"))
    #expect(try tool.run("region", "import", path, "--zone", "Asia/Shanghai") == 0)
    #expect(try tool.run("region", "show", "13805120000", "--area", "021") == 0)
    #expect(
      tool.output == """
        13805120000: 江苏 苏州 (1380512), Asia/Shanghai, area 0512
        a trunk in 021 dials 013805120000

        """
    )
    try tool.run("region", "show", "13800130000", "--area", "010")
    #expect(tool.output.hasSuffix("a trunk in 010 dials 13800130000\n"))
    #expect(try tool.run("region", "show", "19900000000") == 1)
    #expect(tool.notices.hasPrefix("no region is known for 19900000000"))
    let wrong = try file(
      "prefix,region,zone,area\nx,a,Asia/Shanghai,\n1,a,Asia/Beijing,\n1,,,x\n1,a,,x\n"
    )
    #expect(try tool.run("region", "import", wrong, "--zone", "Asia/Shanghai") == 1)
    for words in [
      ":2: \"x\" is no beginning", ":3: \"Asia/Beijing\" is no time zone",
      ":4: the region has no name", ":5: \"0x\" is no area code",
    ] {
      #expect(tool.output.contains(words))
    }
  }
}
