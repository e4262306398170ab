import Glibc
import Programs
import Testing

/// A server that has no descriptor left: nobody hears silence.
@Suite(.timeLimit(.minutes(10))) struct DescriptorTests {
  @Test func whoComesWhenNoneIsLeftIsToldAndLaterLetIn() throws {
    let server = try SpawnedProgram(programBesideTheTests("agi-sample"), ["serve", "32"])
    let port = try #require(UInt16(try server.line() ?? ""))
    var talking: [LoopbackPeer] = []
    var sentAway: [LoopbackPeer] = []
    while sentAway.count < 8 {
      try #require(talking.count < 32)
      let peer = LoopbackPeer(port: port, asking: "x", "wait")
      switch try peer.line() {
      case "WAIT FOR DIGIT -1": talking.append(peer)
      case "SET VARIABLE SWB_STATUS BUSY": sentAway.append(peer)
      case let line: Issue.record("\(line ?? "nothing")")
      }
    }
    try #require(!talking.isEmpty)
    for peer in sentAway {
      peer.send("200 result=1\n")
      #expect(try peer.line() == nil)
    }
    // Those places are kept for the next ones who are sent away.
    #expect(try status(of: port) == "SET VARIABLE SWB_STATUS BUSY")
    talking.removeLast().leave()
    while try status(of: port) != "WAIT FOR DIGIT -1" {}
  }

  private func status(of port: UInt16) throws -> String? {
    try LoopbackPeer(port: port, asking: "x", "wait").answer("200 result=1")
  }
}
