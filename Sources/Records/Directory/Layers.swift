import Database

/// The layers of one content.
///
/// A call reads the live ones, the highest first. An import writes one that is not live.
struct Layers {
  let content: DirectoryContent
  let connection: Connection

  init(of content: DirectoryContent, _ connection: Connection) {
    self.content = content
    self.connection = connection
  }

  /// What becomes of a layer.
  enum State: Int {
    case written, live, removed
  }

  /// The layer that commands change; a content that has none gets one.
  ///
  /// It is asked in the transaction that changes it.
  func top() throws(DatabaseError) -> Int {
    let top = try connection.first(
      "SELECT max(number) FROM directory_layer WHERE content = ? AND state = 1",
      [.text(content.key)]
    ) { $0.optionalInteger(0) }
    if let top, let top { return top }
    return try add(.live)
  }

  /// Adds a layer above all others.
  func add(_ state: State) throws(DatabaseError) -> Int {
    let number =
      try connection.first("SELECT coalesce(max(number), 0) + 1 FROM directory_layer") {
        $0.integer(0)
      } ?? 1
    try connection.run(
      "INSERT INTO directory_layer (content, number, state) VALUES (?, ?, ?)",
      [.text(content.key), .integer(number), .integer(state.rawValue)]
    )
    return number
  }

  /// The layers in one state, lowest first.
  func all(_ state: State) throws(DatabaseError) -> [Int] {
    try connection.all(
      "SELECT number FROM directory_layer WHERE content = ? AND state = ? ORDER BY number",
      [.text(content.key), .integer(state.rawValue)]
    ) { $0.integer(0) }
  }

  /// Changes what becomes of a layer.
  func set(_ number: Int, _ state: State) throws(DatabaseError) {
    try connection.run(
      "UPDATE directory_layer SET state = ? WHERE content = ? AND number = ?",
      [.integer(state.rawValue), .text(content.key), .integer(number)]
    )
  }

  /// Forgets a layer that has no rows any more.
  func forget(_ number: Int) throws(DatabaseError) {
    try connection.run(
      "DELETE FROM directory_layer WHERE content = ? AND number = ?",
      [.text(content.key), .integer(number)]
    )
  }
}
