import Foundation
import Laboratory
import Phone
import Records
import Testing

/// What `switchboard apply` makes for Asterisk, in an Asterisk that has nothing else.
@Suite struct GeneratedFilesTests {
  @Test func anAgentAddedByOneCommandTakesAQueueCall() async throws {
    let site = try Site("generated")
    try await site.scene { site in
      let laboratory = site.laboratory
      try laboratory.tool("apply", site.yaml)
      #expect(try site.queue("sales").contains("'fewestcalls' strategy"))
      #expect(try !site.queue("sales").contains("PJSIP/1050"))
      let first = try site.made("queues.conf")

      let answer = try laboratory.tool(
        "agent",
        "add",
        "1050",
        "--name",
        "王芳",
        "--queues",
        "sales",
        "--skill",
        "english=4",
        "--directory",
        site.yaml,
        "--apply",
        "--show-password",
        "--json"
      )
      let added = try JSONDecoder().decode(Site.Added.self, from: Data(answer.utf8))
      let phone = try site.phone("1050", added.password)
      try laboratory.console(
        "queue show sales",
        untilIt: { $0.contains("penalty 6") && $0.contains("(Not in use)") },
        within: .seconds(10)
      )
      let call = try laboratory.callerPhone().call(
        "4008001050",
        as: "13812345001",
        saying: .tone(hertz: 440)
      )
      let received = try phone.waitForCall(within: .seconds(20))
      received.answer(saying: .tone(hertz: 660))
      try call.waitToHear(tones: [660], among: [440, 660], within: .seconds(20))
      call.hangUp()
      try received.waitForHangup(within: .seconds(5))

      // Taken back: nobody is in the queue, and the file is what it was.
      try laboratory.tool("rollback", "1")
      #expect(try !site.queue("sales").contains("PJSIP/1050"))
      #expect(try site.made("queues.conf").dropFirst() == first.dropFirst())
      let endpoint = try laboratory.console("pjsip show endpoint 1050")
      #expect(endpoint.contains("Unable to find object 1050"))
    }
  }

  @Test func outsideOnlyWhatIsNamedIsDialled() async throws {
    let site = try Site("dialled")
    try await site.scene { site in
      let laboratory = site.laboratory
      try site.write(
        """
        laboratory-trunk:
          numbers: [02150008000, 4008001234]
          limit: 1
          dial:
            - {match: 9NXXXXXXX, strip: 1, number: 4008001234}
        """,
        to: "trunks.yaml"
      )
      try laboratory.tool("apply", site.yaml)
      let answer = try laboratory.tool(
        "agent",
        "add",
        "1051",
        "--name",
        "Li",
        "--directory",
        site.yaml,
        "--apply",
        "--show-password",
        "--json"
      )
      let added = try JSONDecoder().decode(Site.Added.self, from: Data(answer.utf8))
      let phone = try site.phone("1051", added.password)
      let outside = try laboratory.outsidePhone(manner: .answers())

      let call = try laboratory.callerPhone().call("4008001051", as: "13812345002")
      let forwarded = try outside.waitForCall(within: .seconds(10))
      #expect(forwarded.number == "13800138000")
      #expect(forwarded.caller.number == "02150008000")

      // The trunk has one call, and may have no more; emergencies are no matter of that.
      let second = try phone.call("962345678", as: "1051")
      let refused = try second.waitForHangup(within: .seconds(20)).status
      #expect(refused.map { $0 >= 400 } == true)
      let help = try phone.call("110", as: "1051")
      try help.waitForAnswer(within: .seconds(10))
      #expect(try outside.waitForCall(within: .seconds(5)).number == "110")
      help.hangUp()
      call.hangUp()
      try forwarded.waitForHangup(within: .seconds(5))
      // The trunk's call counts until its channel is gone.
      try laboratory.console(
        "core show channels concise",
        untilIt: { !$0.contains("laboratory-trunk") },
        within: .seconds(10)
      )

      let local = try phone.call("962345678", as: "1051")
      try local.waitForAnswer(within: .seconds(10))
      let received = try outside.waitForCall(within: .seconds(5))
      #expect(received.number == "62345678")
      #expect(received.caller.number == "4008001234")
      local.hangUp()

      // A number that nothing names: the caller gets on at home.
      let stray = try laboratory.callerPhone().call("8013900139000", as: "13812345003")
      try stray.waitToHear("switchboard/all-busy", within: .seconds(20))
      stray.hangUp()
      #expect(try !site.dialled().contains { $0.contains("13900139000") })
    }
  }
}

