public import Database

extension Store {
  /// What is known of a number, normalised: one row, read by its key.
  public func contact(_ number: String) throws(DatabaseError) -> Contact? {
    try connection.first(
      """
      SELECT contact.raw, contact.name, contact.language, contact.agent, contact.note, contact.fields
      FROM directory_layer AS layer CROSS JOIN contact ON contact.layer = layer.number
      WHERE layer.content = 'contacts' AND layer.state = 1 AND contact.number = ?
      ORDER BY layer.number DESC LIMIT 1
      """,
      [.text(number)]
    ) { Contact($0, number: PhoneNumber(raw: $0.text(0), normalised: number)) }
  }

  /// Keeps a contact, from the next call on; what was known of its number before is forgotten.
  ///
  /// A withheld number is nobody's.
  ///
  /// - Returns: Whether nothing was known of it.
  public func keep(
    _ contact: Contact,
    author: String,
    at moment: Timestamp
  ) throws(DatabaseError) -> Bool {
    guard let number = contact.number.normalised else { return false }
    return try connection.transaction { () throws(DatabaseError) in
      let isNew = try self.contact(number) == nil
      let layer = try Layers(of: .contacts, connection).top()
      try connection.run(
        ContactRows.insertion,
        [.integer(layer)] + ContactRow(contact, author: author, at: moment).values
      )
      return isNew
    }
  }

  /// Forgets what is known of a number.
  ///
  /// - Returns: Whether anything was.
  public func forget(_ number: PhoneNumber) throws(DatabaseError) -> Bool {
    try connection.run(
      """
      DELETE FROM contact WHERE number = ? AND layer IN (
        SELECT number FROM directory_layer WHERE content = 'contacts' AND state = 1
      )
      """,
      [.text(number.normalised)]
    ) > 0
  }

  /// Goes through the contacts, until `consider` has enough.
  public func eachContact(
    _ consider: (Contact) throws(DatabaseError) -> Connection.Reading
  ) throws(DatabaseError) {
    try connection.each(
      """
      SELECT contact.raw, contact.name, contact.language, contact.agent, contact.note,
        contact.fields, contact.number
      FROM directory_layer AS layer CROSS JOIN contact ON contact.layer = layer.number
      WHERE layer.content = 'contacts' AND layer.state = 1 AND NOT EXISTS (
        SELECT 1 FROM directory_layer AS above CROSS JOIN contact AS other
          ON other.layer = above.number
        WHERE above.content = 'contacts' AND above.state = 1 AND above.number > layer.number
          AND other.number = contact.number
      )
      ORDER BY layer.number, contact.number
      """
    ) { (row) throws(DatabaseError) in
      try consider(Contact(row, number: PhoneNumber(raw: row.text(0), normalised: row.text(6))))
    }
  }
}

extension Contact {
  fileprivate init(_ row: Row, number: PhoneNumber) {
    self.init(
      number: number,
      name: row.text(1),
      language: row.optionalText(2),
      agent: row.optionalText(3),
      note: row.text(4),
      fields: FlatText(decoding: row.text(5))
    )
  }
}
