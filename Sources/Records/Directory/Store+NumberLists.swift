public import Database

/// A number on a list, put there by a command.
public struct ListedNumber: Equatable, Sendable {
  /// The number as it was given and as it is compared.
  public var number: PhoneNumber
  /// Why it is there.
  public var note: String
  /// Who put it there.
  public var author: String
  /// Since when.
  public var added: Timestamp

  /// Describes an entry.
  public init(number: PhoneNumber, note: String, author: String, added: Timestamp) {
    self.number = number
    self.note = note
    self.author = author
    self.added = added
  }
}

extension Store {
  /// Puts a number on a list, from the next call on.
  ///
  /// A withheld number cannot be listed.
  ///
  /// - Returns: Whether it was not there yet.
  public func add(_ entry: ListedNumber, to list: String) throws(DatabaseError) -> Bool {
    guard let number = entry.number.normalised else { return false }
    return try connection.run(
      """
      INSERT INTO listed_number (list, number, raw, note, author, added) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (list, number) DO NOTHING
      """,
      [
        .text(list), .text(number), .text(entry.number.raw), .text(entry.note),
        .text(entry.author), .integer(entry.added.microseconds),
      ]
    ) > 0
  }

  /// Takes a number off a list.
  ///
  /// - Returns: Whether it was there.
  public func remove(_ number: PhoneNumber, from list: String) throws(DatabaseError) -> Bool {
    try connection.run(
      "DELETE FROM listed_number WHERE list = ? AND number = ?",
      [.text(list), .text(number.normalised)]
    ) > 0
  }

  /// The numbers that commands put on a list.
  public func numbers(on list: String) throws(DatabaseError) -> [ListedNumber] {
    try connection.all(
      "SELECT raw, note, author, added FROM listed_number WHERE list = ? ORDER BY number",
      [.text(list)]
    ) { row in
      ListedNumber(
        number: PhoneNumber(row.text(0)),
        note: row.text(1),
        author: row.text(2),
        added: Timestamp(microseconds: row.integer(3))
      )
    }
  }
}
