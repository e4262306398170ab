import Foundation
import Laboratory
import Phone
import struct Programs.ExpositionReader
import Testing

/// What Prometheus and an auditor are told of a floor that is followed.
@Suite struct FiguresTests {
  @Test func figuresAndAuditTellWhatHappened() async throws {
    let floor = try FloorCentre("figures", queues: ["told": ["1001"]])
    try await floor.centre.scene { _ in
      let agent = try floor.centre.laboratory.agentPhone("1001")
      try floor.wait(agent: "1001", is: "ready")
      try floor.ask("agent", "pause", "1001", "--reason", "tea")
      try floor.wait(agent: "1001", is: "paused")
      let control = floor.centre.laboratory.control
      let refusal = try Laboratory.failure(
        of: ["listen", "1001", "--phone", "1031", "--control", control]
      )
      #expect(refusal.contains("1001 is in no call"))

      let page = try ExpositionReader(floor.ask("metrics") + "\n")
      for user in ["events", "control", "dial"] {
        #expect(page["switchboard_ami_connected", ["node": "here", "user": user]] == 1)
      }
      #expect(page["switchboard_board_current", ["node": "here"]] == 1)
      #expect((page["switchboard_ami_events_total", ["node": "here"]] ?? 0) > 0)
      #expect(page["switchboard_agents", ["node": "here", "state": "paused"]] == 1)
      #expect(page["switchboard_queue_waiting_callers", ["node": "here", "queue": "told"]] == 0)
      #expect(page["switchboard_deeds_total", ["command": "pause", "outcome": "done"]] == 1)
      #expect(page["switchboard_deeds_total", ["command": "listen", "outcome": "no-call"]] == 1)
      #expect(page["switchboard_history_failing", ["node": "here"]] == 0)

      let audit = try floor.audit("--json")
      let rows = try #require(audit["deeds"] as? [[String: Any]])
      #expect(rows.compactMap { $0["command"] as? String } == ["listen", "pause"])
      #expect(rows.allSatisfy { $0["role"] as? String == "administrator" })
      #expect(rows.last?["outcome"] as? String == "1001 is paused")
      let verdict = try #require(try floor.audit("--verify", "--json")["verdict"] as? [String: Any])
      #expect(verdict["links"] as? Int == 4 && verdict["fault"] == nil)
      withExtendedLifetime(agent) {}
    }
  }
}

extension FloorCentre {
  /// What the tool tells of the audit.
  fileprivate func audit(_ options: String...) throws -> [String: Any] {
    let answer = try centre.laboratory.tool(["audit"] + options)
    return try #require(try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any])
  }
}
