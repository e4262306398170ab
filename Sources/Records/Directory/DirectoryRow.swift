import Database

/// One row of a layer.
protocol DirectoryRow: Sendable {
  associatedtype Rows: DirectoryRows where Rows.Row == Self

  /// What the table's columns after `layer` are given.
  var values: [Value] { get }
}

/// How one table of layers is written.
protocol DirectoryRows {
  associatedtype Row
  /// Writes a row over one with the same key: layer, then the row's values.
  static var insertion: StaticString { get }
  /// The key of the row that a batch ends with: layer, how many rows before it.
  static var batchEnd: StaticString { get }
  /// Copies rows to another layer over its own: the other, layer, last key.
  static var copyOver: StaticString { get }
  /// Copies rows to another layer that it does not have: the other, layer, last key.
  static var copyUnder: StaticString { get }
  /// Removes rows: layer, last key.
  static var removal: StaticString { get }
  /// How many rows a layer has.
  static var count: StaticString { get }
}

// MARK: - Contacts

struct ContactRow: DirectoryRow {
  typealias Rows = ContactRows

  let contact: Contact
  let author: String
  let changed: Timestamp

  init(_ contact: Contact, author: String, at moment: Timestamp) {
    self.contact = contact
    self.author = author
    changed = moment
  }

  var values: [Value] {
    [
      .text(contact.number.normalised), .text(contact.number.raw), .text(contact.name),
      .text(contact.language), .text(contact.agent), .text(contact.note),
      .text(contact.fields.encoded), .text(author), .integer(changed.microseconds),
    ]
  }
}

enum ContactRows: DirectoryRows {
  typealias Row = ContactRow

  static let insertion: StaticString = """
    INSERT OR REPLACE INTO contact
      (layer, number, raw, name, language, agent, note, fields, author, changed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """
  static let batchEnd: StaticString =
    "SELECT number FROM contact WHERE layer = ? ORDER BY number LIMIT 1 OFFSET ?"
  static let copyOver: StaticString = """
    INSERT OR REPLACE INTO contact
    SELECT ?1, number, raw, name, language, agent, note, fields, author, changed
    FROM contact WHERE layer = ?2 AND number <= ?3
    """
  static let copyUnder: StaticString = """
    INSERT OR IGNORE INTO contact
    SELECT ?1, number, raw, name, language, agent, note, fields, author, changed
    FROM contact WHERE layer = ?2 AND number <= ?3
    """
  static let removal: StaticString = "DELETE FROM contact WHERE layer = ? AND number <= ?"
  static let count: StaticString = "SELECT count(*) FROM contact WHERE layer = ?"
}

// MARK: - Lists

struct ListRow: DirectoryRow {
  typealias Rows = ListRows

  let entry: ListedNumber

  var values: [Value] {
    [
      .text(entry.number.normalised), .text(entry.number.raw), .text(entry.note),
      .text(entry.author), .integer(entry.added.microseconds),
    ]
  }
}

enum ListRows: DirectoryRows {
  typealias Row = ListRow

  static let insertion: StaticString = """
    INSERT OR REPLACE INTO list_entry (layer, number, raw, note, author, added)
    VALUES (?, ?, ?, ?, ?, ?)
    """
  static let batchEnd: StaticString =
    "SELECT number FROM list_entry WHERE layer = ? ORDER BY number LIMIT 1 OFFSET ?"
  static let copyOver: StaticString = """
    INSERT OR REPLACE INTO list_entry SELECT ?1, number, raw, note, author, added
    FROM list_entry WHERE layer = ?2 AND number <= ?3
    """
  static let copyUnder: StaticString = """
    INSERT OR IGNORE INTO list_entry SELECT ?1, number, raw, note, author, added
    FROM list_entry WHERE layer = ?2 AND number <= ?3
    """
  static let removal: StaticString = "DELETE FROM list_entry WHERE layer = ? AND number <= ?"
  static let count: StaticString = "SELECT count(*) FROM list_entry WHERE layer = ?"
}

// MARK: - Regions

struct RegionRow: DirectoryRow {
  typealias Rows = RegionRows

  let region: Region

  var values: [Value] {
    [.text(region.prefix), .text(region.name), .text(region.zone), .text(region.area)]
  }
}

enum RegionRows: DirectoryRows {
  typealias Row = RegionRow

  static let insertion: StaticString =
    "INSERT OR REPLACE INTO region (layer, prefix, name, zone, area) VALUES (?, ?, ?, ?, ?)"
  static let batchEnd: StaticString =
    "SELECT prefix FROM region WHERE layer = ? ORDER BY prefix LIMIT 1 OFFSET ?"
  static let copyOver: StaticString = """
    INSERT OR REPLACE INTO region SELECT ?1, prefix, name, zone, area
    FROM region WHERE layer = ?2 AND prefix <= ?3
    """
  static let copyUnder: StaticString = """
    INSERT OR IGNORE INTO region SELECT ?1, prefix, name, zone, area
    FROM region WHERE layer = ?2 AND prefix <= ?3
    """
  static let removal: StaticString = "DELETE FROM region WHERE layer = ? AND prefix <= ?"
  static let count: StaticString = "SELECT count(*) FROM region WHERE layer = ?"
}
