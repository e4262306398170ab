import ArgumentParser
import Records

/// What callers said for somebody to hear.
struct MessageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "message",
    abstract: "Messages that callers left: list them, and say what became of them.",
    subcommands: [List.self, Show.self, Done.self]
  )

  struct List: Command {
    static let configuration = CommandConfiguration(
      abstract: "List messages that are not done, the latest first."
    )

    @Argument(help: "One mailbox; otherwise all.")
    var mailbox: String?

    @Flag(help: "Those that are done, too.")
    var all = false

    @OptionGroup var latest: Latest

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> MessageReport {
      let limit = try latest.checked()
      let store = try store.open(in: world)
      let states: [Message.State?] = all ? [nil] : [.new, .heard]
      let found = try states.flatMap { state in
        try store.messages(for: mailbox, in: state, limit: limit)
      }
      return MessageReport(messages: Array(found.sorted { $0.id > $1.id }.prefix(limit)))
    }
  }

  struct Show: Command {
    static let configuration = CommandConfiguration(
      abstract: "Show a message with its file and number to call back; it counts as heard then."
    )

    @OptionGroup var message: NumberedItem

    var form: Form { message.form }

    func answer(in world: World) throws -> MessageReport {
      let (number, store) = (message.number, try message.store.open(in: world))
      guard let message = try store.message(number) else { throw Phrases.noMessage(number) }
      if message.state == .new {
        _ = try store.change(message: number, to: .heard, by: world.user, at: world.now())
      }
      return MessageReport(messages: try store.message(number).map { [$0] } ?? [], isWhole: true)
    }
  }

  struct Done: Command {
    static let configuration = CommandConfiguration(
      abstract: "Say that a message is dealt with, when the caller was called back for example."
    )

    @OptionGroup var message: NumberedItem

    var form: Form { message.form }

    func answer(in world: World) throws -> MessageReport {
      let (number, store) = (message.number, try message.store.open(in: world))
      guard try store.change(message: number, to: .done, by: world.user, at: world.now()) else {
        throw Phrases.noMessage(number)
      }
      return MessageReport(messages: try store.message(number).map { [$0] } ?? [])
    }
  }
}

/// Messages.
struct MessageReport: Report {
  var messages: [Message]
  var isWhole = false

  func text(in world: World) -> String {
    guard !messages.isEmpty else { return world.text(Phrases.noMessages) }
    let rows = messages.map { message in
      [
        String(message.id), world.local(message.at), message.mailbox,
        message.caller.normalised ?? world.text(Phrases.withheld),
        message.shownLength,
        world.text(Phrases.state(message.state)), message.call.uniqueid,
      ]
    }
    let table = Table(Phrases.messageHead, world.language, rows).text
    return isWhole ? ([table] + messages.map(\.file.printable)).joined(separator: "\n") : table
  }

  func encode(to encoder: any Encoder) throws {
    try ["messages": messages.map(MessageRow.init)].encode(to: encoder)
  }
}

/// One message, as scripts read it.
struct MessageRow: Encodable {
  var number: Int
  var at: String
  var node: String
  var uniqueid: String
  var mailbox: String
  var callerRaw: String
  var caller: String?
  var file: String
  var milliseconds: Int
  var state: String
  var changed: String
  var changedBy: String

  init(_ message: Message) {
    number = message.id
    at = message.at.precise
    node = message.call.node
    uniqueid = message.call.uniqueid
    mailbox = message.mailbox
    callerRaw = message.caller.raw
    caller = message.caller.normalised
    file = message.file
    milliseconds = Int(message.length / .milliseconds(1))
    state = message.state.rawValue
    changed = message.changed.precise
    changedBy = message.changedBy
  }
}

extension Message {
  /// How long it is, for people: a second that has begun counts.
  var shownLength: String { "\(length.components.seconds + 1) s" }
}
