import ArgumentParser
import Records

/// A list of numbers that rules ask.
protocol NumberList {
  static var name: String { get }
  static var abstract: String { get }
}

/// Callers who get no further.
enum Blacklist: NumberList {
  static let name = "blacklist"
  static let abstract = "Numbers whose calls get no further."
}

/// Callers who are served first.
enum VIP: NumberList {
  static let name = "vip"
  static let abstract = "Numbers whose calls are served first."
}

/// Changes and shows one list; changes hold from the next call on.
struct ListCommand<List: NumberList>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: List.name,
      abstract: List.abstract,
      subcommands: [Add.self, Remove.self, Show.self]
    )
  }

  struct Add: Command {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "add", abstract: "Add a number.")
    }

    @Argument(help: "The number.")
    var number: String

    @Option(help: "Why.")
    var note = ""

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ListChange {
      guard let phone = PhoneNumber(written: number) else { throw Phrases.noNumber(number) }
      let entry = ListedNumber(number: phone, note: note, author: world.user, added: world.now())
      let isNew = try store.open(in: world).add(entry, to: List.name)
      return ListChange(
        list: List.name,
        number: phone.normalised ?? number,
        change: isNew ? .added : .unchanged
      )
    }
  }

  struct Remove: Command {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "remove", abstract: "Remove a number.")
    }

    @Argument(help: "The number.")
    var number: String

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ListChange {
      let phone = try PhoneNumber(dialled: number)
      let normalised = phone.normalised ?? number
      let store = try store.open(in: world)
      let wasThere = try store.remove(phone, from: List.name)
      if try store.publishedNumbers(on: List.name).contains(normalised) {
        throw Phrases.listedByConfiguration(normalised, List.name)
      }
      guard wasThere else { throw Phrases.notListed(normalised, List.name) }
      return ListChange(list: List.name, number: normalised, change: .removed)
    }
  }

  struct Show: Command {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "show", abstract: "Show all numbers.")
    }

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ListReport {
      let store = try store.open(in: world)
      let published = try store.publishedNumbers(on: List.name).map { number in
        ListReport.Entry(number: number, since: nil, by: "routing.yaml", note: "")
      }
      let added = try store.numbers(on: List.name).map(ListReport.Entry.init)
      return ListReport(list: List.name, numbers: published + added)
    }
  }
}

/// What became of a number.
struct ListChange: Report {
  var list: String
  var number: String
  var change: Change

  enum Change: String, Encodable {
    case added, removed, unchanged
  }

  func text(in world: World) -> String {
    switch change {
    case .added: world.text(Phrases.added(number, list, isNew: true))
    case .unchanged: world.text(Phrases.added(number, list, isNew: false))
    case .removed: world.text(Phrases.removed(number, list))
    }
  }
}

/// All numbers of a list.
struct ListReport: Report {
  var list: String
  var numbers: [Entry]

  struct Entry: Encodable {
    var number: String
    var since: Timestamp?
    var by: String
    var note: String

    init(number: String, since: Timestamp?, by: String, note: String) {
      self.number = number
      self.since = since
      self.by = by
      self.note = note
    }

    init(_ listed: ListedNumber) {
      self.init(
        number: listed.number.normalised ?? listed.number.raw,
        since: listed.added,
        by: listed.author,
        note: listed.note
      )
    }

    private enum Keys: String, CodingKey {
      case number, since, by, note
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(number, forKey: .number)
      try container.encodeIfPresent(since?.precise, forKey: .since)
      try container.encode(by, forKey: .by)
      try container.encode(note, forKey: .note)
    }
  }

  func text(in world: World) -> String {
    guard !numbers.isEmpty else { return world.text(Phrases.emptyList(list)) }
    let rows = numbers.map { [$0.number, $0.since.map(world.local) ?? "", $0.by, $0.note] }
    return Table(Phrases.listHead, world.language, rows).text
  }
}

extension PhoneNumber {
  // What was put on the list by an older version comes off too, whatever it is.
  fileprivate init(dialled text: String) throws {
    self.init(text)
    guard let normalised, normalised.allSatisfy({ "+*#0123456789".contains($0) }) else {
      throw Phrases.noNumber(text)
    }
  }
}

extension Store {
  /// What the live revision puts on a list; nothing before the first one.
  fileprivate func publishedNumbers(on list: String) throws -> [String] {
    guard try liveHead() != nil else { return [] }
    return try revision().numbers(on: list)
  }
}
