import Database
import Foundation
import Records
import Scratch
import Testing

@testable import CallScripts

/// The offer of a callback.
@Suite struct CallbackTests {
  private let centre: Centre

  init() throws {
    centre = try Centre()
  }

  private func run(_ keys: String, caller: String = "13811112222") throws -> Asterisk {
    let asterisk = Asterisk()
    asterisk.keys = keys
    return try centre.run("agi-callback", "sales", caller: caller, on: asterisk)
  }

  private func promises() throws -> [String] {
    try centre.store().callbacks(limit: 10).map { record in
      let callback = record.callback
      return "\(callback.queue) \(callback.number) \(callback.isOwnNumber ? "own" : "keyed")"
    }
  }

  @Test func theOwnNumberIsKeptBeforeTheCallerIsTold() throws {
    let asterisk = Asterisk()
    asterisk.keys = "1"
    var keptBefore: [String] = []
    asterisk.before = { command in
      if command == "STREAM FILE switchboard/callback-promised \"\"" {
        keptBefore = try self.promises()
      }
    }
    _ = try centre.run("agi-callback", "sales", caller: "+86 138-1111-2222", on: asterisk)
    #expect(keptBefore == ["sales 13811112222 own"])
    #expect(asterisk.commands.contains("SAY DIGITS 13811112222 0123456789*#"))
    #expect(asterisk.variables["SWB_ACTION"] == "hangup")
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    let record = try #require(try centre.store().callbacks(of: centre.call).first)
    #expect(record.state == .open)
    #expect(record.callback.language == "zh")
    #expect(record.callback.revision == 1)
  }

  @Test func anotherNumberIsSpokenBackBeforeItIsKept() throws {
    let asterisk = try run("202155556667#1")
    #expect(asterisk.commands.contains("SAY DIGITS 02155556667 0123456789*#"))
    #expect(try promises() == ["sales 02155556667 keyed"])
  }

  @Test func aNumberCanBeKeyedInAgain() throws {
    _ = try run("213811113333#213811114444#1")
    #expect(try promises() == ["sales 13811114444 keyed"])
  }

  @Test(arguments: ["anonymous", "", "unknown", "110", "1001", "zhang"])
  func whoHasNoNumberMustKeyOneIn(caller: String) throws {
    let asterisk = try run("113811115555#1", caller: caller)
    #expect(asterisk.played.first == "switchboard/callback-other")
    #expect(try promises() == ["sales 13811115555 keyed"])
  }

  /// Short codes, emergency numbers and countries: dialled later at the centre's expense.
  @Test(arguments: ["110", "95588", "0085212345678", "*21*13811112222", "0000000"])
  func whatCannotBeCalledIsNotPromised(number: String) throws {
    let asterisk = try run("2\(number)#  ")
    #expect(asterisk.played.contains("switchboard/callback-wrong") || number.hasPrefix("*"))
    #expect(try promises().isEmpty)
    #expect(asterisk.variables["SWB_ACTION"] == "queue")
  }

  @Test(arguments: [" ", "9", "2 ", "213811113333# ", "213811113333#9"])
  func whoDeclinesGoesOnWaiting(keys: String) throws {
    let asterisk = try run(keys)
    #expect(asterisk.variables["SWB_ACTION"] == "queue")
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    #expect(asterisk.variables["SWB_SURVEY"] == "satisfaction")
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(try promises().isEmpty)
  }

  @Test(arguments: ["STREAM FILE switchboard/callback-offer", "SAY DIGITS", "WAIT FOR DIGIT"])
  func aHangupPromisesNothing(stage: String) throws {
    let asterisk = Asterisk()
    asterisk.hangsUpAt = stage
    _ = try centre.run("agi-callback", "sales", on: asterisk)
    #expect(asterisk.variables["SWB_STATUS"] == "HANGUP")
    #expect(try promises().isEmpty)
  }

  @Test func aHangupWhileTheCallerIsToldTakesNothingBack() throws {
    let asterisk = Asterisk()
    asterisk.keys = "1"
    asterisk.hangsUpAt = "STREAM FILE switchboard/callback-promised"
    _ = try centre.run("agi-callback", "sales", on: asterisk)
    #expect(try promises() == ["sales 13811112222 own"])
  }

  @Test func oneNumberWaitsOnceInAQueue() throws {
    _ = try run("1")
    let again = Asterisk()
    again.keys = "1"
    try again.call(
      port: centre.server.port,
      script: "agi-callback",
      arguments: ["sales"],
      uniqueid: "1772413200.8"
    )
    #expect(again.played.last == "switchboard/callback-promised")
    #expect(try promises() == ["sales 13811112222 own"])
    #expect(try centre.store().endCallback(1, by: "li", at: .now()))
    _ = try run("1")
  }

  /// A server that stopped after the promise hands the call to a program.
  @Test func whatWasPromisedInThisCallIsNotOfferedAgain() throws {
    _ = try run("1")
    let again = try run("")
    #expect(again.played == ["switchboard/callback-promised"])
    #expect(again.variables["SWB_ACTION"] == "hangup")
  }

  @Test func withoutAPromiseThatIsKeptTheCallerGoesOnWaiting() throws {
    let other = try centre.scratch.connection()
    let asterisk = Asterisk()
    asterisk.keys = "1"
    var isLocked = false
    asterisk.before = { command in
      guard command.hasPrefix("WAIT FOR DIGIT"), !isLocked else { return }
      isLocked = true
      try other.run("BEGIN IMMEDIATE")
    }
    _ = try centre.run("agi-callback", "sales", on: asterisk)
    try other.run("ROLLBACK")
    #expect(asterisk.played.last == "switchboard/callback-failed")
    #expect(asterisk.variables["SWB_ACTION"] == "queue")
    #expect(asterisk.variables["SWB_QUEUE"] == "sales")
    #expect(asterisk.variables["SWB_STATUS"] == "SUCCESS")
    #expect(asterisk.variables["SWB_ERROR"] == "store-busy")
    #expect(try promises().isEmpty)
  }

  @Test func aMissingPromptPromisesAllTheSame() throws {
    let asterisk = Asterisk()
    asterisk.keys = "1"
    asterisk.missingFiles = [
      "switchboard/callback-offer", "switchboard/callback-choice", "switchboard/callback-promised",
    ]
    _ = try centre.run("agi-callback", "sales", on: asterisk)
    #expect(try promises() == ["sales 13811112222 own"])
  }
}
