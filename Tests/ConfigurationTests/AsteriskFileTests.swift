import Configuration
import Records
import Testing

/// What is generated for Asterisk.
@Suite struct AsteriskFileTests {
  private func body(_ kind: AsteriskFile.Kind, _ centre: PublishedConfiguration) -> String {
    AsteriskFile.all(of: centre, in: "/etc/made").first { $0.kind == kind }?.body ?? ""
  }

  private var centre: PublishedConfiguration {
    var centre = PublishedConfiguration()
    centre.queues = [QueueSettings(name: "sales", skills: [Skill("english", 3)])]
    var sales = QueueRinging(queue: "sales", strategy: .fewestcalls)
    sales.ring = .seconds(20)
    sales.wrapUp = .milliseconds(500)
    sales.length = 30
    sales.weight = 2
    sales.music = "jazz"
    sales.serviceLevel = .seconds(15)
    centre.ringing = [sales, QueueRinging(queue: "switchboard", strategy: .linear)]
    centre.agents = [
      AgentSettings(number: "1002", name: "李强", queues: ["sales", "switchboard"]),
      AgentSettings(number: "1001", name: "王芳", skills: [Skill("english", 8)], queues: ["sales"]),
    ]
    centre.trunks = [
      TrunkSettings(
        name: "carrier",
        address: "192.0.2.1:5080",
        numbers: ["02150008000", "4008001234"],
        area: "021",
        limit: 30,
        rules: [
          .init(pattern: "9NXXXXXXX", strip: 1),
          .init(pattern: "00.", prefix: "17909", number: "4008001234"),
        ]
      ),
      TrunkSettings(name: "spare", uses: [.emergency, .forward]),
    ]
    centre.forwards = ["13800138000", "+86 21", "13800138000"]
    return centre
  }

