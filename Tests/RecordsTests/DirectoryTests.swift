import Database
import Foundation
import Schema
import Scratch
import Synchronization
import Testing

@testable import Records

@Suite struct DirectoryTests {
  private let scratch: Scratch
  private let store: Store
  private let moment = Timestamp(seconds: 1_772_413_200)

  init() throws {
    scratch = try Scratch()
    store = try scratch.migratedStore()
  }

  private func contact(_ number: String, _ name: String = "") -> Contact {
    var fields = FlatText()
    fields.append("city", "Shanghai\nPudong")
    return Contact(
      number: PhoneNumber(number),
      name: name,
      language: "zh",
      agent: "1001",
      note: "old",
      fields: fields
    )
  }

  private func importing(
    _ numbers: some Sequence<Int>,
    _ name: String,
    replacing: Bool = false,
    into store: Store? = nil
  ) throws {
    var rest = numbers.makeIterator()
    _ = try (store ?? self.store).importContacts(replacing: replacing, author: "li", at: moment) {
      rest.next().map { contact("\($0)", name) }
    }
  }

  private func names() throws -> [String: String] {
    var names: [String: String] = [:]
    try store.eachContact { contact in
      #expect(names.updateValue(contact.name, forKey: contact.number.raw) == nil)
      return .next
    }
    return names
  }

  private func count(_ sql: StaticString) throws -> Int {
    try scratch.connection().first(sql) { $0.integer(0) } ?? -1
  }

  private func expectOneLayer(_ rows: Int) throws {
    #expect(try count("SELECT count(*) FROM directory_layer WHERE content = 'contacts'") == 1)
    #expect(try count("SELECT count(*) FROM contact") == rows)
  }

  // MARK: One by one

  @Test func aContactIsKeptChangedAndForgotten() throws {
    let first = contact("+86 138 0000 0666", "张三")
    #expect(try store.keep(first, author: "li", at: moment))
    #expect(try store.contact("13800000666") == first)
    let second = contact("13800000666", "李四")
    #expect(try !store.keep(second, author: "li", at: moment))
    #expect(try store.contact("13800000666") == second)
    #expect(try store.forget(PhoneNumber("13800000666")))
    #expect(try !store.forget(PhoneNumber("13800000666")))
    #expect(try store.contact("13800000666") == nil)
    #expect(try !store.keep(contact("anonymous"), author: "li", at: moment))
  }

  @Test func aCallReadsOneRowByItsKey() throws {
    try importing(13_800_000_000..<13_800_001_000, "a")
    let plan = try scratch.connection().all(
      """
      EXPLAIN QUERY PLAN
      SELECT contact.raw, contact.name, contact.language, contact.agent, contact.note, contact.fields
      FROM directory_layer AS layer CROSS JOIN contact ON contact.layer = layer.number
      WHERE layer.content = 'contacts' AND layer.state = 1 AND contact.number = '1'
      ORDER BY layer.number DESC LIMIT 1
      """
    ) { $0.text(3) }
    #expect(plan.count == 2)
    #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") })
  }

  // MARK: Regions

  @Test func theLongestBeginningCounts() throws {
    let regions = [
      Region(prefix: "1", name: "China", zone: "Asia/Shanghai"),
      Region(prefix: "138", name: "Mobile", zone: "Asia/Shanghai", area: "010"),
      Region(prefix: "1380013", name: "Beijing", zone: "Asia/Shanghai", area: "010"),
      Region(prefix: "021", name: "Shanghai", zone: "Asia/Shanghai", area: "021"),
      Region(prefix: "+1212", name: "New York", zone: "America/New_York"),
    ]
    var rest = regions.makeIterator()
    #expect(try store.importRegions(replacing: true) { rest.next() } == 5)
    for (number, name) in [
      ("13800138000", "Beijing"), ("13811138000", "Mobile"), ("19911138000", "China"),
      ("02150000000", "Shanghai"), ("+12125550100", "New York"), ("+4930123456", nil), ("", nil),
      ("22", nil), ("1380013", "Beijing"), ("%", nil),
    ] as [(String, String?)] {
      #expect(try store.region(of: number)?.name == name)
    }
    var found: [Region] = []
    try store.eachRegion { region in
      found.append(region)
      return .next
    }
    #expect(Set(found.map(\.prefix)) == Set(regions.map(\.prefix)))
  }

