import Database
import Testing

@Suite struct ConnectionTests {
  private func memory() throws -> Connection {
    var options = Connection.Options.administrator
    options.creates = true
    let connection = try Connection(path: ":memory:", options)
    try connection.run("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, bytes BLOB)")
    return connection
  }

  @Test func valuesComeBackAsTheyWere() throws {
    let connection = try memory()
    let insert: StaticString = "INSERT INTO thing (id, name, bytes) VALUES (?, ?, ?)"
    try connection.run(insert, [.integer(Int.max), .text("张三"), .blob([0, 255, 10])])
    try connection.run(insert, [.integer(1), .text(""), .blob([])])
    try connection.run(insert, [.integer(2), .null, .null])

    let query: StaticString = "SELECT id, name, bytes FROM thing ORDER BY id"
    let rows = try connection.all(query) { ($0.integer(0), $0.optionalText(1), $0.bytes(2)) }
    #expect(rows.map(\.0) == [1, 2, Int.max])
    #expect(rows.map(\.1) == ["", nil, "张三"])
    #expect(rows.map(\.2) == [[], [], [0, 255, 10]])
  }

  @Test(arguments: [
    "'; DROP TABLE thing; --", "\"", "a\0b", "?1", "\n", "\u{1B}[2J", "=1+1", "%s%n",
  ])
  func aValueNeverBecomesSQL(value: String) throws {
    let connection = try memory()
    try connection.run("INSERT INTO thing (name) VALUES (?)", [.text(value)])
    #expect(try connection.first("SELECT name FROM thing") { $0.text(0) } == value)
    #expect(
      try connection.first("SELECT id FROM thing WHERE name = ?", [.text(value)]) { $0.integer(0) }
        == 1
    )
  }

  @Test func aStatementCanRunWhileItIsBeingRead() throws {
    let connection = try memory()
    for id in 1...3 { try connection.run("INSERT INTO thing (id) VALUES (?)", [.integer(id)]) }
    func ids(above floor: Int) throws(DatabaseError) -> [Int] {
      try connection.all("SELECT id FROM thing WHERE id > ? ORDER BY id", [.integer(floor)]) {
        (row) throws(DatabaseError) in
        row.integer(0) * 10 + (try ids(above: row.integer(0)).count)
      }
    }
    #expect(try ids(above: 0) == [12, 21, 30])
  }

  @Test func readingStopsWhenEnoughIsRead() throws {
    let connection = try memory()
    for id in 1...3 { try connection.run("INSERT INTO thing (id) VALUES (?)", [.integer(id)]) }
    var read = 0
    try connection.each("SELECT id FROM thing") { _ in
      read += 1
      return .stop
    }
    #expect(read == 1)
  }

  @Test func aFailedTransactionLeavesNothing() throws {
    let connection = try memory()
    let error = #expect(throws: DatabaseError.self) {
      try connection.transaction { () throws(DatabaseError) in
        try connection.run("INSERT INTO thing (id) VALUES (1)")
        try connection.run("INSERT INTO thing (id) VALUES (1)")
      }
    }
    #expect(error?.code == .constraint)
    #expect(try connection.first("SELECT id FROM thing") { $0.integer(0) } == nil)
    try connection.transaction { () throws(DatabaseError) in
      try connection.run("INSERT INTO thing (id) VALUES (2)")
    }
    #expect(try connection.first("SELECT id FROM thing") { $0.integer(0) } == 2)
  }

  @Test func tooFewValuesAreAnErrorAndNotNull() throws {
    let connection = try memory()
    #expect(throws: DatabaseError.self) {
      try connection.run("INSERT INTO thing (id, name) VALUES (?, ?)", [.integer(1)])
    }
  }

  @Test func anErrorShowsTheStatementAndNoValue() throws {
    let connection = try memory()
    let insert: StaticString = "INSERT INTO thing (id, name) VALUES (1, ?)"
    try connection.run(insert, [.text("13812345678")])
    let error = #expect(throws: DatabaseError.self) {
      try connection.run(insert, [.text("13812345678")])
    }
    let text = try #require(error).description
    #expect(text.hasPrefix("constraint: INSERT INTO thing"))
    #expect(!text.contains("13812345678"))
  }
}
