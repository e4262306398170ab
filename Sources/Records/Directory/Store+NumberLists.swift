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
    return try connection.transaction { () throws(DatabaseError) in
      guard try listed(number, on: list) == nil else { return false }
      let layer = try Layers(of: .list(list), connection).top()
      try connection.run(ListRows.insertion, [.integer(layer)] + ListRow(entry: entry).values)
      return true
    }
  }

  /// Takes a number off a list.
  ///
  /// - Returns: Whether it was there.
  public func remove(_ number: PhoneNumber, from list: String) throws(DatabaseError) -> Bool {
    try connection.run(
      """
      DELETE FROM list_entry WHERE number = ?2 AND layer IN (
        SELECT number FROM directory_layer WHERE content = 'list ' || ?1 AND state = 1
      )
      """,
      [.text(list), .text(number.normalised)]
    ) > 0
  }

  /// A number's entry, if commands or imports put it on a list.
  public func listed(_ number: String, on list: String) throws(DatabaseError) -> ListedNumber? {
    try connection.first(
      """
      SELECT entry.raw, entry.note, entry.author, entry.added, entry.number
      FROM directory_layer AS layer CROSS JOIN list_entry AS entry ON entry.layer = layer.number
      WHERE layer.content = 'list ' || ?1 AND layer.state = 1 AND entry.number = ?2
      ORDER BY layer.number DESC LIMIT 1
      """,
      [.text(list), .text(number)]
    ) { ListedNumber($0) }
  }

  /// The numbers that commands and imports put on a list.
  public func numbers(on list: String) throws(DatabaseError) -> [ListedNumber] {
    var found: [ListedNumber] = []
    try eachNumber(on: list) { entry in
      found.append(entry)
      return .next
    }
    return found
  }

  /// Goes through the numbers that commands and imports put on a list, until `consider` has enough.
  public func eachNumber(
    on list: String,
    _ consider: (ListedNumber) throws(DatabaseError) -> Connection.Reading
  ) throws(DatabaseError) {
    try connection.each(
      """
      SELECT entry.raw, entry.note, entry.author, entry.added, entry.number
      FROM directory_layer AS layer CROSS JOIN list_entry AS entry ON entry.layer = layer.number
      WHERE layer.content = 'list ' || ?1 AND layer.state = 1 AND NOT EXISTS (
        SELECT 1 FROM directory_layer AS above CROSS JOIN list_entry AS other
          ON other.layer = above.number
        WHERE above.content = layer.content AND above.state = 1 AND above.number > layer.number
          AND other.number = entry.number
      )
      ORDER BY layer.number, entry.number
      """,
      [.text(list)]
    ) { (row) throws(DatabaseError) in try consider(ListedNumber(row)) }
  }
}

extension ListedNumber {
  fileprivate init(_ row: Row) {
    self.init(
      number: PhoneNumber(raw: row.text(0), normalised: row.text(4)),
      note: row.text(1),
      author: row.text(2),
      added: Timestamp(microseconds: row.integer(3))
    )
  }
}