extension GeneratedFilesTests {
  /// What the carrier sees: a 0 before a mobile of another area, and before nothing else.
  @Test func aMobileOfAnotherAreaIsDialledWithTheTrunkPrefix() async throws {
    let site = try Site("area")
    try await site.scene { site in
      let laboratory = site.laboratory
      try site.write(
        """
        laboratory-trunk:
          numbers: [02150008000]
          area: "021"
          dial:
            - {match: 9NXXXXXXX, strip: 1}
            - {match: 91XXXXXXXXXX, strip: 1}
            - {match: 901XXXXXXXXXX, strip: 1}
            - {match: 90ZXXXXXXXX., strip: 1}
        """,
        to: "trunks.yaml"
      )
      try site.write("1052: {name: Li}\n", to: "agents.yaml")
      try site.write(
        "号段,地区,时区,区号\n1380013,北京,Asia/Shanghai,010\n1391234,上海,Asia/Shanghai,021\n",
        to: "../regions.csv"
      )
      try laboratory.tool("apply", site.yaml)
      try laboratory.tool("region", "import", laboratory.directory + "/regions.csv")
      let password = try laboratory.tool("agent", "password", "1052")
      let phone = try site.phone("1052", password.trimmingCharacters(in: .whitespacesAndNewlines))
      let outside = try laboratory.outsidePhone(manner: .answers())

      for (dialled, sent) in [
        ("913800138000", "013800138000"), ("913912345678", "13912345678"),
        ("9013912345678", "13912345678"), ("9013800138000", "013800138000"),
        // Nobody knows where these are at home.
        ("919912345678", "19912345678"), ("9019912345678", "019912345678"),
        ("90755123456789", "0755123456789"), ("962345678", "62345678"), ("110", "110"),
      ] {
        let call = try phone.call(dialled, as: "1052")
        try call.waitForAnswer(within: .seconds(10))
        let received = try outside.waitForCall(within: .seconds(5))
        #expect(received.number == sent)
        call.hangUp()
        try received.waitForHangup(within: .seconds(5))
      }

      // A caller who is sent on; and without a store the number goes out as it was dialled.
      let caller = try laboratory.callerPhone().call("4008001051", as: "13812345004")
      let forwarded = try outside.waitForCall(within: .seconds(10))
      #expect(forwarded.number == "013800138000")
      caller.hangUp()
      try forwarded.waitForHangup(within: .seconds(5))
      let store = laboratory.store + "/switchboard.sqlite"
      try FileManager.default.moveItem(atPath: store, toPath: store + ".away")
      let call = try phone.call("913800138000", as: "1052")
      try call.waitForAnswer(within: .seconds(10))
      #expect(try outside.waitForCall(within: .seconds(5)).number == "13800138000")
      call.hangUp()
      try FileManager.default.moveItem(atPath: store + ".away", toPath: store)
    }
  }
}

