import ArgumentParser
import Records

/// Looks after promised callbacks.
struct CallbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "callback",
    abstract: "Show who was promised to be called back, say who was, and call somebody now.",
    subcommands: [List.self, Done.self, Now.self]
  )

  struct List: Command {
    static let configuration = CommandConfiguration(
      abstract: "List promised callbacks, who waits longest first."
    )

    @Option(help: "One queue; otherwise all.")
    var queue: String?

    @Flag(help: "Those that are done too, the latest promise first.")
    var all = false

    @OptionGroup var latest: Latest

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> CallbackList {
      let limit = try latest.checked()
      let callbacks = try store.open(in: world).callbacks(of: queue, withDone: all, limit: limit)
      return CallbackList(callbacks: callbacks.map(CallbackRow.init))
    }
  }

  struct Done: Command {
    static let configuration = CommandConfiguration(
      abstract: "Say that a promise was kept, or needs to be kept no more."
    )

    @Argument(help: "The callback's id, as the list has it.")
    var id: Int

    @Option(help: "Words for whoever asks later.")
    var note = ""

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> CallbackEnd {
      let store = try store.open(in: world)
      guard let record = try store.callback(id) else { throw Phrases.unknownCallback(id) }
      guard try store.endCallback(id, by: world.user, at: world.now(), note: note) else {
        throw Phrases.callbackWasDone(id)
      }
      return CallbackEnd(id: id, number: record.callback.number)
    }
  }
}

/// Promised callbacks.
struct CallbackList: Report {
  var callbacks: [CallbackRow]

  func text(in world: World) -> String {
    guard !callbacks.isEmpty else { return world.text(Phrases.noCallbacks) }
    let rows = callbacks.map { row in
      let callback = row.record.callback
      return [
        String(row.record.id), world.local(callback.promised), callback.queue, callback.number,
        row.state(in: world), row.record.call.uniqueid,
      ]
    }
    return Table(Phrases.callbackHead, world.language, rows).text
  }
}

/// A promise that was ended.
struct CallbackEnd: Report {
  var id: Int
  var number: String

  func text(in world: World) -> String {
    world.text(Phrases.callbackEnded(id, number))
  }
}

/// One promise, as scripts read it.
struct CallbackRow: Encodable {
  var record: CallbackRecord

  init(_ record: CallbackRecord) {
    self.record = record
  }

  func state(in world: World) -> String {
    switch record.state {
    case .open: world.text(Phrases.callbackOpen)
    case .done(let moment, let author, let note):
      world.text(Phrases.callbackDone(at: world.local(moment), by: author, note: note))
    case .other(let text): text
    }
  }

  private enum Keys: String, CodingKey {
    case id, promised, node, uniqueid, queue, number, isOwnNumber, language, revision, state
    case ended, endedBy, note
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    let callback = record.callback
    try container.encode(record.id, forKey: .id)
    try container.encode(callback.promised.precise, forKey: .promised)
    try container.encode(record.call.node, forKey: .node)
    try container.encode(record.call.uniqueid, forKey: .uniqueid)
    try container.encode(callback.queue, forKey: .queue)
    try container.encode(callback.number, forKey: .number)
    try container.encode(callback.isOwnNumber, forKey: .isOwnNumber)
    try container.encode(callback.language, forKey: .language)
    try container.encode(callback.revision, forKey: .revision)
    switch record.state {
    case .open: try container.encode("open", forKey: .state)
    case .other(let text): try container.encode(text, forKey: .state)
    case .done(let moment, let author, let note):
      try container.encode("done", forKey: .state)
      try container.encode(moment.precise, forKey: .ended)
      try container.encode(author, forKey: .endedBy)
      try container.encode(note, forKey: .note)
    }
  }
}
