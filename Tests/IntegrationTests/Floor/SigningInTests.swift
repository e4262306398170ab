import Control
import Laboratory
import Phone
import Testing

/// Agents sign in and out by the tool: as members that it adds, and as those that `queues.conf` names.
@Suite struct SigningInTests {
  private static let agents = """
    1001: {name: 王芳, queues: [fixed, fluid]}
    1002: {name: 李强, queues: [fluid]}
    1003: {name: 陈静, queues: [support, vip], skills: {english: 3}}
    1004: {name: Anna Weber, queues: [support], roles: [supervisor]}
    """

  @Test func whoIsSignedOutGetsNoCallUntilTheNextLogin() async throws {
    let floor = try FloorCentre(
      "signing-in",
      queues: ["fixed": ["1001"], "fluid": ["1002"]],
      yaml: ["agents.yaml": Self.agents]
    )
    try await floor.scene { floor in
      let centre = floor.centre
      func members(of queue: String) throws -> String {
        try centre.laboratory.console("queue show \(queue)")
      }
      let phone = try centre.laboratory.agentPhone("1001")
      try floor.wait(agent: "1001", is: "ready")
      #expect(try floor.ask("agent", "login", "1001") == "1001 is signed in to fixed, fluid")
      #expect(try members(of: "fluid").contains("Local/1001@"))

      #expect(try floor.ask("agent", "logout", "1001") == "1001 is signed out")
      try floor.wait(agent: "1001", is: "signed-out")
      // Added here, removed; named by queues.conf, paused.
      #expect(try !members(of: "fluid").contains("Local/1001@"))
      #expect(try members(of: "fixed").contains("paused:signed-out"))

      // A caller enters all the same and waits; nothing rings.
      let call = try centre.call(centre.number(of: "fixed"), as: "13812347601")
      let waiting = try floor.wait("queues") { report in
        report.queues?.first { $0.queue == "fixed" }?.waiting.count == 1
      }
      let row = try #require(waiting.queues?.first { $0.queue == "fixed" })
      #expect(row.agents == ["signed-out": 1])
      #expect(try centre.executed("Dial").allSatisfy { !$0.contains("PJSIP/1001") })

      #expect(try floor.ask("agent", "login", "1001") == "1001 is signed in to fixed, fluid")
      let rung = try phone.waitForCall(within: .seconds(20))
      rung.answer(saying: .tone(hertz: 660))
      try call.phone.waitToHear(tones: [660], among: [440, 660], within: .seconds(20))
      call.phone.hangUp()
      try rung.waitForHangup(within: .seconds(10))

      // A pause that has its own reason is none of the login's business.
      try floor.ask("agent", "pause", "1001", "--reason", "tea")
      try floor.wait(agent: "1001", is: "paused")
      try floor.ask("agent", "login", "1001")
      #expect(try floor.look("agents").agents?.first { $0.agent == "1001" }?.reason == "tea")
      try floor.ask("agent", "unpause", "1001")
      try floor.wait(agent: "1001", is: "ready")

      // A reload keeps the pause and forgets its reason; who begins to follow then sees a pause.
      try floor.ask("agent", "logout", "1001")
      try floor.wait(agent: "1001", is: "signed-out")
      try centre.laboratory.console("queue reload all")
      floor.daemon.stop()
      let daemon = try centre.laboratory.startDaemon()
      try floor.waitForTheFloor()
      try floor.wait(agent: "1001", is: "paused")
      try floor.ask("agent", "login", "1001")
      try floor.wait(agent: "1001", is: "ready")
      daemon.stop()
    }
  }
}
