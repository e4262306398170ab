import Configuration
import Records

/// What became of a contact.
struct ContactChange: Report {
  var number: String
  var change: Change

  enum Change: String, Encodable {
    case added, changed, removed
  }

  func text(in world: World) -> String {
    switch change {
    case .added: world.text(Phrases.kept(number, isNew: true))
    case .changed: world.text(Phrases.kept(number, isNew: false))
    case .removed: world.text(Phrases.forgotten(number))
    }
  }
}

/// Contacts.
struct ContactReport: Report {
  var contacts: [Entry]
  /// How many there may be, when there are more.
  var limit: Int?

  struct Entry: Encodable {
    var number: String
    var name: String
    var language: String?
    var agent: String?
    var note: String
    var fields: [Field]
  }

  struct Field: Encodable {
    var name: String
    var value: String
  }

  init(_ contacts: [Contact], limit: Int?) {
    self.limit = limit
    self.contacts = contacts.map { contact in
      Entry(
        number: contact.number.normalised ?? "",
        name: contact.name,
        language: contact.language,
        agent: contact.agent,
        note: contact.note,
        fields: contact.fields.lines.map { Field(name: $0.key, value: $0.value) }
      )
    }
  }

  func text(in world: World) -> String {
    guard !contacts.isEmpty else { return world.text(Phrases.noContacts) }
    let rows = contacts.map { contact in
      [
        contact.number, contact.name, contact.language ?? "", contact.agent ?? "", contact.note,
        contact.fields.map { "\($0.name)=\($0.value)" }.joined(separator: "; "),
      ]
    }
    let table = Table(Phrases.contactHead, world.language, rows).text
    return limit.map { table + "\n" + world.text(Phrases.more($0)) } ?? table
  }
}
