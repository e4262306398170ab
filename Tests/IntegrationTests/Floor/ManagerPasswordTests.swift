import Control
import Foundation
import Laboratory
import Testing

/// The manager users' passwords are wrong, and a person mends the file.
@Suite struct ManagerPasswordTests {
  @Test func aPasswordThatIsMendedInTheFileIsUsedWithoutARestart() async throws {
    let floor = try FloorCentre("password", queues: ["mended": ["1001"]])
    try await floor.scene { floor in
      let laboratory = floor.centre.laboratory
      floor.daemon.stop()
      let right = try String(
        contentsOfFile: FloorCentre.secrets(of: laboratory),
        encoding: .utf8
      )
      let path = laboratory.directory + "/secrets.conf"
      try right.replacing("secret = ", with: "secret = no")
        .write(toFile: path, atomically: true, encoding: .utf8)
      try floor.publish(secrets: path)

      let daemon = try laboratory.startDaemon()
      let refused = try floor.wait("queues") { $0.servers?.first?.trouble != nil }
      let server = try #require(refused.servers?.first)
      #expect(server.floor == "unknown", "\(server)")
      #expect(server.trouble?.contains("authenticationFailed") == true, "\(server)")
      // Nothing is done by a user whose password is wrong, and it is said.
      let words = ["callback", "now", "13900007502", "--queue", "mended"]
      let told = try Laboratory.failure(of: words + ["--control", laboratory.control])
      #expect(told.contains("there is no connection to here now"), "\(told)")

      try right.write(toFile: path, atomically: true, encoding: .utf8)
      try floor.waitForTheFloor()
      // The one that obeys has come back too, by itself.
      let agent = try laboratory.agentPhone("1001")
      try floor.wait(agent: "1001", is: "ready")
      let end = ContinuousClock.now + .seconds(20)
      while (try? floor.ask("agent", "pause", "1001", "--reason", "tea")) == nil,
        ContinuousClock.now < end
      {
        usleep(50_000)
      }
      try floor.wait(agent: "1001", is: "paused")
      withExtendedLifetime(agent) {}
      daemon.stop()
    }
  }
}
