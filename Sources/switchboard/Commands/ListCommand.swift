import ArgumentParser
import Database
import Records
import Sheets

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

/// Callers whom no list or rule may keep away.
enum Whitelist: NumberList {
  static let name = "whitelist"
  static let abstract = "Numbers whose calls are always let in."
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
      subcommands: [Add.self, Remove.self, Import.self, Export.self, Show.self]
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
      let opened = try store.open(in: world)
      let plan = try opened.numberPlan()
      guard let phone = PhoneNumber(written: number, plan: plan) else {
        throw Phrases.noNumber(number)
      }
      do throws(LineMistake) {
        try CellText.check(phone, plan)
        try CellText.check(phone.normalised ?? number, on: List.name)
        try CellText.check(ArraySlice(note.utf8), "--note")
      } catch {
        throw Phrases.wrong(error)
      }
      let entry = ListedNumber(number: phone, note: note, author: world.user, added: world.now())
      let isNew = try opened.add(entry, to: List.name)
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
      let store = try store.open(in: world)
      // What was put on the list by an older version comes off too, whatever it is.
      let phone = try store.number(written: number)
      let normalised = phone.normalised ?? number
      let wasThere = try store.remove(phone, from: List.name)
      if try store.publishedNumbers(on: List.name).contains(normalised) {
        throw Phrases.listedByConfiguration(normalised, List.name)
      }
      guard wasThere else { throw Phrases.notListed(normalised, List.name) }
      return ListChange(list: List.name, number: normalised, change: .removed)
    }
  }

  struct Import: Command {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "import",
        abstract: "Import numbers from a file, all or none.",
        discussion: """
          The first line names the columns: number (号码, 电话, 手机), note (备注). A file with one \
          number a line needs no first line. Calls see the old list until all new numbers are there.
          """
      )
    }

    @OptionGroup var options: ImportOptions
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ImportReport {
      let (author, moment) = (world.user, world.now())
      return try options.run(into: List.name, store, in: world) { columns, plan in
        ListLines(
          columns: columns,
          plan: plan,
          list: List.name,
          author: author,
          moment: moment
        )
      } write: { store, work in
        try store.importNumbers(on: List.name, replacing: options.replace) {
          () throws(DatabaseError) in try work.row()
        }
      }
    }
  }

  struct Export: Command {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "export",
        abstract: "Write all numbers to a new CSV file, which can be imported again."
      )
    }

    @OptionGroup var options: ExportOptions
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ExportReport {
      let opened = try store.open(in: world)
      let plan = try opened.numberPlan()
      var table = CSVWriter(marked: options.bom)
      var rows = 0
      table.append(["number", "note"])
      try opened.eachNumber(on: List.name) { entry in
        table.append([entry.number.written(by: plan), entry.note])
        rows += 1
        return .next
      }
      return try options.write(rows, table)
    }
  }

  struct Show: Command {
    static var configuration: CommandConfiguration {
      CommandConfiguration(commandName: "show", abstract: "Show the numbers.")
    }

    @Argument(help: "The number (otherwise the first ones).")
    var number: String?

    @OptionGroup var page: Page
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ListReport {
      let store = try store.open(in: world)
      let published = try store.publishedNumbers(on: List.name)
      if let number {
        let key = try store.number(written: number).normalised ?? number
        let entries = try store.listed(key, on: List.name).map { [ListReport.Entry($0)] } ?? []
        let own = published.filter { $0 == key }.map(ListReport.Entry.init(published:))
        guard !(own + entries).isEmpty else { throw Phrases.notListed(key, List.name) }
        return ListReport(list: List.name, numbers: own + entries)
      }
      let limit = try page.checked()
      var numbers = published.map(ListReport.Entry.init(published:))
      try store.eachNumber(on: List.name) { entry in
        numbers.append(ListReport.Entry(entry))
        return numbers.count > limit ? .stop : .next
      }
      let isMore = numbers.count > limit
      return ListReport(
        list: List.name,
        numbers: Array(numbers.prefix(limit)),
        limit: isMore ? limit : nil
      )
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
  /// How many there may be, when there are more.
  var limit: Int?

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

    init(published number: String) {
      self.init(number: number, since: nil, by: "routing.yaml", note: "")
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
    let table = Table(Phrases.listHead, world.language, rows).text
    return limit.map { table + "\n" + world.text(Phrases.more($0)) } ?? table
  }
}

extension Store {
  /// What the live revision puts on a list; nothing before the first one.
  fileprivate func publishedNumbers(on list: String) throws -> [String] {
    guard try liveHead() != nil else { return [] }
    return try revision().numbers(on: list)
  }
}
