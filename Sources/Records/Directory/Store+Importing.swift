public import Database

extension Store {
  /// Imports contacts: over those that are there, or in their place.
  ///
  /// Calls see the old ones until all new ones are there, and write in between. Rows with one number
  /// are one contact, the last. The connection should be opened with `longWork`.
  ///
  /// - Parameters:
  ///   - replacing: Whether what is there goes.
  ///   - author: Who imports.
  ///   - moment: When.
  ///   - next: The next contact, best in the order of their numbers; `nil` at the end.
  /// - Returns: How many contacts came.
  /// - Throws: ``DatabaseError``; code `busy` when another import is at work. Nothing is visible then.
  public func importContacts(
    replacing: Bool,
    author: String,
    at moment: Timestamp,
    _ next: () throws(DatabaseError) -> Contact?
  ) throws(DatabaseError) -> Int {
    try importing(.contacts, ContactRows.self, replacing) { () throws(DatabaseError) in
      try next().map { ContactRow($0, author: author, at: moment) }
    }
  }

  /// Imports a list's numbers: over those that are there, or in their place.
  public func importNumbers(
    on list: String,
    replacing: Bool,
    _ next: () throws(DatabaseError) -> ListedNumber?
  ) throws(DatabaseError) -> Int {
    try importing(.list(list), ListRows.self, replacing) { () throws(DatabaseError) in
      try next().map(ListRow.init)
    }
  }

  /// Imports regions: over those that are there, or in their place.
  public func importRegions(
    replacing: Bool,
    _ next: () throws(DatabaseError) -> Region?
  ) throws(DatabaseError) -> Int {
    try importing(.regions, RegionRows.self, replacing) { () throws(DatabaseError) in
      try next().map(RegionRow.init)
    }
  }

  private func importing<Rows: DirectoryRows>(
    _ content: DirectoryContent,
    _ rows: Rows.Type,
    _ replacing: Bool,
    _ next: () throws(DatabaseError) -> Rows.Row?
  ) throws(DatabaseError) -> Int where Rows.Row: DirectoryRow {
    try connection.alone(.importing) { () throws(DatabaseError) in
      let work = DirectoryImport<Rows>(of: content, connection) { self.connection.giveWay() }
      return try work.run(replacing: replacing, next)
    }
  }

  /// Does `work` on one state of the store, whatever others write meanwhile.
  public func reading<Result>(
    _ work: () throws(DatabaseError) -> Result
  ) throws(DatabaseError) -> Result {
    try connection.reading(work)
  }
}
