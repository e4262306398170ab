import ArgumentParser
import Configuration
import Foundation
import Records

/// Sends all calls to one flow, in an emergency.
struct EmergencyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: "Send all calls to one flow, from the next call on.",
    subcommands: [On.self, Off.self, Show.self]
  )

  struct On: Command {
    static let configuration = CommandConfiguration(abstract: "Send all calls to a flow.")

    @Argument(help: "The flow.")
    var flow: String

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SwitchReport {
      let store = try store.open(in: world)
      guard try store.revision().hasFlow(flow) else { throw Phrases.noFlow(flow) }
      return try store.turn(on: .emergency, value: flow, in: world)
    }
  }

  struct Off: Command {
    static let configuration = CommandConfiguration(abstract: "Let the rules decide again.")

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SwitchReport {
      try store.open(in: world).turnOff(.emergency, in: world)
    }
  }

  struct Show: Command {
    static let configuration = CommandConfiguration(
      abstract: "Show what is switched, and who switched what."
    )

    @Option(help: "How many lines of the audit at most.")
    var limit = 20

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SwitchReport {
      guard limit > 0 else { throw Phrases.noLimit(limit) }
      return try SwitchReport(store.open(in: world), limit: limit, in: world)
    }
  }
}

/// Opens and closes queues by hand.
struct QueueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Open and close queues by hand, from the next caller on.",
    subcommands: [Close.self, Open.self, Auto.self]
  )

  struct Close: Command {
    static let configuration = CommandConfiguration(abstract: "Take no more callers.")

    @OptionGroup var queue: QueueArgument
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SwitchReport {
      let store = try store.open(in: world)
      let queue = try queue.known(to: store)
      return try store.turn(on: .queue, name: queue, value: LiveSwitch.closed, in: world)
    }
  }

  struct Open: Command {
    static let configuration = CommandConfiguration(
      abstract: "Take callers, outside the queue's hours too."
    )

    @OptionGroup var queue: QueueArgument
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SwitchReport {
      let store = try store.open(in: world)
      let queue = try queue.known(to: store)
      return try store.turn(on: .queue, name: queue, value: LiveSwitch.open, in: world)
    }
  }

  struct Auto: Command {
    static let configuration = CommandConfiguration(abstract: "Let the queue's hours decide again.")

    @OptionGroup var queue: QueueArgument
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> SwitchReport {
      try store.open(in: world).turnOff(.queue, name: queue.name, in: world)
    }
  }
}

/// A queue by its name.
struct QueueArgument: ParsableArguments {
  @Argument(help: "The queue.")
  var name: String

  func known(to store: Store) throws -> String {
    let known = try store.revision().queueNames()
    guard known.contains(name) else { throw Phrases.noQueue(name, known: known) }
    return name
  }
}

/// Plays a notice before queues.
struct NoticeCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "notice",
    abstract: "Play a notice to callers before a queue, until a time.",
    discussion: """
      switchboard notice storm --until 18:00 plays it before every queue; with --queue sales before \
      that one alone. switchboard notice off takes it back.
      """
  )

  @Argument(help: "The prompt, as flows name it; or off.")
  var file: String

  @Option(help: "Only before this queue.")
  var queue: String?

  @Flag(help: "Before every queue, as without --queue.")
  var all = false

  @Option(help: "Until when: 18:00, 2026-10-01T18:00, 2h, 3d; otherwise until it is taken back.")
  var until: String?

  @OptionGroup var store: StoreOption
  @OptionGroup var form: Form

  func answer(in world: World) throws -> SwitchReport {
    let store = try store.open(in: world)
    guard queue == nil || !all else { throw Phrases.queueAndAll }
    let name = queue ?? LiveSwitch.everyQueue
    if file == "off" { return try store.turnOff(.notice, name: name, in: world) }
    if let queue {
      let known = try store.revision().queueNames()
      guard known.contains(queue) else { throw Phrases.noQueue(queue, known: known) }
    }
    guard Target("announce \(file)") != nil, file.isPromptName else { throw Phrases.noPrompt(file) }
    let prompt = PromptName(file)
    if let sounds = try store.revision().settings().sounds {
      guard Self.exists(prompt, in: sounds) else { throw Phrases.noSoundFile(prompt.path, sounds) }
    } else {
      world.say(Phrases.unseenSoundFile(prompt.path))
    }
    var end: Timestamp?
    if let until {
      guard let moment = Moment.end(until, in: world), moment > world.now() else {
        throw Phrases.noTime(until)
      }
      end = moment
    }
    return try store.turn(on: .notice, name: name, value: file, until: end, in: world)
  }

  private static func exists(_ prompt: PromptName, in sounds: String) -> Bool {
    let files = FileManager.default
    let languages = (try? files.contentsOfDirectory(atPath: sounds)) ?? []
    let name = prompt.path.split(separator: "/").last.map(String.init) ?? ""
    return languages.contains { language in
      let folder = "\(sounds)/\(language)/\(prompt.path.dropLast(name.count))"
      let found = (try? files.contentsOfDirectory(atPath: folder)) ?? []
      return found.contains { $0.hasPrefix(name + ".") }
    }
  }
}

