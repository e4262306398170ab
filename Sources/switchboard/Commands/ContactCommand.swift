import ArgumentParser
import Configuration
import Database
import Foundation
import Records
import Sheets

/// Changes and shows who is known; changes hold from the next call on.
struct ContactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact",
    abstract: "Who calls: names, languages, agents of their own, and your fields, by number.",
    subcommands: [Add.self, Remove.self, Import.self, Export.self, Show.self]
  )

  struct Add: Command {
    static let configuration = CommandConfiguration(
      abstract: "Add a contact, or change the one with that number."
    )

    @Argument(help: "The number.")
    var number: String

    @Option(help: "The name.")
    var name = ""

    @Option(help: "The language to speak: zh or en.")
    var language = ""

    @Option(help: "The number of the agent who always takes this contact's calls.")
    var agent = ""

    @Option(help: "Anything.")
    var note = ""

    @Option(
      name: .customLong("field"),
      help: ArgumentHelp("A field of your own; as often as you like.", valueName: "name=value")
    )
    var fields: [String] = []

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ContactChange {
      let opened = try store.open(in: world)
      let plan = try opened.numberPlan()
      guard let phone = PhoneNumber(written: number, plan: plan),
        let key = phone.normalised
      else {
        throw Phrases.noNumber(number)
      }
      let isNew = try opened.keep(contact(phone, plan), author: world.user, at: world.now())
      return ContactChange(number: key, change: isNew ? .added : .changed)
    }

    private func contact(_ number: PhoneNumber, _ plan: NumberPlan) throws -> Contact {
      do throws(LineMistake) {
        try CellText.check(number, plan)
        _ = try CellText.line(ArraySlice(name.utf8), "--name")
        try CellText.check(ArraySlice(note.utf8), "--note")
        var contact = Contact(number: number, name: name, note: note)
        contact.language = try CellText.language(language)
        contact.agent = try CellText.agent(agent)
        for field in fields { try CellText.check(ArraySlice(field.utf8), "--field") }
        contact.fields = FlatText()
        for field in fields { try append(field, to: &contact.fields) }
        return contact
      } catch {
        throw Phrases.wrong(error)
      }
    }

    private func append(_ field: String, to fields: inout FlatText) throws(LineMistake) {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].trimmingCharacters(in: .whitespaces)
      guard parts.count == 2, CellText.isFieldName(name) else {
        let failure = Phrases.noField(field)
        throw LineMistake(failure.what, fix: failure.fix)
      }
      fields.append(name, String(parts[1]))
    }
  }

  struct Remove: Command {
    static let configuration = CommandConfiguration(abstract: "Remove a contact.")

    @Argument(help: "The number.")
    var number: String

    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ContactChange {
      let opened = try store.open(in: world)
      let phone = try opened.number(written: number)
      let key = phone.normalised ?? number
      guard try opened.forget(phone) else { throw Phrases.noContact(key) }
      return ContactChange(number: key, change: .removed)
    }
  }

  struct Import: Command {
    static let configuration = CommandConfiguration(
      abstract: "Import contacts from a file, all or none.",
      discussion: """
        The first line names the columns: number (号码, 电话, 手机), name (姓名), language (语言), \
        agent (工号), note (备注); every other column is a field of your own. Several columns may be numbers, and \
        several numbers may be in a cell with ; between them: each is a contact of its own. Calls \
        see the old contacts until all new ones are there.
        """
    )

    @OptionGroup var options: ImportOptions
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ImportReport {
      try options.run(into: "contact", store, in: world) { columns, plan in
        ContactLines(columns: columns, plan: plan)
      } write: { store, work in
        try store.importContacts(
          replacing: options.replace,
          author: world.user,
          at: world.now()
        ) { () throws(DatabaseError) in try work.row() }
      }
    }
  }

  struct Export: Command {
    static let configuration = CommandConfiguration(
      abstract: "Write all contacts to a new CSV file, which can be imported again."
    )

    @OptionGroup var options: ExportOptions
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ExportReport {
      let opened = try store.open(in: world)
      let plan = try opened.numberPlan()
      var table = CSVWriter(marked: options.bom)
      var rows = 0
      try opened.reading { () throws(DatabaseError) in
        var names: [String] = []
        var known: Set<String> = []
        try opened.eachContact { contact in
          for (name, _) in contact.fields.lines where known.insert(name).inserted {
            names.append(name)
          }
          return .next
        }
        table.append(["number", "name", "language", "agent", "note"] + names)
        try opened.eachContact { contact in
          let fields = Dictionary(contact.fields.lines.map { ($0.key, $0.value) }) { first, _ in
            first
          }
          table.append(
            [
              contact.number.written(by: plan), contact.name, contact.language ?? "",
              contact.agent ?? "", contact.note,
            ] + names.map { fields[$0] ?? "" }
          )
          rows += 1
          return .next
        }
      }
      return try options.write(rows, table)
    }
  }

  struct Show: Command {
    static let configuration = CommandConfiguration(abstract: "Show contacts.")

    @Argument(help: "The number (otherwise the first contacts).")
    var number: String?

    @OptionGroup var page: Page
    @OptionGroup var store: StoreOption
    @OptionGroup var form: Form

    func answer(in world: World) throws -> ContactReport {
      let opened = try store.open(in: world)
      if let number {
        let key = try opened.number(written: number).normalised ?? number
        guard let contact = try opened.contact(key) else { throw Phrases.noContact(key) }
        return ContactReport([contact], limit: nil)
      }
      let limit = try page.checked()
      var contacts: [Contact] = []
      try opened.eachContact { contact in
        contacts.append(contact)
        return contacts.count > limit ? .stop : .next
      }
      return ContactReport(
        Array(contacts.prefix(limit)),
        limit: contacts.count > limit ? limit : nil
      )
    }
  }
}

extension Store {
  /// A number as a person names one that is there.
  func number(written text: String) throws -> PhoneNumber {
    let number = PhoneNumber(text, plan: try numberPlan())
    guard let normalised = number.normalised,
      normalised.utf8.allSatisfy({ "+*#0123456789".utf8.contains($0) })
    else { throw Phrases.noNumber(text) }
    return number
  }
}

extension PhoneNumber {
  /// The number as a person wrote it, if it can be read again.
  func written(by plan: NumberPlan) -> String {
    raw == normalised || PhoneNumber(written: raw, plan: plan)?.normalised == normalised
      ? raw : normalised ?? ""
  }
}