extension GeneratedFilesTests {
  /// Asterisk's own language is English here; who chose none hears the centre's first all the same.
  @Test func whoChoseNoLanguageHearsTheCentresFirst() async throws {
    let site = try Site("language")
    try await site.scene { site in
      let laboratory = site.laboratory
      try site.write(
        try String(contentsOfFile: site.yaml + "/switchboard.yaml", encoding: .utf8)
          + "languages: [zh, en]\n",
        to: "switchboard.yaml"
      )
      try site.write("carrier: {address: \(Site.carrier)}\n", to: "trunks.yaml")
      try site.write("1053: {name: Li}\n", to: "agents.yaml")
      try site.write("default: {to: flow language}\n", to: "routing.yaml")
      try site.write(
        """
        nodes:
          first:
            language: [{text: 中文请按一, language: zh}, {text: "English, press two", language: en}]
            keys: {1: zh, 2: en}
            attempts: 1
            next: announce closed

        """,
        to: "ivr/language.yaml"
      )
      try laboratory.renderPrompts(of: site.yaml)
      let sounds = try PromptIndex(folders: ["": laboratory.soundFolder])
      try laboratory.tool("apply", site.yaml)

      let settings = try laboratory.console("core show settings")
      #expect(
        settings.split(separator: "\n").contains {
          $0.contains("Default language:") && $0.hasSuffix(" en")
        }
      )
      let caller = try Phone(server: laboratory.sip, host: Site.carrier, sounds: sounds)
      let call = try caller.call("4008001053", as: "13812345005")
      try call.waitToHearAll(of: "zh/switchboard/closed", within: .seconds(30))
      try call.waitForHangup(within: .seconds(10))
      let invitations = [("中文请按一", "zh"), ("English, press two", "en")].map {
        PromptName(saying: $0, toAllIn: $1).path
      }
      let heard = call.transcript.prompts
      #expect(heard.count == 3, "\(call.transcript)")
      for (heard, name) in zip(heard, invitations + ["zh/switchboard/closed"]) {
        #expect(heard.isNamed(name) && heard.isWhole, "\(heard), not \(name)")
      }

      let english = try caller.call("4008001053", as: "13812345006")
      try english.waitToHearAll(of: invitations[1], within: .seconds(20))
      try english.press("2")
      try english.waitToHearAll(of: "en/switchboard/closed", within: .seconds(20))
      english.hangUp()

      let password = try laboratory.tool("agent", "password", "1053")
      let phone = try site.phone(
        "1053",
        password.trimmingCharacters(in: .whitespacesAndNewlines),
        knowing: sounds
      )
      // Nobody has this number.
      let colleague = try phone.call("1999", as: "1053")
      try colleague.waitToHear("zh/pbx-invalid", within: .seconds(20))
      colleague.hangUp()
    }
  }
}

/// An Asterisk with the files that ship and a trunk; phones, queues and rules come from YAML alone.
final class Site: Sendable {
  let laboratory: Laboratory

  /// The address of a trunk that is generated; the laboratory's own has another.
  static let carrier = "127.0.0.3"

  struct Added: Decodable {
    var password: String
  }

  init(_ name: String) throws {
    laboratory = try Laboratory(
      Equipment(
        agents: [],
        files: ["extensions.conf": Self.dialplan],
        programs: Equipment.releasePrograms
      ),
      name: name
    )
    let generated = laboratory.etc + "/switchboard/generated"
    try FileManager.default.createDirectory(
      atPath: laboratory.directory + "/yaml/ivr",
      withIntermediateDirectories: true
    )
    try write(
      "asterisk: {files: \(generated), reload: \(laboratory.directory)/asterisk -rx}\n",
      to: "switchboard.yaml"
    )
    try write(
      "sales: {strategy: 最少, skills: {english: 2}, overflow: announce closed}\n",
      to: "queues.yaml"
    )
    try write(
      """
      dialled:
        4008001050: {to: queue sales}
        4008001051: {to: forward 13800138000}
      default: {to: queue sales}

      """,
      to: "routing.yaml"
    )
  }

  var yaml: String { laboratory.directory + "/yaml" }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(yaml)/\(name)", atomically: true, encoding: .utf8)
  }

  func scene<Result: Sendable>(
    _ body: @escaping @Sendable (Site) throws -> Result
  ) async throws -> Result {
    try await laboratory.scene { _ in try body(self) }
  }

  func queue(_ name: String) throws -> String { try laboratory.console("queue show \(name)") }

  /// The lines of a generated file.
  func made(_ name: String) throws -> [Substring] {
    let path = laboratory.etc + "/switchboard/generated/" + name
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
  }

  /// The registered phone of an agent.
  func phone(
    _ number: String,
    _ password: String,
    knowing sounds: PromptIndex? = nil
  ) throws -> Phone {
    let phone = try Phone(
      server: laboratory.sip,
      host: "127.0.0.1",
      sounds: sounds ?? laboratory.sounds,
      credentials: Credentials(user: number, password: password)
    )
    try phone.register()
    return phone
  }

  /// The lines of the log in which something is dialled.
  func dialled() throws -> [String] {
    let log = try Data(contentsOf: URL(filePath: laboratory.log + "/full"))
    return String(decoding: log, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { $0.contains("Executing") && $0.contains("] Dial(") }
  }

  /// 80 and a number: what would come of a forward to a number that nothing names.
  private static let dialplan = """
    [laboratory](+)
    exten => _80X!,1,Gosub(switchboard-begin,s,1)
     same => n,Set(SWB_STATUS=SUCCESS)
     same => n,Set(SWB_ACTION=forward)
     same => n,Set(SWB_EXTENSION=${EXTEN:2})
     same => n,Goto(switchboard-next,s,1)

    """
}
