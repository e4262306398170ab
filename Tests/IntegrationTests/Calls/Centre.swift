import Foundation
import Laboratory
import Phone

/// A call centre as its owner sets it up: the dialplan that ships, the release programs, and a store
/// made by `switchboard apply` from the example configuration.
final class Centre: Sendable {
  let laboratory: Laboratory
  private let queues: [String: [String]]
  private let yaml: [String: String]

  /// Prefixes of a dialled number, and what they set for the call.
  enum Prefix {
    /// FastAGI answers instead of programs that Asterisk starts.
    static let fastAGI = "88"
    /// The call is recorded.
    static let recorded = "87"
    /// The caller speaks Mandarin.
    static let mandarin = "86"
  }

  /// Opens a centre.
  ///
  /// - Parameters:
  ///   - name: Its laboratory's name.
  ///   - queues: Queues and their agents. Each is reached by ``number(of:)``, and has the survey of
  ///     the example.
  ///   - values: Settings of the dialplan.
  ///   - yaml: Files of the configuration, such as `ivr/bank.yaml`, in place of the example's.
  ///   - queueOptions: What `queues.conf` says of them besides: `[sales](+)` and its lines.
  ///   - dialplan: What the site's own extensions.conf says besides.
  /// - Throws: When a program of it does not start.
  init(
    _ name: String,
    queues: [String: [String]],
    values: [String: String] = [:],
    yaml: [String: String] = [:],
    queueOptions: String = "",
    dialplan: String = ""
  ) throws {
    self.queues = queues
    self.yaml = yaml
    laboratory = try Laboratory(
      Equipment(
        agents: (1_001...1_040).map(String.init),
        queues: queues,
        files: ["extensions.conf": Self.dialplan + dialplan, "queues.conf": queueOptions],
        values: values,
        programs: Equipment.releasePrograms
      ),
      name: name
    )
    try laboratory.tool("apply", writeConfiguration())
  }

  /// The number of a queue: 400800 and the number of its first agent.
  func number(of queue: String) -> String {
    "400800" + agent(of: queue)
  }

  /// The first agent of a queue.
  func agent(of queue: String) -> String {
    queues[queue]?.first ?? ""
  }

  /// Plays a scene on a thread of its own.
  func scene<Result: Sendable>(
    alone isAlone: Bool = false,
    _ body: @escaping @Sendable (Centre) throws -> Result
  ) async throws -> Result {
    try await laboratory.scene(alone: isAlone) { _ in try body(self) }
  }

  /// Places a call from outside.
  func call(
    _ number: String,
    as caller: CallerID,
    saying sound: Sound = .silence
  ) throws -> OutsideCall {
    let phone = try laboratory.callerPhone()
    return OutsideCall(try phone.call(number, as: caller, saying: sound), in: self)
  }

  /// Places a call to a queue, and waits until it is put through to an agent who answers.
  ///
  /// - Returns: Both ends, talking.
  func talk(
    in queue: String,
    as caller: CallerID,
    prefix: String = ""
  ) throws -> (call: OutsideCall, agent: PhoneCall) {
    let phone = try laboratory.agentPhone(agent(of: queue))
    let call = try call(prefix + number(of: queue), as: caller, saying: .tone(hertz: 440))
    let received = try phone.waitForCall(within: .seconds(20))
    received.answer(saying: .tone(hertz: 660))
    try call.phone.waitToHear(tones: [660], among: Self.tones, within: .seconds(20))
    try received.waitToHear(tones: [440], among: Self.tones, within: .seconds(10))
    return (call, received)
  }

  /// The tones that phones say: a caller 440, an agent 660, a colleague 880.
  static let tones = [440, 660, 880]
}

// MARK: - Configuration

extension Centre {
  /// Every call says its uniqueid when it begins, and what the dialplan saw when it is over.
  private static let dialplan = """
    [laboratory](+)
    exten => _[+0-9]!,1,Gosub(told,s,1)
     same => n,Goto(switchboard-inbound,${EXTEN},1)
    exten => _88[+0-9]!,1,Gosub(told,s,1)
     same => n,Set(SWB_AGI=agi://127.0.0.1:@FASTAGI@/)
     same => n,Goto(switchboard-inbound,${EXTEN:2},1)
    exten => _87[+0-9]!,1,Gosub(told,s,1)
     same => n,Set(SWB_RECORD=yes)
     same => n,Goto(switchboard-inbound,${EXTEN:2},1)
    exten => _86[+0-9]!,1,Gosub(told,s,1)
     same => n,Set(CHANNEL(language)=zh)
     same => n,Goto(switchboard-inbound,${EXTEN:2},1)

    [told]
    exten => s,1,Set(GLOBAL(CALL_${CHANNEL(pjsip,call-id)})=${UNIQUEID})
     same => n,Set(CHANNEL(hangup_handler_push)=told,end,1)
     same => n,Return()
    exten => end,1,Set(GLOBAL(END_${UNIQUEID})=${SWB_STATUS}|${SWB_ERROR}|${QUEUESTATUS})
     same => n,Return()

    """