  @Test func phonesAndTrunks() {
    #expect(
      body(.phones, centre) == """
        [1001](switchboard-phone)
        auth = 1001
        aors = 1001
        callerid = "王芳" <1001>
        [1001](switchboard-phone-aor)

        [1002](switchboard-phone)
        auth = 1002
        aors = 1002
        callerid = "李强" <1002>
        [1002](switchboard-phone-aor)

        [carrier](switchboard-trunk)
        aors = carrier
        [carrier](switchboard-trunk-aor)
        contact = sip:192.0.2.1:5080
        qualify_frequency = 60
        [carrier](switchboard-trunk-identify)
        endpoint = carrier
        match = 192.0.2.1

        ; The phones' passwords.
        #tryinclude "/etc/made/pjsip-secrets.conf"

        """
    )
  }

  /// The centre's first language is for those who chose none: Asterisk learns it of each channel.
  @Test func phonesAndTrunksSpeakTheCentresFirstLanguage() {
    var centre = centre
    centre.settings.languages = ["zh", "en"]
    let lines = body(.phones, centre).split(separator: "\n")
    let heads = ["[1001](switchboard-phone)", "[1002](switchboard-phone)"]
    for head in heads + ["[carrier](switchboard-trunk)"] {
      let section = lines.drop { $0 != head }.dropFirst().prefix { !$0.hasPrefix("[") }
      #expect(section.contains("language = zh"), "\(head)")
    }
    #expect(lines.count { $0.hasPrefix("language") } == 3)
  }

  /// 1002 lacks a skill that sales needs; the check refuses that, and no member comes of it.
  @Test func queuesAndMembers() {
    #expect(
      body(.queues, centre) == """
        ; 最少
        [sales](switchboard-fewestcalls)
        timeout = 20
        wrapuptime = 1
        maxlen = 30
        weight = 2
        musicclass = jazz
        servicelevel = 15
        member => Local/1001@switchboard-agents/n,2,1001,PJSIP/1001

        ; 顺序
        [switchboard](+)
        member => Local/1002@switchboard-agents/n,0,1002,PJSIP/1002


        """
    )
  }

  @Test func whatMayBeDialled() {
    #expect(
      body(.dialplan, centre) == """
        [globals](+)
        SWB_TRUNK = carrier
        SWB_TRUNK_NUMBER = 02150008000
        SWB_EMERGENCY_TRUNK = spare

        ; The numbers outside that callers may be sent on to.
        [switchboard-forward](+)
        exten => +8621,1,Set(SWB_TRUNK=spare)
         same => n,Set(SWB_TRUNK_NUMBER=)
         same => n,Set(SWB_TRUNK_LIMIT=)
         same => n,Set(SWB_TRUNK_AREA=)
         same => n,Goto(switchboard-forwarded,${EXTEN},1)
        exten => 13800138000,1,Set(SWB_TRUNK=spare)
         same => n,Set(SWB_TRUNK_NUMBER=)
         same => n,Set(SWB_TRUNK_LIMIT=)
         same => n,Set(SWB_TRUNK_AREA=)
         same => n,Goto(switchboard-forwarded,${EXTEN},1)

        ; What phones may dial.
        [switchboard-outbound](+)
        exten => _9NXXXXXXX,1,Set(SWB_TRUNK=carrier)
         same => n,Set(SWB_TRUNK_NUMBER=02150008000)
         same => n,Set(SWB_TRUNK_LIMIT=30)
         same => n,Set(SWB_TRUNK_AREA=021)
         same => n,Goto(switchboard-trunk,${FILTER(0-9+,${EXTEN:1})},1)
        exten => _00.,1,Set(SWB_TRUNK=carrier)
         same => n,Set(SWB_TRUNK_NUMBER=4008001234)
         same => n,Set(SWB_TRUNK_LIMIT=30)
         same => n,Set(SWB_TRUNK_AREA=021)
         same => n,Goto(switchboard-trunk,17909${FILTER(0-9+,${EXTEN})},1)

        """
    )
  }

  /// The check lets none of this through; what was published by an older check does not break out.
  @Test(arguments: [
    "x\"\nexten => 1,1,System(id)", "]\n[general]", "a;b", "a,b,c", "a\r\npassword = x",
    "${SHELL(id)}", "#include /etc/passwd", "\u{1b}[2J", "a\u{2028}b", "a)(b", "=> x",
  ])
  func nothingBreaksOutOfItsLine(text: String) {
    var centre = PublishedConfiguration()
    centre.settings.languages = [text]
    centre.queues = [QueueSettings(name: text)]
    var ringing = QueueRinging(queue: text)
    ringing.music = text
    centre.ringing = [ringing]
    centre.agents = [AgentSettings(number: text, name: text, queues: [text])]
    centre.trunks = [
      TrunkSettings(
        name: text,
        address: text,
        numbers: [text],
        area: text,
        rules: [
          .init(pattern: text, prefix: text, number: text), .init(pattern: "9X", prefix: text),
        ]
      )
    ]
    centre.forwards = [text]
    var plain = centre
    plain.settings.languages = ["zh"]
    plain.queues = [QueueSettings(name: "q")]
    plain.ringing[0].queue = "q"
    plain.ringing[0].music = "m"
    plain.agents = [AgentSettings(number: "1", name: "n", queues: ["q"])]
    plain.trunks = [
      TrunkSettings(
        name: "t",
        address: "a",
        numbers: ["1"],
        rules: [.init(pattern: "9X")]
      )
    ]
    for kind in AsteriskFile.Kind.allCases {
      let lines = body(kind, centre).split(separator: "\n", omittingEmptySubsequences: false)
      let harmless = body(kind, plain).split(separator: "\n", omittingEmptySubsequences: false)
      let kinds = lines.map { $0.prefix { $0 != " " && $0 != "(" && $0 != "[" } }
      let known = Set(harmless.map { $0.prefix { $0 != " " && $0 != "(" && $0 != "[" } })
      #expect(kinds.allSatisfy { known.contains($0) }, "\(lines)")
      // A name in quotes, and a comment, are no commands, whatever they say.
      let commands = lines.filter { !$0.hasPrefix("callerid") && !$0.hasPrefix(";") }
      #expect(commands.allSatisfy { !$0.contains("System(") && !$0.contains("SHELL(") })
      for line in lines where line.hasPrefix("callerid") {
        #expect(line.count { $0 == "\"" } == 2)
        #expect(!line.contains("$") && !line.contains(";"))
      }
    }
  }
}
