import Control
import Laboratory
import Phone
import Testing

/// A floor of somebody else's making: members have names, and a dialplan of its own leads to their phones.
@Suite struct NamedMembersTests {
  private static let dialplan = """
    [from-queue]
    exten => _1XXX,1,Dial(PJSIP/${EXTEN})
    [laboratory](+)
    exten => 7401,1,Answer()
     same => n,Queue(named)

    """

  @Test func membersAreAddressedByTheirNames() async throws {
    let centre = try Centre(
      "named",
      queues: ["other": ["1001"]],
      queueOptions: "[named]\nmember => Local/1002@from-queue/n,0,Alice Li\n",
      dialplan: Self.dialplan
    )
    let floor = try FloorCentre(of: centre, manager: Int(centre.laboratory.ami.port))
    try await floor.scene { floor in
      let laboratory = floor.centre.laboratory
      func isPaused(_ report: FloorReport) -> Bool {
        report.agents?.first { $0.agent == "Alice Li" }?.reason == "lunch"
      }
      #expect(
        try floor.ask("agent", "pause", "Alice Li", "--reason", "lunch") == "Alice Li is paused"
      )
      try floor.wait("agents", until: isPaused)
      try floor.ask("agent", "unpause", "Alice Li")
      try floor.wait(agent: "Alice Li", is: "ready")

      let phone = try laboratory.agentPhone("1002")
      let supervisor = try laboratory.agentPhone(
        "1031",
        manner: .answers(saying: .tone(hertz: 880))
      )
      let call = try floor.centre.call("7401", as: "13812347501", saying: .tone(hertz: 440))
      let received = try phone.waitForCall(within: .seconds(20))
      // Who begins to follow now sees that it rings, though a Local channel's state is "in use".
      floor.daemon.stop()
      let daemon = try laboratory.startDaemon()
      try floor.waitForTheFloor()
      try floor.wait(agent: "Alice Li", is: "ringing")
      received.answer(saying: .tone(hertz: 660))
      try floor.wait(agent: "Alice Li", is: "talking")

      try floor.ask("whisper", "Alice Li", "--phone", "1031")
      let ear = try supervisor.waitForCall(within: .seconds(10))
      try ear.waitToHear(tones: [440, 660], among: Centre.tones, within: .seconds(10))
      try received.waitToHear(tones: [440, 880], among: Centre.tones, within: .seconds(10))
      try call.phone.waitToHear(tones: [660], among: Centre.tones, within: .seconds(10))
      call.phone.hangUp()
      try ear.waitForHangup(within: .seconds(10))
      daemon.stop()
    }
  }
}