  /// The example, with the queues that it does not have and a number for each.
  private func writeConfiguration() throws -> String {
    let folder = laboratory.directory + "/yaml"
    let files = FileManager.default
    try files.copyItem(atPath: Laboratory.example, toPath: folder)
    let numbers = queues.keys.sorted().map { "\(number(of: $0)): {to: queue \($0)}" }
    try edit("\(folder)/routing.yaml") {
      $0.replacing(
        "\ndialled:\n",
        with: "\ndialled:\n  " + numbers.joined(separator: "\n  ") + "\n"
      )
    }
    try edit("\(folder)/queues.yaml") { text in
      let missing = queues.keys.sorted().filter { !text.contains("\n\($0):") }
      return missing.reduce(into: text) { text, queue in
        text += "\(queue): {survey: satisfaction, overflow: message \(queue)}\n"
      }
    }
    try write(yaml, to: folder)
    return folder
  }

  /// Changes files of the configuration, and publishes them: they hold for the next call.
  func publish(_ files: [String: String]) throws {
    let folder = laboratory.directory + "/yaml"
    try write(files, to: folder)
    try laboratory.tool("apply", folder)
  }

  private func write(_ files: [String: String], to folder: String) throws {
    for (name, text) in files {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
  }

  private func edit(_ path: String, _ change: (String) -> String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try change(text).write(toFile: path, atomically: true, encoding: .utf8)
  }
}

// MARK: - What is left of a call

extension Centre {
  /// What the tool tells of a call.
  func story(of uniqueID: String) throws -> Story {
    let answer = try laboratory.tool("why", uniqueID, "--json")
    let calls = try JSONDecoder().decode(Story.Answer.self, from: Data(answer.utf8)).calls
    guard calls.count == 1 else { throw Surprise("\(calls.count) stories of \(uniqueID)") }
    return calls[0]
  }

  /// The calls that the store knows, the latest first.
  func calls(from caller: String? = nil) throws -> [KnownCall] {
    let answer =
      if let caller {
        try laboratory.tool("calls", "--json", "--caller", caller)
      } else {
        try laboratory.tool("calls", "--json", "--limit", "1000")
      }
    return try JSONDecoder().decode(KnownCall.Answer.self, from: Data(answer.utf8)).calls
  }

  /// The lines of queue_log, cut at `|`.
  func queueLog() throws -> [[String]] {
    let log = try Data(contentsOf: URL(filePath: laboratory.log + "/queue_log"))
    return log.split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        .map { String(bytesAsTheyAre: $0) }
    }
  }

  /// The lines of the console, where programs write when there is no system log.
  func consoleLines(about text: String) throws -> [String] {
    let log = try Data(contentsOf: URL(filePath: laboratory.log + "/console"))
    return String(bytesAsTheyAre: log).split(separator: "\n").map(String.init)
      .filter { $0.contains(text) }
  }

  /// The lines of the log in which the dialplan runs an application.
  func executed(_ application: String) throws -> [String] {
    let log = try Data(contentsOf: URL(filePath: laboratory.log + "/full"))
    return log.split(separator: UInt8(ascii: "\n")).map { String(bytesAsTheyAre: $0) }
      .filter { $0.contains("Executing") && $0.contains("] \(application)(") }
  }

  /// Waits until no channel has any of these texts in its line.
  func waitForNoChannels(of parties: [String], within limit: Duration = .seconds(10)) throws {
    try laboratory.console(
      "core show channels concise",
      untilIt: { lines in !parties.contains { lines.contains($0) } },
      within: limit
    )
  }
}

/// One line of `switchboard calls --json`.
struct KnownCall: Decodable {
  var uniqueid: String
  var callerRaw: String
  var target: String
  var rule: String

  struct Answer: Decodable {
    var calls: [KnownCall]
  }
}

/// Something that should not be.
struct Surprise: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
