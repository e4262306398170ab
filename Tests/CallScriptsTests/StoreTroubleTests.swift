import CallScripts
import Database
import Foundation
import Records
import Schema
import Scratch
import Testing

/// Whatever becomes of the store, the caller gets on and the dialplan is told.
@Suite struct StoreTroubleTests {
  private func status(_ asterisk: Asterisk) -> [String?] {
    [asterisk.variables["SWB_STATUS"], asterisk.variables["SWB_ERROR"]]
  }

  private func break_(_ centre: Centre, _ work: (_ file: String) throws -> Void) throws {
    try work(centre.scratch.location.file)
  }

  @Test(arguments: [["agi-route"], ["agi-ivr", "main"], ["agi-survey", "satisfaction"]])
  func missing(words: [String]) throws {
    let centre = try Centre()
    try FileManager.default.removeItem(atPath: centre.scratch.location.folder)
    let asterisk = Asterisk()
    try asterisk.call(
      port: centre.server.port,
      script: words[0],
      arguments: Array(words.dropFirst())
    )
    #expect(status(asterisk) == ["DEFAULT", "store-missing"])
    #expect(asterisk.variables["SWB_ACTION"] == nil)
  }

  @Test func neverPublished() throws {
    let centre = try Centre(published: false)
    #expect(status(try centre.run("agi-route")) == ["DEFAULT", "store-unpublished"])
  }

  @Test func ofANewerSchema() throws {
    let centre = try Centre()
    try centre.scratch.connection().run(
      "INSERT INTO migration (number, name, serves, applied) VALUES (99, 'later', 99000000, 0)"
    )
    #expect(status(try centre.run("agi-route")) == ["DEFAULT", "store-schema"])
  }

  @Test func corrupt() throws {
    let centre = try Centre()
    let folder = centre.scratch.location.folder
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
    try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: centre.scratch.location.file))
    #expect(status(try centre.run("agi-route")) == ["DEFAULT", "store-corrupt"])
  }

  @Test func aRevisionThatIsGoneTakesTheDefault() throws {
    let centre = try Centre()
    let asterisk = Asterisk()
    asterisk.variables["SWB_REVISION"] = "77"
    _ = try centre.run("agi-ivr", "main", on: asterisk)
    #expect(status(asterisk) == ["DEFAULT", "store-configuration"])
  }

  @Test func aRowOfALaterProgramTakesTheDefault() throws {
    let centre = try Centre()
    try centre.scratch.connection().run(
      "UPDATE published SET body = 'kind=hologram' WHERE kind = 'node' AND part = 'choice'"
    )
    #expect(status(try centre.run("agi-ivr", "main")) == ["DEFAULT", "store-configuration"])
  }

  @Test func aRuleThatLeadsToANodeTakesTheDefault() throws {
    let centre = try Centre()
    try centre.scratch.connection().run(
      "UPDATE published SET body = replace(body, 'target=flow main', 'target=choice')"
    )
    let asterisk = try centre.run("agi-route")
    #expect(status(asterisk) == ["DEFAULT", "store-configuration"])
    #expect(asterisk.variables["SWB_ACTION"] == nil)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func aVIPIsAVIPOnAFullDisk() throws {
    let centre = try Centre()
    let disk = try SmallDisk(over: centre.scratch.location.folder)
    defer { disk.remove() }
    try disk.fill()
    let asterisk = try centre.run("agi-route", caller: "13900000888")
    #expect(status(asterisk) == ["SUCCESS", "store-full"])
    #expect(asterisk.variables["SWB_QUEUE"] == "vip")
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount"))
  func aVIPIsAVIPOnAReadOnlyFileSystem() throws {
    let centre = try Centre()
    let disk = try SmallDisk(over: centre.scratch.location.folder)
    defer { disk.remove() }
    try disk.makeReadOnly()
    let asterisk = try centre.run("agi-route", caller: "13900000888")
    #expect(status(asterisk) == ["SUCCESS", "store-readonly"])
    #expect(asterisk.variables["SWB_QUEUE"] == "vip")
  }

  /// Reading goes on beside a writer, so the caller goes where the configuration says.
  @Test func lockedByAWriter() throws {
    let centre = try Centre()
    let writer = try centre.scratch.connection()
    try writer.run("BEGIN IMMEDIATE")
    var asterisk: Asterisk?
    let taken = try ContinuousClock().measure {
      asterisk = try centre.run("agi-route", caller: "13900000888")
    }
    try writer.run("ROLLBACK")
    #expect(status(try #require(asterisk)) == ["SUCCESS", "store-busy"])
    #expect(asterisk?.variables["SWB_QUEUE"] == "vip")
    #expect(taken >= .seconds(1))
    #expect(taken < .seconds(3))
  }

  @Test func aLockedMenuWaitsOnceAndNotAtEachStep() throws {
    let centre = try Centre()
    let writer = try centre.scratch.connection()
    try writer.run("BEGIN IMMEDIATE")
    let asterisk = Asterisk()
    asterisk.keys = "771"
    let taken = try ContinuousClock().measure {
      _ = try centre.run("agi-ivr", "main", on: asterisk)
    }
    #expect(status(asterisk) == ["SUCCESS", "store-busy"])
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    #expect(taken < .seconds(3))
  }

  @Test func aSurveyThatCannotBeKeptIsNotAsked() throws {
    let centre = try Centre()
    let writer = try centre.scratch.connection()
    try writer.run("BEGIN IMMEDIATE")
    let asterisk = try centre.run("agi-survey", "satisfaction")
    #expect(status(asterisk) == ["DEFAULT", "store-busy"])
    #expect(asterisk.played.isEmpty)
  }

  @Test func fiftyCallsAtOnceKeepTheirRows() throws {
    let centre = try Centre()
    let port = centre.server.port
    DispatchQueue.concurrentPerform(iterations: 50) { index in
      let asterisk = Asterisk()
      do {
        try asterisk.call(
          port: port,
          script: "agi-route",
          caller: "139\(10_000_000 + index)",
          uniqueid: "\(index).1"
        )
        #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
        #expect(asterisk.variables["SWB_ERROR"] == nil)
      } catch {
        Issue.record(error)
      }
    }
    let store = try centre.store()
    for index in 0..<50 {
      let call = CallKey(node: "bei", uniqueid: "\(index).1")
      #expect(
        try store.decisions(of: call).map(\.caller.raw) == ["139\(10_000_000 + index)"]
      )
    }
  }
}
