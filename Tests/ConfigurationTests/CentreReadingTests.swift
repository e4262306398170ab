import Configuration
import Records
import Testing

/// What `queues.yaml`, `agents.yaml`, `trunks.yaml` and `switchboard.yaml` say.
@Suite struct CentreReadingTests {
  private let hash = "$6$saltsalt$" + String(repeating: "a", count: 86)

  @Test func theServersAreReadWhole() throws {
    var files = Files()
    files.settings = """
      servers:
        pbx1:
          queue_log: /var/log/asterisk/queue_log
        pbx2:
          manager: 192.0.2.2:5039
          tls: /etc/switchboard/pbx2.crt
          secrets: /etc/switchboard/pbx2.conf
        pbx3: {manager: "pbx3.example:5039", tls: yes}
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    let usual = "/etc/asterisk/switchboard/manager-secrets.conf"
    let servers = [
      ServerSettings(
        name: "pbx1",
        manager: "127.0.0.1:5038",
        secrets: usual,
        queueLog: "/var/log/asterisk/queue_log"
      ),
      ServerSettings(
        name: "pbx2",
        manager: "192.0.2.2:5039",
        tls: .verifiedBy("/etc/switchboard/pbx2.crt"),
        secrets: "/etc/switchboard/pbx2.conf"
      ),
      ServerSettings(name: "pbx3", manager: "pbx3.example:5039", tls: .verified, secrets: usual),
    ]
    #expect(checked.configuration.servers == servers)
  }

  @Test func aQueueIsReadWhole() throws {
    var files = Files()
    files.queues = """
      sales:
        strategy: 最少
        skills: {english: 3}
        hours: office
        closed: announce closed
        survey: satisfaction
        timeout: 5m
        recording: no
        ring: 20s
        wrapup: 10s
        length: 30
        weight: 2
        music: jazz
        answered: 15s
        overflow:
          full: message 100
          empty: callback sales
          timeout: forward 13800138000
          otherwise: announce closed
      """
    let checked = try files.checked()
    #expect(checked.findings.isEmpty)
    #expect(
      checked.configuration.queues == [
        QueueSettings(
          name: "sales",
          survey: "satisfaction",
          skills: [Skill("english", 3)],
          hours: "office",
          closed: .announce(PromptName("closed")),
          timeout: .seconds(300),
          overflow: .init(
            full: .message("100"),
            empty: .callback("sales"),
            timeout: .forward("13800138000"),
            paused: .announce(PromptName("closed"))
          ),
          recording: false
        )
      ]
    )
    var ringing = QueueRinging(queue: "sales", strategy: .fewestcalls)
    ringing.ring = .seconds(20)
    ringing.wrapUp = .seconds(10)
    ringing.length = 30
    ringing.weight = 2
    ringing.music = "jazz"
    ringing.serviceLevel = .seconds(15)
    #expect(checked.configuration.ringing == [ringing])
    #expect(checked.configuration.forwards == ["13800138000"])
  }

  @Test func agentsTrunksAndSettingsAreReadWhole() throws {
    var files = Files()
    files.agents = """
      1001:
        name: 王芳
        pin: "\(hash)"
        team: 销售一部
        skills: {english: 3, loans: 10}
        queues: [sales]
        roles: [agent, supervisor]
      00100:
        name: Zoë O'Brien-Li
        queues: sales
      """
    files.trunks = """
      carrier:
        address: sip.carrier.example:5080
        numbers: [+86 21 8888 6666, 4008001234]
        area: 21
        limit: 30
        for: [forward]
        dial:
          - {match: "9[2-9]XXXXXXX", strip: 1, number: 4008001234}
          - {match: 00., prefix: "17909"}
      spare:
      """
    files.settings = """
      zone: Asia/Shanghai
      languages: [zh, en]
      sounds: /usr/share/asterisk/sounds
      spool: /var/spool/asterisk
      prompts: {command: my-voice --slow}
      asterisk: {files: /etc/asterisk/made, reload: asterisk -rx}
      numbers:
        country: 86
        areas: 2
        short: [400XXXXXXX, 12315]
      operators: {王主管: "\(hash)"}
      """
    files.trunks = files.trunks?.replacing("spare:", with: "spare: {}")
    let checked = try files.checked()
    #expect(checked.isGood, "\(checked.findings)")
    #expect(
      checked.configuration.agents == [
        AgentSettings(
          number: "1001",
          name: "王芳",
          pin: hash,
          team: "销售一部",
          skills: [Skill("english", 3), Skill("loans", 10)],
          queues: ["sales"],
          roles: [.agent, .supervisor]
        ),
        AgentSettings(number: "00100", name: "Zoë O'Brien-Li", queues: ["sales"]),
      ]
    )
    #expect(
      checked.configuration.trunks == [
        TrunkSettings(
          name: "carrier",
          address: "sip.carrier.example:5080",
          numbers: ["02188886666", "4008001234"],
          area: "021",
          limit: 30,
          uses: [.forward],
          rules: [
            .init(pattern: "9[2-9]XXXXXXX", strip: 1, number: "4008001234"),
            .init(pattern: "00.", prefix: "17909"),
          ]
        ),
        TrunkSettings(name: "spare"),
      ]
    )
    var settings = Settings()
    settings.zone = "Asia/Shanghai"
    settings.languages = ["zh", "en"]
    settings.sounds = "/usr/share/asterisk/sounds"
    settings.spool = "/var/spool/asterisk"
    settings.promptCommand = "my-voice --slow"
    settings.asteriskFiles = "/etc/asterisk/made"
    settings.asteriskCommand = "asterisk -rx"
    settings.operators = [.init(name: "王主管", pin: hash)]
    #expect(checked.configuration.settings == settings)
    var plan = NumberPlan.china
    plan.areaLengths = [2]
    plan.services = [
      NumberShape(beginning: "400", length: 10), NumberShape(beginning: "12315", length: 5),
    ]
    #expect(checked.configuration.numbers == plan)
  }

  /// What a test would not do by hand: the example is without mistakes.
  @Test func theExampleIsRight() throws {
    let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let checked = Checked(directory: "/\(folder)/asterisk/example")
    #expect(checked.findings.isEmpty, "\(checked.findings)")
    #expect(checked.configuration.agents.count == 4)
  }
}