  @Test(
    arguments: [
      ("13800138000", "021", "010", "013800138000"), ("13800138000", "010", "010", "13800138000"),
      ("13800138000", "10", "010", "13800138000"), ("13800138000", "21", "010", "013800138000"),
      ("13800138000", "021", nil, "13800138000"), ("02150000000", "010", "021", "02150000000"),
      ("95588", "010", nil, "95588"), ("110", "010", "021", "110"), ("1001", "010", nil, "1001"),
      ("+12125550100", "010", nil, "0012125550100"),
    ] as [(String, String, String?, String)]
  )
  func aMobileOfAnotherAreaTakesTheTrunkPrefix(
    number: String,
    trunk: String,
    home: String?,
    dialled: String
  ) {
    let region = home.map { Region(prefix: "1", name: "x", zone: "Asia/Shanghai", area: $0) }
    #expect(NumberPlan.china.dialled(number, onTrunkIn: trunk, at: region) == dialled)
  }

  // MARK: Importing

  @Test func anImportGoesOverWhatIsThere() throws {
    try importing(100..<200, "a")
    try importing(150..<250, "b")
    let found = try names()
    #expect(found.count == 150)
    #expect(found["149"] == "a")
    #expect(found["150"] == "b")
    try expectOneLayer(150)
    // The other way round: a longer file than what is there.
    try importing(100..<1_000, "c")
    #expect(try names().values.allSatisfy { $0 == "c" })
    try expectOneLayer(900)
  }

  @Test func anImportInThePlaceOfAllLeavesNothingElse() throws {
    try importing(100..<2_000, "a")
    try importing(300..<302, "b", replacing: true)
    #expect(try names() == ["300": "b", "301": "b"])
    try expectOneLayer(2)
    #expect(try store.contact("100") == nil)
  }

  @Test func nothingIsVisibleUntilAllIsThere() throws {
    try importing(100..<110, "a")
    let reader = try Store(at: scratch.location, .call)
    var given = 0
    var looks = 0
    let imported = try store.importContacts(replacing: false, author: "li", at: moment) {
      () throws(DatabaseError) in
      given += 1
      if given % 700 == 0 {
        // Batches were written by now, and others may write.
        looks += 1
        var names: [String] = []
        try reader.eachContact { contact in
          names.append(contact.name)
          return .next
        }
        #expect(names == [String](repeating: "a", count: 10))
        #expect(try reader.keep(contact("9\(looks)", "a"), author: "", at: moment))
        #expect(try reader.forget(PhoneNumber("9\(looks)")))
      }
      return given > 3_000 ? nil : contact("\(99 + given)", "b")
    }
    #expect(imported == 3_000)
    #expect(looks == 4)
    #expect(try Set(names().values) == ["b"])
    try expectOneLayer(3_000)
  }

  @Test func whatACommandSaysMeanwhileIsNewerThanTheFile() throws {
    try importing(100..<110, "a")
    let other = try Store(at: scratch.location, .administrator)
    var given = 0
    _ = try store.importContacts(replacing: true, author: "li", at: moment) {
      () throws(DatabaseError) in
      given += 1
      if given == 3 {
        // In the file, not in the file, and one that goes.
        _ = try other.keep(contact("105", "by hand"), author: "li", at: moment)
        _ = try other.keep(contact("999", "by hand"), author: "li", at: moment)
        _ = try other.forget(PhoneNumber("109"))
      }
      return given > 6 ? nil : contact("\(99 + given)", "b")
    }
    let found = try names()
    #expect(found["105"] == "by hand")
    #expect(found["999"] == "by hand")
    #expect(found["104"] == "b")
    #expect(found["109"] == nil)
    try expectOneLayer(7)
  }