// MARK: - What was done

extension Store {
  fileprivate func turn(
    on kind: LiveSwitch.Kind,
    name: String = "",
    value: String,
    until: Timestamp? = nil,
    in world: World
  ) throws -> SwitchReport {
    let change = LiveSwitch(
      kind,
      name: name,
      value: value,
      until: until,
      author: world.user,
      at: world.now()
    )
    try turn(on: change, via: .command)
    return try SwitchReport(self, limit: 1, in: world)
  }

  fileprivate func turnOff(
    _ kind: LiveSwitch.Kind,
    name: String = "",
    in world: World
  ) throws -> SwitchReport {
    try turnOff(kind, name: name, author: world.user, via: .command, at: world.now())
    return try SwitchReport(self, limit: 1, in: world)
  }
}

/// What is switched, and the latest lines of the audit.
struct SwitchReport: Report {
  var switches: [LiveSwitch]
  var audit: [SwitchAudit]
  /// The queues in the order in which the phone menu counts them.
  var queues: [String]

  init(_ store: Store, limit: Int, in world: World) throws {
    switches = try store.switches(at: world.now()).all
    audit = try store.switchAudit(limit: limit)
    queues = try store.liveHead() == nil ? [] : store.revision().queueNames()
  }

  func text(in world: World) -> String {
    var lines = switches.map { change in
      let until = change.until.map { "\(world.local($0)) (\(world.zone.identifier))" }
      return world.text(Phrases.holds(change, until: until))
    }
    if switches.isEmpty { lines.append(world.text(Phrases.nothingSwitched)) }
    if !audit.isEmpty {
      let rows = audit.map { line in
        [
          world.local(line.at), line.author, line.phone.isEmpty ? line.via.rawValue : line.phone,
          line.kind, line.name, line.value,
        ]
      }
      lines.append(world.text(Phrases.audit))
      lines.append(Table(Phrases.auditHead, world.language, rows).text)
    }
    if audit.count != 1, !queues.isEmpty {
      let numbered = queues.enumerated().map { "\($0.offset + 1) \($0.element)" }
      lines.append(world.text(Phrases.queueKeys(numbered.joined(separator: ", "))))
    }
    return lines.map {
      $0.split(separator: "\n").map { String($0).printable }.joined(separator: "\n")
    }
    .joined(separator: "\n")
  }
}

extension SwitchReport: Encodable {
  private enum Keys: String, CodingKey { case switches, audit, queues }

  private struct Switch: Encodable {
    var kind: String
    var name: String
    var value: String
    var until: String?
    var author: String
    var at: String
  }

  private struct Line: Encodable {
    var at: String
    var author: String
    var via: String
    var phone: String
    var kind: String
    var name: String
    var value: String
    var until: String?
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(
      switches.map {
        Switch(
          kind: $0.kind.rawValue,
          name: $0.name,
          value: $0.value,
          until: $0.until?.precise,
          author: $0.author,
          at: $0.at.precise
        )
      },
      forKey: .switches
    )
    try container.encode(
      audit.map {
        Line(
          at: $0.at.precise,
          author: $0.author,
          via: $0.via.rawValue,
          phone: $0.phone,
          kind: $0.kind,
          name: $0.name,
          value: $0.value,
          until: $0.until?.precise
        )
      },
      forKey: .audit
    )
    try container.encode(queues, forKey: .queues)
  }
}

extension String {
  /// Words with slashes between them, as the dialplan lets them through.
  fileprivate var isPromptName: Bool {
    split(separator: "/", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty
        && word.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
          default: false
          }
        }
    }
  }
}
