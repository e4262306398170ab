import AMITesting
import Laboratory
import struct Phone.Endpoint
import Records
import Testing

/// Daemons that take over from each other lose nothing and write nothing twice.
@Suite struct TakeoverTests {
  private static let callers = (0..<120).map { FloorCaller($0) }
  /// How many call at the same time.
  private static let width = 15

  /// Ten leaders: each is killed, ended or stopped while callers call, and another one that stands by
  /// goes on; those that were stopped wake late.
  @Test func aFloorWhoseDaemonsTakeOverFromEachOther() async throws {
    let laboratory = try Laboratory(FloorPlan.equipment, name: "takeover")
    let proxy = try await RecordingProxy.start(port: Int(laboratory.ami.port))
    let (done, memories, rings, status) = try await laboratory.scene(alone: true) { laboratory in
      let agents = try FloorAgents(for: Self.callers, in: laboratory)
      let callers = try FloorCallers(in: laboratory)
      let trouble = try FloorTrouble(
        for: Self.callers.count,
        in: laboratory,
        by: proxy,
        .takenOver
      )
      try laboratory.console(HistoryOfAFloorTests.pause)
      let memories = try callers.play(Self.callers, width: Self.width) { trouble.callerBegins() }
      let done = try trouble.finish()
      try laboratory.waitForNoChannels()
      let rings = try agents.goHome()
      return (done, memories, rings, try trouble.stop())
    }
    await proxy.stop()
    #expect(done.takeovers == 10)
    #expect(done.cuts == 10)
    #expect(done.files.count >= 4)
    #expect(status == 0)

    let kept = try FloorHistory(in: StoreLocation(folder: laboratory.store))
    #expect(try kept.lines == FloorHistory.lines(of: done.files))
    #expect(kept.others == 0)
    let channels = try HistoryOfAFloorTests.channels(in: laboratory)
    try kept.check(memories, rings, channels: channels)
  }
}