  @Test func aFailureLeavesEverythingAsItWas() throws {
    try importing(100..<110, "a")
    var given = 0
    #expect(throws: DatabaseError.self) {
      try store.importContacts(replacing: true, author: "li", at: moment) {
        () throws(DatabaseError) in
        given += 1
        if given == 1_500 { throw DatabaseError(.other, doing: "", cause: "") }
        return contact("\(10_000 + given)", "b")
      }
    }
    #expect(try names().count == 10)
    try expectOneLayer(10)
  }

  /// `kill -9` lets go of the locks and leaves the files.
  @Test func whatAKilledImportLeftIsNobodysAndIsRemoved() throws {
    try importing(100..<110, "a")
    let layers = Layers(of: .contacts, try scratch.connection())
    let killed = try layers.add(.written)
    _ = try layers.add(.live)
    for number in 100..<1_000 {
      try layers.connection.run(
        ContactRows.insertion,
        [.integer(killed)]
          + ContactRow(contact("\(number)", "killed"), author: "", at: moment).values
      )
    }
    #expect(try names().count == 10)
    #expect(try store.contact("100")?.name == "a")
    #expect(try store.contact("500") == nil)
    try importing(500..<501, "b")
    #expect(try names().count == 11)
    try expectOneLayer(11)
  }

  @Test func ofTwoImportsOneWaitsOrIsRefused() throws {
    var options = Connection.Options.administrator
    options.busyBudget = .zero
    let other = try Store(at: scratch.location, options)
    var codes: [DatabaseError.Code?] = []
    var given = 0
    _ = try store.importContacts(replacing: true, author: "li", at: moment) {
      given += 1
      guard given == 1 else { return nil }
      let error = #expect(throws: DatabaseError.self) {
        try other.importNumbers(on: "vip", replacing: true) { nil }
      }
      codes.append(error?.code)
      return contact("100")
    }
    #expect(codes == [.busy])
    #expect(try names().count == 1)
  }

  @Test(.enabled(if: SmallDisk.isPossible)) func aFullDiskLeavesEverythingAsItWas() throws {
    try importing(100..<110, "a")
    // Only the file itself goes to the small disk.
    try scratch.connection().first("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
    let disk = try SmallDisk(over: scratch.location.folder)
    defer { disk.remove() }
    let store = try Store(at: scratch.location, .administrator)
    let error = #expect(throws: DatabaseError.self) {
      try importing(1_000..<100_000, "b", replacing: true, into: store)
    }
    #expect(error?.code == .full)
    let reader = try Store(at: scratch.location, .call)
    #expect(try reader.contact("100")?.name == "a")
    #expect(try reader.contact("1000") == nil)
  }

  /// A call's write waits for one second in all; none may fail however long the import is.
  ///
  /// `SWITCHBOARD_IMPORT_LINES=1000000` makes it the full size, as `scripts/bench import` does.
  @Test func noCallFailsToWriteMeanwhile() throws {
    let (location, moment) = (scratch.location, moment)
    let chosen = ProcessInfo.processInfo.environment["SWITCHBOARD_IMPORT_LINES"]
    let numbers = 13_000_000_000..<13_000_000_000 + (chosen.flatMap(Int.init) ?? 40_000)
    let (isDone, written, failed) = (Counter(), Counter(), Counter())
    let callers = DispatchGroup()
    for writer in 0..<4 {
      callers.enter()
      // Threads of their own: they block, as programs do.
      Thread.detachNewThread {
        repeat {
          do throws(DatabaseError) {
            // As an AGI program: a connection of its own, opened, used, closed.
            let call = try Store(at: location, .call)
            _ = try call.contact("13000000001")
            let number = PhoneNumber("9\(writer)\(written.value)")
            let entry = ListedNumber(number: number, note: "", author: "", added: moment)
            _ = try call.add(entry, to: "blacklist")
            written.add()
          } catch {
            failed.add()
          }
        } while isDone.value == 0
        callers.leave()
      }
    }
    do {
      defer {
        isDone.add()
        callers.wait()
      }
      let store = try Store(at: location, .longWork)
      for name in ["a", "b"] {
        var rest = numbers.makeIterator()
        _ = try store.importContacts(replacing: true, author: "", at: moment) {
          rest.next().map { Contact(number: PhoneNumber("\($0)"), name: name) }
        }
      }
    }
    #expect(failed.value == 0)
    #expect(written.value > 50)
    #expect(try count("SELECT count(*) FROM contact") == numbers.count)
    // What an import writes is some twenty megabytes; its log is far shorter.
    let log = try FileManager.default.attributesOfItem(atPath: location.file + "-wal")[.size]
    #expect(try #require(log as? Int) < 16 << 20)
  }
}

/// A number that several threads change.
private final class Counter: Sendable {
  private let number = Atomic(0)

  var value: Int { number.load(ordering: .relaxed) }

  func add() {
    number.add(1, ordering: .relaxed)
  }
}
