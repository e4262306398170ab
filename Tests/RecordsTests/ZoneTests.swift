import Database
import Foundation
import Records
import Testing

@Suite struct ZoneTests {
  @Test(arguments: [
    "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Urumqi", "Asia/Kolkata", "Europe/London",
    "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca",
    "Pacific/Apia", "Europe/Dublin", "America/Sao_Paulo", "Antarctica/Troll", "Etc/GMT+5", "UTC",
  ])
  func offsetsAreThoseOfTheSystem(name: String) throws {
    let ours = try Zone(named: name)
    let theirs = try #require(TimeZone(identifier: name))
    // From 1950 to 2090, some four days and a half apart, so that all hours are met.
    for seconds in stride(from: -631_152_000, to: 3_800_000_000, by: 383_017) {
      let date = Date(timeIntervalSince1970: Double(seconds))
      let offset = ours.offset(at: Timestamp(seconds: seconds))
      guard offset != theirs.secondsFromGMT(for: date) else { continue }
      Issue.record("\(name) at \(date): \(offset), not \(theirs.secondsFromGMT(for: date))")
      return
    }
  }

  @Test(arguments: [
    "Asia/Beijing", "", "/etc/passwd", "../../../etc/passwd", "Asia", "UTC\0", "Asia/Shang hai",
    "tzdata.zi",
  ])
  func anUnknownZoneIsAnErrorAndNeverUTC(name: String) throws {
    let error = #expect(throws: DatabaseError.self) { try Zone(named: name) }
    #expect(error?.code == .zone)
  }

  @Test func aDamagedFileIsNoZone() throws {
    let whole = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/London"))
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for length in stride(from: 0, to: whole.count - 1, by: 7) {
      try whole.prefix(length).write(to: folder.appending(path: "Cut"))
      #expect(throws: DatabaseError.self) { try Zone(named: "Cut", in: folder.path) }
    }
  }

  @Test func localTimeKnowsTheDayOfTheWeek() throws {
    let shanghai = try Zone(named: "Asia/Shanghai")
    // 2026-03-01T16:30:00Z is Monday, half past midnight, in Shanghai.
    let time = shanghai.civilTime(at: Timestamp(seconds: 1_772_382_600))
    #expect(time.description == "2026-03-02T00:30:00")
    #expect(time.weekday == 0)
    #expect(time.minuteOfWeek == 30)
  }

  @Test func momentsAreShownInUTC() {
    #expect(Timestamp(microseconds: 1_772_382_600_999_999).description == "2026-03-01T16:30:00Z")
    #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59Z")
  }
}
