import AGI
import Records

extension Walk {
  /// Open or closed.
  func look(at hours: String, _ open: Target, _ closed: Target) throws -> Target {
    let isOpen = try session.revision.isOpen(hours, at: .now())
    let target = isOpen ? open : closed
    keep(isOpen ? .open : .closed, target: target)
    return target
  }

  /// Variables.
  func set(_ assignments: [Assignment], _ next: Target) throws -> Target {
    for one in assignments { try session.set(one.variable, to: session.value(one.value)) }
    keep(.set, target: next)
    return next
  }

  /// Fields of a record, fetched into variables.
  func look(up lookup: Lookup) throws -> Target {
    let key = try session.value(lookup.key)
    let (event, reason, target): (IVRStep.Event, String, Target) =
      switch try session.fields(of: key, from: lookup.source) {
      case .found(let record):
        try found(record, lookup)
      case .unknown: (.unknown, "", lookup.unknown)
      case .failed(let reason): (.failed, reason, lookup.failed)
      }
    keep(event, reason, target: target)
    return target
  }

  private func found(
    _ record: (String) -> String?,
    _ lookup: Lookup
  ) throws -> (IVRStep.Event, String, Target) {
    // A field that the record does not have must not keep somebody else's value.
    for field in lookup.fields { try session.set(field.variable, to: record(field.field) ?? "") }
    return (.found, "", lookup.found)
  }
}

/// What came of a look-up.
enum Fetched {
  /// The record, by its fields.
  case found((String) -> String?)
  case unknown
  /// Nobody answered, and why.
  case failed(String)
}

extension Session {
  fileprivate func fields(of key: String, from source: Lookup.Source) throws -> Fetched {
    switch source {
    case .directory:
      guard let contact = try contact(key) else { return .unknown }
      return .found { field in
        switch field {
        case "name": contact.name
        case "number": contact.number.normalised
        case "language": contact.language ?? ""
        case "agent": contact.agent ?? ""
        default: contact.fields[field]
        }
      }
    case .astDB(let family):
      guard let value = try databaseValue(family, key) else { return .unknown }
      return .found { $0 == "value" ? value : nil }
    case .business:
      return .failed("absent")
    }
  }

  /// What the directory knows of a number.
  func contact(_ number: String) throws -> Contact? {
    guard let number = try self.number(number).normalised else { return nil }
    return try store.contact(number)
  }

  /// A value in AstDB.
  ///
  /// Keys are made of what callers press, and of nothing else.
  func databaseValue(_ family: String, _ key: String) throws -> String? {
    let isKey =
      !key.isEmpty && key.utf8.count <= 60
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "+"):
          true
        default: false
        }
      }
    return isKey ? try call.database.get(family: family, key: key) : nil
  }
}
